package io.tieout.domain.posting;

import io.tieout.domain.fact.FactKey;

/**
 * Identity of a posting (protocol.md section 1).
 *
 * @param link the link's key, never reused
 * @param fact the fact it posts
 * @param effect what it does
 * @param generation 1, and higher only by a person's audited decision
 */
public record PostingKey(String link, FactKey fact, Effect effect, int generation) {

    public PostingKey {
        if (link.isBlank() || link.indexOf('|') >= 0 || generation < 1) {
            throw new IllegalArgumentException("a posting key needs a link without '|' and a generation from 1");
        }
    }

    /** One line, from which the reference is derived: its form must never change. */
    public String text() {
        return String.join("|", link, fact.text(), effect.name(), Integer.toString(generation));
    }
}
