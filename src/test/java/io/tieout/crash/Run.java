package io.tieout.crash;

import static org.awaitility.Awaitility.await;

import io.tieout.crash.Act.Remote;
import io.tieout.crash.Evidence.Acts;
import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Charge;
import io.tieout.crash.Finding.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** One crash test from empty folders to the findings. Everything that it starts ends with it. */
final class Run implements AutoCloseable {
    private static final int THREADS = 12;
    private static final Duration START = Duration.ofMinutes(3);

    /** Simulators keep every row in memory: a charge with its objects, events and journal takes 150 KB of it. */
    private static final int CHARGES_A_MEGABYTE = 6;

    private static final int SIMULATORS_MEGABYTES = 512;

    private final Settings settings;
    private final Plan plan;
    private final Story story;
    private final Path logs;
    private final Database database;
    private final Map<String, String> application;
    private final Simulators simulators;
    private final Company company;
    private final Cluster cluster;
    private final Customers customers;
    private final Clerk clerk;
    private final Faults faults;

    /** @param folder new and empty: the database, the simulators' rows, the key set and all logs */
    Run(Settings settings, Path folder, Consumer<String> out) {
        this.settings = settings;
        plan = Plan.of(settings);
        story = new Story(out);
        logs = made(folder.resolve("logs"));
        database = new Database(made(folder.resolve("postgres")), logs);
        application = application(folder.resolve("keys.json"));
        int heap = SIMULATORS_MEGABYTES + settings.charges() / CHARGES_A_MEGABYTE;
        simulators = new Simulators(folder.resolve("home"), logs.resolve("sandbox.log"), heap);
        company = new Company(simulators, database);
        cluster = new Cluster(application, plan.offsets(), logs);
        customers = new Customers(company);
        clerk = new Clerk(company, plan.orders());
        faults = new Faults(company);
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Times are short, so that what a killed process left is taken up, and what failed is tried again, in seconds. */
    private Map<String, String> application(Path keys) {
        if (Program.start(logs.resolve("keys.log"), Map.of(), "keys", "create", keys.toString())
                        .status()
                != 0) {
            throw new IllegalStateException("no key set was made, see " + logs);
        }
        Map<String, String> all = new HashMap<>();
        all.put("TIEOUT_DB_URL", database.address().url());
        all.put("TIEOUT_DB_USER", database.address().user());
        all.put("TIEOUT_DB_PASSWORD", database.address().password());
        all.put("TIEOUT_KEYSET", keys.toString());
        all.put("TIEOUT_INSTALLATION", "rehearsal-crash");
        all.put("TIEOUT_POLLING_EVENTS", "2000");
        all.put("TIEOUT_POLLING_OPEN_ITEMS", "1000");
        all.put("TIEOUT_BREAKER_PAUSE", "PT1S");
        Map.of(
                        "LEASE", "PT5S",
                        "LONGEST_LOOK", "PT1S",
                        "LONGEST_RETRY", "PT2S",
                        "HELD_LOOK", heldLook().toString(),
                        "FAILED_LOOK", "PT1S",
                        "FIRST_IMPORT_AGAIN", "PT1S",
                        "LONGEST_IMPORT_AGAIN", "PT2S")
                .forEach((name, value) -> all.put("TIEOUT_WORK_" + name, value));
        return all;
    }

    /** Each look reads a charge from Stripe again: of a full plan hundreds are held, and would keep all processes busy. */
    private Duration heldLook() {
        return Duration.ofSeconds(Math.max(2, settings.charges() / 500));
    }

    Story story() {
        return story;
    }

    Path logs() {
        return logs;
    }

    /** Plays the plan and looks at what came of it. */
    Result result() {
        story.say("Starting PostgreSQL, the simulators and the first process of the application");
        simulators.awaitReady();
        company.unlimit();
        story.say("Stripe's rate limits are off, and each connection may make 1000 calls a second");
        cluster.start(0);
        cluster.awaitReady(0);
        company.letIn();
        company.setUp(cluster.address(0));
        story.say("Entering " + plan.orders().size() + " invoices in EBS");
        company.invoice(plan.orders());
        long wanted = company.ebs()
                .get("/_sandbox/tables/AR_PAYMENT_SCHEDULES_ALL?ORG_ID=204&STATUS=OP")
                .size();
        await().atMost(START).until(() -> database.number("select count(*) from open_item") >= wanted);
        story.say("Begin; the plan takes " + plan.length().toSeconds() + " seconds");
        List<Finding> findings = new ArrayList<>(play());
        Evidence evidence = new Gathering(company, database, acts()).read();
        check(evidence.charges());
        findings.addAll(new Auditor(evidence).audit());
        findings.addAll(chain());
        database.keepLog();
        findings.addAll(Logs.secrets(logs, company.secrets()));
        return new Result(settings, story.counts(), evidence, List.copyOf(findings));
    }

    private List<Finding> play() {
        ScheduledExecutorService threads = Executors.newScheduledThreadPool(THREADS);
        try {
            Player.Parts parts = new Player.Parts(company, cluster, database, simulators, faults);
            return new Stage(parts, customers, clerk, story, threads).play(plan);
        } finally {
            threads.shutdownNow();
        }
    }

    private Acts acts() {
        Map<String, Bill> bills = new HashMap<>();
        customers.charges().forEach((number, charge) -> {
            Order order = plan.orders().get(number);
            bills.put(charge, new Bill(order, company.customer(order).account()));
        });
        return new Acts(bills, clerk.hands(), faults.hits(Remote.EBS));
    }

    /** What customers ordered is what the simulator took: else nothing that follows would mean anything. */
    private void check(List<Charge> charges) {
        Map<String, Charge> byId = charges.stream().collect(Collectors.toMap(Charge::id, Function.identity()));
        customers.charges().forEach((number, id) -> {
            Order order = plan.orders().get(number);
            Charge charge = byId.get(id);
            if (charge == null
                    || charge.minor() != order.minor()
                    || !charge.currency().equals(order.currency())) {
                throw new IllegalStateException("the simulator has " + charge + " for " + order);
            }
        });
        if (byId.size() != plan.orders().size()) {
            throw new IllegalStateException("the simulator has " + byId.size() + " charges");
        }
    }

    /** What the program itself says of its audit trail. */
    List<Finding> chain() {
        Path said = logs.resolve("audit-verify.log");
        int status = Program.start(said, application, "audit", "verify").status();
        try {
            return status == 0
                    ? List.of()
                    : List.of(new Finding(Promise.AUDIT_CHAIN, "audit verify says: " + Files.readString(said)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Database database() {
        return database;
    }

    @Override
    public void close() {
        cluster.close();
        simulators.close();
        database.close();
    }
}
