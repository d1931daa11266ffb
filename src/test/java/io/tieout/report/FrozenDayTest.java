package io.tieout.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.quartz.JobKey;
import org.quartz.SchedulerException;

/** The route that freezes reports, as its timer begins it. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class FrozenDayTest {
    private static final String FROZEN = """
            select count(*) from completeness_report r join link l on l.id = r.link_id
            where l.key = 'acme-charges' and r.day = (now() at time zone r.zone)::date - 2""";

    @Inject
    AcmeWorld acme;

    @Inject
    CamelContext camel;

    @Test
    void dayThatHasEnded_isFrozenByItsRoute() throws SchedulerException {
        assertThat(acme.number(FROZEN)).isZero();
        acme.change("update link set created_at = created_at - interval '2 days' where key = 'acme-charges'");

        camel.getComponent("quartz", QuartzComponent.class)
                .getScheduler()
                .triggerJob(JobKey.jobKey("completeness", "reports"));

        await().atMost(Duration.ofSeconds(20)).until(() -> acme.number(FROZEN) == 1);
    }
}
