package io.tieout.port.erp;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.matching.OpenItem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads of an ERP's receivables. Every method throws {@link io.tieout.port.RetryLater},
 * {@link io.tieout.port.NeedsPerson} or {@link io.tieout.port.NeverWorks}.
 */
public interface OpenItems {

    /** One page of items that changed, closed ones too, in rising id order. */
    Page changed(ConnectionId connection, Query query);

    /** The named items as they stand now; unknown ids are left out. At most 1000 ids. */
    List<OpenItem> byId(ConnectionId connection, Set<String> ids);

    /**
     * Which page to read.
     *
     * @param entities operating units, at least one
     * @param since the ERP's own time text of an earlier page's {@link Page#asOf}; empty reads all that is open
     * @param after the last id of the page before; empty for the first page
     */
    record Query(Set<String> entities, Optional<String> since, Optional<String> after) {}

    /**
     * A page of items.
     *
     * @param items the items
     * @param next where the next page starts; empty on the last page
     * @param asOf the ERP's own time before the page was read: opaque, only for {@link Query#since}
     * @param overlap how far reads of changes go back before {@link Query#since}
     */
    record Page(List<OpenItem> items, Optional<String> next, String asOf, Duration overlap) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
