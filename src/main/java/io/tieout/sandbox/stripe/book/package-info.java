/** The simulated Stripe's objects and their life cycles: payments, refunds, disputes, invoices, payouts, events. */
@NullMarked
package io.tieout.sandbox.stripe.book;

import org.jspecify.annotations.NullMarked;
