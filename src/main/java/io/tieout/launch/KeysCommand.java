package io.tieout.launch;

import java.nio.file.Path;
import java.util.List;

/** {@code keys create <file>}, {@code keys show <file>} and the steps of {@code keys rotate}. */
final class KeysCommand {

    private static final String USAGE =
            "Usage: keys create <file>  or  keys show <file>  or  keys rotate add|status <file>  or  "
                    + "keys rotate promote|retire <file> [" + KeyRotation.NO_PROCESS + "]";

    private final Terminal terminal;
    private final Settings settings;

    KeysCommand(Terminal terminal, Settings settings) {
        this.terminal = terminal;
        this.settings = settings;
    }

    /** Takes the arguments after the word {@code keys}; answers the exit code. */
    int run(List<String> arguments) {
        if (arguments.size() >= 3 && arguments.get(0).equals("rotate")) {
            rotate(arguments.get(1), arguments.get(2), arguments.subList(3, arguments.size()));
            return 0;
        }
        if (arguments.size() != 2) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        KeySetFile keys = new KeySetFile(Path.of(arguments.get(1)));
        switch (arguments.get(0)) {
            case "create" -> create(keys, arguments.get(1));
            case "show" -> keys.describe().forEach(terminal.out()::println);
            default -> throw LaunchRefused.wrongUse(USAGE);
        }
        return 0;
    }

    private void rotate(String step, String name, List<String> options) {
        boolean noneRuns = options.equals(List.of(KeyRotation.NO_PROCESS));
        boolean asks = step.equals("promote") || step.equals("retire");
        if (!options.isEmpty() && !(noneRuns && asks)) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        KeyRotation rotation = new KeyRotation(new KeySetFile(Path.of(name)), settings, noneRuns);
        List<String> told = switch (step) {
            case "add" -> rotation.add();
            case "status" -> rotation.status();
            case "promote" -> rotation.promote();
            case "retire" -> rotation.retire();
            default -> throw LaunchRefused.wrongUse(USAGE);
        };
        told.forEach(terminal.out()::println);
    }

    private void create(KeySetFile keys, String name) {
        keys.create();
        terminal.out()
                .println("Wrote the key set " + name + ". Keep a copy apart from the database's backups: without "
                        + "it the credentials of all connections are lost.");
    }
}
