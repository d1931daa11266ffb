package io.tieout.crash;

import io.tieout.crash.Evidence.Bill;
import io.tieout.crash.Evidence.Item;
import io.tieout.crash.Evidence.Known;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether items may be taken, by the tables of EBS alone. */
final class Free {
    private final Map<String, String> byNumber = new HashMap<>();
    private final Map<String, Item> items;
    private final Map<String, Set<String>> takers = new HashMap<>();
    private final Map<List<Object>, Long> alike;

    Free(Evidence evidence) {
        items = evidence.items();
        items.forEach((id, item) -> byNumber.put(item.number(), id));
        alike = items.values().stream().collect(Collectors.groupingBy(Free::likeness, Collectors.counting()));
        evidence.keys().forEach((reference, key) -> take(reference, key));
    }

    private void take(String reference, Known key) {
        if (key.live()) {
            key.credits()
                    .keySet()
                    .forEach(item ->
                            takers.computeIfAbsent(item, any -> new HashSet<>()).add(reference));
        }
    }

    private static List<Object> likeness(Item item) {
        return List.of(item.customer(), item.currency(), item.original().stripTrailingZeros());
    }

    /** Whether the invoice of this order may be taken under this reference: nobody else has taken it, in any way. */
    boolean of(Bill bill, String reference) {
        return id(bill).filter(item -> items.get(item).open() && !takenBesides(item, reference))
                .isPresent();
    }

    private boolean takenBesides(String item, String reference) {
        return takers.getOrDefault(item, Set.of()).stream().anyMatch(taker -> !taker.equals(reference));
    }

    /** Whether another item of the customer could be meant as well, as far as the amount says. */
    boolean tied(Bill bill) {
        return id(bill).filter(item -> alike.get(likeness(items.get(item))) > 1).isPresent();
    }

    private Optional<String> id(Bill bill) {
        return Optional.ofNullable(byNumber.get(bill.order().invoiceNumber()));
    }
}
