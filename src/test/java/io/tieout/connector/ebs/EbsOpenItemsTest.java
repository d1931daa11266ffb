package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.OpenItems.Page;
import io.tieout.port.erp.OpenItems.Query;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EbsOpenItemsTest {
    private final EbsFixture ebs = new EbsFixture();

    static Query query() {
        return new Query(Set.of("204"), Optional.empty(), Optional.empty());
    }

    @AfterEach
    void close() {
        ebs.close();
    }

    @Test
    void page_ofAllKinds_becomesOpenItems() {
        Page page = answeredBy("open-items-page.json");

        assertThat(page.next()).contains("10004");
        assertThat(page.asOf()).isEqualTo("2026-11-20T10:15:00");
        assertThat(page.items()).extracting(OpenItem::id).containsExactly("10001", "10002", "10003", "10004");
        assertThat(page.items().get(0))
                .isEqualTo(new OpenItem(
                        "10001",
                        "204",
                        "1001",
                        "A-77",
                        "Müller & Söhne",
                        "INV-10001",
                        "910001",
                        "INV",
                        Money.ofMinor(12050, "USD"),
                        Money.ofMinor(2050, "USD"),
                        Money.ofMinor(0, "USD"),
                        false,
                        1,
                        LocalDate.of(2026, 10, 31),
                        true));
    }

    @Test
    void amounts_with0_2_3Decimals_becomeMinorUnits() {
        List<OpenItem> items = answeredBy("open-items-page.json").items();

        assertThat(items)
                .extracting(OpenItem::original)
                .containsExactly(
                        Money.ofMinor(12050, "USD"), Money.ofMinor(1200, "JPY"),
                        Money.ofMinor(1234, "KWD"), Money.ofMinor(-1000, "EUR"));
        assertThat(items.get(1).disputed()).isEqualTo(Money.ofMinor(200, "JPY"));
    }

    @Test
    void closedItem_andOneSelectedForReceipt_areMarked() {
        List<OpenItem> items = answeredBy("open-items-page.json").items();

        assertThat(items.get(2).open()).isFalse();
        assertThat(items.get(2).selectedForReceipt()).isTrue();
        assertThat(items.get(3).kind()).isEqualTo("CM");
        assertThat(items.get(3).instalment()).isEqualTo(2);
    }

    @Test
    void lastPage_hasNoNext() {
        assertThat(answeredBy("open-items-last-page.json").next()).isEmpty();
    }

    @Test
    void oneRow_asObjectAndNilAsObject_isRead() {
        Page page = answeredBy("open-items-one-row-as-object.json");

        assertThat(page.items()).hasSize(1);
        assertThat(page.next()).isEmpty();
    }

    @Test
    void emptyTable_asEmptyText_isNoRow() {
        assertThat(answeredBy("open-items-empty.json").items()).isEmpty();
    }

    @Test
    void numbers_insteadOfTexts_areReadExactly() {
        Page page = answeredBy("open-items-numbers.json");

        assertThat(page.items().get(0).original()).isEqualTo(Money.ofMinor(12050, "USD"));
        assertThat(page.next()).contains("10001");
    }

    @Test
    void dueDate_withAnOffset_staysItsDay() {
        assertThat(answeredBy("open-items-offset-date.json").items().get(0).due())
                .isEqualTo(LocalDate.of(2026, 10, 31));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "open-items-cut-json.json",
                "open-items-rows-missing.json",
                "open-items-not-rising.json",
                "open-items-unknown-status.json",
                "no-output-parameters.json",
                "status-unknown.json",
                "web-tier.html",
                "refused-unexpected.json"
            })
    void page_notAsAgreed_isRetriedLater(String file) {
        assertThatThrownBy(() -> answeredBy(file)).isInstanceOf(RetryLater.class);
    }

    @Test
    void amount_withMoreDecimalsThanItsCurrency_needsAPersonWhoIsToldTheCurrency() {
        assertThatThrownBy(() -> answeredBy("open-items-too-many-decimals.json"))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("JPY");
    }

    @Test
    void currency_thatIsNoMoney_needsAPerson() {
        assertThatThrownBy(() -> answeredBy("open-items-no-money-currency.json"))
                .isInstanceOf(NeedsPerson.class)
                .hasMessageContaining("STAT");
    }

    @Test
    void watermark_ofAnEarlierPage_isTakenBackByTheOverlap() {
        ebs.gateway.next("get_open_items", example("open-items-page.json"));

        ebs.openItems()
                .changed(
                        CONNECTION,
                        new Query(Set.of("305", "204"), Optional.of("2026-11-20T00:15:00"), Optional.of("99")));

        GatewayStub.Received call = ebs.gateway.only("get_open_items");
        assertThat(call.parameter("P_ORG_IDS_JSON").textValue()).isEqualTo("[\"204\",\"305\"]");
        assertThat(call.parameter("P_CHANGED_SINCE").textValue()).isEqualTo("2026-11-19T22:45:00");
        assertThat(call.parameter("P_AFTER_ID").textValue()).isEqualTo("99");
        assertThat(call.parameter("P_PAGE_SIZE").textValue()).isEqualTo("500");
    }

    @Test
    void firstPage_ofAll_sendsNulls() {
        answeredBy("open-items-page.json");

        GatewayStub.Received call = ebs.gateway.only("get_open_items");
        assertThat(call.parameter("P_CHANGED_SINCE").isNull()).isTrue();
        assertThat(call.parameter("P_AFTER_ID").isNull()).isTrue();
    }

    @Test
    void page_thatStartsBeforeItsId_isRetriedLater() {
        ebs.gateway.next("get_open_items", example("open-items-page.json"));
        Query later = new Query(Set.of("204"), Optional.empty(), Optional.of("10001"));

        assertThatThrownBy(() -> ebs.openItems().changed(CONNECTION, later)).isInstanceOf(RetryLater.class);
    }

    @Test
    void items_byId_areReadAndUnknownOnesLeftOut() {
        ebs.gateway.next("get_items", example("open-items-page.json"));

        List<OpenItem> items = ebs.openItems().byId(CONNECTION, Set.of("10001", "10002", "10003", "10004", "10009"));

        assertThat(items).hasSize(4);
    }

    @Test
    void items_notAskedFor_areRetriedLater() {
        ebs.gateway.next("get_items", example("open-items-page.json"));

        assertThatThrownBy(() -> ebs.openItems().byId(CONNECTION, Set.of("10001")))
                .isInstanceOf(RetryLater.class);
    }

    @Test
    void lostAnswer_ofARead_isRetriedLater() {
        for (GatewayStub.Cut cut : GatewayStub.Cut.values()) {
            ebs.gateway.next("get_open_items", GatewayStub.cut(cut));

            assertThatThrownBy(() -> ebs.openItems().changed(CONNECTION, query()))
                    .isInstanceOf(RetryLater.class);
        }
    }

    private Page answeredBy(String file) {
        ebs.gateway.next("get_open_items", example(file));
        return ebs.openItems().changed(CONNECTION, query());
    }
}
