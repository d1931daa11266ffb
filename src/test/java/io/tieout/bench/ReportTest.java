package io.tieout.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Percentiles, medians, and how a result is written. */
class ReportTest {
    private static final Series SERIES = new Series("door: webhooks accepted", "1/s", List.of(300.0, 100.0, 250.04));
    private static final Machine MACHINE = new Machine(2, 512, "Linux amd64", "17", "17.11", "ext4", "abc");
    private static final Report REPORT = new Report(
            Instant.parse("2026-11-21T12:00:00Z"),
            new Plan(Plan.usual(), Duration.ofSeconds(5), 7, 3, 10, Optional.empty()),
            MACHINE,
            List.of(SERIES));

    @Test
    void median_of_odd_and_even_runs_is_in_the_middle() {
        assertThat(SERIES.median()).isEqualTo(250.04);
        assertThat(new Series("x", "ms", List.of(4.0, 1.0, 2.0, 8.0)).median()).isEqualTo(3.0);
    }

    @Test
    void percentile_is_a_measured_value_that_so_many_do_not_exceed() {
        Latencies hundred = Latencies.of(
                LongStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList());

        assertThat(hundred.percentileMillis(50)).isEqualTo(50.0);
        assertThat(hundred.percentileMillis(99)).isEqualTo(99.0);
        assertThat(Latencies.of(List.of(Duration.ofMillis(7))).percentileMillis(1))
                .isEqualTo(7.0);
    }

    @Test
    void nothing_measured_is_no_result() {
        assertThatThrownBy(() -> Latencies.of(List.of()).percentileMillis(50))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new Series("x", "ms", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void table_has_each_run_and_the_median() {
        assertThat(REPORT.table().lines())
                .containsExactly(
                        "| Measured | Unit | run 1 | run 2 | run 3 | Median |",
                        "|---|---|---:|---:|---:|---:|",
                        "| door: webhooks accepted | 1/s | 300.0 | 100.0 | 250.0 | 250.0 |");
    }

    @Test
    void json_has_plan_machine_and_measurements() throws IOException {
        JsonNode json = new ObjectMapper().readTree(REPORT.json());

        assertThat(json.path("seconds").asInt()).isEqualTo(5);
        assertThat(json.path("charges").asInt()).isEqualTo(7);
        assertThat(json.path("machine").path("postgres").asText()).isEqualTo("17.11");
        assertThat(json.path("machine").path("commit").asText()).isEqualTo("abc");
        assertThat(json.path("measured").path(0).path("median").asDouble()).isEqualTo(250.04);
        assertThat(json.path("measured").path(0).path("runs")).hasSize(3);
    }

    @Test
    void quantity_of_all_runs_together_leaves_the_runs_empty() {
        Series ratio = new Series("ratio", "ratio", List.of(0.755));
        Report report = new Report(REPORT.at(), REPORT.plan(), MACHINE, List.of(ratio));

        assertThat(report.table()).contains("| ratio | ratio | 0.76 | | | 0.76 |");
    }
}
