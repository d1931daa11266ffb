/** Rows of the append-only audit trail. */
@NullMarked
package io.tieout.store.audit;

import org.jspecify.annotations.NullMarked;
