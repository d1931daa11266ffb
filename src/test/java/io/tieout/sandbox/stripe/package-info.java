/** The sandbox Stripe, driven by the official client over real sockets. */
@NullMarked
package io.tieout.sandbox.stripe;

import org.jspecify.annotations.NullMarked;
