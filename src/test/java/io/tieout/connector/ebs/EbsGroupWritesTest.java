package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.EbsFixture.reference;
import static io.tieout.connector.ebs.EbsFixture.references;
import static io.tieout.connector.ebs.GatewayStub.cut;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.port.erp.GroupAnswers.AmendAnswer;
import io.tieout.port.erp.GroupAnswers.Amended;
import io.tieout.port.erp.GroupAnswers.RegroupAnswer;
import io.tieout.port.erp.Journals.Amendment;
import io.tieout.port.erp.Journals.Change;
import io.tieout.port.erp.Journals.FrozenChange;
import io.tieout.port.erp.Journals.LedgerTarget;
import io.tieout.port.erp.Journals.Split;
import io.tieout.port.erp.Journals.Stamp;
import io.tieout.port.erp.Remedy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each way that the writes of a failed group can go is told as, and what they are sent. */
class EbsGroupWritesTest {
    private static final Stamp STAMP = new Stamp("acme-prod", 3);
    private static final LedgerTarget BOOKS = new LedgerTarget("1", "USD", "Tieout", "Receipts", "Corporate");
    private final EbsFixture ebs = new EbsFixture();

    @AfterEach
    void close() {
        ebs.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"regroup.json", "regroup-numbers.json"})
    void split_done_namesTheNewGroup(String file) {
        assertThat(split(file)).isEqualTo(new RegroupAnswer.Done("7100", 4, 2));

        GatewayStub.Received call = ebs.gateway.only("regroup");
        assertThat(call.parameter("P_INSTALLATION").textValue()).isEqualTo("acme-prod");
        assertThat(call.parameter("P_INCARNATION").textValue()).isEqualTo("3");
        assertThat(call.parameter("P_GROUP_ID").textValue()).isEqualTo("7001");
        assertThat(call.parameter("P_REFERENCES_JSON").textValue()).isEqualTo("[\"TIEAAAA1\",\"TIEAAAA2\"]");
        assertThat(call.parameter("P_EXPECTED_ROWS").textValue()).isEqualTo("6");
    }

    @Test
    void split_refusedByRule_isToldApart() {
        assertThat(split("refused-import-pending.json")).isInstanceOf(RegroupAnswer.Busy.class);
        assertThat(split("refused-rows-changed.json")).isInstanceOf(RegroupAnswer.Changed.class);
        assertThat(split("refused-fenced.json")).isInstanceOf(RegroupAnswer.Rejected.class);
        assertThat(split("refused-bad-input.json")).isEqualTo(new RegroupAnswer.Rejected("BAD_INPUT: refused by rule"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "regroup-same-group.json",
                "regroup-rows-missing.json",
                "regroup-without-group.json",
                "refused-unexpected.json",
                "no-output-parameters.json"
            })
    void split_answeredOtherwiseThanAgreed_isUnknown(String file) {
        assertThat(split(file)).isInstanceOf(RegroupAnswer.Unknown.class);
    }

    @Test
    void amendment_answeredForEach_givesEveryResult() {
        assertThat(amend(5, "amend-lines-each-result.json"))
                .isEqualTo(new AmendAnswer.Answered(Map.of(
                        reference(1), new Amended.Done(),
                        reference(2), new Amended.Done(),
                        reference(3), new Amended.Changed("the rows are not what was loaded"),
                        reference(4), new Amended.NotWaiting(),
                        reference(5), new Amended.Refused("unknown account segments"))));
    }

    @Test
    void amendment_sent_carriesEachChangeAsItWasFrozen() {
        List<FrozenChange> changes = changes(2);
        ebs.gateway.next("amend_lines", example("amend-lines-one-missing.json"));

        ebs.journals().amend(CONNECTION, new Amendment(STAMP, "7001", changes));

        String sent =
                ebs.gateway.only("amend_lines").parameter("P_CHANGES_JSON").textValue();
        assertThat(sent).isEqualTo("[" + text(changes.get(0)) + "," + text(changes.get(1)) + "]");
        JsonNode first = EbsFixture.json(sent).get(0);
        assertThat(first.path("reference").textValue()).isEqualTo("TIEAAAA1");
        assertThat(first.path("from_hash").textValue()).isEqualTo("before");
        assertThat(first.path("to_hash").textValue())
                .isEqualTo(changes.get(0).content())
                .hasSize(64);
        assertThat(first.path("accounting_date").textValue()).isEqualTo("2026-12-01");
        assertThat(first.path("lines")).hasSize(2);
        assertThat(first.at("/lines/0/entered_dr").textValue()).isEqualTo("120.00");
    }

    @Test
    void change_ofTheDateAlone_isAnotherContent() {
        FrozenChange november = change(1, "2026-11-20");
        FrozenChange december = change(1, "2026-12-01");

        assertThat(november.content()).isNotEqualTo(december.content());
        assertThat(change(1, "2026-12-01").content()).isEqualTo(december.content());
        assertThat(text(change(1, "2026-12-01"))).isEqualTo(text(december)).matches("\\p{ASCII}*");
    }

    @Test
    void change_thatUndoesAnother_isAnotherContent() {
        FrozenChange there = change(1, "2026-12-01", "before");
        FrozenChange back = change(1, "2026-11-20", there.content());

        assertThat(change(1, "2026-12-01", back.content()).content()).isNotEqualTo(there.content());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "amend-lines-one-missing.json",
                "amend-lines-result-unknown.json",
                "refused-unexpected.json",
                "no-output-parameters.json"
            })
    void amendment_answeredOtherwiseThanAgreed_isUnknown(String file) {
        assertThat(amend(2, file)).isInstanceOf(AmendAnswer.Unknown.class);
    }

    @Test
    void amendment_refusedByRule_isToldApart() {
        assertThat(amend(1, "refused-import-pending.json")).isInstanceOf(AmendAnswer.Busy.class);
        assertThat(amend(1, "refused-bad-input.json")).isInstanceOf(AmendAnswer.Rejected.class);
        assertThat(amend(1, "refused-fenced.json")).isInstanceOf(AmendAnswer.Rejected.class);
    }

    @ParameterizedTest
    @EnumSource(value = GatewayStub.Cut.class)
    void lostAnswer_isUnknown(GatewayStub.Cut cut) {
        ebs.gateway.next("regroup", cut(cut)).next("amend_lines", cut(cut));

        assertThat(split()).isInstanceOf(RegroupAnswer.Unknown.class);
        assertThat(amend(1)).isInstanceOf(AmendAnswer.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({"fault-execution.json, 500", "web-tier.html, 503"})
    void fault_thatMayComeAfterExecution_isUnknown(String file, int status) {
        ebs.gateway.next("regroup", example(status, file)).next("amend_lines", example(status, file));

        assertThat(split()).isInstanceOf(RegroupAnswer.Unknown.class);
        assertThat(amend(1)).isInstanceOf(AmendAnswer.Unknown.class);
    }

    @Test
    void fault_beforeExecution_isRejectedOrNotSent() {
        ebs.gateway
                .next("regroup", example(403, "fault-grant.json"))
                .next("amend_lines", example(403, "fault-grant.json"));
        assertThat(split()).isInstanceOf(RegroupAnswer.Rejected.class);
        assertThat(amend(1)).isInstanceOf(AmendAnswer.Rejected.class);

        ebs.limitReached = true;
        assertThat(split()).isEqualTo(new RegroupAnswer.NotSent("limit isg is reached", Duration.ofSeconds(2)));
        assertThat(amend(1)).isEqualTo(new AmendAnswer.NotSent("limit isg is reached", Duration.ofSeconds(2)));
    }

    @ParameterizedTest
    @CsvSource({"P, NONE", "NEW, NONE", "CORRECTED, NONE", "EP01, MOVE_DATE", "EC06, WAIT", "EF03, PERSON"})
    void code_ofARow_saysWhatHelps(String code, Remedy remedy) {
        assertThat(ImportErrors.of(code, "words").remedy()).isEqualTo(remedy);
        assertThat(ImportErrors.of(code, "words").words().isEmpty()).isEqualTo(remedy == Remedy.NONE);
    }

    @Test
    void code_thatIsNotKnown_isAPersonsAndKeepsTheWordsOfTheErp() {
        assertThat(ImportErrors.of("EX77", "The moon is full"))
                .isEqualTo(new ImportErrors.Trouble(Remedy.PERSON, "The moon is full (EX77)"));
        assertThat(ImportErrors.of("EX77", "").words()).contains("EX77");
    }

    private RegroupAnswer split(String file) {
        ebs.gateway.next("regroup", example(file));
        return split();
    }

    private RegroupAnswer split() {
        return ebs.journals().regroup(CONNECTION, new Split(STAMP, "7001", references(2), 6));
    }

    private AmendAnswer amend(int count, String file) {
        ebs.gateway.next("amend_lines", example(file));
        return amend(count);
    }

    private AmendAnswer amend(int count) {
        return ebs.journals().amend(CONNECTION, new Amendment(STAMP, "7001", changes(count)));
    }

    private List<FrozenChange> changes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> change(number, "2026-12-01"))
                .toList();
    }

    private FrozenChange change(int number, String date) {
        return change(number, date, "before");
    }

    private FrozenChange change(int number, String date, String from) {
        Money amount = Money.ofMinor(12000, "USD");
        Journal journal = new Journal(
                reference(number),
                List.of(
                        new JournalLine("01-1150", Side.DEBIT, amount, "", "ch_ü"),
                        new JournalLine("01-2100", Side.CREDIT, amount, "10001", "ch_ü INV-1001")));
        return ebs.journals().freeze(CONNECTION, new Change(BOOKS, LocalDate.parse(date), journal, from));
    }

    private static String text(FrozenChange change) {
        return new String(change.bytes(), StandardCharsets.UTF_8);
    }
}
