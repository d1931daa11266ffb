package io.tieout.sandbox.stripe;

import io.tieout.sandbox.stripe.book.Books;
import io.tieout.sandbox.stripe.webhook.Deliveries;
import io.tieout.sandbox.stripe.webhook.Endpoints;

/** What the surface of the sandbox Stripe works with. */
record Parts(Books books, Endpoints endpoints, Deliveries deliveries, Shop shop) {}
