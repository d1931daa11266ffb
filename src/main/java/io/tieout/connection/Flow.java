package io.tieout.connection;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A kind of link: which systems it joins.
 *
 * @param stem its name, for example {@code stripe-charges-to-ebs-ledger}
 * @param source the system where its facts come from
 * @param target the system where its postings go
 */
record Flow(String stem, String source, String target) {
    private static final List<Flow> ALL = List.of(new Flow("stripe-charges-to-ebs-ledger", "stripe", "ebs"));

    static Optional<Flow> of(String stem) {
        return ALL.stream().filter(flow -> flow.stem.equals(stem)).findFirst();
    }

    static List<Flow> all() {
        return ALL;
    }

    /** The systems that flows join. */
    static List<String> systems() {
        return ALL.stream()
                .flatMap(flow -> Stream.of(flow.source, flow.target))
                .distinct()
                .toList();
    }

    static List<String> stems() {
        return ALL.stream().map(Flow::stem).toList();
    }

    String schema() {
        return "link-" + stem;
    }
}
