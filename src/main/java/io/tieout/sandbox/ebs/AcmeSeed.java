package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ebs.ArRows.CustAccount;
import io.tieout.sandbox.ebs.ArRows.CustomerTrx;
import io.tieout.sandbox.ebs.ArRows.Party;
import io.tieout.sandbox.ebs.ArRows.PaymentSchedule;
import io.tieout.sandbox.ebs.FndRows.Grant;
import io.tieout.sandbox.ebs.FndRows.User;
import io.tieout.sandbox.ebs.GlSetupRows.CodeCombination;
import io.tieout.sandbox.ebs.GlSetupRows.Currency;
import io.tieout.sandbox.ebs.GlSetupRows.DailyRate;
import io.tieout.sandbox.ebs.GlSetupRows.JeCategory;
import io.tieout.sandbox.ebs.GlSetupRows.JeSource;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.GlSetupRows.PeriodStatus;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fills the empty tables with the company Acme (src/docs/sandbox.md); dates are relative to the day of seeding. */
final class AcmeSeed {

    static final long LEDGER = 1;
    static final long GL = 101;
    static final long AR = 222;

    /** The customer's trx id lies this far from the payment schedule's, so that nobody takes one for the other. */
    private static final long TRX_OFFSET = 500_000;

    private static final long CHART = 50_388;
    private static final int RATE_DAYS_BACK = 120;
    private static final int RATE_DAYS_AHEAD = 400;
    private static final int MONTHS_BACK = 15;
    private static final int MONTHS_NEVER_OPENED = 12;
    private static final DateTimeFormatter MONTH = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("MMM-yy")
            .toFormatter(Locale.US);

    private final EbsTables db;

    AcmeSeed(EbsTables db) {
        this.db = db;
    }

    void fill() {
        db.settings(EbsSettings.DEFAULT);
        sequences();
        ledger();
        accounts();
        rates();
        periods();
        usersAndGrants();
        lines("acme-customers.csv").forEach(this::customer);
        lines("acme-invoices.csv").forEach(this::invoice);
    }

    private void sequences() {
        Map.ofEntries(
                        Map.entry("GL_INTERFACE_ROWID", 1L),
                        Map.entry("GL_INTERFACE_CONTROL_S", 5_001L),
                        Map.entry("FND_CONCURRENT_REQUESTS_S", 3_000_101L),
                        Map.entry("GL_JE_BATCHES_S", 61_001L),
                        Map.entry("GL_JE_HEADERS_S", 72_001L),
                        Map.entry("GL_JE_POSTING_S", 901L),
                        Map.entry("RA_CUSTOMER_MERGES_S", 401L),
                        Map.entry("HZ_PARTIES_S", 85_001L),
                        Map.entry("HZ_CUST_ACCOUNTS_S", 75_001L),
                        Map.entry("RA_CUSTOMER_TRX_S", 600_001L),
                        Map.entry("AR_PAYMENT_SCHEDULES_S", 20_001L))
                .forEach(db.store::startSequence);
    }

    private void ledger() {
        db.ledgers.put(new Ledger(LEDGER, "Acme Corporation", "USD", CHART, "N"));
        db.sources.put(new JeSource("TIEOUT", "Tieout", "Y", "N"));
        db.sources.put(new JeSource("Manual", "Manual", "N", "N"));
        db.categories.put(new JeCategory("TIEOUT_RECEIPTS", "Tieout Receipts"));
        db.categories.put(new JeCategory("Adjustment", "Adjustment"));
        db.currencies.put(new Currency("USD", 2, null, "Y"));
        db.currencies.put(new Currency("EUR", 2, null, "Y"));
        db.currencies.put(new Currency("JPY", 0, null, "Y"));
        db.currencies.put(new Currency("KWD", 3, null, "Y"));
        db.currencies.put(new Currency("FRF", 2, null, "N"));
    }

    private void accounts() {
        List<String> postable = List.of(
                "01-000-1010-0000-000",
                "01-000-1150-0000-000",
                "01-000-1151-0000-000",
                "01-000-1152-0000-000",
                "01-000-1153-0000-000",
                "01-000-2150-0000-000",
                "01-000-2160-0000-000",
                "01-000-2161-0000-000",
                "01-000-6510-0000-000",
                "01-000-6520-0000-000");
        long next = 13_001;
        for (String segments : postable) {
            db.combinations.put(account(next++, segments, "YNY", null));
        }
        db.combinations.put(account(next++, "01-000-1210-0000-000", "YNY", "CUSTOMER"));
        db.combinations.put(account(next++, "01-000-1199-0000-000", "NNY", null));
        db.combinations.put(account(next++, "01-000-1000-0000-000", "YYN", null));
        db.combinations.put(account(next, "01-000-1198-0000-000", "YNN", null));
    }

