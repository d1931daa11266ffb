package io.tieout.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.store.report.DaySums;
import io.tieout.store.report.DaySums.Facts;
import io.tieout.store.report.DaySums.Postings;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SectionTest {

    @Test
    void currencies_andKinds_areApart_withTheirDecimals() {
        List<Section> sections = Section.of(sums(
                List.of(
                        new Facts("KWD", "charge", 1, 1500),
                        new Facts("USD", "refund", 1, 100),
                        new Facts("USD", "charge", 2, 300)),
                List.of(
                        new Postings("KWD", "charge", "RECORD", true, "SENT", 1, 1500),
                        new Postings("USD", "charge", "RECORD", true, "GONE", 2, 300),
                        new Postings("USD", "charge", "REFUND", false, "HELD", 1, 50))));

        assertThat(sections)
                .extracting(section -> section.currency() + " " + section.kind() + " " + section.differences())
                .containsExactly(
                        "KWD charge []",
                        "USD charge []",
                        "USD refund [facts (refund): 1 of 1.00 USD, but all buckets together: 0 of 0.00 USD; difference "
                                + "1 of 1.00 USD]");
        assertThat(sections.get(0).buckets()).contains(new Section.InBucket("in flight", 1, 1500));
        assertThat(sections.get(1).buckets())
                .contains(new Section.InBucket("review", 2, 300), new Section.InBucket("held", 0, 0));
        assertThat(sections.get(1).postings()).hasSize(2);
    }

    @Test
    void postings_inAnotherCurrency_areADifferenceInBoth() {
        List<Section> sections = Section.of(sums(
                List.of(new Facts("USD", "charge", 1, 100)),
                List.of(new Postings("JPY", "charge", "RECORD", true, "WAITING", 1, 100))));

        assertThat(sections)
                .extracting(section -> section.differences().get(0))
                .containsExactly(
                        "facts (charge): 0 of 0 JPY, but all buckets together: 1 of 100 JPY; difference -1 of -100 JPY",
                        "facts (charge): 1 of 1.00 USD, but all buckets together: 0 of 0.00 USD; difference 1 of 1.00 USD");
    }

    private static DaySums sums(List<Facts> facts, List<Postings> postings) {
        return new DaySums(Instant.EPOCH, List.of(), facts, List.of(), postings, List.of(), List.of());
    }
}
