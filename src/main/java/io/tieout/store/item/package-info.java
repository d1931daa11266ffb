/** Open items and periods of the ERPs, as last read. */
@NullMarked
package io.tieout.store.item;

import org.jspecify.annotations.NullMarked;
