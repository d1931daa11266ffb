package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tieout.flow.Heartbeat;
import io.tieout.flow.Heartbeat.Loop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;

class WorkersReadyTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-21T12:00:00Z"));
    private final Heartbeat heartbeat = new Heartbeat(new TestClock());
    private final WorkersReady check = new WorkersReady(heartbeat, Duration.ofMinutes(2));

    @Test
    void workers_justStarted_areReady() {
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void oneLoop_silentForTooLong_turnsReadinessRed() {
        now.set(now.get().plusSeconds(121));
        List.of(Loop.EVENTS, Loop.FACTS, Loop.POSTINGS).forEach(heartbeat::touch);

        assertThat(check.call().getStatus()).isEqualTo(Status.DOWN);
        assertThat(check.call().getData().orElseThrow()).containsEntry("batchesSilentSeconds", 121L);

        heartbeat.touch(Loop.BATCHES);
        assertThat(check.call().getStatus()).isEqualTo(Status.UP);
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now.get();
        }
    }
}
