package io.tieout.flow;

import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.ledger.Period;
import io.tieout.domain.matching.OpenItem;
import io.tieout.domain.money.Money;
import io.tieout.port.RetryLater;
import io.tieout.port.erp.Ledgers;
import io.tieout.port.erp.OpenItems;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** An ERP whose items appear late, by a clock of its own; small pages, in the order in which the items were made. */
final class ChangedItems implements OpenItems, Ledgers {
    static final Duration SHORT = Duration.ofMinutes(5);
    static final Duration DEEP = Duration.ofMinutes(90);
    private static final int PAGE = 3;

    private final List<Changed> items = new ArrayList<>();
    private final List<Optional<Instant>> asked = new ArrayList<>();
    private Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    private boolean cut;

    private record Changed(OpenItem item, Instant stamp, Instant from) {}

    /** An item that changes at this moment. */
    void item(String id, Duration late) {
        Money amount = Money.ofMinor(100, "USD");
        OpenItem item = new OpenItem(
                id,
                "204",
                "70001",
                "A-1",
                "Customer",
                id,
                id,
                "INV",
                amount,
                amount,
                Money.ofMinor(0, "USD"),
                false,
                1,
                LocalDate.of(2026, 12, 1),
                true);
        items.add(new Changed(item, now, now.plus(late)));
    }

    Instant now() {
        return now;
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    /** The pages after the first get no answer, or get one again. */
    void cut(boolean cut) {
        this.cut = cut;
    }

    /** Since when the polls asked; empty for all that is open. */
    List<Optional<Instant>> asked() {
        return asked;
    }

    @Override
    public Page changed(ConnectionId connection, Query query) {
        Optional<Instant> since = query.since().map(ChangedItems::begin);
        int first = query.after().map(Integer::parseInt).orElse(0);
        if (first == 0) {
            asked.add(since);
        } else if (cut) {
            throw RetryLater.failed("no answer");
        }
        List<OpenItem> all = items.stream()
                .filter(changed -> !changed.from().isAfter(now))
                .filter(changed -> since.isEmpty() || !changed.stamp().isBefore(since.get()))
                .map(Changed::item)
                .toList();
        int last = Math.min(first + PAGE, all.size());
        Optional<String> next = last < all.size() ? Optional.of(Integer.toString(last)) : Optional.empty();
        return new Page(all.subList(first, last), next, now.toString());
    }

    private static Instant begin(Since since) {
        return Instant.parse(since.asOf()).minus(since.depth() == Depth.DEEP ? DEEP : SHORT);
    }

    @Override
    public List<OpenItem> byId(ConnectionId connection, Set<String> ids) {
        throw new UnsupportedOperationException("polls read pages");
    }

    @Override
    public List<Period> periods(ConnectionId connection, String ledger) {
        return List.of();
    }

    @Override
    public List<Account> accounts(ConnectionId connection, String ledger, Set<String> accounts) {
        throw new UnsupportedOperationException("polls read no accounts");
    }

    @Override
    public Setup setup(ConnectionId connection, String ledger, String source, String category) {
        throw new UnsupportedOperationException("polls read no setup");
    }
}
