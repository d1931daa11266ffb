package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.EbsFixture.reference;
import static io.tieout.connector.ebs.EbsFixture.references;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.ledger.JournalLine.Side;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Reference;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.Part;
import io.tieout.port.erp.JournalAnswers.Request;
import io.tieout.port.erp.JournalAnswers.RowEntry;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Remedy;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EbsJournalsReadTest {
    private final EbsFixture ebs = new EbsFixture();

    @AfterEach
    void close() {
        ebs.close();
    }

    @Test
    void find_ofAllStages_saysWhereEachStands() {
        Map<Reference, Standing> found = find(8, "find-references-all-stages.json");

        assertThat(found.values())
                .extracting(Standing::stage)
                .containsExactly(
                        Stage.UNKNOWN,
                        Stage.CLOSED,
                        Stage.INTERFACE,
                        Stage.INTERFACE_ERROR,
                        Stage.IMPORTED,
                        Stage.POSTED,
                        Stage.GONE,
                        Stage.IMPORTED);
        assertThat(found.get(reference(1)).contentHash()).isEmpty();
        assertThat(found.get(reference(2)).contentHash()).isEmpty();
        assertThat(found.get(reference(4)))
                .isEqualTo(new Standing(
                        Stage.INTERFACE_ERROR,
                        Optional.of("7001"),
                        Optional.of("ab".repeat(32)),
                        List.of("EP01", "P"),
                        Optional.of("4711"),
                        Optional.empty()));
        assertThat(found.get(reference(5)).waitsFor()).get().asString().contains("AutoPost");
        assertThat(found.get(reference(6)).waitsFor()).isEmpty();
        assertThat(found.get(reference(8)).waitsFor()).get().asString().contains("approval");
    }

    @Test
    void find_ofOneRowAsObject_isRead() {
        ebs.gateway.next("find_references", example("find-references-one-row-as-object.json"));

        assertThat(ebs.journals()
                        .find(CONNECTION, Set.of(reference(6)))
                        .get(reference(6))
                        .stage())
                .isEqualTo(Stage.POSTED);
    }

    @ParameterizedTest
    @CsvSource({
        "8, find-references-one-missing.json",
        "7, find-references-all-stages.json",
        "1, find-references-stage-unknown.json",
        "1, find-references-group-missing.json",
        "1, find-references-none-asked.json",
        "1, refused-unexpected.json",
        "1, web-tier.html"
    })
    void find_answeredOtherwiseThanAgreed_isRetriedLater(int asked, String file) {
        assertThatThrownBy(() -> find(asked, file)).isInstanceOf(RetryLater.class);
    }

    @Test
    void find_ofLinesWhoseKeyWasLost_saysWhereTheyStandWithoutContent() {
        Standing found = find(1, "find-references-key-lost.json").get(reference(1));

        assertThat(found.stage()).isEqualTo(Stage.POSTED);
        assertThat(found.contentHash()).isEmpty();
        assertThat(found.group()).isEmpty();
    }

    @Test
    void find_ofMoreThanAThousand_asksInPortionsAndAnswersAll() {
        Set<Reference> many = IntStream.range(0, 2001)
                .mapToObj(i -> new Reference("TIE" + (10000 + i)))
                .collect(Collectors.toCollection(HashSet::new));
        ebs.gateway.always("find_references", EbsJournalsReadTest::allUnknown);

        Map<Reference, Standing> found = ebs.journals().find(CONNECTION, many);

        assertThat(found).hasSize(2001);
        assertThat(ebs.gateway.received("find_references")).hasSize(3);
    }

    @ParameterizedTest
    @EnumSource(GatewayStub.Cut.class)
    void lostAnswer_ofAnyRead_isRetriedLater(GatewayStub.Cut cut) {
        for (String operation : List.of("find_references", "get_journal_lines", "get_request", "get_group_rows")) {
            ebs.gateway.next(operation, GatewayStub.cut(cut));
        }
        EbsJournals journals = ebs.journals();

        assertThatThrownBy(() -> journals.find(CONNECTION, references(1))).isInstanceOf(RetryLater.class);
        assertThatThrownBy(() -> journals.lines(CONNECTION, references(1))).isInstanceOf(RetryLater.class);
        assertThatThrownBy(() -> journals.request(CONNECTION, "4711")).isInstanceOf(RetryLater.class);
        assertThatThrownBy(() -> journals.rows(CONNECTION, "7001")).isInstanceOf(RetryLater.class);
    }

    @ParameterizedTest
    @CsvSource({
        "fault-grant.json, 403, grant",
        "fault-alias.json, 404, alias",
        "fault-function.json, 404, deploy",
        "fault-header.json, 500, responsibility",
        "web-tier.html, 302, redirect"
    })
    void fault_thatWaitingDoesNotMend_needsAPersonAndSaysWhatToMend(String file, int status, String word) {
        ebs.gateway.next("find_references", example(status, file));

        assertThatThrownBy(() -> ebs.journals().find(CONNECTION, references(1)))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining(word);
    }

    @ParameterizedTest
    @CsvSource({
        "fault-execution.json, 400",
        "fault-database.json, 500",
        "web-tier.html, 404",
        "web-tier.html, 429",
        "web-tier.html, 500",
        "web-tier.html, 503",
        "web-tier.html, 504"
    })
    void fault_thatMayPass_isRetriedLaterAndCounted(String file, int status) {
        ebs.gateway.next("find_references", example(status, file).with("Retry-After", "9"));

        assertThatThrownBy(() -> ebs.journals().find(CONNECTION, references(1)))
                .isInstanceOfSatisfying(RetryLater.class, e -> {
                    assertThat(e.counted()).isTrue();
                    assertThat(e.after()).contains(Duration.ofSeconds(9));
                });
    }

    @Test
    void request_withARunningChild_isNotDone() {
        assertThat(request("request-running-child.json")).satisfies(request -> {
            assertThat(request.done()).isFalse();
            assertThat(request.outcome()).isEmpty();
        });
    }

    @Test
    void request_allDone_hasItsWords() {
        assertThat(request("request-done.json")).satisfies(request -> {
            assertThat(request.id()).isEqualTo("4711");
            assertThat(request.done()).isTrue();
            assertThat(request.outcome()).isEqualTo("NORMAL");
            assertThat(request.text()).isEqualTo("Normal completion");
        });
    }

    @Test
    void request_whoseChildFailed_hasTheWorstOutcomeAndAShortText() {
        Request request = request("request-child-failed.json");

        assertThat(request.outcome()).isEqualTo("ERROR");
        assertThat(request.text()).isEqualTo("E".repeat(240));
        assertThat(request.parts()).extracting(Part::id).containsExactly("4711", "4712", "4713");
        assertThat(request.parts().get(2))
                .isEqualTo(new Part("4713", "GLLEZLSRS", "COMPLETE", "ERROR", "E".repeat(240)));
    }

    @Test
    void request_unknown_needsAPerson() {
        assertThatThrownBy(() -> request("refused-bad-input.json")).isInstanceOf(NeedsPerson.class);
    }

    @Test
    void request_ofAnotherId_isRetriedLater() {
        ebs.gateway.next("get_request", example("request-done.json"));

        assertThatThrownBy(() -> ebs.journals().request(CONNECTION, "1")).isInstanceOf(RetryLater.class);
    }

    @Test
    void groupRows_ofTwoPages_areReadToTheEnd() {
        ebs.gateway.next("get_group_rows", example("group-rows-page-1.json"));
        ebs.gateway.next("get_group_rows", example("group-rows-page-2.json"));

        List<GroupRow> rows = ebs.journals().rows(CONNECTION, "7001");

        RowEntry entry = new RowEntry(
                new JournalLine("01-1150", Side.DEBIT, Money.ofMinor(100, "USD"), "", "ch_1"),
                LocalDate.parse("2026-11-20"));
        assertThat(rows).extracting(GroupRow::reference).containsExactly(reference(1), reference(1), reference(2));
        assertThat(rows).extracting(GroupRow::status).containsExactly("EP01", "P", "P");
        assertThat(rows).extracting(GroupRow::remedy).containsExactly(Remedy.MOVE_DATE, Remedy.NONE, Remedy.NONE);
        assertThat(rows.get(0).trouble()).startsWith("the date is not in an open");
        assertThat(rows).extracting(GroupRow::entry).allMatch(Optional.of(entry)::equals);
        assertThat(ebs.gateway.received("get_group_rows"))
                .extracting(call -> call.parameter("P_AFTER_ID").asText())
                .containsExactly("null", "2");
    }

    @Test
    void groupRows_samePageAgain_isRetriedLaterInsteadOfReadForEver() {
        ebs.gateway.always("get_group_rows", request -> example("group-rows-page-1.json"));

        assertThatThrownBy(() -> ebs.journals().rows(CONNECTION, "7001")).isInstanceOf(RetryLater.class);
        assertThat(ebs.gateway.received("get_group_rows")).hasSize(2);
    }

    @Test
    void groupRows_withARowOfSomeoneElse_needAPerson() {
        ebs.gateway.next("get_group_rows", example("group-rows-foreign-row.json"));

        assertThatThrownBy(() -> ebs.journals().rows(CONNECTION, "7001"))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("7001");
    }

    @Test
    void lines_inTheBooks_areReadWith0_2_3Decimals() {
        ebs.gateway.next("get_journal_lines", example("journal-lines.json"));

        Map<Reference, List<LedgerLine>> lines = ebs.journals().lines(CONNECTION, references(3));

        assertThat(lines.get(reference(1))).hasSize(2);
        assertThat(lines.get(reference(1)).get(1))
                .isEqualTo(new LedgerLine(
                        new JournalLine(
                                "01-2100",
                                JournalLine.Side.CREDIT,
                                Money.ofMinor(12050, "USD"),
                                "10001",
                                "ch_1 INV-10001"),
                        LocalDate.of(2026, 11, 20),
                        "NOV-26",
                        "1",
                        "Tieout",
                        "300",
                        "301",
                        2,
                        true));
        assertThat(lines.get(reference(2)))
                .extracting(line -> line.line().side() + " " + line.line().amount() + " " + line.posted())
                .containsExactly("DEBIT 1200 JPY false", "CREDIT 1.234 KWD false", "CREDIT 5.00 USD false");
        assertThat(lines.get(reference(3))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"journal-lines-foreign-reference.json", "no-output-parameters.json"})
    void lines_answeredOtherwiseThanAgreed_areRetriedLater(String file) {
        ebs.gateway.next("get_journal_lines", example(file));

        assertThatThrownBy(() -> ebs.journals().lines(CONNECTION, references(1)))
                .isInstanceOf(RetryLater.class);
    }

    private Map<Reference, Standing> find(int count, String file) {
        ebs.gateway.next("find_references", example(file));
        return ebs.journals().find(CONNECTION, references(count));
    }

    private Request request(String file) {
        ebs.gateway.next("get_request", example(file));
        return ebs.journals().request(CONNECTION, "4711");
    }

    private static GatewayStub.Reply allUnknown(GatewayStub.Received request) {
        JsonNode asked = EbsFixture.json(request.parameter("P_REFERENCES_JSON").textValue());
        String rows = StreamSupport.stream(asked.spliterator(), false)
                .map(reference ->
                        "{\\\"reference\\\":\\\"" + reference.textValue() + "\\\",\\\"stage\\\":\\\"unknown\\\"}")
                .collect(Collectors.joining(",", "[", "]"));
        String body = "{\"OutputParameters\":{\"X_RETURN_STATUS\":\"S\",\"X_ROWS_JSON\":\"" + rows + "\"}}";
        return new GatewayStub.Reply(200, "application/json", body, GatewayStub.Cut.NOWHERE, Map.of());
    }
}
