package io.tieout.console;

import io.tieout.connection.ChangeRefused;
import io.tieout.domain.matching.Choice;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Answer;
import io.tieout.flow.Reply;
import jakarta.ws.rs.core.MultivaluedMap;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * An answer as a page's form sends it.
 *
 * @param fields {@code version}, {@code reason}, {@code item} for each chosen one, {@code amount-} and its id,
 *     {@code rest}, {@code account}, {@code account_number} and {@code unchecked}
 */
record ReviewForm(MultivaluedMap<String, String> fields) {

    /** @throws ChangeRefused when there is no such answer, or naming the field to mend */
    Reply reply(long posting, String answer, Currency currency) {
        Answer chosen = Stream.of(Answer.values())
                .filter(one -> name(one).equals(answer))
                .findFirst()
                .orElseThrow(() -> ChangeRefused.unknown("answer", answer));
        return new Reply(
                posting,
                version(),
                chosen,
                text("reason"),
                chosen == Answer.ALLOCATE ? Optional.of(choice(currency)) : Optional.empty(),
                chosen == Answer.MAP
                        ? Optional.of(new Reply.Account(
                                text("account"),
                                text("account_number"),
                                !text("unchecked").isEmpty()))
                        : Optional.empty());
    }

    private static String name(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private OptionalInt version() {
        String version = text("version");
        return version.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(version)) : OptionalInt.empty();
    }

    private Choice choice(Currency currency) {
        List<Choice.Share> shares = new ArrayList<>();
        for (String item : fields.getOrDefault("item", List.of())) {
            String amount = text("amount-" + item);
            try {
                shares.add(new Choice.Share(item, Money.ofMajor(new BigDecimal(amount), currency)));
            } catch (ArithmeticException | NumberFormatException e) {
                throw ChangeRefused.invalid(
                        "amount", "'" + amount + "' is no amount in " + currency + ": write it as 123.45");
            }
        }
        return new Choice(shares, !text("rest").isEmpty());
    }

    private String text(String name) {
        return Optional.ofNullable(fields.getFirst(name)).orElse("").strip();
    }
}
