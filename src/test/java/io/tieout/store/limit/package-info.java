/** Leases on a real PostgreSQL. */
@NullMarked
package io.tieout.store.limit;

import org.jspecify.annotations.NullMarked;
