/** Sums of a day for completeness reports, and the reports as they were frozen. */
@NullMarked
package io.tieout.store.report;

import org.jspecify.annotations.NullMarked;