    /** {@code flags}: enabled, summary, detail posting allowed. */
    private static CodeCombination account(long id, String segments, String flags, @Nullable String reference3) {
        return new CodeCombination(
                id,
                CHART,
                segments,
                flags.substring(0, 1),
                flags.substring(1, 2),
                flags.substring(2, 3),
                null,
                null,
                reference3);
    }

    private void rates() {
        Map<String, String> rates = Map.of("EUR", "1.10", "JPY", "0.0067", "KWD", "3.25");
        LocalDate today = db.today();
        for (int day = -RATE_DAYS_BACK; day <= RATE_DAYS_AHEAD; day++) {
            LocalDate date = today.plusDays(day);
            rates.forEach((currency, rate) ->
                    db.rates.put(new DailyRate(currency, "USD", date, "Corporate", new BigDecimal(rate))));
        }
    }

    private void periods() {
        YearMonth current = YearMonth.from(db.today());
        YearMonth month = current.minusMonths(MONTHS_BACK);
        while (!month.isAfter(current.plusMonths(1L + MONTHS_NEVER_OPENED))) {
            String status = status(current, month);
            for (long application : List.of(GL, AR)) {
                db.periods.put(new PeriodStatus(
                        application, LEDGER, name(month), month.atDay(1), month.atEndOfMonth(), status, "N"));
            }
            month = month.plusMonths(1);
        }
        LocalDate lastDay = LocalDate.of(current.getYear(), 12, 31);
        String adjusting = "ADJ-" + DateTimeFormatter.ofPattern("yy").format(lastDay);
        db.periods.put(new PeriodStatus(GL, LEDGER, adjusting, lastDay, lastDay, "N", "Y"));
    }

    private static String status(YearMonth current, YearMonth month) {
        if (month.isBefore(current.minusMonths(1))) {
            return "C";
        }
        if (!month.isAfter(current)) {
            return "O";
        }
        return month.equals(current.plusMonths(1)) ? "F" : "N";
    }

    static String name(TemporalAccessor month) {
        return MONTH.format(month).toUpperCase(Locale.ROOT);
    }

    private void usersAndGrants() {
        db.users.put(new User(1_318, Users.SERVICE_USER, "EXTERNAL", 0));
        db.users.put(new User(1_319, Users.NO_GRANTS_USER, "EXTERNAL", 0));
        db.users.put(new User(Users.PERSON_ID, "JSMITH", "EXTERNAL", 0));
        PackageCalls.NAMES.forEach(call -> db.grants.put(new Grant(Users.SERVICE_USER, call)));
    }

    private void customer(String[] field) {
        long account = Long.parseLong(field[2]);
        long party = Long.parseLong(field[3]);
        var created = db.today().minusDays(200).atTime(LocalTime.of(9, 0));
        db.parties.put(new Party(party, field[3], field[4], "ORGANIZATION", "A", field[5], field[6], created));
        db.accounts.put(new CustAccount(account, party, field[1], "A", created));
    }

    private void invoice(String[] field) {
        long schedule = Long.parseLong(field[1]);
        LocalDate date = db.today().minusDays(Long.parseLong(field[5]));
        long customer = Long.parseLong(field[2]);
        long org = Long.parseLong(field[7]);
        BigDecimal amount = new BigDecimal(field[4]);
        var created = date.atTime(LocalTime.of(0, 30));
        db.trx.put(new CustomerTrx(schedule + TRX_OFFSET, field[0], date, customer, field[3], "Y", org, created));
        db.schedules.put(new PaymentSchedule(
                schedule,
                schedule + TRX_OFFSET,
                field[0],
                field[8],
                "OP",
                org,
                customer,
                field[3],
                amount,
                amount,
                null,
                null,
                1,
                1,
                date,
                date.plusDays(Long.parseLong(field[6])),
                date,
                created));
    }

    private static List<String[]> lines(String file) {
        try (InputStream in = AcmeSeed.class.getResourceAsStream("/sandbox/" + file)) {
            String text = new String(
                    Optional.ofNullable(in)
                            .orElseThrow(() -> new IllegalStateException("missing resource sandbox/" + file))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
            return text.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
