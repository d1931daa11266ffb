package io.tieout.flow;

import io.quarkus.runtime.StartupEvent;
import io.tieout.port.provider.Payments;
import io.tieout.store.inbox.InboxEvents;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.jboss.logging.Logger;

/** Queues events again that an earlier version ignored, when this version has learned their type. */
@ApplicationScoped
class NewlyFollowed {
    private static final Logger LOG = Logger.getLogger(NewlyFollowed.class);

    private final InboxEvents inbox;
    private final Payments payments;

    NewlyFollowed(InboxEvents inbox, Payments payments) {
        this.inbox = inbox;
        this.payments = payments;
    }

    void onStart(@Observes StartupEvent event) {
        queueAgain();
    }

    /** How many events were queued again. */
    int queueAgain() {
        int queued = 0;
        for (String type : inbox.typesNotFollowed()) {
            if (payments.follows(type)) {
                queued += inbox.requeueNotFollowed(type);
            }
        }
        if (queued > 0) {
            LOG.infof("events of newly followed types are queued again count=%d", queued);
        }
        return queued;
    }
}
