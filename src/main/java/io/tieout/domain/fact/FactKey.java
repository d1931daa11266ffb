package io.tieout.domain.fact;

import java.util.List;

/**
 * Identity of a fact: one row per key, for ever (protocol.md section 1).
 *
 * @param provider the payment service, for example {@code stripe}
 * @param account the provider's account, for example {@code acct_...}
 * @param livemode false for the provider's test mode
 * @param objectType the provider's type, for example {@code charge}
 * @param objectId the provider's id, for example {@code ch_...}
 */
public record FactKey(String provider, String account, boolean livemode, String objectType, String objectId) {

    public FactKey {
        for (String part : List.of(provider, account, objectType, objectId)) {
            if (part.isBlank() || part.indexOf('|') >= 0) {
                throw new IllegalArgumentException("a part of a fact key must not be blank or contain '|'");
            }
        }
    }

    /** One line, from which references are derived: its form must never change. */
    public String text() {
        return String.join("|", provider, account, livemode ? "live" : "test", objectType, objectId);
    }
}
