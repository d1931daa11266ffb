package io.tieout.flow;

import io.tieout.domain.work.Claim;
import io.tieout.store.batch.Batches;
import io.tieout.store.fact.Facts;
import io.tieout.store.inbox.InboxEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.List;

/** Steps of {@code routes/dispatch.camel.yaml}: leases what is due, so that each row has one worker at a time. */
@ApplicationScoped
@Named("dispatcher")
public class Dispatcher {
    private final InboxEvents inbox;
    private final Facts facts;
    private final Batches batches;
    private final WorkConfig config;
    private final Heartbeat heartbeat;

    Dispatcher(InboxEvents inbox, Facts facts, Batches batches, WorkConfig config, Heartbeat heartbeat) {
        this.inbox = inbox;
        this.facts = facts;
        this.batches = batches;
        this.config = config;
        this.heartbeat = heartbeat;
    }

    /** Events that are due. */
    public List<Claim.OfEvent> events() {
        heartbeat.touch(Heartbeat.Loop.EVENTS);
        return inbox.claim(config.most(), config.lease());
    }

    /** Facts that are due. */
    public List<Claim.OfFact> facts() {
        heartbeat.touch(Heartbeat.Loop.FACTS);
        return facts.claim(config.most(), config.lease());
    }

    /** Batches that are due. */
    public List<Claim.OfBatch> batches() {
        heartbeat.touch(Heartbeat.Loop.BATCHES);
        return batches.claim(config.most(), config.lease());
    }
}
