package io.tieout.domain.matching;

import static io.tieout.domain.matching.ItemDraft.item;
import static io.tieout.domain.matching.ItemDraft.payment;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** How long one decision takes for a customer with so many open items; no test of its own, see src/docs/operations.md. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MatcherBenchmark {
    private static final Optional<String> CUSTOMER = Optional.of("1001");
    private static final Set<String> NONE = Set.of();

    @Param({"1", "20", "200"})
    int items;

    private Found found;
    private Payment named;
    private Payment equal;
    private Payment sum;
    private Payment hidden;

    /** Amounts between 10.00 and 5000.00 in whole two cents, so that a sum in odd cents has no set and no short proof. */
    @Setup
    public void bill() {
        Random random = new Random(items);
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            candidates.add(item("" + (1000 + i), "INV-" + i, 2L * random.nextInt(500, 250_000))
                    .candidate());
        }
        found = Found.all(candidates);
        long first = cents(candidates.get(0));
        long middle = cents(candidates.get(items / 2));
        long last = cents(candidates.get(items - 1));
        named = payment(middle, Set.of("INV-" + items / 2), CUSTOMER);
        equal = payment(middle, NONE, CUSTOMER);
        sum = payment(first + middle + last, NONE, CUSTOMER);
        hidden = payment(first + middle + last + 1, NONE, CUSTOMER);
    }

    private static long cents(Candidate candidate) {
        return candidate.available().minorUnits();
    }

    /** A named invoice of equal amount. */
    @Benchmark
    public MatchResult named() {
        return Matcher.match(named, found);
    }

    /** None named, one of equal amount. */
    @Benchmark
    public MatchResult equal() {
        return Matcher.match(equal, found);
    }

    /** None named, a set of three: the only one among 20, one of many among 200. */
    @Benchmark
    public MatchResult sum() {
        return Matcher.match(sum, found);
    }

    /** The worst case: no set, which is proven for 20 items and ends with the budget for 200. */
    @Benchmark
    public MatchResult noSum() {
        return Matcher.match(hidden, found);
    }

    @Test
    void measure() throws RunnerException {
        assertThat(new Runner(new OptionsBuilder()
                                .include(MatcherBenchmark.class.getName())
                                .resultFormat(ResultFormatType.TEXT)
                                .result("target/jmh-matcher.txt")
                                .build())
                        .run())
                .isNotEmpty();
    }
}
