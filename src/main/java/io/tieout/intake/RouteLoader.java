package io.tieout.intake;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Consumer;
import org.apache.camel.ExtendedStartupListener;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzComponent;
import org.apache.camel.impl.engine.DefaultRouteStartupOrder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteStartupOrder;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.quartz.SchedulerException;

/** Puts route files into the Camel context and takes them out again, a whole set at a time. */
@ApplicationScoped
class RouteLoader {
    private static final Set<String> DOORS = Set.of("rest", "platform-http");
    private static final String TIMER = "quartz";
    private static final Set<String> CALLED = Set.of("direct");

    private final CamelContext camel;
    private final TimerGate timers = new TimerGate();

    RouteLoader(CamelContext camel) {
        this.camel = camel;
    }

    /** Adds the routes of a context that starts them itself. */
    void add(RouteFiles files) throws Exception {
        List<Resource> resources = files.contents().entrySet().stream()
                .map(file -> ResourceHelper.fromBytes(file.getKey(), file.getValue()))
                .toList();
        PluginHelper.getRoutesLoader(camel).loadRoutes(resources);
    }

    /** From the start on no timer begins anything but through the gate, wherever the routes come from. */
    void guardTimers() throws Exception {
        camel.addStartupListener(new TimersGuarded());
    }

    /** The scheduler comes with the start of the context, or with the first timer in one that has started. */
    private final class TimersGuarded implements ExtendedStartupListener {
        @Override
        public void onCamelContextStarted(CamelContext context, boolean before) throws SchedulerException {
            guard();
        }

        @Override
        public void onCamelContextFullyStarted(CamelContext context, boolean before) throws SchedulerException {
            guard();
        }

        private void guard() throws SchedulerException {
            if (camel.hasComponent(TIMER) instanceof QuartzComponent quartz && quartz.getScheduler() != null) {
                quartz.getScheduler().getListenerManager().addTriggerListener(timers);
            }
        }
    }

    /**
     * Adds routes to a context that runs, and starts them: first those that are called, then doors, then what begins by
     * itself, so that no exchange begins before the whole set is built.
     *
     * @throws Exception when a route can't be built or started; then some of the set may be there
     */
    void start(RouteFiles files) throws Exception {
        camel.setAutoStartup(false);
        try {
            add(files);
            guardTimers();
        } finally {
            camel.setAutoStartup(true);
        }
        List<String> ids = camel.getRoutes().stream()
                .sorted(Comparator.comparingInt(RouteLoader::rank))
                .map(Route::getRouteId)
                .toList();
        timers.open();
        for (String id : ids) {
            camel.getRouteController().startRoute(id);
        }
    }

    private static int rank(Route route) {
        if (isOf(route, CALLED)) {
            return 0;
        }
        return isOf(route, DOORS) ? 1 : 2;
    }

    private static boolean isOf(Route route, Set<String> schemes) {
        String uri = route.getEndpoint().getEndpointUri();
        return schemes.contains(uri.substring(0, uri.indexOf(':')));
    }

    /** Timers begin nothing any more; what they began goes on. */
    void shutTimers() {
        timers.shut();
    }

    /**
     * Nothing begins by itself any more; doors stay open, and what is under way finds its routes. Timers must be shut,
     * and what they began must have ended: with its source Camel stops the error handling around it.
     */
    void stopSources() {
        for (Route route : camel.getRoutes()) {
            Consumer source = route.getConsumer();
            if (rank(route) == 2) {
                ServiceHelper.suspendService(source);
            }
        }
    }

    /** Whether no timer is just beginning something. */
    boolean timersRest() {
        return timers.rests();
    }

    /**
     * Takes out all routes, their error handling and doors. What is still under way ends its step and then no other:
     * its exchange fails with a {@link java.util.concurrent.RejectedExecutionException}.
     */
    void removeAll() throws Exception {
        // Camel's own stop would wait in steps of a second for what is under way; that has been waited for before.
        for (RouteStartupOrder order :
                List.copyOf(camel.getCamelContextExtension().getRouteStartupOrder())) {
            ((DefaultRouteStartupOrder) order).getRouteService().stop();
        }
        for (Route route : List.copyOf(camel.getRoutes())) {
            camel.removeRoute(route.getRouteId());
        }
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        model.removeRouteDefinitions(List.copyOf(model.getRouteDefinitions()));
        for (RouteConfigurationDefinition errors : List.copyOf(model.getRouteConfigurationDefinitions())) {
            model.removeRouteConfiguration(errors);
        }
        model.getRestDefinitions().clear();
    }
}
