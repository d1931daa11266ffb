package io.tieout.domain.fact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FactKeyTest {

    @Test
    void text_ofKey_neverChanges() {
        assertThat(new FactKey("stripe", "acct_1", true, "charge", "ch_1").text())
                .isEqualTo("stripe|acct_1|live|charge|ch_1");
        assertThat(new FactKey("stripe", "acct_1", false, "refund", "re_1").text())
                .isEqualTo("stripe|acct_1|test|refund|re_1");
    }

    @Test
    void text_takenApart_givesTheKeyBack() {
        FactKey key = new FactKey("stripe", "acct_1", true, "charge", "ch_1");

        String[] parts = key.text().split("\\|", -1);

        assertThat(parts).hasSize(5);
        assertThat(new FactKey(parts[0], parts[1], parts[2].equals("live"), parts[3], parts[4]))
                .isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a|b", "|"})
    void part_blankOrWithSeparator_isRefused(String part) {
        assertThatThrownBy(() -> new FactKey(part, "acct_1", true, "charge", "ch_1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FactKey("stripe", part, true, "charge", "ch_1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FactKey("stripe", "acct_1", true, part, "ch_1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FactKey("stripe", "acct_1", true, "charge", part))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
