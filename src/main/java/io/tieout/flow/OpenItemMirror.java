package io.tieout.flow;

import io.tieout.connection.Link;
import io.tieout.port.erp.Ledgers;
import io.tieout.port.erp.OpenItems;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.watch.Alerts;
import io.tieout.store.watch.Watermarks;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Keeps the mirror of an ERP's open items and periods: page by page, with the ERP's own time as watermark. */
@ApplicationScoped
public class OpenItemMirror {
    private final OpenItems openItems;
    private final Ledgers ledgers;
    private final OpenItemRows rows;
    private final LedgerPeriods periods;
    private final Watermarks watermarks;
    private final Alerts alerts;

    OpenItemMirror(
            OpenItems openItems,
            Ledgers ledgers,
            OpenItemRows rows,
            LedgerPeriods periods,
            Watermarks watermarks,
            Alerts alerts) {
        this.openItems = openItems;
        this.ledgers = ledgers;
        this.rows = rows;
        this.periods = periods;
        this.watermarks = watermarks;
        this.alerts = alerts;
    }

    /** The name of the watermark of a link's items. */
    static String subject(Link link) {
        return "open-items:" + link.key();
    }

    /** Takes over all that changed since the last complete poll; the watermark moves only when the last page is in. */
    void refresh(Link link) {
        refreshPeriods(link);
        String subject = subject(link);
        Instant began = watermarks.now();
        Optional<String> since = watermarks.last(subject);
        OpenItems.Page page = page(link, since, Optional.empty());
        String asOf = page.asOf();
        rows.store(link.target(), page.items());
        while (page.next().isPresent()) {
            page = page(link, since, page.next());
            rows.store(link.target(), page.items());
        }
        watermarks.completed(subject, asOf, began);
        tellSettledTwice(link);
    }

    /** Reads the periods of the link's ledger. */
    void refreshPeriods(Link link) {
        String ledger = link.policy().books().ledger();
        periods.store(link.target(), ledger, ledgers.periods(link.target(), ledger));
    }

    /** Reads these items afresh: before a freeze nothing older counts. */
    void refreshItems(Link link, Set<String> ids) {
        if (!ids.isEmpty()) {
            rows.store(link.target(), openItems.byId(link.target(), ids));
        }
    }

    private OpenItems.Page page(Link link, Optional<String> since, Optional<String> after) {
        return openItems.changed(
                link.target(), new OpenItems.Query(link.policy().entities(), since, after));
    }

    private void tellSettledTwice(Link link) {
        String about = "link:" + link.key();
        List<String> numbers = rows.settledTwice(link.target());
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
