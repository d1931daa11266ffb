package io.tieout.sandbox.ebs;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.tieout.sandbox.ebs.GlSetupRows.CodeCombination;
import io.tieout.sandbox.ebs.GlSetupRows.Currency;
import io.tieout.sandbox.ebs.GlSetupRows.JeCategory;
import io.tieout.sandbox.ebs.GlSetupRows.JeSource;
import io.tieout.sandbox.ebs.GlSetupRows.Ledger;
import io.tieout.sandbox.ebs.RowsJson.Row;

/** CHECK_SETUP, GET_PERIODS and GET_ACCOUNTS. */
final class SetupCalls {

    private static final String VERSION = "1.0.0";

    private final EbsTables db;

    SetupCalls(EbsTables db) {
        this.db = db;
    }

    CallOutput checkSetup(CallInput in) {
        Ledger ledger = ledger(db, EbsTables.id(in.number("P_LEDGER_ID")));
        JeSource source = source(db, in.needed("P_JE_SOURCE"));
        JeCategory category = category(db, in.needed("P_JE_CATEGORY"));
        Row row = Row.alone()
                .put("package_version", VERSION)
                .put("user_name", Users.SERVICE_USER)
                .put("ledger_id", ledger.ledgerId())
                .put("ledger_name", ledger.name())
                .put("ledger_currency", ledger.currencyCode())
                .put("suspense_allowed_flag", ledger.suspenseAllowedFlag())
                .put("je_source_name", source.jeSourceName())
                .put("user_je_source_name", source.userJeSourceName())
                .put("import_references_flag", source.journalReferenceFlag())
                .put("journal_approval_flag", source.journalApprovalFlag())
                .put("je_category_name", category.jeCategoryName())
                .put("user_je_category_name", category.userJeCategoryName())
                .put("autopost_flag", db.settings().autoPost() ? "Y" : "N")
                .put("database_timezone", db.zoneName());
        currencies(row.node().putArray("currencies"));
        return new CallOutput().put("X_SETUP_JSON", row.node().toString());
    }

    private void currencies(ArrayNode array) {
        for (Currency currency : db.currencies.all()) {
            if (currency.enabledFlag().equals("Y")) {
                new Row(array.addObject())
                        .put("currency_code", currency.currencyCode())
                        .put("precision", currency.precision())
                        .put("minimum_accountable_unit", currency.minimumAccountableUnit());
            }
        }
    }

    static Ledger ledger(EbsTables db, String id) {
        return db.ledgers.get(id).orElseThrow(() -> new CallRefused("NO_SETUP", "There is no ledger " + id));
    }

    static JeSource source(EbsTables db, String userName) {
        return db.sources.byIndex("user", userName).stream()
                .findFirst()
                .orElseThrow(() -> new CallRefused("NO_SETUP", "There is no journal source " + userName));
    }

    static JeCategory category(EbsTables db, String userName) {
        return db.categories.byIndex("user", userName).stream()
                .findFirst()
                .orElseThrow(() -> new CallRefused("NO_SETUP", "There is no journal category " + userName));
    }

    CallOutput getPeriods(CallInput in) {
        Ledger ledger = ledger(db, EbsTables.id(in.number("P_LEDGER_ID")));
        RowsJson rows = new RowsJson();
        db.periods.all().stream()
                .filter(period -> period.applicationId() == AcmeSeed.GL && period.ledgerId() == ledger.ledgerId())
                .forEach(period -> rows.add()
                        .put("period_name", period.periodName())
                        .put("start_date", period.startDate())
                        .put("end_date", period.endDate())
                        .put("closing_status", period.closingStatus())
                        .put("adjustment_period_flag", period.adjustmentPeriodFlag()));
        return new CallOutput().put("X_ROWS_JSON", rows);
    }

    CallOutput getAccounts(CallInput in) {
        Ledger ledger = ledger(db, EbsTables.id(in.number("P_LEDGER_ID")));
        RowsJson rows = new RowsJson();
        for (String segments : in.list("P_ACCOUNTS_JSON")) {
            db.combinations.byIndex("segments", segments).stream()
                    .filter(account -> account.chartOfAccountsId() == ledger.chartOfAccountsId())
                    .forEach(account -> account(rows.add(), account));
        }
        return new CallOutput().put("X_ROWS_JSON", rows);
    }

    private static void account(Row row, CodeCombination account) {
        row.put("concatenated_segments", account.concatenatedSegments())
                .put("code_combination_id", account.codeCombinationId())
                .put("enabled_flag", account.enabledFlag())
                .put("summary_flag", account.summaryFlag())
                .put("detail_posting_allowed_flag", account.detailPostingAllowedFlag())
                .put("start_date_active", account.startDateActive())
                .put("end_date_active", account.endDateActive())
                .put("reference3", account.reference3());
    }
}
