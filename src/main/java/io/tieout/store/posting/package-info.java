/** Postings and their allocations: the only place that writes a state. */
@NullMarked
package io.tieout.store.posting;

import org.jspecify.annotations.NullMarked;
