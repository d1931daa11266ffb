package io.tieout.domain.matching;

import io.tieout.domain.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Set;

/**
 * What a link allows when payments are matched (accounting.md rule 7).
 *
 * @param partial whether a named invoice may be paid in part
 * @param partialKey metadata key of the charge that allows it for this charge alone, by the value {@code true}
 * @param sets what is done when several sets of items make up an amount
 * @param mostInSet items that an unnamed sum takes at most
 * @param tolerance by how much an amount may miss
 * @param otherEntities operating units whose items are shown as candidates, and never taken
 */
public record MatchingPolicy(
        boolean partial, String partialKey, Sets sets, int mostInSet, Tolerance tolerance, Set<String> otherEntities) {

    public MatchingPolicy {
        otherEntities = Set.copyOf(otherEntities);
    }

    /** Several sets of open items make up what was paid. */
    public enum Sets {
        /** A person chooses. */
        REVIEW,
        /**
         * The set that takes the oldest items is taken: items go by due date and then by id (shorter ones first, then
         * by their characters), and where two sets first differ the one with the earlier item is the older one.
         */
        OLDEST_FIRST
    }

    /**
     * How far a payment may miss an amount; it never chooses between candidates.
     *
     * @param amounts the most per currency code; none for a currency that is not named
     * @param percent the most in per cent of what is due, zero when only amounts are given; where both are given the
     *     smaller counts
     */
    public record Tolerance(Map<String, Money> amounts, BigDecimal percent) {
        /** Not a minor unit. */
        public static final Tolerance NONE = new Tolerance(Map.of(), BigDecimal.ZERO);

        public Tolerance {
            amounts = Map.copyOf(amounts);
        }

        /**
         * The most by which a payment may miss what is due; a share is rounded down to the minor unit.
         *
         * @param due positive
         */
        public Money of(Money due) {
            Money named = amounts.getOrDefault(due.currency().getCurrencyCode(), Money.zero(due.currency()));
            if (percent.signum() == 0) {
                return named;
            }
            BigDecimal minor =
                    BigDecimal.valueOf(due.minorUnits()).multiply(percent).movePointLeft(2);
            Money share = new Money(minor.setScale(0, RoundingMode.DOWN).longValueExact(), due.currency());
            return amounts.isEmpty() || share.compareTo(named) < 0 ? share : named;
        }
    }
}
