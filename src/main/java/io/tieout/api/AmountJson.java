package io.tieout.api;

import io.tieout.domain.money.Money;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An amount as the API writes it. */
@Schema(name = "Amount", description = "An amount of money")
record AmountJson(
        @Schema(description = "In minor units of ISO 4217, for example cents", examples = "12345")
        long minorUnits,

        @Schema(description = "ISO 4217 code", examples = "USD")
        String currency,

        @Schema(description = "In major units, with the decimals of the currency", examples = "123.45")
        String text) {

    static AmountJson of(Money money) {
        return new AmountJson(
                money.minorUnits(),
                money.currency().getCurrencyCode(),
                money.toMajor().toPlainString());
    }
}
