package io.tieout.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Pays invoices at the simulated Stripe and reads from the API when each charge stood confirmed in the ledger. */
final class Ledger {
    private static final int PAYERS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final double MILLIS_PER_SECOND = 1000.0;

    private final Calls api;
    private final Calls stripe;
    private final Iterator<String> invoices;

    /** @param invoices numbers of open invoices; each is paid once */
    Ledger(Calls api, Calls stripe, List<String> invoices) {
        this.api = api;
        this.stripe = stripe;
        this.invoices = List.copyOf(invoices).iterator();
    }

    /**
     * What one run saw.
     *
     * @param perSecond charges confirmed a second, from the first notification to the last confirmation
     * @param latencies from the storing of a charge's first notification to its confirmation
     */
    record Run(double perSecond, Latencies latencies) {}

    private record Way(Instant stored, Instant confirmed) {
        Duration length() {
            return Duration.between(stored, confirmed);
        }
    }

    /** Pays so many invoices and waits until all of them are confirmed. */
    Run run(int charges) {
        long before = confirmed();
        List<String> paid = pay(charges);
        Wait.until(() -> confirmed() >= before + charges, PATIENCE, () -> "postings are " + states());
        List<Way> ways = paid.stream().map(this::way).toList();
        Instant first =
                ways.stream().map(Way::stored).min(Comparator.naturalOrder()).orElseThrow();
        Instant last =
                ways.stream().map(Way::confirmed).max(Comparator.naturalOrder()).orElseThrow();
        double seconds = Duration.between(first, last).toMillis() / MILLIS_PER_SECOND;
        return new Run(
                charges / seconds, Latencies.of(ways.stream().map(Way::length).toList()));
    }

    private List<String> pay(int charges) {
        ExecutorService payers = Executors.newFixedThreadPool(PAYERS);
        try {
            List<Future<String>> paid = Stream.generate(invoices::next)
                    .limit(charges)
                    .map(invoice -> payers.submit(() -> pay(invoice)))
                    .toList();
            return paid.stream().map(Ledger::result).toList();
        } finally {
            payers.shutdown();
        }
    }

    private String pay(String invoice) {
        return stripe.post("/_sandbox/pay", Map.of("invoice", invoice))
                .path("charge")
                .asText();
    }

    private static String result(Future<String> paid) {
        try {
            return paid.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the measurement was interrupted", e);
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException("an invoice could not be paid", e.getCause());
        }
    }

    private long confirmed() {
        return states().getOrDefault("CONFIRMED", 0L);
    }

    private Map<String, Long> states() {
        Map<String, Long> counts = new TreeMap<>();
        api.get("/api/v1/overview")
                .path("postings")
                .forEach(total -> counts.merge(
                        total.path("state").asText(), total.path("count").asLong(), Long::sum));
        return counts;
    }

    private Way way(String charge) {
        JsonNode fact =
                api.get("/api/v1/facts?providerId=" + charge).path("items").path(0);
        JsonNode story = api.get("/api/v1/facts/" + fact.path("id").asLong());
        Optional<Instant> stored = each(story.path("events"))
                .map(event -> Instant.parse(event.path("received").asText()))
                .min(Comparator.naturalOrder());
        Optional<Instant> confirmed = each(story.path("audit"))
                .filter(entry -> entry.path("action").asText().equals("posting.move"))
                .filter(entry -> entry.path("detail").path("to").asText().equals("CONFIRMED"))
                .map(entry -> Instant.parse(entry.path("at").asText()))
                .min(Comparator.naturalOrder());
        if (stored.isEmpty() || confirmed.isEmpty()) {
            throw new IllegalStateException("charge " + charge + " tells no story from event to confirmation");
        }
        return new Way(stored.get(), confirmed.get());
    }

    private static Stream<JsonNode> each(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
