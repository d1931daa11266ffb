/** How Stripe speaks on the wire: forms, parameters, errors and limits, with no knowledge of its objects. */
@NullMarked
package io.tieout.sandbox.stripe.wire;

import org.jspecify.annotations.NullMarked;
