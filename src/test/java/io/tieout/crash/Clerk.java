package io.tieout.crash;

import com.fasterxml.jackson.databind.JsonNode;
import io.tieout.crash.Act.Deed;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.StreamSupport;

/** The person who works in the same EBS. */
final class Clerk {
    private final Company company;
    private final List<Order> orders;
    private final Map<String, Instant> hands = new ConcurrentHashMap<>();

    Clerk(Company company, List<Order> orders) {
        this.company = company;
        this.orders = List.copyOf(orders);
    }

    /** Does it; answers what EBS says was done. */
    String act(Act.Clerk act) {
        return switch (act.deed()) {
            case RECEIPT -> withItem("receipt", act.order());
            case DISPUTE -> withItem("dispute", act.order());
            case CLOSE_PERIOD -> period("C");
            case OPEN_PERIOD -> period("O");
            case HOLD_POSTING -> autoPost(false);
            case RESUME_POSTING -> autoPost(true) + ", " + act(new Act.Clerk(Deed.POST, act.order()));
            case POST -> company.done("post", Map.of());
        };
    }

    private String withItem(String action, int number) {
        String invoice = orders.get(number).invoiceNumber();
        JsonNode item = company.ebs()
                .get("/_sandbox/tables/AR_PAYMENT_SCHEDULES_ALL?TRX_NUMBER=" + invoice)
                .path(0);
        String id = item.path("PAYMENT_SCHEDULE_ID").asText();
        String done = company.done(action, Map.of("payment_schedule_id", id));
        hands.putIfAbsent(id, Instant.now());
        return done;
    }

    /** Items that a receipt was entered for, or that were disputed, and when EBS said that it was done. */
    Map<String, Instant> hands() {
        return Map.copyOf(hands);
    }

    private String autoPost(boolean on) {
        company.ebs().post("/_sandbox/settings", Map.of("autoPost", on));
        return on ? "AutoPost is on" : "AutoPost is off";
    }

    /** The periods that were open at the begin are those of this month and the one before. */
    private String period(String status) {
        LocalDate today = LocalDate.now(ZoneOffset.UTC);
        JsonNode periods = company.ebs().get("/_sandbox/tables/GL_PERIOD_STATUSES?APPLICATION_ID=101");
        return StreamSupport.stream(periods.spliterator(), false)
                .filter(period -> period.path("ADJUSTMENT_PERIOD_FLAG").asText().equals("N"))
                .filter(period ->
                        !LocalDate.parse(period.path("START_DATE").asText()).isAfter(today))
                .filter(period ->
                        !LocalDate.parse(period.path("END_DATE").asText()).isBefore(today.minusDays(1)))
                .map(period -> company.done(
                        "period",
                        Map.of("period_name", period.path("PERIOD_NAME").asText(), "closing_status", status)))
                .toList()
                .toString();
    }
}
