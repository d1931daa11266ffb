/** What was active when a decision was made, and the trail that tells of it. */
@NullMarked
package io.tieout.audit;

import org.jspecify.annotations.NullMarked;
