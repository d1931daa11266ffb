/** Batches: frozen bytes and what came of them. */
@NullMarked
package io.tieout.store.batch;

import org.jspecify.annotations.NullMarked;
