/** One effect of a fact on a target: identity, states and their legal moves. */
@NullMarked
package io.tieout.domain.posting;

import org.jspecify.annotations.NullMarked;
