package io.tieout.launch;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** What the program can be asked to do, by its first argument. */
enum Command {
    SERVE("serve", "run in production (the default); needs the settings that TIEOUT_* gives"),
    TRIAL("trial", "run everything on this machine: application, private PostgreSQL and the sandboxes"),
    SANDBOX("sandbox", "run the simulators of the remote systems alone"),
    KEYS("keys", "create, show or rotate a key set: keys create|show <file>, keys rotate <step> <file>"),
    AUDIT("audit", "verify that the audit trail is whole: audit verify [--tenant name] [--head number:seal]"),
    ROUTES("routes", "check route files before they are mounted: routes check [folder]"),
    RESTORE("restore", "after a restore from a backup, adopt what a target holds: restore <connection> [--adopt]"),
    BENCH("bench", "measure door and way to the ledger on this machine, in a folder of its own");

    private final String word;
    private final String purpose;

    Command(String word, String purpose) {
        this.word = word;
        this.purpose = purpose;
    }

    /**
     * The command that these arguments ask for; none asks for {@code serve}.
     *
     * @throws LaunchRefused (exit code 2) when no command has this name; the message lists them all
     */
    static Command of(List<String> arguments) {
        if (arguments.isEmpty()) {
            return SERVE;
        }
        String asked = arguments.get(0);
        return Arrays.stream(values())
                .filter(command -> command.word.equals(asked))
                .findFirst()
                .orElseThrow(() -> LaunchRefused.wrongUse("Unknown command '" + asked + "'. Commands:\n" + list()));
    }

    /** One line for each command. */
    static String list() {
        return Arrays.stream(values())
                .map(command -> String.format("  %-8s %s", command.word, command.purpose))
                .collect(Collectors.joining("\n"));
    }
}
