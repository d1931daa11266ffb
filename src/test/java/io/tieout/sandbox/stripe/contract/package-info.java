/** The recorded facts about Stripe's API, and what tells whether real traffic agrees with them. */
@NullMarked
package io.tieout.sandbox.stripe.contract;

import org.jspecify.annotations.NullMarked;
