package io.tieout.launch;

import java.nio.file.Path;
import java.util.List;

/** {@code keys create <file>} and {@code keys show <file>}. */
final class KeysCommand {

    private static final String USAGE = "Usage: keys create <file>  or  keys show <file>";

    private final Terminal terminal;

    KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Takes the arguments after the word {@code keys}; answers the exit code. */
    int run(List<String> arguments) {
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

    private void create(KeySetFile keys, String name) {
        keys.create();
        terminal.out()
                .println("Wrote the key set " + name + ". Keep a copy apart from the database's backups: without "
                        + "it the credentials of all connections are lost.");
    }
}
