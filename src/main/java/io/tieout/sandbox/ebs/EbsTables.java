package io.tieout.sandbox.ebs;

import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.SandboxClock;
import io.tieout.sandbox.ebs.ArRows.CustAccount;
import io.tieout.sandbox.ebs.ArRows.CustomerMerge;
import io.tieout.sandbox.ebs.ArRows.CustomerTrx;
import io.tieout.sandbox.ebs.ArRows.Party;
import io.tieout.sandbox.ebs.ArRows.PaymentSchedule;
import io.tieout.sandbox.ebs.FndRows.ConcurrentRequest;
import io.tieout.sandbox.ebs.FndRows.Grant;
import io.tieout.sandbox.ebs.FndRows.User;
import io.tieout.sandbox.ebs.GlRows.Batch;
import io.tieout.sandbox.ebs.GlRows.Header;
import io.tieout.sandbox.ebs.GlRows.ImportReference;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.GlRows.Line;
import io.tieout.sandbox.ebs.GlSetupRows.CodeCombination;
import io.tieout.sandbox.ebs.GlSetupRows.Currency;
import io.tieout.sandbox.ebs.GlSetupRows.DailyRate;
import io.tieout.sandbox.ebs.GlSetupRows.JeCategory;
import io.tieout.sandbox.ebs.GlSetupRows.JeSource;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.GlSetupRows.PeriodStatus;
import io.tieout.sandbox.ebs.TieoutRows.Fence;
import io.tieout.sandbox.ebs.TieoutRows.GroupFault;
import io.tieout.sandbox.ebs.TieoutRows.KnownReference;
import io.tieout.sandbox.ebs.TieoutRows.Load;
import io.tieout.sandbox.ebs.TieoutRows.Run;
import io.tieout.sandbox.ebs.TieoutRows.Settings;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/** The database: every table with its indexes, its sequences, and its time and zone (those of the host's clock). */
final class EbsTables {

    /** Separates parts of an index value; sorts before anything a name holds. */
    private static final char PART = '\u0002';

    /** Sorts after every value that begins with the same parts. */
    private static final char END = '\u0003';

    private static final long SETTINGS_ID = 1;

    final RowStore store;
    final RowTable<Party> parties;
    final RowTable<CustAccount> accounts;
    final RowTable<CustomerTrx> trx;
    final RowTable<PaymentSchedule> schedules;
    final RowTable<CustomerMerge> merges;
    final RowTable<InterfaceRow> interfaceRows;
    final RowTable<Batch> batches;
    final RowTable<Header> headers;
    final RowTable<Line> lines;
    final RowTable<ImportReference> importReferences;
    final RowTable<CodeCombination> combinations;
    final RowTable<PeriodStatus> periods;
    final RowTable<Ledger> ledgers;
    final RowTable<JeSource> sources;
    final RowTable<JeCategory> categories;
    final RowTable<DailyRate> rates;
    final RowTable<Currency> currencies;
    final RowTable<ConcurrentRequest> requests;
    final RowTable<User> users;
    final RowTable<Grant> grants;
    final RowTable<KnownReference> keys;
    final RowTable<Load> loads;
    final RowTable<Run> runs;
    final RowTable<Fence> fences;
    final RowTable<GroupFault> groupFaults;
    private final RowTable<Settings> settingsRow;
    private final SandboxClock clock;

    /** Kept beside its row, since event loops read it and must not wait for the store's lock. */
    private volatile EbsSettings settings;

    EbsTables(RowStore store, SandboxClock clock) {
        this.store = store;
        this.clock = clock;
        parties = store.table("HZ_PARTIES", Party.class, row -> id(row.partyId()));
        accounts = accounts(store);
        trx = trx(store);
        schedules = schedules(store);
        merges = merges(store);
        interfaceRows = interfaceRows(store);
        batches = batches(store);
        headers = headers(store);
        lines = lines(store);
        importReferences = store.table("GL_IMPORT_REFERENCES", ImportReference.class, ImportReference::key);
        combinations = combinations(store);
        periods = store.table(
                "GL_PERIOD_STATUSES",
                PeriodStatus.class,
                row -> row.applicationId() + "/" + row.ledgerId() + "/" + row.periodName());
        ledgers = store.table("GL_LEDGERS", Ledger.class, row -> id(row.ledgerId()));
        sources = sources(store);
        categories = categories(store);
        rates = store.table(
                "GL_DAILY_RATES",
                DailyRate.class,
                row -> DailyRate.key(row.fromCurrency(), row.toCurrency(), row.conversionType(), row.conversionDate()));
        currencies = store.table("FND_CURRENCIES", Currency.class, Currency::currencyCode);
        requests = requests(store);
        users = store.table("FND_USER", User.class, User::userName);
        grants = store.table("FND_GRANTS", Grant.class, Grant::key);
        keys = keys(store);
        loads = loads(store);
        runs = runs(store);
        fences = store.table("XX_TIEOUT_FENCES", Fence.class, Fence::installation);
        groupFaults = store.table("SANDBOX_GROUP_FAULTS", GroupFault.class, row -> id(row.groupId()));
        settingsRow = store.table("SANDBOX_SETTINGS", Settings.class, row -> id(row.id()));
        settings = settingsRow.get(id(SETTINGS_ID)).map(Settings::settings).orElse(EbsSettings.DEFAULT);
    }

    private static RowTable<CustAccount> accounts(RowStore store) {
        return store.table("HZ_CUST_ACCOUNTS", CustAccount.class, row -> id(row.custAccountId()))
                .index("id", row -> ordered(row.custAccountId()));
    }

