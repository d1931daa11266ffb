/** Tieout: an integration server that makes payments tie out to the ledger; here is its main class. */
@NullMarked
package io.tieout;

import org.jspecify.annotations.NullMarked;
