package io.tieout.launch;

import io.tieout.bench.Application;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A process of the command {@code serve} that a bench measures. */
record BenchApplication(ChildProgram program, int port, int managementPort) implements Application {

    private static final String RESIDENT = "VmRSS:";
    private static final long KIBIBYTE = 1024;

    @Override
    public URI address() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public URI management() {
        return URI.create("http://127.0.0.1:" + managementPort);
    }

    Duration processorTime() {
        return program.processorTime();
    }

    @Override
    public long resident() {
        Path status = Path.of("/proc", Long.toString(program.pid()), "status");
        try {
            List<String> lines = Files.exists(status) ? Files.readAllLines(status) : List.of();
            return lines.stream()
                    .filter(line -> line.startsWith(RESIDENT))
                    .map(line -> line.replaceAll("\\D", ""))
                    .mapToLong(kibibytes -> Long.parseLong(kibibytes) * KIBIBYTE)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new IllegalStateException("the process of the application has ended, see its log", e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
