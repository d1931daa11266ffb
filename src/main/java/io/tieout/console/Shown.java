package io.tieout.console;

import io.quarkus.qute.TemplateExtension;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.money.Money;
import io.tieout.domain.posting.Answer;
import io.tieout.store.view.ReviewKind;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** How pages write amounts, instants and states; they ask an {@link Optional} by themselves, by reflection. */
@TemplateExtension
@RegisterForReflection(targets = Optional.class)
final class Shown {
    private static final DateTimeFormatter INSTANT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private Shown() {}

    /** Amount with currency, for example {@code 1234.50 USD}. */
    static String shown(Money money) {
        return money.toString();
    }

    /** An instant with its zone. */
    static String shown(Instant instant) {
        return INSTANT.format(instant);
    }

    /** What a state of a posting means, in words. */
    static String meaning(String state) {
        return switch (state) {
            case "WAITING" -> "waits for something named";
            case "MATCHED" -> "decided, nothing sent yet";
            case "SENDING" -> "frozen in a batch, a call may have left";
            case "SENT" -> "acknowledged by the target, not yet in the books";
            case "CONFIRMED" -> "in the books as it was sent";
            case "HELD" -> "a rule holds it, nothing sent";
            case "REVIEW" -> "a person must decide";
            case "GONE" -> "was in the target, is not there any more: a person must decide";
            case "DEAD" -> "never works, nothing in the target";
            case "IGNORED" -> "closed with a reason";
            case "REVERSED" -> "undone by another posting";
            default -> "";
        };
    }

    /** What a kind of question asks, in words. */
    static String meaning(ReviewKind kind) {
        return switch (kind) {
            case QUESTION -> "nothing is posted yet";
            case ON_ACCOUNT -> "in the books on account, to be applied";
            case HELD -> "a rule holds it";
            case LIVE -> "in the target, and differs or stands in error";
            case GONE -> "was in the target and is not there any more";
        };
    }

    /** An amount as a form takes it, for example {@code 1234.50}. */
    static String plain(Money money) {
        return money.toMajor().toPlainString();
    }

    /** An answer of a person as it is written, for example {@code send back}. */
    static String shown(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Whether a journal line stands on the debit side. */
    static boolean debit(JournalLine line) {
        return line.side() == JournalLine.Side.DEBIT;
    }
}
