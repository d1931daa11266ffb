package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.EbsFixture.reference;
import static io.tieout.connector.ebs.EbsFixture.references;
import static io.tieout.connector.ebs.GatewayStub.cut;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.posting.Reference;
import io.tieout.port.SubmitOutcome;
import io.tieout.port.erp.JournalAnswers.Closing;
import io.tieout.port.erp.JournalAnswers.ImportAnswer;
import io.tieout.port.erp.JournalAnswers.LoadAnswer;
import io.tieout.port.erp.Journals.Closure;
import io.tieout.port.erp.Journals.ImportRun;
import io.tieout.port.erp.Journals.Load;
import io.tieout.port.erp.Journals.Stamp;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What each way that a write can go is told as: done, surely not done, or possibly done. */
class EbsJournalsWriteTest {
    private static final Stamp STAMP = new Stamp("acme-prod", 1);
    private final EbsFixture ebs = new EbsFixture();

    @AfterEach
    void close() {
        ebs.close();
    }

    @Test
    void load_answeredForEach_givesEveryOutcome() {
        LoadAnswer answer = load(5, "load-journals-each-result.json");

        assertThat(answer)
                .isEqualTo(new LoadAnswer.Answered(
                        Map.of(
                                reference(1), new SubmitOutcome.Accepted(),
                                reference(2), new SubmitOutcome.AlreadyThere(),
                                reference(3), new SubmitOutcome.Conflict("other content"),
                                reference(4), new SubmitOutcome.Closed(),
                                reference(5), new SubmitOutcome.Refused("account 01-9999 is not known")),
                        Map.of(reference(1), "7001", reference(2), "6999", reference(3), "6990"),
                        12,
                        2));
    }

    @Test
    void load_sent_carriesTheFrozenBytesUnchanged() {
        ebs.gateway.next("load_journals", example("load-journals-one-row-as-object.json"));
        String frozen = "{\"b\":\"\\u00e4 \\\\ \\\"x\\\" /\",  \"a\":1}";

        ebs.journals().submit(CONNECTION, frozen(1, frozen));

        GatewayStub.Received call = ebs.gateway.only("load_journals");
        assertThat(call.parameter("P_BATCH_JSON").textValue()).isEqualTo(frozen);
        assertThat(call.parameter("P_REQUEST_KEY").textValue())
                .isEqualTo(Sha256.hex(frozen.getBytes(StandardCharsets.UTF_8)));
        assertThat(call.parameter("P_INSTALLATION").textValue()).isEqualTo("acme-prod");
        assertThat(call.parameter("P_INCARNATION").textValue()).isEqualTo("1");
        assertThat(call.parameter("P_LOAD_NUMBER").textValue()).isEqualTo("12");
    }

    @Test
    void load_ofOneRowAsObject_isRead() {
        assertThat(load(1, "load-journals-one-row-as-object.json")).isInstanceOf(LoadAnswer.Answered.class);
    }

    @Test
    void load_withBytesThatAreNotTheKeys_isRejectedUnsent() {
        Load changed = new Load(STAMP, 12, "00", new byte[] {1}, List.of(reference(1)));

        assertThat(ebs.journals().submit(CONNECTION, changed)).isInstanceOf(LoadAnswer.Rejected.class);
        assertThat(ebs.gateway.received("load_journals")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "load-journals-reference-missing.json",
                "load-journals-reference-twice.json",
                "load-journals-reference-foreign.json",
                "load-journals-result-unknown.json",
                "load-journals-group-missing.json",
                "load-journals-number-too-low.json",
                "refused-unexpected.json",
                "no-output-parameters.json",
                "status-unknown.json",
                "web-tier.html",
                "open-items-cut-json.json"
            })
    void load_answeredOtherwiseThanAgreed_isUnknown(String file) {
        int asked = file.matches(".*(missing|twice|foreign).json") && !file.contains("group") ? 2 : 1;
        assertThat(load(asked, file)).isInstanceOf(LoadAnswer.Unknown.class);
    }

