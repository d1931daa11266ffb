/** Batches on a real PostgreSQL. */
@NullMarked
package io.tieout.store.batch;

import org.jspecify.annotations.NullMarked;
