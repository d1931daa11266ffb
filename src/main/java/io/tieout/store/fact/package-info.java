/** Facts: one row per key, for ever. */
@NullMarked
package io.tieout.store.fact;

import org.jspecify.annotations.NullMarked;
