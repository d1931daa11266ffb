/** What the trial finds ready: the sandbox company Acme. */
@NullMarked
package io.tieout.trial;

import org.jspecify.annotations.NullMarked;
