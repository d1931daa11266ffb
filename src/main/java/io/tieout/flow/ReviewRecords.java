package io.tieout.flow;

import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.CustomerMapEditor;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.matching.Choice;
import io.tieout.domain.posting.Answer;
import io.tieout.domain.posting.Effect;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditRows;
import io.tieout.store.connection.ConnectionRow;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.posting.PostingRow;
import io.tieout.store.posting.PostingRows;
import io.tieout.store.review.DecisionRows;
import io.tieout.store.review.NewDecision;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps what people decide, and what it takes back, with an audit entry: ids, numbers and the reason. */
@ApplicationScoped
public class ReviewRecords {
    private static final Set<Answer> ALL = EnumSet.allOf(Answer.class);
    private static final Set<Answer> WHERE = EnumSet.of(Answer.ALLOCATE, Answer.UNAPPLIED);

    private final DecisionRows decisions;
    private final PostingRows rows;
    private final CustomerMapEditor customers;
    private final ConnectionRows connections;
    private final AuditRows audit;
    private final Clock clock;

    ReviewRecords(
            DecisionRows decisions,
            PostingRows rows,
            CustomerMapEditor customers,
            ConnectionRows connections,
            AuditRows audit,
            Clock clock) {
        this.decisions = decisions;
        this.rows = rows;
        this.customers = customers;
        this.connections = connections;
        this.audit = audit;
        this.clock = clock;
    }

    /** An answer as addresses, pages and the audit trail name it, for example {@code send-back}. */
    static String name(Answer answer) {
        return answer.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Keeps an answer in the caller's transaction; an earlier one that it replaces stands no more. */
    void keep(Actor actor, LinkCase charge, PostingRow posting, Reply reply) {
        decisions.voidAll(posting.id(), replaced(reply.answer()), actor.name(), why(reply.answer()));
        if (reply.answer() == Answer.SEND_BACK && posting.effect() == Effect.RECORD) {
            rows.find(posting.fact(), posting.link(), Effect.APPLY)
                    .ifPresent(apply -> decisions.voidAll(apply.id(), ALL, actor.name(), why(reply.answer())));
        }
        if (reply.answer() == Answer.MAP) {
            map(actor, charge, reply.account().orElseThrow());
        }
        Optional<String> released = reply.answer() == Answer.RELEASE ? Optional.of(posting.reason()) : Optional.empty();
        long decision = decisions.add(new NewDecision(
                posting.id(),
                posting.version(),
                charge.fact().version(),
                reply.answer(),
                actor.name(),
                reply.reason().strip(),
                reply.choice(),
                released,
                LocalDate.ofInstant(clock.instant(), charge.link().policy().zone())));
        audit.write(new AuditEntry(
                actor.tenant(),
                actor.name(),
                "review." + name(reply.answer()),
                AuditEntry.Subject.ofPosting(posting.fact(), posting.id()),
                detail(posting, reply, decision)));
    }

    private static Set<Answer> replaced(Answer answer) {
        return switch (answer) {
            case ALLOCATE, UNAPPLIED -> WHERE;
            case RELEASE -> Set.of(Answer.RELEASE);
            case CLOSE, SEND_BACK -> ALL;
            default -> Set.of();
        };
    }

    private static String why(Answer answer) {
        return answer == Answer.SEND_BACK ? "sent back" : "decided again: " + name(answer);
    }

    private void map(Actor actor, LinkCase charge, Reply.Account account) {
        String customer = ((Charge) charge.fact().fact())
                .customer()
                .orElseThrow(() -> ChangeRefused.conflict("the charge names no customer of the provider"));
        customers.save(
                actor,
                new CustomerMapEditor.Ends(
                        connection(charge.link().source()),
                        connection(charge.link().target())),
                new CustomerMapEditor.Entry(customer, account.id(), account.number()));
    }

    private String connection(ConnectionId id) {
        return connections.byId(id).map(ConnectionRow::name).orElseThrow();
    }

    private static Map<String, Object> detail(PostingRow posting, Reply reply, long decision) {
        Map<String, Object> detail = new HashMap<>();
        detail.put("decision", decision);
        detail.put("reason", reply.reason().strip());
        detail.put("version", posting.version());
        detail.put("reference", posting.reference().value());
        reply.choice().ifPresent(choice -> {
            detail.put(
                    "items", choice.shares().stream().map(ReviewRecords::share).toList());
            detail.put("restOnAccount", choice.restOnAccount());
        });
        reply.account().ifPresent(account -> {
            detail.put("account", account.id());
            detail.put("unchecked", account.unchecked());
        });
        return detail;
    }

    private static Map<String, Object> share(Choice.Share share) {
        return Map.of(
                "item", share.item(),
                "minorUnits", share.amount().minorUnits(),
                "currency", share.amount().currency().getCurrencyCode());
    }
}
