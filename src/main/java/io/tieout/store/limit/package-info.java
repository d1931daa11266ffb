/** Leases of calls to remote systems, which make limits hold over all processes. */
@NullMarked
package io.tieout.store.limit;

import org.jspecify.annotations.NullMarked;
