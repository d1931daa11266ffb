package io.tieout.report;

import io.tieout.domain.money.Money;
import io.tieout.domain.posting.PostingState;
import io.tieout.domain.posting.PostingState.Bucket;
import io.tieout.store.report.DaySums;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * One currency and kind of fact of a day. Amounts are in minor units of the currency.
 *
 * @param kind the provider's kind of object, for example {@code charge}
 * @param facts what occurred
 * @param buckets the postings of the facts' first effects by tie-out bucket, which must come to the facts
 * @param postings the same by effect and state, with the further effects beside them
 * @param ledger the clearing lines of the confirmed ones in the target's books
 * @param accepted those of the confirmed ones of which a person accepted other lines than were sent; with the ledger
 *     lines they must come to the bucket
 * @param late facts of earlier days that were found since the report before
 * @param differences what doesn't add up, in words; empty when all does
 */
record Section(
        String currency,
        String kind,
        Sum facts,
        List<InBucket> buckets,
        List<InState> postings,
        Sum ledger,
        Sum accepted,
        Sum late,
        List<String> differences) {

    Section {
        buckets = List.copyOf(buckets);
        postings = List.copyOf(postings);
        differences = List.copyOf(differences);
    }

    /** Count and amount in minor units. */
    record Sum(long count, long amountMinor) {

        Sum plus(long moreCount, long moreMinor) {
            return new Sum(Math.addExact(count, moreCount), Math.addExact(amountMinor, moreMinor));
        }

        String in(String currency) {
            return count + " of " + Money.ofMinor(amountMinor, currency);
        }

        /** What is left of this without the other. */
        Sum without(Sum other) {
            return new Sum(Math.subtractExact(count, other.count), Math.subtractExact(amountMinor, other.amountMinor));
        }
    }

    /** Postings of one tie-out bucket. */
    record InBucket(String bucket, long count, long amountMinor) {}

    /**
     * Postings of one effect and state.
     *
     * @param first whether they count in the buckets
     */
    record InState(String effect, boolean first, String state, long count, long amountMinor) {}

    /** Where a sum belongs. */
    private record Place(String currency, String kind) {}

    /** The sections of a day, by currency and kind. */
    static List<Section> of(DaySums sums) {
        Stream<Place> facts = Stream.of(sums.facts(), sums.late(), sums.ledger())
                .flatMap(List::stream)
                .map(one -> new Place(one.currency(), one.kind()));
        Stream<Place> postings = sums.postings().stream().map(one -> new Place(one.currency(), one.kind()));
        return Stream.concat(facts, postings)
                .distinct()
                .sorted(Comparator.comparing(Place::currency).thenComparing(Place::kind))
                .map(place -> of(place, sums))
                .toList();
    }

    private static Section of(Place place, DaySums sums) {
        List<DaySums.Postings> postings = sums.postings().stream()
                .filter(one -> place.equals(new Place(one.currency(), one.kind())))
                .toList();
        Sum facts = sum(sums.facts(), place);
        Sum ledger = sum(sums.ledger(), place);
        Sum accepted = sum(sums.accepted(), place);
        List<InBucket> buckets = buckets(postings);
        return new Section(
                place.currency(),
                place.kind(),
                facts,
                buckets,
                postings.stream()
                        .map(one -> new InState(one.effect(), one.first(), one.state(), one.count(), one.amountMinor()))
                        .toList(),
                ledger,
                accepted,
                sum(sums.late(), place),
                differences(place, facts, buckets, ledger.plus(accepted.count(), accepted.amountMinor())));
    }

    private static Sum sum(List<DaySums.Facts> sums, Place place) {
        return sums.stream()
                .filter(one -> place.equals(new Place(one.currency(), one.kind())))
                .map(one -> new Sum(one.count(), one.amountMinor()))
                .findFirst()
                .orElse(new Sum(0, 0));
    }

    /** Every bucket, those too in which there is nothing. */
    private static List<InBucket> buckets(List<DaySums.Postings> postings) {
        return Arrays.stream(Bucket.values())
                .map(bucket -> {
                    Sum sum = new Sum(0, 0);
                    for (DaySums.Postings one : postings) {
                        if (one.first() && PostingState.of(one.state(), false).bucket() == bucket) {
                            sum = sum.plus(one.count(), one.amountMinor());
                        }
                    }
                    return new InBucket(name(bucket), sum.count(), sum.amountMinor());
                })
                .toList();
    }

    private static String name(Bucket bucket) {
        return bucket.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static List<String> differences(Place place, Sum facts, List<InBucket> buckets, Sum stands) {
        List<String> differences = new ArrayList<>();
        Sum posted = new Sum(0, 0);
        Sum confirmed = new Sum(0, 0);
        for (InBucket bucket : buckets) {
            posted = posted.plus(bucket.count(), bucket.amountMinor());
            if (bucket.bucket().equals(name(Bucket.CONFIRMED))) {
                confirmed = confirmed.plus(bucket.count(), bucket.amountMinor());
            }
        }
        if (!facts.equals(posted)) {
            differences.add(
                    "facts (" + place.kind() + "): " + facts.in(place.currency()) + ", but all buckets together: "
                            + posted.in(place.currency()) + "; difference "
                            + facts.without(posted).in(place.currency()));
        }
        if (!confirmed.equals(stands)) {
            differences.add("confirmed (" + place.kind() + "): " + confirmed.in(place.currency())
                    + ", but their lines in the ledger: " + stands.in(place.currency()) + "; difference "
                    + confirmed.without(stands).in(place.currency()));
        }
        return differences;
    }
}
