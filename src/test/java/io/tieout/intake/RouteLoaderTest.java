package io.tieout.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sets of route files in a Camel context that runs. */
class RouteLoaderTest {
    private static final String FAILURES = """
            - routeConfiguration:
                id: failures
                onException:
                  - onException:
                      exception:
                        - java.lang.IllegalStateException
                      handled:
                        constant:
                          expression: "true"
                      steps:
                        - bean:
                            ref: steps
                            method: failed
            """;
    private static final String WORK = """
            - route:
                id: tick
                routeConfigurationId: failures
                from:
                  uri: quartz
                  parameters:
                    groupName: test
                    triggerName: tick
                    trigger.repeatInterval: 20
                    trigger.repeatCount: -1
                  steps:
                    - to:
                        uri: direct
                        parameters:
                          name: work
            - route:
                id: work
                routeConfigurationId: failures
                from:
                  uri: direct
                  parameters:
                    name: work
                  steps:
                    - bean:
                        ref: steps
                        method: one
                    - bean:
                        ref: steps
                        method: two
            """;

    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final RouteLoader loader = new RouteLoader(camel);
    private final Steps steps = new Steps();

    @BeforeEach
    void start() {
        // The scheduler is known to the whole JVM by the name of its context.
        camel.getCamelContextExtension().setName("route-loader-" + UUID.randomUUID());
        camel.getRegistry().bind("steps", steps);
        camel.start();
    }

    @AfterEach
    void stop() throws Exception {
        steps.hold.countDown();
        camel.close();
    }

    /** Steps that count, and the first of which can be held. */
    public static final class Steps {
        private final AtomicInteger one = new AtomicInteger();
        private final AtomicInteger two = new AtomicInteger();
        private final AtomicInteger failed = new AtomicInteger();
        private volatile CountDownLatch hold = new CountDownLatch(0);

        public void one() throws InterruptedException {
            one.incrementAndGet();
            if (!hold.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("was held for too long");
            }
        }

        public void two() {
            two.incrementAndGet();
        }

        public void failed() {
            failed.incrementAndGet();
        }
    }

    private void stopSources() {
        loader.shutTimers();
        await().until(loader::timersRest);
        loader.stopSources();
    }

    @Test
    void timersOfPackagedRoutes_haveTheGateToo() throws Exception {
        QuartzComponent quartz = camel.getComponent("quartz", QuartzComponent.class);

        new RouteStart(Optional::empty, loader, new RouteSet(camel)).addRoutesToCamelContext(camel);

        assertThat(quartz.getScheduler().getListenerManager().getTriggerListeners())
                .hasAtLeastOneElementOfType(TimerGate.class);
    }

    @Test
    void set_inPlaceOfAnother_runsAlone() throws Exception {
        loader.start(files(Map.of("failures", FAILURES, "work", WORK)));
        await().until(() -> steps.two.get() > 1);

        for (int round = 0; round < 3; round++) {
            stopSources();
            loader.removeAll();
            assertThat(camel.getRoutes()).isEmpty();
            assertThat(camel.getCamelContextExtension()
                            .getContextPlugin(Model.class)
                            .getRouteConfigurationDefinitions())
                    .isEmpty();
            int before = steps.two.get();

            loader.start(files(Map.of("failures", FAILURES, "work", WORK.replace("method: one", "method: two"))));

            await().until(() -> steps.two.get() > before + 2);
        }

        assertThat(camel.getRoutes()).extracting(Route::getRouteId).containsExactlyInAnyOrder("tick", "work");
        assertThat(steps.failed).hasValue(0);
    }

    @Test
    void sources_onceStopped_beginNothing() throws Exception {
        loader.start(files(Map.of("failures", FAILURES, "work", WORK)));
        await().until(() -> steps.two.get() > 1);

        stopSources();

        int most = steps.one.get() + 1;
        await().during(Duration.ofMillis(300)).until(() -> steps.one.get() <= most);
    }

    @Test
    void exchangeUnderWay_endsItsStepAndNoOther_andIsRejected() throws Exception {
        loader.start(
                files(Map.of("failures", FAILURES, "work", WORK.substring(WORK.indexOf("- route:\n    id: work")))));
        steps.hold = new CountDownLatch(1);
        Future<Exchange> underway =
                camel.createFluentProducerTemplate().to("direct:work").asyncSend();
        await().until(() -> steps.one.get() == 1);

        loader.removeAll();
        loader.start(files(Map.of("failures", FAILURES, "work", WORK)));
        steps.hold.countDown();

        assertThat(underway.get(20, TimeUnit.SECONDS).getException()).isInstanceOf(RejectedExecutionException.class);
        await().until(() -> steps.two.get() > 0);
        assertThat(steps.one.get()).isGreaterThan(steps.two.get());
    }

    @Test
    void setThatCannotBeStarted_canBeTakenOutAgain() throws Exception {
        RouteFiles sound = files(Map.of("failures", FAILURES, "work", WORK));

        assertThatThrownBy(() -> loader.start(files(Map.of(
                        "failures",
                        FAILURES,
                        "work",
                        WORK.replace("repeatInterval: 20", "repeatInterval: \"{{no}}\"")))))
                .satisfies(failed -> assertThat(new RouteSwapFailed((Exception) failed).getMessage())
                        .contains("no"));
        loader.removeAll();
        loader.start(sound);

        await().until(() -> steps.two.get() > 0);
    }

    private static RouteFiles files(Map<String, String> texts) {
        TreeMap<String, byte[]> contents = new TreeMap<>();
        texts.forEach((stem, text) -> contents.put(stem + RouteFiles.ENDING, text.getBytes(StandardCharsets.UTF_8)));
        return new RouteFiles(contents);
    }
}
