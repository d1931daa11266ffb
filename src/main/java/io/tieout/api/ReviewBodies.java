package io.tieout.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.ChangeRefused.Problem;
import io.tieout.domain.matching.Choice;
import io.tieout.domain.money.Money;
import io.tieout.flow.Reply;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What answers to questions bring. */
final class ReviewBodies {
    private ReviewBodies() {}

    /** An answer that needs nothing but its reason. */
    @Schema(name = "Reason", description = "Why it is answered so")
    record Reason(
            @Schema(description = "3 to 500 characters on one line, without personal data")
            String reason) {}

    /** Where the money goes. */
    @Schema(name = "Allocate", description = "Where the money goes; what is left over may stay on account")
    record Allocate(
            @Schema(description = "3 to 500 characters on one line, without personal data")
            String reason,

            @Schema(description = "How much goes to which open item")
            List<Part> items,

            @Schema(description = "Whether what is left over stays on account; else nothing may be left over")
            boolean restOnAccount) {

        /** @throws ChangeRefused naming each amount that is none */
        Choice choice(Currency currency) {
            List<Choice.Share> shares = new ArrayList<>();
            List<Problem> problems = new ArrayList<>();
            for (int index = 0; index < items.size(); index++) {
                Part part = items.get(index);
                try {
                    Money amount = Money.ofMajor(new BigDecimal(part.amount().strip()), currency);
                    shares.add(new Choice.Share(part.item(), amount));
                } catch (ArithmeticException | NumberFormatException e) {
                    problems.add(new Problem(
                            "items[" + index + "].amount",
                            "is no amount in " + currency + ": write it in major units, for example "
                                    + Money.ofMinor(12_345, currency.getCurrencyCode())
                                            .toMajor()
                                            .toPlainString()));
                }
            }
            if (!problems.isEmpty()) {
                throw ChangeRefused.invalid(problems);
            }
            return new Choice(shares, restOnAccount);
        }
    }

    /** A share of an open item. */
    @Schema(name = "AllocatePart", description = "A share of an open item")
    record Part(
            @Schema(description = "The ERP's id of the item, as the candidates name it")
            String item,

            @Schema(description = "In major units of the charge's currency; negative for a credit", examples = "123.45")
            String amount) {}

    /** Who the payer is; no record, since all components of one are mandatory here. */
    @Schema(name = "MapPayer", description = "Which customer account of the ERP the payer is")
    static final class Payer {
        @Schema(description = "3 to 500 characters on one line, without personal data")
        private final String reason;

        @Schema(description = "The ERP's customer account id", examples = "70001")
        private final String account;

        @Schema(description = "The number by which people know it", examples = "1001")
        private final String accountNumber;

        @Schema(description = "Whether it is right although no open item of it is known; false when absent")
        @JsonProperty
        private boolean unchecked;

        @JsonCreator
        Payer(
                @JsonProperty("reason") String reason,
                @JsonProperty("account") String account,
                @JsonProperty("accountNumber") String accountNumber) {
            this.reason = reason;
            this.account = account;
            this.accountNumber = accountNumber;
        }

        String reason() {
            return reason;
        }

        Reply.Account account() {
            return new Reply.Account(account, accountNumber, unchecked);
        }
    }
}
