package io.tieout.sandbox.ebs;

import io.tieout.sandbox.HostSettings;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.SandboxHost;
import io.tieout.sandbox.Simulator;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.stream.Stream;

/**
 * A simulated Oracle E-Business Suite R12.2: the Integrated SOA Gateway's REST face, the package XX_TIEOUT_PUB with
 * the calls of src/docs/ebs-package.md, Journal Import and AutoPost with their rules, and a person's hand in the same
 * ERP. The host clock's zone is the database's zone. Written from reference documents; it never met a real EBS.
 */
public final class EbsSimulator implements Simulator {

    private final EbsTables db;
    private final IsgGate gate;
    private final EbsControl control;
    private final ConcurrentProcessing processing;
    private final AutoPost autoPost;

    private EbsSimulator(SandboxDesk desk) {
        db = new EbsTables(desk.rows(), desk.clock());
        Ledgers ledgers = new Ledgers(db);
        Background background = new Background(desk.vertx());
        autoPost = new AutoPost(db, background);
        processing = new ConcurrentProcessing(db, ledgers, new JournalImport(db, ledgers, autoPost), background);
        PersonFaults faults = new PersonFaults(db, ledgers, desk.faults(), processing);
        Installations installations = new Installations(db);
        PackageCalls calls = new PackageCalls(
                db,
                ledgers,
                new PackageCalls.Bench(
                        new LoadJournals(db, ledgers, installations, faults),
                        new ReferenceCalls(db, ledgers, installations),
                        new GroupCalls(db, ledgers, installations, faults)));
        gate = new IsgGate(db, new Users(db), calls, desk);
        control = new EbsControl(db, new Person(db, ledgers, processing, autoPost), autoPost, desk);
    }

    /** Starts a sandbox EBS; see {@link SandboxHost#start}. */
    public static SandboxHost host(HostSettings settings) {
        return SandboxHost.start(EbsSimulator::new, settings);
    }

    @Override
    public String system() {
        return "ebs";
    }

    @Override
    public void mount(Router router, SandboxDesk desk) {
        gate.mount(router);
        control.mount(router);
        EbsPages pages = new EbsPages(db);
        router.get("/").handler(desk.control(request -> pages.overview()));
        processing.resume();
        autoPost.resume();
    }

    @Override
    public void seed() {
        new AcmeSeed(db).fill();
    }

    @Override
    public List<String> operations() {
        return Stream.concat(PackageCalls.NAMES.stream(), IsgGate.OWN.stream()).toList();
    }

    @Override
    public List<String> faults() {
        return PersonFaults.NAMES;
    }

    @Override
    public SandboxAnswer failure(int status) {
        return switch (status) {
            case 401 -> IsgFault.notAuthenticated().answer(true);
            case 429 ->
                SandboxAnswer.html(429, "<html><body><h1>Too Many Requests</h1></body></html>")
                        .with("Retry-After", "1");
            default -> IsgFault.database().answer(true);
        };
    }
}
