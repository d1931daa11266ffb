package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.RowTable;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Stripe's own books: balance transactions, the balance they add up to, and which of them a payout paid. */
final class Ledger {

    private static final long DAY_SECONDS = 24L * 3600;
    private static final String PAYOUT = "payout";

    /**
     * One movement: type, reporting category, source and its description; the amount is in the currency of the
     * charge, the fee in settlement currency.
     */
    record Movement(String type, String category, String source, String description, Money money) {}

    /** Amount in the charge's currency and fee in settlement currency, minor units. */
    record Money(String currency, long amount, long fee, boolean availableNow) {

        static Money of(String currency, long amount) {
            return new Money(currency, amount, 0, true);
        }
    }

    /** That a payout paid a transaction. */
    record PaidBy(String transaction, String payout) {}

    private final Things things;
    private final Lists lists;
    private final RowTable<PaidBy> paid;

    Ledger(RowStore rows, Things things, Lists lists) {
        this.things = things;
        this.lists = lists;
        this.paid =
                rows.table("payout_items", PaidBy.class, PaidBy::transaction).index(PAYOUT, PaidBy::payout);
    }

    /** Writes a movement into the books. */
    ObjectNode book(Call call, Movement movement) {
        Money money = movement.money();
        String settlement = Currencies.settlement(money.currency());
        long amount = Currencies.settled(money.currency(), money.amount());
        ObjectNode entry = things.fresh(Kind.BALANCE_TRANSACTION, call.livemode());
        entry.put("amount", amount).put("fee", money.fee()).put("net", amount - money.fee());
        entry.put("currency", settlement).put("source", movement.source());
        entry.put("type", movement.type()).put("reporting_category", movement.category());
        entry.put("description", movement.description()).put("balance_type", "payments");
        if (!settlement.equals(money.currency())) {
            entry.put("exchange_rate", Currencies.rate(money.currency()));
        }
        if (money.fee() != 0) {
            feeDetail(entry.putArray("fee_details"), settlement, movement);
        }
        long now = things.now();
        entry.put("available_on", money.availableNow() ? now : (now / DAY_SECONDS + 2) * DAY_SECONDS);
        entry.put("status", money.availableNow() ? "available" : "pending");
        return things.put(Kind.BALANCE_TRANSACTION, entry);
    }

    private static void feeDetail(ArrayNode details, String currency, Movement movement) {
        ObjectNode detail = details.addObject();
        detail.put("amount", movement.money().fee()).putNull("application").put("currency", currency);
        detail.put("description", "dispute".equals(movement.category()) ? "Dispute fee" : "Stripe processing fees");
        detail.put("type", "stripe_fee");
    }

    Answer list(Call call) {
        var params = call.params();
        Set<String> items = params.text(PAYOUT)
                .map(payout -> items(payout).stream()
                        .map(entry -> entry.path("id").asText())
                        .collect(Collectors.toSet()))
                .orElse(Set.of());
        return Answer.ok(lists.page(
                Kind.BALANCE_TRANSACTION,
                call,
                Lists.equal(params, "type")
                        .and(Lists.equal(params, "currency"))
                        .and(entry -> !params.has(PAYOUT)
                                || items.contains(entry.path("id").asText()))));
    }

    /** What a payout paid, its own transaction included. */
    List<ObjectNode> items(String payout) {
        return paid.byIndex(PAYOUT, payout).stream()
                .map(item -> things.get(Kind.BALANCE_TRANSACTION, item.transaction()))
                .toList();
    }

    void pay(ObjectNode entry, String payout) {
        paid.put(new PaidBy(entry.path("id").asText(), payout));
    }

    /** Transactions of one currency that no automatic payout has paid yet. */
    List<ObjectNode> unpaid(boolean livemode, String currency) {
        return entries(livemode).stream()
                .filter(entry -> entry.path("currency").asText().equals(currency))
                .filter(entry -> !PAYOUT.equals(entry.path("type").asText()))
                .filter(entry -> paid.get(entry.path("id").asText()).isEmpty())
                .toList();
    }

    private List<ObjectNode> entries(boolean livemode) {
        return things.all(Kind.BALANCE_TRANSACTION).stream()
                .filter(entry -> Ids.livemode(entry.path("id").asText()) == livemode)
                .toList();
    }

    /** The sum per currency of the entries with this status, in minor units. */
    Map<String, Long> sums(boolean livemode, String status) {
        Map<String, Long> sums = new TreeMap<>(Map.of("usd", 0L, "eur", 0L, "jpy", 0L, "kwd", 0L));
        entries(livemode).stream()
                .filter(entry -> entry.path("status").asText().equals(status))
                .forEach(entry -> sums.merge(
                        entry.path("currency").asText(), entry.path("net").asLong(), Long::sum));
        return sums;
    }

    Answer balance(Call call) {
        ObjectNode balance = things.shape("balance").put("livemode", call.livemode());
        fill(balance.putArray("available"), sums(call.livemode(), "available"));
        fill(balance.putArray("pending"), sums(call.livemode(), "pending"));
        return Answer.ok(balance);
    }

    private static void fill(ArrayNode funds, Map<String, Long> sums) {
        sums.forEach((currency, amount) -> {
            ObjectNode fund = funds.addObject().put("amount", amount).put("currency", currency);
            fund.putObject("source_types").put("card", amount);
        });
    }
}
