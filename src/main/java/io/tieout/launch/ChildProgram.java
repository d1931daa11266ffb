package io.tieout.launch;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A command of this same program, or a service beside it, in a process of its own; its output goes to a file. */
final class ChildProgram implements AutoCloseable {

    /** A Java that writes a cache of what it has loaded takes a minute or two for it at its end. */
    private static final Duration GRACE = Duration.ofMinutes(3);

    private static final String CLASS_PATH = "-cp";
    private static final String MAIN_CLASS = "io.tieout.Tieout";

    private final Process process;

    private ChildProgram(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param java options of its Java, {@link #plainClassPath} among them or not; a native program takes none
     * @param settings environment variables, beside those of this process
     * @throws LaunchRefused when it can't be started
     */
    static ChildProgram start(Path log, List<String> java, Map<String, String> settings, String command) {
        List<String> line = new ArrayList<>();
        ProcessHandle.current().info().command().ifPresent(line::add);
        // Of a native program its own file is the command, and there is no class path.
        jar().ifPresent(path -> {
            line.addAll(java);
            line.addAll(java.contains(CLASS_PATH) ? List.of(MAIN_CLASS) : List.of("-jar", path));
        });
        line.add(command);
        return start(new ProcessBuilder(line), log, settings);
    }

    /**
     * Starts the service on Node whose {@code server.mjs} lies in a folder.
     *
     * @throws LaunchRefused when there is no {@code node}
     */
    static ChildProgram startNode(Path log, Path folder, Map<String, String> settings) {
        return start(new ProcessBuilder("node", "server.mjs").directory(folder.toFile()), log, settings);
    }

    private static ChildProgram start(ProcessBuilder builder, Path log, Map<String, String> settings) {
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        try {
            return new ChildProgram(builder.start());
        } catch (IOException e) {
            String last = builder.command().get(builder.command().size() - 1);
            throw LaunchRefused.because("The command " + last + " can't be started: " + e.getMessage(), e);
        }
    }

    /** Options with which Java loads all classes by itself, without Quarkus' class loader; of a native program none. */
    static List<String> plainClassPath() {
        return jar().map(path -> {
                    Path folder = Path.of(path).toAbsolutePath().resolveSibling("");
                    String parts = Stream.of("quarkus", "app", "lib/main", "lib/boot")
                            .map(part -> folder.resolve(part).resolve("*").toString())
                            .collect(Collectors.joining(File.pathSeparator));
                    return List.of("--add-opens", "java.base/java.lang=ALL-UNNAMED", CLASS_PATH, parts);
                })
                .orElse(List.of());
    }

    private static Optional<String> jar() {
        return Optional.ofNullable(System.getProperty("java.class.path")).filter(path -> path.endsWith(".jar"));
    }

    long pid() {
        return process.pid();
    }

    /** Processor time since its start. */
    Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Asks it to end, and waits until it has; what doesn't end by itself is killed. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
