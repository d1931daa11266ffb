package io.tieout.domain.fact;

/** What is true at the provider after it was fetched; never what a notification claimed. */
public sealed interface Fact permits Charge, Refund {

    FactKey key();
}
