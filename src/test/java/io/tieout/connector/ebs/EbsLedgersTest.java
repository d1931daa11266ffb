package io.tieout.connector.ebs;

import static io.tieout.connector.ebs.EbsFixture.CONNECTION;
import static io.tieout.connector.ebs.GatewayStub.example;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tieout.connector.ebs.GatewayStub.Reply;
import io.tieout.domain.ledger.Period;
import io.tieout.port.NeedsPerson;
import io.tieout.port.erp.Ledgers.Account;
import io.tieout.port.erp.Ledgers.Setup;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EbsLedgersTest {

    @Test
    void periods_read_sayWhetherOpenAndAdjusting() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("get_periods", example("periods.json"));

            assertThat(ebs.ledgers().periods(CONNECTION, "1"))
                    .containsExactly(
                            period("OCT-26", LocalDate.of(2026, 10, 1), 31, false, false),
                            period("NOV-26", LocalDate.of(2026, 11, 1), 30, true, false),
                            period("ADJ-26", LocalDate.of(2026, 12, 31), 1, true, true));
        }
    }

    /** Open; future enterable, closed, permanently closed, never opened, and what no version knows. */
    @ParameterizedTest
    @CsvSource({"O, true", "F, false", "C, false", "P, false", "N, false", "W, false", "o, false"})
    void period_ofAnyStatus_isOpenOnlyWithStatusO(String status, boolean open) {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("get_periods", withStatus(example("periods.json"), status));

            assertThat(ebs.ledgers().periods(CONNECTION, "1"))
                    .isNotEmpty()
                    .allSatisfy(period -> assertThat(period.open()).isEqualTo(open));
        }
    }

    @Test
    void accounts_read_arePostableOnTheDatabasesDay() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("get_accounts", example("accounts.json"));

            assertThat(ebs.ledgers().accounts(CONNECTION, "1", Set.of("01-1210", "01-1150")))
                    .containsExactly(
                            new Account("01-1150", true, ""),
                            new Account("01-1210", true, "CUSTOMER"),
                            new Account("01-1151", false, ""),
                            new Account("01-1152", false, ""),
                            new Account("01-1153", false, ""),
                            new Account("01-1154", false, ""),
                            new Account("01-1155", false, ""),
                            new Account("01-1156", true, ""));
            assertThat(ebs.gateway
                            .only("get_accounts")
                            .parameter("P_ACCOUNTS_JSON")
                            .textValue())
                    .isEqualTo("[\"01-1150\",\"01-1210\"]");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{'currencies':['JPY','KWD','EUR']}"})
    void setup_withTheDecimalsOfIso_isGiven(String settings) {
        try (EbsFixture ebs = new EbsFixture(settings)) {
            ebs.gateway.next("check_setup", example("setup.json"));

            assertThat(ebs.ledgers().setup(CONNECTION, "1", "Tieout", "Tieout Receipts"))
                    .isEqualTo(new Setup("Acme US", "USD", true, false));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CLP", "CHF", "GBP"})
    void setup_withACurrencyThatEbsRoundsOtherwiseOrLacks_needsAPersonWhoIsToldTheCurrency(String currency) {
        try (EbsFixture ebs = new EbsFixture("{'currencies':['" + currency + "']}")) {
            ebs.gateway.next("check_setup", example("setup.json"));

            assertThatThrownBy(() -> ebs.ledgers().setup(CONNECTION, "1", "Tieout", "Tieout Receipts"))
                    .isInstanceOf(NeedsPerson.class)
                    .hasMessageContaining(currency);
        }
    }

    @Test
    void setup_withoutTheSource_needsAPersonInThePackagesWords() {
        try (EbsFixture ebs = new EbsFixture()) {
            ebs.gateway.next("check_setup", example("setup-missing-source.json"));

            assertThatThrownBy(() -> ebs.ledgers().setup(CONNECTION, "1", "Tieout", "Tieout Receipts"))
                    .isInstanceOf(NeedsPerson.class)
                    .hasMessageContaining("journal source Tieout is not defined");
        }
    }

    private static Reply withStatus(Reply periods, String status) {
        String body = periods.body().replaceAll("(closing_status[^A-Z]+)[A-Z]", "$1" + status);
        return new Reply(periods.status(), periods.type(), body, periods.cut(), periods.headers());
    }

    private static Period period(String name, LocalDate start, int days, boolean open, boolean adjusting) {
        return new Period(name, start, start.plusDays(days - 1L), open, adjusting);
    }
}
