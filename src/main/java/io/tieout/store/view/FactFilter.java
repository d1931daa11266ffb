package io.tieout.store.view;

import java.util.Optional;

/**
 * Which facts to list; what is absent does not matter.
 *
 * @param state a posting of the fact is in this state
 * @param link a posting of the fact belongs to the link with this key
 * @param providerId the provider's id of the object, of the payment intent, or of an event that led to the fact
 * @param text one of those, or the number of an allocated invoice, or a posting's reference: the whole of it
 */
public record FactFilter(
        Optional<String> state, Optional<String> link, Optional<String> providerId, Optional<String> text) {}
