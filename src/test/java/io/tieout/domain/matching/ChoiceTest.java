package io.tieout.domain.matching;

import static io.tieout.domain.matching.ItemDraft.item;
import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.domain.matching.Choice.Checked;
import io.tieout.domain.matching.Choice.Share;
import io.tieout.domain.money.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What a person may say that money is for, and what is refused with its place. */
class ChoiceTest {

    @Test
    void shares_thatAddUpToTheAmount_areGood() {
        Choice choice = new Choice(List.of(share("1", 60), share("2", 40)), false);

        assertThat(choice.check(frame(100, true, item("1", "INV-1", 60), item("2", "INV-2", 90))))
                .isInstanceOfSatisfying(Checked.Good.class, good -> {
                    assertThat(good.distribution().allocations()).hasSize(2);
                    assertThat(good.distribution().onAccount().isZero()).isTrue();
                    assertThat(good.distribution().total()).isEqualTo(usd(100));
                });
    }

    @Test
    void itemOfAnyCustomer_isGood_andIdentifiesThePayer() {
        Choice choice = new Choice(List.of(share("1", 60)), true);

        Checked checked = choice.check(frame(100, false, item("1", "INV-1", 60).of("2002")));

        assertThat(checked).isInstanceOfSatisfying(Checked.Good.class, good -> {
            assertThat(good.distribution().identified()).isTrue();
            assertThat(good.distribution().onAccount()).isEqualTo(usd(40));
        });
    }

    @Test
    void itemsThatNobodyMayTake_areRefusedByPlaceAndReason() {
        ItemDraft one = item("1", "INV-1", 100);

        assertThat(refusal(one.closed())).isEqualTo("items[0].item: INV-1 can't be taken: it is not open any more");
        assertThat(refusal(one.inDispute(1))).endsWith("it is in dispute in the ERP");
        assertThat(refusal(one.chosenForReceipt())).endsWith("it is selected for an automatic receipt");
        assertThat(refusal(one.in("999"))).endsWith("it belongs to another entity (999)");
        assertThat(refusal(one.inCurrency("EUR"))).endsWith("its currency is EUR");
        assertThat(refusal(one.free(99)))
                .isEqualTo("items[0].amount: INV-1: only 0.99 USD of it is free, not 1.00 USD");
        assertThat(refusal(item("2", "INV-2", 100))).startsWith("items[0].item: the ERP has no item 1");
    }

    @Test
    void credit_takenNegatively_isPartOfTheSum() {
        Choice choice = new Choice(List.of(share("1", 120), share("2", -20)), false);
        Choice.Frame frame = frame(100, true, item("1", "INV-1", 120), item("2", "CM-2", -20));

        assertThat(choice.check(frame)).isInstanceOf(Checked.Good.class);
        assertThat(new Choice(List.of(share("1", 80), share("2", 20)), false).check(frame))
                .isInstanceOfSatisfying(
                        Checked.Bad.class, bad -> assertThat(bad.words()).contains("taken by a negative amount"));
    }

    @Test
    void sums_thatMiss_areRefused() {
        assertThat(words(new Choice(List.of(share("1", 60)), false), 100))
                .contains("0.40 USD of 1.00 USD is left over");
        assertThat(words(new Choice(List.of(share("1", 60)), true), 50)).contains("0.10 USD more than the 0.50 USD");
        assertThat(words(new Choice(List.of(share("1", 30), share("1", 30)), false), 60))
                .contains("named twice");
        assertThat(words(new Choice(List.of(share("1", -60)), true), 60)).contains("must be positive");
    }

    @Test
    void restOnAccount_withoutSuchAnAccount_isRefused() {
        Choice choice = new Choice(List.of(), true);

        assertThat(choice.check(frame(100, false)))
                .isInstanceOfSatisfying(
                        Checked.Bad.class,
                        bad -> assertThat(bad.words()).isEqualTo("the link names no account for money on account"));
        assertThat(choice.check(frame(100, true))).isInstanceOf(Checked.Good.class);
    }

    /** Whatever is chosen: what is good adds up exactly, and takes of no item more than is free of it. */
    @Property(tries = 500)
    void goodChoice_addsUp_andTakesNoMoreThanIsFree(
            @ForAll @Size(min = 1, max = 5) List<@LongRange(min = -20, max = 200) Long> takes,
            @ForAll @Size(value = 5) List<@LongRange(min = 1, max = 200) Long> free,
            @ForAll @LongRange(min = 1, max = 500) long amount,
            @ForAll boolean rest) {
        List<Share> shares = new ArrayList<>();
        ItemDraft[] items = new ItemDraft[takes.size()];
        long sum = 0;
        boolean possible = true;
        for (int index = 0; index < takes.size(); index++) {
            shares.add(share(Integer.toString(index), takes.get(index)));
            items[index] = item(Integer.toString(index), "INV-" + index, free.get(index));
            sum += takes.get(index);
            possible &= takes.get(index) > 0 && takes.get(index) <= free.get(index);
        }
        possible &= rest ? sum <= amount : sum == amount;

        Checked checked = new Choice(shares, rest).check(frame(amount, true, items));

        assertThat(checked instanceof Checked.Good).isEqualTo(possible);
        if (checked instanceof Checked.Good good) {
            assertThat(good.distribution().total()).isEqualTo(usd(amount));
            assertThat(good.distribution().onAccount()).isEqualTo(usd(amount - sum));
        }
    }

    private static String refusal(ItemDraft draft) {
        Checked checked = new Choice(List.of(share("1", 100)), false).check(frame(100, true, draft));
        return ((Checked.Bad) checked)
                .problems().stream()
                        .map(problem -> problem.field() + ": " + problem.message())
                        .collect(Collectors.joining("; "));
    }

    private static String words(Choice choice, long amount) {
        return ((Checked.Bad) choice.check(frame(amount, true, item("1", "INV-1", 100)))).words();
    }

    /** A link names an account for a known payer only, unless {@code known}. */
    private static Choice.Frame frame(long amount, boolean known, ItemDraft... items) {
        Map<String, Candidate> byId = Stream.of(items)
                .map(ItemDraft::candidate)
                .collect(Collectors.toMap(candidate -> candidate.item().id(), Function.identity()));
        return new Choice.Frame(usd(amount), byId, Set.of("204"), known, new Choice.Accounts(true, false));
    }

    private static Share share(String item, long cents) {
        return new Share(item, usd(cents));
    }

    private static Money usd(long cents) {
        return Money.ofMinor(cents, "USD");
    }
}
