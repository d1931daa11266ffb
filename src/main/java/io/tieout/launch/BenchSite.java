package io.tieout.launch;

import io.tieout.bench.Application;
import io.tieout.bench.Books;
import io.tieout.bench.Site;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A database, simulators and processes of the application, all below one folder and on free ports of 127.0.0.1. */
final class BenchSite implements Site {

    private final BenchRig rig;
    private final Path folder;
    private final PostgresAddress database;
    private final Map<String, List<Integer>> ports = new HashMap<>();
    private final ChildProgram simulators;
    private final List<BenchApplication> applications = new ArrayList<>();
    private final List<ChildProgram> nodes = new ArrayList<>();

    /**
     * Starts the simulators.
     *
     * @param folder new and empty
     * @param database new and empty
     * @throws LaunchRefused when they can't be started
     */
    BenchSite(BenchRig rig, Path folder, PostgresAddress database, int companies) {
        this.rig = rig;
        this.folder = folder;
        this.database = database;
        Map<String, String> settings = new HashMap<>();
        settings.put("TIEOUT_HOME", folder.resolve("home").toString());
        Sandboxes.KNOWN.keySet().forEach(system -> {
            List<Integer> free = rig.ports().take(companies);
            ports.put(system, free);
            settings.put(variable(Sandboxes.property(system)), Integer.toString(free.get(0)));
            settings.put(
                    variable(Sandboxes.furtherProperty(system)),
                    free.stream().skip(1).map(Object::toString).collect(Collectors.joining(",")));
        });
        simulators = rig.start(folder.resolve("sandbox.log"), List.of(), settings, "sandbox");
    }

    private static String variable(String property) {
        return property.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    @Override
    public Path folder() {
        return folder;
    }

    @Override
    public List<URI> stripes() {
        return addresses("stripe");
    }

    @Override
    public List<URI> erps() {
        return addresses("ebs");
    }

    private List<URI> addresses(String system) {
        return ports.getOrDefault(system, List.of()).stream()
                .map(port -> URI.create("http://127.0.0.1:" + port))
                .toList();
    }

    @Override
    public Application start(Map<String, String> settings, List<String> java) {
        List<Integer> free = rig.ports().take(2);
        Map<String, String> all = new HashMap<>();
        all.put("TIEOUT_DB_URL", database.url());
        all.put("TIEOUT_DB_USER", database.user());
        all.put("TIEOUT_DB_PASSWORD", database.password());
        all.put("TIEOUT_KEYSET", rig.keySet().toString());
        all.put("TIEOUT_INSTALLATION", "bench");
        all.put("TIEOUT_HTTP_HOST", "127.0.0.1");
        all.put("TIEOUT_HTTP_PORT", free.get(0).toString());
        all.put("TIEOUT_MANAGEMENT_HOST", "127.0.0.1");
        all.put("TIEOUT_MANAGEMENT_PORT", free.get(1).toString());
        all.putAll(settings);
        Path log = folder.resolve("serve-" + applications.size() + ".log");
        BenchApplication application =
                new BenchApplication(rig.start(log, java, all, "serve"), free.get(0), free.get(1));
        applications.add(application);
        return application;
    }

    @Override
    public URI startNode(Path folder, String secret) {
        int port = rig.ports().take(1).get(0);
        Map<String, String> settings = Map.of(
                "NODE_ENV", "production",
                "PGSSLMODE", "disable",
                "PORT", Integer.toString(port),
                "WEBHOOK_SECRET", secret,
                "PGHOST", "127.0.0.1",
                "PGPORT", Integer.toString(database.port()),
                "PGDATABASE", database.name(),
                "PGUSER", database.user(),
                "PGPASSWORD", database.password());
        nodes.add(rig.startNode(this.folder.resolve("node.log"), folder, settings));
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public List<String> plainClassPath() {
        return ChildProgram.plainClassPath();
    }

    @Override
    public String letIn() {
        String token = new RandomText().ofBytes(32);
        new BenchBooks(database).letIn(token);
        return token;
    }

    @Override
    public Books books() {
        return new BenchBooks(database);
    }

    @Override
    public Map<Consumer, Duration> processorTime() {
        Map<Consumer, Duration> times = new EnumMap<>(Consumer.class);
        times.put(
                Consumer.APPLICATION,
                applications.stream().map(BenchApplication::processorTime).reduce(Duration.ZERO, Duration::plus));
        times.put(Consumer.SIMULATORS, simulators.processorTime());
        times.put(Consumer.SENDERS, of(ProcessHandle.current()));
        times.put(
                Consumer.DATABASE,
                ProcessHandle.current()
                        .descendants()
                        .filter(process -> process.info().command().orElse("").endsWith("/postgres"))
                        .map(BenchSite::of)
                        .reduce(Duration.ZERO, Duration::plus));
        return times;
    }

    private static Duration of(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    @Override
    public void close() {
        applications.forEach(BenchApplication::close);
        nodes.forEach(ChildProgram::close);
        simulators.close();
        rig.leave(database);
    }
}
