/** Stripe's shapes on the wire: what is asked, how it travels and how answers are read. */
@NullMarked
package io.tieout.connector.stripe.wire;

import org.jspecify.annotations.NullMarked;
