package io.tieout.domain.matching;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamedInvoicesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Payment for INV-1001; INV-1001",
                "inv-1001; INV-1001",
                "Invoice: 10042.; 10042",
                "(INV/2026/07); INV/2026/07",
                "#10042, thank you!; 10042",
                "\"A.B_1-2\"; A.B_1-2",
                "INV-1001-; INV-1001",
                "Rechnung R10042 für Müller; R10042"
            })
    void number_inDescription_isFound(String description, String number) {
        assertThat(NamedInvoices.in("", description).all()).containsExactlyInAnyOrder(number);
    }

    @Test
    void numbers_several_areFoundInTheirOrder() {
        assertThat(NamedInvoices.in("", "INV-1, INV-2;INV-3 and INV-1").all())
                .containsExactlyInAnyOrder("INV-1", "INV-2", "INV-3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "thanks for the order", "42", "no 7.", "-- // ..", "a1"})
    void words_withoutDigitOrTooShort_areNoNumbers(String description) {
        assertThat(NamedInvoices.in("", description).all()).isEmpty();
    }

    @Test
    void metadata_ofAnyForm_isTakenWhole() {
        assertThat(NamedInvoices.in("  inv 7 a ", "").all()).containsExactlyInAnyOrder("INV 7 A");
        assertThat(NamedInvoices.in("x", "").all()).containsExactlyInAnyOrder("X");
        assertThat(NamedInvoices.in("  ", "").all()).isEmpty();
    }

    @Test
    void metadata_ofSeveralNumbers_isParted() {
        NamedInvoices named = NamedInvoices.in(" inv-1, INV 2;;inv-3 ", "INV-4");

        assertThat(named.stated()).containsExactlyInAnyOrder("INV-1", "INV 2", "INV-3");
        assertThat(named.all()).containsExactlyInAnyOrder("INV-1", "INV 2", "INV-3", "INV-4");
    }

    @ParameterizedTest
    @CsvSource({"INV-1/2, INV-1", "INV-1-12, INV-1", "2026.3, 2026", "A/B-7, A/B"})
    void word_thatEndsLikeAnInstalment_isLookedUpWithoutItToo(String word, String number) {
        assertThat(NamedInvoices.in(word, "").lookUps()).containsExactlyInAnyOrder(word, number);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INV-1/02", "INV-1000", "-2", "INV-0", "INV2"})
    void word_thatDoesNot_isLookedUpAlone(String word) {
        assertThat(NamedInvoices.in(word, "").lookUps()).containsExactly(word);
    }

    @Test
    void metadataAndDescription_both_count() {
        assertThat(NamedInvoices.in("inv-1", "paid INV-1 and INV-2").all()).containsExactlyInAnyOrder("INV-1", "INV-2");
    }

    @Test
    void words_beyondTheLimit_areLeftOut() {
        String text = IntStream.range(0, 200).mapToObj(i -> "INV-" + i).collect(Collectors.joining(" "));

        Set<String> named = NamedInvoices.in("first-1", text).all();

        assertThat(named).hasSize(50).contains("FIRST-1", "INV-0", "INV-48").doesNotContain("INV-49");
    }

    @Property(tries = 500)
    void number_betweenOtherWords_isAlwaysFound(@ForAll @IntRange(min = 100) int digits, @ForAll boolean bracket) {
        String text = bracket ? "Order (" + digits + ") paid" : "Order " + digits + ", paid";

        assertThat(NamedInvoices.in("", text).all()).containsExactlyInAnyOrder(Integer.toString(digits));
    }

    @Property(tries = 1_000)
    void text_ofAnyForm_givesFewUsableWords(@ForAll String metadata, @ForAll String description) {
        assertThat(NamedInvoices.in(metadata, description).all())
                .hasSizeLessThanOrEqualTo(50)
                .allSatisfy(word -> assertThat(word).isNotBlank());
    }
}
