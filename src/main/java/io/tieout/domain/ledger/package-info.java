/** Journals, accounting dates and periods, in the words of a general ledger. */
@NullMarked
package io.tieout.domain.ledger;

import org.jspecify.annotations.NullMarked;
