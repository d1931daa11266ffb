/** The connector to Stripe: webhooks, charges, events and ping, translated into the domain's words. */
@NullMarked
package io.tieout.connector.stripe;

import org.jspecify.annotations.NullMarked;
