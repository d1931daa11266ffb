package io.tieout.sandbox.ebs;

import io.tieout.sandbox.ControlForm;
import io.tieout.sandbox.SandboxAnswer;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.SandboxJson;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.function.Function;

/** The control addresses of EBS alone: a person's hand below {@code /_sandbox/ebs}, and {@code /_sandbox/settings}. */
final class EbsControl {

    private final EbsTables db;
    private final Person person;
    private final Billing billing;
    private final RateDesk rateDesk;
    private final AutoPost autoPost;
    private final SandboxDesk desk;

    EbsControl(EbsTables db, Person person, AutoPost autoPost, SandboxDesk desk) {
        this.db = db;
        this.person = person;
        this.billing = new Billing(db);
        this.rateDesk = new RateDesk(db);
        this.autoPost = autoPost;
        this.desk = desk;
    }

    void mount(Router router) {
        Map<String, Function<ControlForm, String>> actions = Map.ofEntries(
                Map.entry("person-imports", person::imports),
                Map.entry("person-deletes", person::deletes),
                Map.entry("correct-row", person::correctsRow),
                Map.entry("period", person::period),
                Map.entry("account", person::account),
                Map.entry("receipt", person::receipt),
                Map.entry("dispute", person::dispute),
                Map.entry("merge", person::merge),
                Map.entry("customer", billing::customer),
                Map.entry("invoice", billing::invoice),
                Map.entry("rate", rateDesk::rate),
                Map.entry("post", person::posts),
                Map.entry("approve", person::approves),
                Map.entry("grant", person::grant),
                Map.entry("unlock", person::unlock),
                Map.entry("lose-key", person::losesKey));
        actions.forEach((name, action) ->
                router.post("/_sandbox/ebs/" + name).handler(desk.control(request -> act(request, action))));
        router.get("/_sandbox/settings").handler(desk.control(request -> settings()));
        router.post("/_sandbox/settings").handler(desk.control(this::change));
    }

    private SandboxAnswer act(RoutingContext request, Function<ControlForm, String> action) {
        ControlForm form = ControlForm.of(request);
        String done = db.store.transaction(() -> action.apply(form));
        return SandboxAnswer.json(200, SandboxJson.text(Map.of("done", done)));
    }

    private SandboxAnswer settings() {
        return SandboxAnswer.json(200, SandboxJson.text(db.settings()));
    }

    private SandboxAnswer change(RoutingContext request) {
        EbsSettings changed = db.settings().with(ControlForm.of(request));
        db.store.transaction(() -> {
            db.settings(changed);
            db.sources.all().forEach(source -> db.sources.put(source.approval(changed.approval())));
            autoPost.resume();
            return null;
        });
        return settings();
    }
}
