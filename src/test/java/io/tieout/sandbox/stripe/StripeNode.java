package io.tieout.sandbox.stripe;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import org.junit.jupiter.api.Assumptions;

/**
 * Stripe's official JavaScript client, installed once into {@code target/stripe-js} as the lock file beside its script
 * pins it. Without node, npm or the registry the tests are skipped with a loud line; where {@code CI} is {@code true}
 * that is an error.
 */
final class StripeNode {

    private static final Logger LOG = Logger.getLogger(StripeNode.class.getName());
    private static final Path SOURCE = Path.of("src", "test", "js", "stripe");
    private static final Path FOLDER = Path.of("target", "stripe-js");
    private static final String NOT_RUN =
            "NO STRIPE CLIENT FOR NODE: its tests did not run. Install node 18 or newer with npm, and let npm reach its"
                    + " registry once: ";

    private StripeNode() {}

    /** Runs the tour against an address and answers what it printed. */
    static List<String> tour(String url) throws IOException {
        install();
        try (DirectoryStream<Path> scripts = Files.newDirectoryStream(SOURCE, "*.mjs")) {
            for (Path script : scripts) {
                Files.copy(script, FOLDER.resolve(script.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        return run(Map.of("STRIPE_BASE", url), "node", "tour.mjs").lines();
    }

    private static void install() throws IOException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json")) {
            Files.copy(SOURCE.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path installed = FOLDER.resolve("node_modules").resolve("stripe").resolve("package.json");
        String wanted = Files.readString(SOURCE.resolve("package.json")).replaceAll("(?s).*\"stripe\": \"|\".*", "");
        if (Files.exists(installed) && Files.readString(installed).contains("\"version\": \"" + wanted + "\"")) {
            return;
        }
        Run npm = run(
                Map.of(),
                "npm",
                "ci",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--prefer-offline",
                "--fetch-timeout=20000",
                "--fetch-retries=1");
        if (npm.status() != 0) {
            notRun("npm ci: " + String.join(" ", npm.lines()));
        }
    }

    private static void notRun(String why) {
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(NOT_RUN + why);
        }
        LOG.severe("*** " + NOT_RUN + why + " ***");
        Assumptions.abort(NOT_RUN + why);
    }

    private record Run(int status, List<String> lines) {}

    private static Run run(Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .redirectOutput(FOLDER.resolve(command[0] + ".log").toFile());
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            notRun(command[0] + " is not there");
            throw e;
        }
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IllegalStateException(command[0] + " did not end within five minutes");
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return new Run(process.exitValue(), Files.readAllLines(FOLDER.resolve(command[0] + ".log")));
    }
}
