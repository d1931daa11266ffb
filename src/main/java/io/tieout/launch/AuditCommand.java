package io.tieout.launch;

import io.tieout.audit.Finding;
import io.tieout.audit.Head;
import io.tieout.audit.Verdict;
import io.tieout.audit.Verification;
import io.tieout.store.audit.ChainRows;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * {@code audit verify [--tenant name] [--head number:seal]}: walks the audit chains of the database; 0 when nothing is
 * wrong, 1 when something is. Needs the address of the database and the key set, and no running application.
 */
final class AuditCommand {

    private static final String USAGE = "Usage: audit verify [--tenant name] [--head number:seal]";

    private final Terminal terminal;
    private final Settings settings;

    AuditCommand(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    /** What was asked for. */
    private record Question(Optional<String> tenant, Optional<Head> head) {}

    /** Takes the arguments after the word {@code audit}; answers the exit code. */
    int run(List<String> arguments) {
        Question question = question(arguments);
        RequiredSettings required = new RequiredSettings(settings);
        Supplier<PostgresAddress> address = required.database();
        String keySet = required.keySet();
        required.refuseMissing("audit verify", "");
        KeySetFile keys = new KeySetFile(Path.of(keySet));
        ChainRows rows = new ChainRows(DeskDatabase.open(address.get()));
        return verify(new Verification(rows, keys.ring()), tenants(rows, question), question.head());
    }

    private int verify(Verification verification, List<String> tenants, Optional<Head> head) {
        int exitCode = 0;
        for (String tenant : tenants) {
            Verdict verdict = verification.verify(tenant, head);
            terminal.out().println(line(verdict));
            verdict.finding()
                    .map(Finding::text)
                    .ifPresent(text -> terminal.out().println("  " + text));
            exitCode = verdict.whole() ? exitCode : 1;
        }
        return exitCode;
    }

    private static String line(Verdict verdict) {
        return verdict.tenant() + ": "
                + verdict.finding().map(finding -> finding.kind() + ", ").orElse("whole, ") + verdict.checked()
                + " entries are as they were sealed, " + verdict.unsealed() + " without a seal, head "
                + verdict.head().map(Head::toString).orElse("none");
    }

    private static List<String> tenants(ChainRows rows, Question question) {
        List<String> known = rows.tenants();
        if (question.tenant().isPresent()) {
            // One that nobody knows any more is verified too: with a head it is a chain that was cut to nothing.
            String tenant = question.tenant().get();
            if (!known.contains(tenant) && question.head().isEmpty()) {
                throw LaunchRefused.because("There is no tenant '" + tenant + "'. Known: " + String.join(", ", known));
            }
            return List.of(tenant);
        }
        if (question.head().isPresent() && known.size() != 1) {
            throw LaunchRefused.wrongUse(
                    "A head belongs to one tenant: say which by --tenant. Known: " + String.join(", ", known));
        }
        return known;
    }

    private static Question question(List<String> arguments) {
        if (arguments.isEmpty() || !arguments.get(0).equals("verify")) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        Question question = new Question(Optional.empty(), Optional.empty());
        Iterator<String> rest = arguments.subList(1, arguments.size()).iterator();
        while (rest.hasNext()) {
            question = with(question, rest.next(), rest);
        }
        return question;
    }

    private static Question with(Question question, String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        String value = rest.next();
        return switch (option) {
            case "--tenant" -> new Question(Optional.of(value), question.head());
            case "--head" -> new Question(question.tenant(), Optional.of(head(value)));
            default -> throw LaunchRefused.wrongUse(USAGE);
        };
    }

    private static Head head(String value) {
        return Head.parse(value)
                .orElseThrow(() -> LaunchRefused.wrongUse("--head must be a number, a colon and a seal (at least "
                        + Head.SHORTEST + " hexadecimal digits), as log and reports write it"));
    }
}
