package io.tieout.testing;

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
 * A program for Node in a folder below {@code target}, with what its lock file pins. Without node, npm or (the first time)
 * npm's registry its tests are skipped with a loud line; where {@code CI} is {@code true} that is an error.
 *
 * @param folder where it is installed
 */
public record NodeProject(Path folder) {

    private static final Logger LOG = Logger.getLogger(NodeProject.class.getName());
    private static final String LOCK = "package-lock.json";
    private static final String INSTALLED = "installed.json";
    private static final String NOT_RUN =
            "NO PROGRAM FOR NODE: its tests did not run. Install node 18 or newer with npm, and let npm reach its"
                    + " registry once: ";

    /** Copies the program of a folder, and installs what it needs unless it is there. */
    public static NodeProject installed(Path source) throws IOException {
        NodeProject project = new NodeProject(Path.of("target", "node-" + source.getFileName()));
        Files.createDirectories(project.folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(source, "*.{mjs,json}")) {
            for (Path file : files) {
                Files.copy(file, project.folder.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        project.install();
        return project;
    }

    /** Runs a script of it and answers the lines that it printed. */
    public List<String> run(String script, Map<String, String> environment) throws IOException {
        return run(environment, "node", script).lines();
    }

    private void install() throws IOException {
        Path installed = folder.resolve(INSTALLED);
        String wanted = Files.readString(folder.resolve(LOCK));
        if (Files.isDirectory(folder.resolve("node_modules"))
                && Files.exists(installed)
                && Files.readString(installed).equals(wanted)) {
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
        Files.writeString(installed, wanted);
    }

    private static void notRun(String why) {
        if ("true".equals(System.getenv("CI"))) {
            throw new IllegalStateException(NOT_RUN + why);
        }
        LOG.severe("*** " + NOT_RUN + why + " ***");
        Assumptions.abort(NOT_RUN + why);
    }

    private record Run(int status, List<String> lines) {}

    private Run run(Map<String, String> environment, String... command) throws IOException {
        Path log = folder.resolve(command[0] + ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
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
        return new Run(process.exitValue(), Files.readAllLines(log));
    }
}
