package io.tieout.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.sandbox.Faults.Fault;
import io.vertx.core.Handler;
import io.vertx.core.MultiMap;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The control addresses below {@code /_sandbox}, for scripts (JSON) and for the pages' buttons (forms). They serve the
 * own machine only: a foreign Host or Origin, as a web page elsewhere would send it, is refused.
 */
final class Control {

    private static final Duration DEFAULT_DELAY = Duration.ofSeconds(5);

    private final Simulator simulator;
    private final SandboxDesk desk;

    Control(Simulator simulator, SandboxDesk desk) {
        this.simulator = simulator;
        this.desk = desk;
    }

    void mount(Router router) {
        router.route("/_sandbox/*").handler(Control::ownMachineOnly);
        router.get("/_sandbox/tables").handler(act(request -> json(desk.rows().tables())));
        router.get("/_sandbox/tables/:name").handler(act(this::table));
        router.get("/_sandbox/requests")
                .handler(act(request -> json(desk.requests().all())));
        router.post("/_sandbox/clock").handler(act(this::advance));
        router.post("/_sandbox/reset").handler(act(this::reset));
        router.get("/_sandbox/faults").handler(act(request -> faults()));
        router.post("/_sandbox/faults").handler(act(this::addFault));
        router.post("/_sandbox/faults/clear").handler(act(request -> clearFaults()));
        router.delete("/_sandbox/faults").handler(act(request -> clearFaults()));
        router.get("/_sandbox/desk")
                .handler(act(
                        request -> ControlPages.desk(simulator.system(), desk).answer()));
        router.get("/_sandbox/view")
                .handler(act(request ->
                        ControlPages.tables(simulator.system(), desk.rows()).answer()));
        router.get("/_sandbox/view/:name").handler(act(this::view));
    }

    private static void ownMachineOnly(RoutingContext request) {
        String origin = request.request().getHeader("Origin");
        boolean foreign = origin != null && !ownHost(URI.create(origin).getHost());
        HostAndPort host = request.request().authority();
        if (foreign || host == null || !ownHost(host.host())) {
            request.response().setStatusCode(403).end();
        } else {
            request.next();
        }
    }

    private static boolean ownHost(@Nullable String host) {
        return "127.0.0.1".equals(host) || "localhost".equals(host);
    }

    private Handler<RoutingContext> act(Function<RoutingContext, SandboxAnswer> work) {
        return desk.control(work);
    }

    /** All rows, or those whose columns equal what the query gives ({@code ?STATUS=NEW}). */
    private SandboxAnswer table(RoutingContext request) {
        MultiMap wanted = request.queryParams();
        List<JsonNode> found = rows(request).stream()
                .filter(row -> wanted.entries().stream()
                        .allMatch(column -> row.path(column.getKey()).asText().equals(column.getValue())))
                .toList();
        return SandboxAnswer.json(200, SandboxJson.text(found));
    }

    private SandboxAnswer view(RoutingContext request) {
        return ControlPages.table(request.pathParam("name"), rows(request)).answer();
    }

    private List<JsonNode> rows(RoutingContext request) {
        return desk.rows()
                .rows(request.pathParam("name"))
                .orElseThrow(() -> new IllegalArgumentException(
                        "table: unknown; known are " + desk.rows().tables().keySet()));
    }

    private SandboxAnswer advance(RoutingContext request) {
        ControlForm form = ControlForm.of(request);
        desk.clock()
                .advance(form.duration("advance")
                        .orElseThrow(() -> new IllegalArgumentException("advance: an ISO duration is needed")));
        return json(Map.of("now", desk.clock().now().toString()));
    }

    private SandboxAnswer reset(RoutingContext request) {
        desk.faults().clear();
        desk.rows().transaction(() -> {
            desk.rows().clear();
            SandboxHost.seed(desk.rows(), simulator);
            return null;
        });
        desk.requests().clear();
        return json(desk.rows().tables());
    }

    private SandboxAnswer addFault(RoutingContext request) {
        ControlForm form = ControlForm.of(request);
        desk.faults()
                .add(new Fault(
                        form.text("operation").orElse(Faults.ANY),
                        form.needed("fault"),
                        form.number("times").orElse(1L).intValue(),
                        form.duration("delay").orElse(DEFAULT_DELAY)));
        return faults();
    }

    private SandboxAnswer clearFaults() {
        desk.faults().clear();
        return faults();
    }

    private SandboxAnswer faults() {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("set", desk.faults().set());
        answer.put("operations", desk.faults().operations());
        answer.put("faults", desk.faults().known());
        return json(answer);
    }

    private static SandboxAnswer json(Object value) {
        return SandboxAnswer.json(200, SandboxJson.text(value));
    }
}
