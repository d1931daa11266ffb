/** What was active when a decision was made, and the chain of seals over the trail that tells of it. */
@NullMarked
package io.tieout.audit;

import org.jspecify.annotations.NullMarked;
