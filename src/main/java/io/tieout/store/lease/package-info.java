/** Leases of the rows that workers claim. */
@NullMarked
package io.tieout.store.lease;

import org.jspecify.annotations.NullMarked;
