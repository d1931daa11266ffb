package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ControlForm;
import io.tieout.sandbox.ebs.GlSetupRows.DailyRate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/** A person who enters the daily rates of type Corporate, or forgets to; throws IllegalArgumentException. */
final class RateDesk {
    private static final String TYPE = "Corporate";
    private static final String LEDGER_CURRENCY = "USD";

    private final EbsTables db;

    RateDesk(EbsTables db) {
        this.db = db;
    }

    /** Sets the {@code rate} of a {@code currency} on a {@code date} (today); without a rate there is none that day. */
    String rate(ControlForm form) {
        String currency = form.needed("currency");
        LocalDate date = form.date("date").orElseGet(db::today);
        Optional<BigDecimal> rate = form.decimal("rate");
        rate.ifPresentOrElse(
                value -> db.rates.put(new DailyRate(currency, LEDGER_CURRENCY, date, TYPE, value)),
                () -> db.rates.remove(DailyRate.key(currency, LEDGER_CURRENCY, TYPE, date)));
        return "rate of " + currency + " on " + date;
    }
}
