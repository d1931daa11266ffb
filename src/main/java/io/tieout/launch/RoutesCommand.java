package io.tieout.launch;

import io.tieout.routes.RouteCheck;
import io.tieout.routes.RouteCheck.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code routes check [folder]}: tells what is wrong with route files before they are mounted; starts nothing. */
final class RoutesCommand {

    private static final String USAGE = "Usage: routes check [folder]  (without a folder: the packaged route files)";

    private final Terminal terminal;

    RoutesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Takes the arguments after the word {@code routes}; answers 0 when nothing is wrong, else 1. */
    int run(List<String> arguments) {
        if (arguments.isEmpty() || arguments.size() > 2 || !"check".equals(arguments.get(0))) {
            throw LaunchRefused.wrongUse(USAGE);
        }
        Report report = arguments.size() == 1
                ? RouteCheck.ofProgram().packed()
                : RouteCheck.ofProgram().folder(folder(arguments.get(1)));
        report.findings().forEach(terminal.out()::println);
        report.untidy().forEach(line -> terminal.out().println(line + " (it runs all the same)"));
        if (!report.findings().isEmpty() || !report.untidy().isEmpty()) {
            return 1;
        }
        terminal.out().println("Nothing is wrong with " + String.join(", ", report.files()));
        return 0;
    }

    private static Path folder(String name) {
        Path folder = Path.of(name);
        if (!Files.isDirectory(folder) || !Files.isReadable(folder)) {
            throw LaunchRefused.because(name + " is no folder that this user can read");
        }
        return folder;
    }
}
