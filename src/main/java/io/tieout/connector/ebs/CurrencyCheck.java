package io.tieout.connector.ebs;

import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.port.NeedsPerson;
import java.math.BigDecimal;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** Compares the decimals that EBS gives its currencies with those of ISO 4217, in which our amounts are kept. */
final class CurrencyCheck {

    private CurrencyCheck() {}

    /**
     * Checks the ledger's currency and those that the connection names.
     *
     * @param rows what the set-up says of EBS' currencies
     * @throws NeedsPerson naming the currency that EBS lacks or rounds otherwise
     */
    static void check(List<IsgRow> rows, String ledgerCurrency, List<String> named) {
        TreeSet<String> codes = new TreeSet<>(named);
        codes.add(ledgerCurrency);
        for (String code : codes) {
            IsgRow row = rows.stream()
                    .filter(candidate -> candidate.required("currency_code").equals(code))
                    .findFirst()
                    .orElseThrow(() -> new NeedsPerson("currency " + code + " is not enabled in EBS"));
            check(row, EbsMoney.currency(row, "currency_code"));
        }
    }

    private static void check(IsgRow row, Currency currency) {
        int digits = currency.getDefaultFractionDigits();
        BigDecimal iso = BigDecimal.ONE.movePointLeft(digits);
        Optional<BigDecimal> unit = row.decimal("minimum_accountable_unit");
        boolean same = unit.isPresent() ? unit.get().compareTo(iso) == 0 : row.number("precision") == digits;
        if (!same) {
            throw new NeedsPerson("EBS rounds currency " + currency.getCurrencyCode() + " to "
                    + unit.map(BigDecimal::toPlainString).orElseGet(() -> row.required("precision") + " decimals")
                    + ", ISO 4217 to " + iso.toPlainString() + ": amounts would differ");
        }
    }
}
