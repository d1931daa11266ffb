package io.tieout.intake;

import io.tieout.connection.Link;
import io.tieout.domain.work.Claim;
import io.tieout.flow.Claimed;
import io.tieout.flow.Decision;
import io.tieout.flow.EventGroup;
import io.tieout.flow.EventPoll;
import io.tieout.flow.Failures;
import io.tieout.flow.LinkCase;
import io.tieout.flow.Rehearsal;
import io.tieout.flow.Underway;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.NamedRoute;
import org.apache.camel.Processor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.SynchronizationAdapter;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.jboss.logging.Logger;
import org.jboss.logging.MDC;
import org.jspecify.annotations.Nullable;

/**
 * Stands at each bean step of the routes: its log lines carry what it works on ({@code factId}, {@code flow},
 * {@code connection}, {@code reference}), what it did is counted, and the place of a claimed row is given up at the end
 * of its exchange, however that ends. Steps themselves know of none of it.
 */
@ApplicationScoped
@Named("stepWatch") // Camel finds it by its type, but among named beans only.
public class StepWatch implements InterceptStrategy {
    private static final Logger LOG = Logger.getLogger(StepWatch.class);
    private static final String PLACE = "tieoutPlace";

    private final StepMeters meters;
    private final Underway underway;
    private final Failures failures;
    private final Rehearsal rehearsal;

    StepWatch(StepMeters meters, Underway underway, Failures failures, Rehearsal rehearsal) {
        this.rehearsal = rehearsal;
        this.meters = meters;
        this.underway = underway;
        this.failures = failures;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext context, NamedNode node, Processor target, Processor next) {
        return node.getShortName().equals("bean") ? new Watched(target, node.getId(), flow(node)) : target;
    }

    /** A part of a flow ({@code flow.events}) counts as the flow; so does its error handling, by the step's name. */
    private static String flow(NamedNode node) {
        NamedNode up = node;
        while (up.getParent() != null) {
            up = up.getParent();
        }
        return up instanceof NamedRoute route ? route.getRouteId() : "failures";
    }

    private final class Watched extends DelegateAsyncProcessor {
        private final String step;
        private final String flow;

        Watched(Processor target, String step, String flow) {
            super(target);
            this.step = step;
            this.flow = flow;
        }

        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
            Object body = exchange.getMessage().getBody();
            giveUpPlaceAtEnd(exchange, body);
            Map<String, String> fields = fields(body, flow);
            fields.forEach(MDC::put);
            try {
                return super.process(exchange, doneSync -> {
                    meters.count(flow, step, body, exchange.getException() != null);
                    giveBackAtEnd(exchange, exchange.getMessage().getBody());
                    rehearse(exchange);
                    callback.done(doneSync);
                });
            } finally {
                fields.keySet().forEach(MDC::remove);
            }
        }

        /** A look that found nothing to do is no point: it is passed all the time. */
        private void rehearse(Exchange exchange) {
            boolean idle = exchange.getMessage().getBody() instanceof Collection<?> found && found.isEmpty();
            if (!idle && exchange.getException() == null) {
                rehearsal.pass(flow + "/" + step);
            }
        }
    }

    /** Here, and in no route file: no edit of a route can keep places for ever. */
    private void giveUpPlaceAtEnd(Exchange exchange, Object body) {
        if (body instanceof Claim claim && exchange.getProperty(PLACE) == null) {
            exchange.setProperty(PLACE, claim.id());
            endWith(exchange, claim);
        } else if (body instanceof EventGroup group) {
            group.events().forEach(claim -> endWith(exchange, claim));
        }
    }

    /** A row of a group has an exchange of its own, which has ended before unless it never began. */
    private void endWith(Exchange exchange, Claim claim) {
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange ended) {
                if (underway.has(claim)) {
                    giveBack(claim, ended.getException());
                    underway.over(claim);
                }
            }
        });
    }

    /** Rows that were just claimed, but whose exchange ended before it could hand them over. */
    private void giveBackAtEnd(Exchange exchange, Object made) {
        if (!(made instanceof List<?> claims) || claims.isEmpty() || !(claims.get(0) instanceof Claim)) {
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onFailure(Exchange ended) {
                if (ended.getException() instanceof RejectedExecutionException rejected) {
                    claims.stream().map(Claim.class::cast).filter(underway::has).forEach(claim -> {
                        giveBack(claim, rejected);
                        underway.over(claim);
                    });
                }
            }
        });
    }

    /**
     * An error that is left at the end met routes that were taken away meanwhile, with the error handling in them: the
     * row is due again, for the routes that came.
     */
    private void giveBack(Claim claim, @Nullable Exception left) {
        try {
            if (left instanceof RejectedExecutionException) {
                failures.giveBack(claim);
            } else if (left instanceof RetryLater later) {
                failures.later(claim, later);
            }
        } catch (RuntimeException e) {
            LOG.warnf(
                    "a row waits for the end of its lease claim=%s reason=%s",
                    claim, e.getClass().getSimpleName());
        }
    }

    /** Numbers and names only: no customer data. */
    private static Map<String, String> fields(Object body, String flow) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("flow", flow);
        if (body instanceof Decision decision) {
            fields.put("reference", decision.posting().reference().value());
        }
        if (body instanceof LinkCase subject) {
            fields.put("link", subject.link().key());
        } else if (body instanceof Link link) {
            fields.put("link", link.key());
        } else if (body instanceof EventPoll poll) {
            fields.put("connection", Long.toString(poll.connection().value()));
        }
        Object claim = body instanceof Claimed claimed ? claimed.claim() : body;
        if (claim instanceof Claim.OfFact fact) {
            fields.put("factId", Long.toString(fact.id()));
            fields.put("connection", Long.toString(fact.connection().value()));
        } else if (claim instanceof Claim.OfEvent event) {
            fields.put("eventId", Long.toString(event.id()));
            fields.put("connection", Long.toString(event.connection().value()));
        } else if (claim instanceof Claim.OfBatch batch) {
            fields.put("batchId", Long.toString(batch.id()));
            fields.put("connection", Long.toString(batch.target().value()));
        }
        return fields;
    }
}
