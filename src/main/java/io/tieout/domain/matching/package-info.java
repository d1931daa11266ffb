/** Which open items a charge pays: pure decisions without input or output. */
@NullMarked
package io.tieout.domain.matching;

import org.jspecify.annotations.NullMarked;
