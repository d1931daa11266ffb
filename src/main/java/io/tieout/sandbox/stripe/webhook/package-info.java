/** Webhook endpoints and signed deliveries: planned with the event, kept as rows, repeated until they succeed. */
@NullMarked
package io.tieout.sandbox.stripe.webhook;

import org.jspecify.annotations.NullMarked;
