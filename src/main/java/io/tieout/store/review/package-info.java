/** What people decided about postings, and until when it stands. */
@NullMarked
package io.tieout.store.review;

import org.jspecify.annotations.NullMarked;
