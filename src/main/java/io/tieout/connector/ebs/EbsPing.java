package io.tieout.connector.ebs;

import io.tieout.connector.ebs.EbsCalls.OpenEbs;
import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.Ping;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;

/**
 * Diagnoses an EBS connection with one harmless read: FIND_REFERENCES of no reference. One call tells reach, log-in
 * and package apart; ledger, source and category are checked when a link is saved.
 */
@ApplicationScoped
public class EbsPing implements Ping {
    private static final String SETTINGS = "settings";
    private static final String REACH = "reach";
    private static final String LOG_IN = "log in";
    private static final String PACKAGE = "package";

    private final EbsCalls calls;

    @Inject
    public EbsPing(EbsCalls calls) {
        this.calls = calls;
    }

    @Override
    public String system() {
        return "ebs";
    }

    @Override
    public Diagnosis ping(ConnectionId connection) {
        List<Step> steps = new ArrayList<>();
        try {
            OpenEbs ebs = calls.openAnyway(connection);
            ebs.target().opened().secrets().require("user");
            ebs.target().opened().secrets().require("password");
            steps.add(new Step(SETTINGS, true, "settings and credentials are complete"));
            add(steps, ebs.ask(IsgCall.of("FIND_REFERENCES").with("P_REFERENCES_JSON", "[]")));
        } catch (NeedsPerson e) {
            stopped(steps, e.getMessage());
        } catch (RetryLater e) {
            stopped(steps, e.getMessage());
        }
        return new Diagnosis(steps.stream().allMatch(Step::ok), List.copyOf(steps));
    }

    private static void stopped(List<Step> steps, String reason) {
        steps.add(new Step(steps.isEmpty() ? SETTINGS : REACH, false, reason));
    }

    private static void add(List<Step> steps, IsgAnswer answer) {
        if (answer instanceof IsgAnswer.Failed failed) {
            addFailed(steps, failed);
            return;
        }
        reached(steps);
        loggedIn(steps);
        if (answer instanceof IsgAnswer.Done done) {
            steps.add(packageStep(done));
        } else {
            steps.add(new Step(PACKAGE, false, "the package refused a harmless read: " + answer));
        }
    }

    private static void addFailed(List<Step> steps, IsgAnswer.Failed failed) {
        String detail = failed.reason() + EbsCalls.advice(failed.cause());
        switch (failed.cause()) {
            case UNREACHABLE, LOST, NOT_ROUTED, REDIRECTED, WEB_TIER, THROTTLED ->
                steps.add(new Step(REACH, false, detail + reachAdvice(failed.cause())));
            case CREDENTIALS -> {
                reached(steps);
                steps.add(new Step(LOG_IN, false, "user or password is wrong, or the user is locked: " + detail));
            }
            case NO_TOKEN -> {
                reached(steps);
                steps.add(new Step(LOG_IN, false, detail));
            }
            case NO_GRANT, NOT_DEPLOYED, BAD_HEADER, EXECUTION, MALFORMED -> {
                reached(steps);
                loggedIn(steps);
                steps.add(new Step(PACKAGE, false, detail));
            }
            default -> throw new IllegalStateException("every cause belongs to a step");
        }
    }

    private static String reachAdvice(IsgAnswer.Cause cause) {
        return switch (cause) {
            case NOT_ROUTED -> "; the web tier does not know this path: check 'path' and whether REST services are up";
            case UNREACHABLE -> "; check the base address, firewall and certificate";
            default -> "";
        };
    }

    private static void reached(List<Step> steps) {
        steps.add(new Step(REACH, true, "EBS answers at the base address"));
    }

    private static void loggedIn(List<Step> steps) {
        steps.add(new Step(LOG_IN, true, "user and password were accepted"));
    }

    private static Step packageStep(IsgAnswer.Done done) {
        try {
            String time = done.out().required("X_DB_TIME");
            done.out().rows("X_ROWS_JSON");
            return new Step(PACKAGE, true, "XX_TIEOUT_PUB answers; its database's time is " + time);
        } catch (MalformedAnswer e) {
            return new Step(PACKAGE, false, "the deployed package is not of a version known here: " + e.getMessage());
        }
    }
}
