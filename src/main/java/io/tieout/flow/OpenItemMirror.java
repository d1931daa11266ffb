package io.tieout.flow;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.tieout.connection.Link;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.AccountingDate;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.matching.OpenItem;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.Ledgers;
import io.tieout.port.erp.OpenItems;
import io.tieout.store.fact.Facts;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.item.OpenItemPages;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.Watermarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Keeps the mirror of an ERP's open items and periods: page by page, with the ERP's own time as watermark. */
@ApplicationScoped
public class OpenItemMirror {
    /** How long people are told of an item that was settled twice; its allocation keeps it for ever. */
    private static final Duration TOLD = Duration.ofDays(7);
    /** Items that are asked for by one call; a posting takes many, and a batch has many postings. */
    private static final int AT_ONCE = 1000;
    /** Of the time that polls go back: a page that came later could hide a change, and no next poll would correct it. */
    private static final int IN_TIME = 2;

    private final OpenItems openItems;
    private final Ledgers ledgers;
    private final OpenItemPages pages;
    private final OpenItemRows rows;
    private final LedgerPeriods periods;
    private final Facts facts;
    private final Watermarks watermarks;
    private final Alerts alerts;

    OpenItemMirror(
            OpenItems openItems,
            Ledgers ledgers,
            OpenItemPages pages,
            OpenItemRows rows,
            LedgerPeriods periods,
            Facts facts,
            Watermarks watermarks,
            Alerts alerts) {
        this.openItems = openItems;
        this.ledgers = ledgers;
        this.pages = pages;
        this.rows = rows;
        this.periods = periods;
        this.facts = facts;
        this.watermarks = watermarks;
        this.alerts = alerts;
    }

    /** The name of the poll of a link's items. */
    static String poll(Link link) {
        return "open-items:" + link.key();
    }

    /** The name of its watermark, which is one of this ERP and these entities: a new one of them was never read. */
    static String subject(Link link) {
        return poll(link) + ":" + link.target().value() + ":" + String.join("+", entities(link));
    }

    /** Those whose items may be taken, and those whose items are shown. */
    private static Set<String> entities(Link link) {
        Set<String> entities = new TreeSet<>(link.policy().entities());
        entities.addAll(link.policy().matching().otherEntities());
        return entities;
    }

    /** Takes over all that changed since the last complete poll; the watermark moves only when the last page is in. */
    void refresh(Link link) {
        refreshPeriods(link);
        String subject = subject(link);
        Instant began = watermarks.now();
        Optional<String> since = watermarks.last(subject);
        OpenItems.Page page = takeOver(link, since, Optional.empty());
        String asOf = page.asOf();
        while (page.next().isPresent()) {
            page = takeOver(link, since, page.next());
        }
        watermarks.completed(subject, asOf, began);
        tellSettledTwice(link);
    }

    private OpenItems.Page takeOver(Link link, Optional<String> since, Optional<String> after) {
        Instant asked = watermarks.now();
        OpenItems.Page page = openItems.changed(link.target(), new OpenItems.Query(entities(link), since, after));
        Duration longest = page.overlap().dividedBy(IN_TIME);
        if (!pages.storeChanges(link.target(), page.items(), asked, longest)) {
            throw RetryLater.failed("a page of open items came so late that it may be wrong by now: it is read again");
        }
        noteSettledTwice(link.target(), page.items());
        return page;
    }

    private void noteSettledTwice(ConnectionId target, List<OpenItem> items) {
        rows.noteSettledTwice(target, items.stream().map(OpenItem::id).toList());
    }

    /** Reads the periods of the link's ledger; what was a question while one was shut is looked at again. */
    void refreshPeriods(Link link) {
        String ledger = link.policy().books().ledger();
        Instant asked = watermarks.now();
        List<Period> read = ledgers.periods(link.target(), ledger);
        QuarkusTransaction.joiningExisting().run(() -> {
            if (periods.store(link.target(), ledger, read, asked)) {
                facts.wakeQuestions(link.target(), ChargeDecisions.ledger(link), AccountingDate.QUESTIONS);
            }
        });
    }

    /** Reads these items afresh: before a freeze nothing older counts. One that is not answered exists no more. */
    void refreshItems(Link link, Set<String> ids) {
        refreshItems(link.target(), ids, some -> openItems.byId(link.target(), some));
    }

    /** As {@link #refreshItems(Link, Set)}, read in a way that reaches a stopped connection too. */
    void refreshItems(ConnectionId target, Set<String> ids, Function<Set<String>, List<OpenItem>> read) {
        List<String> sorted = ids.stream().sorted().toList();
        for (int from = 0; from < sorted.size(); from += AT_ONCE) {
            refresh(target, new HashSet<>(sorted.subList(from, Math.min(from + AT_ONCE, sorted.size()))), read);
        }
    }

    private void refresh(ConnectionId target, Set<String> ids, Function<Set<String>, List<OpenItem>> read) {
        Instant asked = watermarks.now();
        List<OpenItem> found = read.apply(ids);
        pages.store(target, found, asked);
        noteSettledTwice(target, found);
        Set<String> missing = new HashSet<>(ids);
        found.forEach(item -> missing.remove(item.id()));
        pages.gone(target, missing, asked);
    }

    private void tellSettledTwice(Link link) {
        String about = "link:" + link.key();
        List<String> numbers = rows.settledTwice(link.target(), TOLD);
        if (numbers.isEmpty()) {
            alerts.clear("settled-twice", about);
        } else {
            alerts.raise(
                    link.tenant(),
                    "settled-twice",
                    about,
                    "our journal and the ERP's own ledger have settled the same items: " + String.join(", ", numbers));
        }
    }
}
