package io.tieout.trial;

import io.tieout.connection.Actor;
import io.tieout.connection.CustomerMapEditor;
import io.tieout.connection.CustomerMapEditor.Ends;
import io.tieout.connection.LinkEditor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;

/** Adds the trial's link and its customers, once. */
@ApplicationScoped
class TrialLink {
    private final Acme acme;
    private final LinkEditor links;
    private final CustomerMapEditor customers;

    TrialLink(Acme acme, LinkEditor links, CustomerMapEditor customers) {
        this.acme = acme;
        this.links = links;
        this.customers = customers;
    }

    void ensure(Actor actor) {
        boolean there = links.list(actor).stream().anyMatch(link -> link.key().equals(Acme.LINK));
        if (!there) {
            customers.importCsv(actor, new Ends(Acme.STRIPE, Acme.EBS), acme.customers());
            links.save(actor, Acme.LINK, acme.link(), OptionalInt.empty());
        }
    }
}
