/** What a restore has forgotten, on the real database. */
@NullMarked
package io.tieout.store.restore;

import org.jspecify.annotations.NullMarked;
