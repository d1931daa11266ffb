package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.posting.Reference;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.store.batch.Batches;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the evidence that a standing calls for, and has it written in one transaction. */
@ApplicationScoped
public class Settlement {
    private final BatchCalls calls;
    private final StandingWrites writes;
    private final Batches batches;
    private final Links links;
    private final LedgerPeriods periods;
    private final BatchAlerts alerts;

    Settlement(
            BatchCalls calls,
            StandingWrites writes,
            Batches batches,
            Links links,
            LedgerPeriods periods,
            BatchAlerts alerts) {
        this.alerts = alerts;
        this.links = links;
        this.periods = periods;
        this.calls = calls;
        this.writes = writes;
        this.batches = batches;
    }

    void settle(BatchStanding standing) {
        Evidence evidence = new Evidence(booked(standing), books(standing));
        StandingWrites.Next next = writes.write(standing, evidence);
        alerts.looked(standing.batch());
        batches.release(standing.claim(), next.again());
    }

    /**
     * What was read beside the standings.
     *
     * @param booked the lines of what is posted
     * @param books where the batch was sent to
     */
    record Evidence(Map<Reference, List<LedgerLine>> booked, Books books) {}

    /**
     * The books that a batch was sent to.
     *
     * @param ledger the ERP's number of the ledger
     * @param periods its periods as last read
     */
    record Books(String ledger, List<Period> periods) {}

    /** A batch whose postings have all left it has nothing to compare. */
    private Books books(BatchStanding standing) {
        return standing.batch().postings().stream()
                .findFirst()
                .flatMap(posting -> links.byId(posting.link()))
                .map(this::booksOf)
                .orElseGet(() -> new Books("", List.of()));
    }

    private Books booksOf(Link link) {
        String ledger = link.policy().books().ledger();
        return new Books(ledger, periods.of(link.target(), ledger));
    }

    private Map<Reference, List<LedgerLine>> booked(BatchStanding standing) {
        Set<Reference> posted =
                standing.at(Stage.POSTED).stream().map(PostingRow::reference).collect(Collectors.toSet());
        return posted.isEmpty() ? Map.of() : calls.lines(standing.claim(), posted);
    }
}
