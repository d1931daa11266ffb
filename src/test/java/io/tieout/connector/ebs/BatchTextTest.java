package io.tieout.connector.ebs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.Journals.Draft;
import io.tieout.port.erp.Journals.LedgerTarget;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class BatchTextTest {
    private static final LedgerTarget TARGET = new LedgerTarget("1", "USD", "Tieout", "Tieout Receipts", "Corporate");

    @Test
    void draft_frozen_isExactlyTheAgreedText() {
        String lines = "[{\"account\":\"01-1150\",\"currency_code\":\"USD\",\"entered_dr\":\"120.00\","
                + "\"entered_cr\":null,\"conversion_type\":null,\"conversion_date\":null,\"reference22\":null,"
                + "\"description\":\"ch_1 INV-1001\"},"
                + "{\"account\":\"01-2100\",\"currency_code\":\"USD\",\"entered_dr\":null,"
                + "\"entered_cr\":\"120.00\",\"conversion_type\":null,\"conversion_date\":null,"
                + "\"reference22\":\"10001\",\"description\":\"ch_1 INV-1001\"}]";

        assertThat(text(draft(TARGET, Money.ofMinor(12000, "USD"), "ch_1 INV-1001")))
                .isEqualTo("{\"ledger_id\":\"1\",\"accounting_date\":\"2026-11-20\",\"je_source\":\"Tieout\","
                        + "\"je_category\":\"Tieout Receipts\",\"postings\":[{\"reference\":\"TIEAAAA1\","
                        + "\"content_hash\":\"" + Sha256.hex(lines.getBytes(StandardCharsets.UTF_8)) + "\","
                        + "\"lines\":" + lines + "}]}");
    }

    @Test
    void contents_ofFrozenBytes_areTheHashesThatTheyCarry() {
        Draft draft = draft(TARGET, Money.ofMinor(12000, "USD"), "ch_1");
        byte[] frozen = BatchText.of(draft);

        assertThat(BatchText.contents(frozen)).containsOnlyKeys(new Reference("TIEAAAA1"));
        assertThat(new String(frozen, StandardCharsets.UTF_8))
                .contains("\"content_hash\":\"" + BatchText.contents(frozen).get(new Reference("TIEAAAA1")) + "\"");
    }

    @Test
    void amounts_with0_2_3Decimals_haveExactlyThoseOfTheirCurrency() {
        assertThat(debit(Money.ofMinor(1200, "JPY"))).isEqualTo("1200");
        assertThat(debit(Money.ofMinor(5, "USD"))).isEqualTo("0.05");
        assertThat(debit(Money.ofMinor(1230, "KWD"))).isEqualTo("1.230");
    }

    @Test
    void foreignLine_carriesRateTypeAndTheAccountingDate() {
        JsonNode line = firstLine(draft(TARGET, Money.ofMinor(1200, "JPY"), "ch_1"));

        assertThat(line.path("conversion_type").textValue()).isEqualTo("Corporate");
        assertThat(line.path("conversion_date").textValue()).isEqualTo("2026-11-20");
    }

    @Test
    void foreignLine_withoutRateType_needsAPersonWhoIsToldTheCurrency() {
        LedgerTarget target = new LedgerTarget("1", "USD", "Tieout", "Tieout Receipts", "");

        assertThatThrownBy(() -> BatchText.of(draft(target, Money.ofMinor(1200, "JPY"), "ch_1")))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("JPY");
    }

    @Test
    void draft_withoutJournalsOrWithOneTwice_isRefused() {
        Journal journal = draft(TARGET, Money.ofMinor(1, "USD"), "x").journals().get(0);

        assertThatIllegalArgumentException().isThrownBy(() -> BatchText.of(draftOf(List.of())));
        assertThatIllegalArgumentException().isThrownBy(() -> BatchText.of(draftOf(List.of(journal, journal))));
    }

    @Property
    void anyText_frozen_isAsciiAndTheSameEachTimeAndReadsBack(
            @ForAll @StringLength(max = 60) String description, @ForAll @LongRange(min = 1) long minor) {
        Draft draft = draft(TARGET, Money.ofMinor(minor, "USD"), description);

        String first = text(draft);

        assertThat(first).isEqualTo(text(draft)).matches("\\p{ASCII}*");
        JsonNode line = firstLine(draft);
        assertThat(line.path("description").textValue()).isEqualTo(description);
        assertThat(new BigDecimal(line.path("entered_dr").textValue())).isEqualTo(BigDecimal.valueOf(minor, 2));
    }

    private static String debit(Money amount) {
        return firstLine(draft(TARGET, amount, "ch_1")).path("entered_dr").textValue();
    }

    private static JsonNode firstLine(Draft draft) {
        try {
            return new com.fasterxml.jackson.databind.ObjectMapper()
                    .readTree(BatchText.of(draft))
                    .path("postings")
                    .path(0)
                    .path("lines")
                    .path(0);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Draft draft) {
        return new String(BatchText.of(draft), StandardCharsets.UTF_8);
    }

    private static Draft draft(LedgerTarget target, Money amount, String description) {
        List<JournalLine> lines = List.of(
                new JournalLine("01-1150", Side.DEBIT, amount, "", description),
                new JournalLine("01-2100", Side.CREDIT, amount, "10001", description));
        return new Draft(target, LocalDate.of(2026, 11, 20), List.of(new Journal(new Reference("TIEAAAA1"), lines)));
    }

    private static Draft draftOf(List<Journal> journals) {
        return new Draft(TARGET, LocalDate.of(2026, 11, 20), journals);
    }
}
