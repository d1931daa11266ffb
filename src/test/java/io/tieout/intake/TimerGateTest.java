package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.component.quartz.QuartzComponent;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDataMap;
import org.quartz.JobExecutionContext;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;

/** The gate before what timers begin, on a scheduler of its own; and that the application's timers have one. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class TimerGateTest {
    private static final JobKey JOB = JobKey.jobKey("work");

    @Inject
    CamelContext camel;

    /** A job that counts how often it began, and ends when it may. */
    public static final class Work implements Job {
        @Override
        public void execute(JobExecutionContext firing) {
            JobDataMap data = firing.getMergedJobDataMap();
            ((AtomicInteger) data.get("begun")).incrementAndGet();
            await().until(() -> ((CountDownLatch) data.get("hold")).getCount() == 0);
        }
    }

    @Test
    void whatATimerBegan_isUnderWayUntilItEnds_andNothingBeginsUntilTheGateOpens() throws SchedulerException {
        TimerGate gate = new TimerGate();
        AtomicInteger begun = new AtomicInteger();
        CountDownLatch hold = new CountDownLatch(1);
        Scheduler scheduler = scheduler();
        try {
            scheduler.getListenerManager().addTriggerListener(gate);
            JobDataMap data = new JobDataMap();
            data.put("begun", begun);
            data.put("hold", hold);
            scheduler.addJob(
                    JobBuilder.newJob(Work.class)
                            .withIdentity(JOB)
                            .usingJobData(data)
                            .storeDurably()
                            .build(),
                    true);
            assertThat(gate.rests()).isTrue();
            scheduler.triggerJob(JOB);
            await().until(() -> begun.get() == 1);
            assertThat(gate.rests()).isFalse();

            gate.shut();
            scheduler.triggerJob(JOB);
            await().until(() -> scheduler.getTriggersOfJob(JOB).size() <= 1);
            assertThat(gate.rests()).isFalse();
            hold.countDown();

            await().until(gate::rests);
            assertThat(begun).hasValue(1);

            gate.open();
            scheduler.triggerJob(JOB);
            await().until(() -> begun.get() == 2);
        } finally {
            hold.countDown();
            scheduler.shutdown(true);
        }
        assertThat(begun).as("what fired while the gate was shut never began").hasValue(2);
    }

    private static Scheduler scheduler() throws SchedulerException {
        Properties settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "timer-gate-test");
        settings.setProperty("org.quartz.threadPool.threadCount", "2");
        settings.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
        scheduler.start();
        return scheduler;
    }

    @Test
    void timersOfTheRoutes_haveAGate() throws SchedulerException {
        assertThat(camel.getComponent("quartz", QuartzComponent.class)
                        .getScheduler()
                        .getListenerManager()
                        .getTriggerListeners())
                .hasAtLeastOneElementOfType(TimerGate.class);
    }
}
