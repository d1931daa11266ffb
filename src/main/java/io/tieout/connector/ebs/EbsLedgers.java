package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.port.erp.Ledgers;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Periods, accounts and set-up of a general ledger, by the package's GET_PERIODS, GET_ACCOUNTS and CHECK_SETUP
 * (docs/ebs-package.md). Days are corporate calendar days.
 */
@ApplicationScoped
public class EbsLedgers implements Ledgers {
    private final EbsCalls calls;

    @Inject
    public EbsLedgers(EbsCalls calls) {
        this.calls = calls;
    }

    @Override
    public List<Period> periods(ConnectionId connection, String ledger) {
        IsgCall call = IsgCall.of("GET_PERIODS").with("P_LEDGER_ID", ledger);
        return calls.open(connection)
                .read(
                        call,
                        out -> out.rows("X_ROWS_JSON").stream()
                                .map(EbsLedgers::period)
                                .toList());
    }

    @Override
    public List<Account> accounts(ConnectionId connection, String ledger, Set<String> accounts) {
        OpenEbs ebs = calls.open(connection);
        List<Account> found = new ArrayList<>();
        for (List<String> portion : Answers.portions(accounts)) {
            IsgCall call = IsgCall.of("GET_ACCOUNTS")
                    .with("P_LEDGER_ID", ledger)
                    .with("P_ACCOUNTS_JSON", JsonTexts.array(portion));
            found.addAll(ebs.read(call, EbsLedgers::accounts));
        }
        return List.copyOf(found);
    }

    @Override
    public Setup setup(ConnectionId connection, String ledger, String source, String category) {
        OpenEbs ebs = calls.open(connection);
        IsgCall call = IsgCall.of("CHECK_SETUP")
                .with("P_LEDGER_ID", ledger)
                .with("P_JE_SOURCE", source)
                .with("P_JE_CATEGORY", category);
        return ebs.read(call, out -> {
            IsgRow setup = out.row("X_SETUP_JSON");
            String currency = setup.required("ledger_currency");
            CurrencyCheck.check(
                    setup.rows("currencies"), currency, ebs.settings().currencies());
            return new Setup(
                    setup.required("ledger_name"),
                    currency,
                    setup.flag("autopost_flag"),
                    setup.flag("journal_approval_flag"));
        });
    }

    private static Period period(IsgRow row) {
        return new Period(
                row.required("period_name"),
                day(row, "start_date"),
                day(row, "end_date"),
                row.required("closing_status").equals("O"),
                row.flag("adjustment_period_flag"));
    }

    private static LocalDate day(IsgRow row, String field) {
        return row.date(field).orElseThrow(() -> new MalformedAnswer(field + " is missing"));
    }

    private static List<Account> accounts(IsgRow out) {
        // Whether an account is active is a question to the database's own day, not to ours.
        LocalDate today = day(out, "X_DB_TIME");
        return out.rows("X_ROWS_JSON").stream().map(row -> account(row, today)).toList();
    }

    private static Account account(IsgRow row, LocalDate today) {
        boolean active = row.date("start_date_active")
                        .map(start -> !start.isAfter(today))
                        .orElse(true)
                && row.date("end_date_active").map(end -> !end.isBefore(today)).orElse(true);
        boolean postable =
                row.flag("enabled_flag") && !row.flag("summary_flag") && row.flag("detail_posting_allowed_flag");
        String control =
                row.text("reference3").filter(owner -> !owner.equals("N")).orElse("");
        return new Account(row.required("concatenated_segments"), active && postable, control);
    }
}