    @ParameterizedTest
    @EnumSource(value = GatewayStub.Cut.class)
    void lostAnswer_ofAnyWrite_isUnknown(GatewayStub.Cut cut) {
        ebs.gateway
                .next("load_journals", cut(cut))
                .next("submit_import", cut(cut))
                .next("close_references", cut(cut));

        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.Unknown.class);
        assertThat(importing()).isInstanceOf(ImportAnswer.Unknown.class);
        assertThat(closing(references(2))).isInstanceOf(Closing.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "fault-execution.json, 400",
        "fault-execution.json, 500",
        "fault-database.json, 500",
        "web-tier.html, 500",
        "web-tier.html, 502",
        "web-tier.html, 503",
        "web-tier.html, 504",
        "web-tier.html, 302",
        "web-tier.html, 400"
    })
    void fault_thatMayComeAfterExecution_isUnknown(String file, int status) {
        everyWriteAnswers(status, file);

        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.Unknown.class);
        assertThat(importing()).isInstanceOf(ImportAnswer.Unknown.class);
        assertThat(closing(references(2))).isInstanceOf(Closing.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "fault-grant.json, 403", "fault-grant-other-name.json, 403", "fault-alias.json, 404", "fault-alias.json, 500",
        "fault-without-wrapper.json, 404", "fault-function.json, 404", "fault-header.json, 500", "web-tier.html, 403"
    })
    void fault_beforeExecutionThatAPersonMends_isRejected(String file, int status) {
        everyWriteAnswers(status, file);

        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.Rejected.class);
        assertThat(importing()).isInstanceOf(ImportAnswer.Rejected.class);
        assertThat(closing(references(2))).isInstanceOf(Closing.Rejected.class);
        assertThat(ebs.stops).isEmpty();
    }

    @Test
    void fault_beforeExecutionThatPasses_isNotSentWithTheServersWait() {
        ebs.gateway.next("load_journals", example(429, "web-tier.html").with("Retry-After", "17"));
        ebs.gateway.next("load_journals", example(404, "web-tier.html"));

        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}")))
                .isInstanceOfSatisfying(
                        LoadAnswer.NotSent.class,
                        answer -> assertThat(answer.retryAfter()).isEqualTo(Duration.ofSeconds(17)));
        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.NotSent.class);
    }

    @Test
    void badCredentials_stopTheConnectionAndTheLoadIsNotSent() {
        ebs.gateway.next("load_journals", example(401, "fault-authentication.json"));

        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.NotSent.class);
        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.NotSent.class);
        assertThat(ebs.stops).hasSize(1);
        assertThat(ebs.gateway.received("load_journals")).hasSize(1);
    }

    @Test
    void serverNotThere_andReachedLimit_areNotSent() {
        ebs.limitReached = true;
        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}")))
                .isEqualTo(new LoadAnswer.NotSent("limit isg is reached", Duration.ofSeconds(2)));

        ebs.limitReached = false;
        ebs.gateway.close();
        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}"))).isInstanceOf(LoadAnswer.NotSent.class);
        assertThat(ebs.entered.get()).isEqualTo(ebs.left.get());
    }

    @Test
    void missingPassword_isRejected() {
        ebs.secrets = Map.of("user", "TIEOUT");

        assertThat(ebs.journals().submit(CONNECTION, frozen(1, "{}")))
                .isInstanceOfSatisfying(
                        LoadAnswer.Rejected.class,
                        answer -> assertThat(answer.reason()).contains("'password'"));
    }

    @Test
    void fence_andUnknownLoadNumber_areEstranged() {
        assertThat(load(1, "refused-fenced.json")).isInstanceOf(LoadAnswer.Estranged.class);
        assertThat(load(1, "refused-load-number.json")).isInstanceOf(LoadAnswer.Estranged.class);
    }

    @Test
    void refusalByRule_ofTheWholeLoad_isRejectedInThePackagesWords() {
        assertThat(load(1, "refused-bad-input.json")).isEqualTo(new LoadAnswer.Rejected("BAD_INPUT: refused by rule"));
        assertThat(load(1, "refused-no-setup.json")).isInstanceOf(LoadAnswer.Rejected.class);
    }

    @Test
    void import_answered_isToldApart() {
        assertThat(importing("submit-import-submitted.json")).isEqualTo(new ImportAnswer.Submitted("4711"));
        assertThat(importing("submit-import-already.json")).isEqualTo(new ImportAnswer.Submitted("4711"));
        assertThat(importing("submit-import-running.json")).isEqualTo(new ImportAnswer.Running("4700"));
        assertThat(importing("submit-import-nothing.json")).isEqualTo(new ImportAnswer.NoRows());
        assertThat(importing("submit-import-request-zero.json")).isInstanceOf(ImportAnswer.Unknown.class);
        assertThat(importing("refused-fenced.json")).isInstanceOf(ImportAnswer.Rejected.class);
        assertThat(importing("refused-bad-input.json")).isInstanceOf(ImportAnswer.Rejected.class);
        assertThat(importing("refused-unexpected.json")).isInstanceOf(ImportAnswer.Unknown.class);
    }

    @Test
    void import_sent_namesGroupAndRun() {
        importing("submit-import-submitted.json");

        GatewayStub.Received call = ebs.gateway.only("submit_import");
        assertThat(call.parameter("P_GROUP_ID").textValue()).isEqualTo("7001");
        assertThat(call.parameter("P_RUN_NUMBER").textValue()).isEqualTo("2");
    }

    @Test
    void closure_answered_saysWhatIsClosedAndWhatLives() {
        ebs.gateway.next("close_references", example("close-references.json"));

        assertThat(closing(references(2)))
                .isEqualTo(new Closing.Answered(Map.of(reference(1), true, reference(2), false)));
        assertThat(ebs.gateway
                        .only("close_references")
                        .parameter("P_REFERENCES_JSON")
                        .textValue())
                .isEqualTo("[\"TIEAAAA1\",\"TIEAAAA2\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"close-references-one-missing.json", "refused-import-pending.json"})
    void closure_withoutAFullAnswer_isUnknown(String file) {
        ebs.gateway.next("close_references", example(file));

        assertThat(closing(references(2))).isInstanceOf(Closing.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused-fenced.json", "refused-bad-input.json"})
    void closure_refusedByRule_isRejected(String file) {
        ebs.gateway.next("close_references", example(file));

        assertThat(closing(references(2))).isInstanceOf(Closing.Rejected.class);
    }

    @Test
    void closure_ofMoreThanAThousand_goesInPortions() {
        Set<Reference> many = new java.util.HashSet<>();
        IntStream.range(0, 1001).forEach(i -> many.add(new Reference("TIE" + (10000 + i))));
        List<Integer> sizes = new ArrayList<>();
        ebs.gateway.always("close_references", request -> {
            sizes.add(EbsFixture.json(request.parameter("P_REFERENCES_JSON").textValue())
                    .size());
            return example("refused-import-pending.json");
        });

        assertThat(closing(many)).isInstanceOf(Closing.Unknown.class);
        assertThat(sizes).containsExactly(1000);
    }

    private void everyWriteAnswers(int status, String file) {
        for (String operation : List.of("load_journals", "submit_import", "close_references")) {
            ebs.gateway.next(operation, example(status, file));
        }
    }

    private LoadAnswer load(int count, String file) {
        ebs.gateway.next("load_journals", example(file));
        return ebs.journals().submit(CONNECTION, frozen(count, "{}"));
    }

    private static Load frozen(int count, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Load(STAMP, 12, Sha256.hex(bytes), bytes, List.copyOf(references(count)));
    }

    private ImportAnswer importing(String file) {
        ebs.gateway.next("submit_import", example(file));
        return importing();
    }

    private ImportAnswer importing() {
        return ebs.journals().importGroup(CONNECTION, new ImportRun(STAMP, "7001", 2));
    }

    private Closing closing(Set<Reference> references) {
        return ebs.journals().close(CONNECTION, STAMP, new Closure(references, "given up by a person"));
    }
}
