/** The sandbox Stripe: Stripe's HTTP surface, its control addresses and its page. */
@NullMarked
package io.tieout.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
