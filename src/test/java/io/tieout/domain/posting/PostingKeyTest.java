package io.tieout.domain.posting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.fact.FactKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostingKeyTest {
    private static final FactKey FACT = new FactKey("stripe", "acct_1", true, "charge", "ch_1");

    @Test
    void text_ofKey_neverChanges() {
        assertThat(new PostingKey("acme-ledger", FACT, Effect.RECORD, 1).text())
                .isEqualTo("acme-ledger|stripe|acct_1|live|charge|ch_1|RECORD|1");
    }

    @ParameterizedTest
    @EnumSource(Effect.class)
    void text_takenApart_givesTheKeyBack(Effect effect) {
        PostingKey key = new PostingKey("acme-ledger", FACT, effect, 12);

        String[] parts = key.text().split("\\|", -1);

        assertThat(parts).hasSize(8);
        FactKey fact = new FactKey(parts[1], parts[2], parts[3].equals("live"), parts[4], parts[5]);
        assertThat(new PostingKey(parts[0], fact, Effect.valueOf(parts[6]), Integer.parseInt(parts[7])))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a|b", "|"})
    void link_blankOrWithSeparator_isRefused(String link) {
        assertThatThrownBy(() -> new PostingKey(link, FACT, Effect.RECORD, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, Integer.MIN_VALUE})
    void generation_belowOne_isRefused(int generation) {
        assertThatThrownBy(() -> new PostingKey("acme-ledger", FACT, Effect.RECORD, generation))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
