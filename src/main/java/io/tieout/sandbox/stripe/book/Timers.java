package io.tieout.sandbox.stripe.book;

import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.SandboxClock;
import io.tieout.sandbox.stripe.wire.Call;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/** What Stripe does later by itself. Kept as rows, so that it happens after a restart too. */
public final class Timers {

    private static final String DUE = "due";
    private static final int BATCH = 100;

    /** One thing to do: what, with which object, when (the sandbox's own clock). */
    public record Timer(String id, Instant due, String what, String subject) {}

    private final RowStore rows;
    private final RowTable<Timer> table;
    private final SandboxClock clock;
    private final Map<String, BiConsumer<Call, String>> work = new HashMap<>();

    Timers(RowStore rows, SandboxClock clock) {
        this.rows = rows;
        this.clock = clock;
        this.table = rows.table("timers", Timer.class, Timer::id).index(DUE, timer -> sortable(timer.due()));
    }

    /** An instant as text that sorts by time. */
    public static String sortable(Instant instant) {
        String millis = Long.toString(instant.toEpochMilli());
        return "0".repeat(Math.max(0, 15 - millis.length())) + millis;
    }

    /** Says what is done for a kind of timer; the call is Stripe's own, in the subject's mode. */
    public void on(String what, BiConsumer<Call, String> doing) {
        work.put(what, doing);
    }

    /** Plans something; after the delay it runs in a transaction. */
    public void in(Duration delay, String what, String subject) {
        Instant due = clock.now().plus(delay);
        table.put(new Timer(what + " " + subject + " " + sortable(due), due, what, subject));
    }

    /** Does everything that is due, each thing in a transaction of its own. */
    public void run() {
        List<Timer> next = table.after(DUE, "", BATCH);
        for (Timer timer : next) {
            if (timer.due().isAfter(clock.now())) {
                return;
            }
            rows.transaction(() -> {
                if (table.get(timer.id()).isPresent()) {
                    table.remove(timer.id());
                    work.getOrDefault(timer.what(), (call, subject) -> {})
                            .accept(Call.own(Ids.livemode(timer.subject())), timer.subject());
                }
                return null;
            });
        }
    }
}
