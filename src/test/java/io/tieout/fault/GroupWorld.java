package io.tieout.fault;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Groups of several postings of one customer, each for an invoice of its own that people have just entered in EBS. */
@ApplicationScoped
class GroupWorld {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String DISABLED = "01-000-1199-0000-000";

    private final AtomicInteger invoices = new AtomicInteger(1);
    private final AcmeWorld acme;
    private final FaultWorld world;
    private final Database database;

    GroupWorld(AcmeWorld acme, FaultWorld world, Database database) {
        this.acme = acme;
        this.world = world;
        this.database = database;
    }

    /** Charges that are matched in one currency, and stay so until {@link FaultWorld#freezeNow}. */
    List<String> matched(int count, String currency) {
        world.batchAge("PT1H");
        AcmeWorld.Account customer = acme.newCustomer("Group customer");
        List<String> numbers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String number = "GRP-" + invoices.getAndIncrement();
            acme.enter(Map.of("customer", customer.id(), "number", number, "amount", "50.00", "currency", currency));
            numbers.add(number);
        }
        numbers.forEach(number -> await().atMost(PATIENCE)
                .until(() -> acme.number("select count(*) from open_item where number = '" + number + "'") == 1));
        List<String> charges = numbers.stream()
                .map(number -> acme.charge(
                        5000,
                        currency.toLowerCase(Locale.ROOT),
                        number,
                        Map.of("invoice_number", number, "ebs_account_number", customer.number())))
                .toList();
        charges.forEach(charge -> acme.awaitState(charge, "MATCHED"));
        charges.forEach(this::awaitRest);
        return charges;
    }

    /** What is still being decided would be left out of the next freeze. */
    void awaitRest(String charge) {
        await().during(Duration.ofMillis(300))
                .atMost(PATIENCE)
                .until(() -> acme.number("""
                        select count(*) from posting p join fact f on f.id = p.fact_id
                        where f.object_id = '\
                        """ + charge + """
                        ' and (p.state <> 'MATCHED' or p.fact_version <> f.version or f.stale or f.lease_until > now()
                          or f.next_attempt_at <= now())\
                        """) == 0
                        && acme.number("select count(*) from event where state = 'NEW' and next_attempt_at <= now()")
                                == 0);
    }

    /** Has a matched posting credit an account that is disabled: it can be loaded, but not imported. */
    void disable(String charge) {
        acme.change("update posting set journal = replace(journal::text, '01-000-2150-0000-000', '" + DISABLED
                + "')::jsonb where id = " + world.column(charge, "id").orElseThrow());
    }

    /** Whether the account that {@link #disable} names may be posted to. */
    void enable(boolean enabled) {
        acme.ebs("/_sandbox/ebs/account", Map.of("account", DISABLED, "enabled", enabled));
    }

    /** The splits of a charge's batch, each with its state. */
    List<String> splits(String charge) {
        return database.with(handle -> handle.createQuery(
                        "select state from group_split where batch_id = " + batch(charge) + " order by id")
                .mapTo(String.class)
                .list());
    }

    /** The amendments of a charge's posting, each with its state and day. */
    List<String> amendments(String charge) {
        return database.with(
                handle -> handle.createQuery("select state || ' ' || accounting_date from amendment where posting_id = "
                                + world.column(charge, "id").orElseThrow() + " order by id")
                        .mapTo(String.class)
                        .list());
    }

    /** The name of a period some months after the current one. */
    String laterPeriod(int months) {
        return database.with(handle -> handle.createQuery("""
                        select name from ledger_period
                        where ((now() at time zone 'America/New_York')::date + :months * interval '1 month')
                          between start_date and end_date and not adjusting
                          and connection_id = (select target from link where key = 'acme-charges')""")
                .bind("months", months)
                .mapTo(String.class)
                .one());
    }

    String batch(String charge) {
        return world.column(charge, "batch_id").orElseThrow();
    }

    /** Has a batch looked at now, as a person's replay does. */
    void lookNow(String charge) {
        acme.change("update batch set next_attempt_at = now(), attempts = 0 where id = " + batch(charge));
    }

    /** The days on which a charge's lines stand in the books. */
    List<String> daysBooked(String charge) {
        String reference = world.column(charge, "reference").orElseThrow();
        return acme.ebsTable("GL_JE_LINES").stream()
                .filter(row -> row.path("REFERENCE_1").asText().equals(reference))
                .map(row -> row.path("EFFECTIVE_DATE"))
                .map(JsonNode::asText)
                .distinct()
                .toList();
    }
}