    private static RowTable<CustomerTrx> trx(RowStore store) {
        return store.table("RA_CUSTOMER_TRX_ALL", CustomerTrx.class, row -> id(row.customerTrxId()))
                .index("customer", row -> id(row.billToCustomerId()));
    }

    private static RowTable<PaymentSchedule> schedules(RowStore store) {
        return store.table("AR_PAYMENT_SCHEDULES_ALL", PaymentSchedule.class, row -> id(row.paymentScheduleId()))
                .index("id", row -> ordered(row.paymentScheduleId()))
                .index("customer", row -> id(row.customerId()));
    }

    private static RowTable<CustomerMerge> merges(RowStore store) {
        return store.table("RA_CUSTOMER_MERGES", CustomerMerge.class, row -> id(row.customerMergeId()))
                .index("id", row -> ordered(row.customerMergeId()));
    }

    private static RowTable<InterfaceRow> interfaceRows(RowStore store) {
        return store.table("GL_INTERFACE", InterfaceRow.class, row -> id(row.rowId()))
                .index("group", row -> id(row.groupId()))
                .index("reference", InterfaceRow::reference21)
                .index("groupRow", row -> parts(id(row.groupId()), ordered(row.rowId())));
    }

    private static RowTable<Batch> batches(RowStore store) {
        return store.table("GL_JE_BATCHES", Batch.class, row -> id(row.jeBatchId()))
                .index("group", row -> id(row.groupId()))
                .index("unposted", row -> row.status().equals("P") ? null : "Y");
    }

    private static RowTable<Header> headers(RowStore store) {
        return store.table("GL_JE_HEADERS", Header.class, row -> id(row.jeHeaderId()))
                .index("batch", row -> id(row.jeBatchId()));
    }

    private static RowTable<Line> lines(RowStore store) {
        return store.table("GL_JE_LINES", Line.class, Line::key)
                .index("header", row -> id(row.jeHeaderId()))
                .index("reference", Line::reference1);
    }

    private static RowTable<CodeCombination> combinations(RowStore store) {
        return store.table("GL_CODE_COMBINATIONS", CodeCombination.class, row -> id(row.codeCombinationId()))
                .index("segments", CodeCombination::concatenatedSegments);
    }

    private static RowTable<JeSource> sources(RowStore store) {
        return store.table("GL_JE_SOURCES", JeSource.class, JeSource::jeSourceName)
                .index("user", JeSource::userJeSourceName);
    }

    private static RowTable<JeCategory> categories(RowStore store) {
        return store.table("GL_JE_CATEGORIES", JeCategory.class, JeCategory::jeCategoryName)
                .index("user", JeCategory::userJeCategoryName);
    }

    private static RowTable<ConcurrentRequest> requests(RowStore store) {
        return store.table("FND_CONCURRENT_REQUESTS", ConcurrentRequest.class, row -> id(row.requestId()))
                .index("parent", row -> row.parentRequestId() == null ? null : id(row.parentRequestId()))
                .index("unfinished", row -> row.unfinished() ? "Y" : null)
                .index("unfinishedGroup", row -> row.unfinished() ? row.argument4() : null);
    }

    private static RowTable<KnownReference> keys(RowStore store) {
        return store.table("XX_TIEOUT_KEYS", KnownReference.class, KnownReference::reference)
                .index("installation", row -> parts(row.installation(), row.reference()))
                .index("group", row -> row.groupId() == null ? null : id(row.groupId()));
    }

    private static RowTable<Load> loads(RowStore store) {
        return store.table(
                        "XX_TIEOUT_LOADS",
                        Load.class,
                        row -> parts(row.installation(), id(row.incarnation()), id(row.loadNumber())))
                .index("number", row -> parts(row.installation(), ordered(row.loadNumber())))
                .index(
                        "incarnation",
                        row -> parts(row.installation(), ordered(row.incarnation()), ordered(row.loadNumber())));
    }

    private static RowTable<Run> runs(RowStore store) {
        return store.table("XX_TIEOUT_RUNS", Run.class, row -> row.groupId() + "/" + row.runNumber())
                .index("group", row -> parts(id(row.groupId()), ordered(row.runNumber())));
    }

    static String id(long number) {
        return Long.toString(number);
    }

    /** A number as text of fixed length, so that texts sort as numbers do. */
    static String ordered(long number) {
        String digits = Long.toString(number);
        return "0".repeat(Math.max(0, 19 - digits.length())) + digits;
    }

    static String parts(String... parts) {
        return String.join(String.valueOf(PART), parts);
    }

    /** An index value after all that begin with this part. */
    static String endOf(String part) {
        return part + END;
    }

    EbsSettings settings() {
        return settings;
    }

    void settings(EbsSettings changed) {
        settingsRow.put(new Settings(SETTINGS_ID, changed));
        settings = changed;
    }

    /** Database time, to the second as a DATE column has it. */
    LocalDateTime now() {
        return LocalDateTime.ofInstant(clock.now(), zone()).truncatedTo(ChronoUnit.SECONDS);
    }

    LocalDate today() {
        return now().toLocalDate();
    }

    private ZoneId zone() {
        return clock.asClock().getZone();
    }

    /** The zone's name as an operator would read it in the profile Server Timezone. */
    String zoneName() {
        return zone().equals(ZoneOffset.UTC) ? "UTC" : zone().getId();
    }
}
