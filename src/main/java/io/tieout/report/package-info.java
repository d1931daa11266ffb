/** Reports that are frozen once: what a day of a link came to. */
@NullMarked
package io.tieout.report;

import org.jspecify.annotations.NullMarked;
