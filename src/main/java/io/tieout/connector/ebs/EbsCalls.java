package io.tieout.connector.ebs;

import io.tieout.connection.Connections;
import io.tieout.connection.Opened;
import io.tieout.connector.ebs.wire.IsgAnswer;
import io.tieout.connector.ebs.wire.IsgAnswer.Cause;
import io.tieout.connector.ebs.wire.IsgCall;
import io.tieout.connector.ebs.wire.IsgClient;
import io.tieout.connector.ebs.wire.IsgRow;
import io.tieout.connector.ebs.wire.IsgTarget;
import io.tieout.connector.ebs.wire.MalformedAnswer;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.NeedsPerson;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.Function;

/** Opens EBS connections, and translates what their calls come to into the three kinds of errors, once. */
@ApplicationScoped
public class EbsCalls {
    /** How long work rests that waits for new credentials; the alert of the stopped connection says what to do. */
    static final Duration STOPPED = Duration.ofMinutes(5);

    private final Connections connections;
    private final IsgClient client;

    @Inject
    public EbsCalls(Connections connections, IsgClient client) {
        this.connections = connections;
        this.client = client;
    }

    /** Opens a connection; throws as {@link Connections#open}, and {@link NeedsPerson} for a wrong setting. */
    OpenEbs open(ConnectionId connection) {
        long before = System.nanoTime();
        return opened(connections.open(connection), before);
    }

    /** As {@link #open}, a stopped connection too. */
    OpenEbs openAnyway(ConnectionId connection) {
        long before = System.nanoTime();
        return opened(connections.openAnyway(connection), before);
    }

    private OpenEbs opened(Opened opened, long before) {
        EbsSettings settings = EbsSettings.of(opened);
        return new OpenEbs(client, new IsgTarget(opened, settings.gateway(), before), settings);
    }

    /** An EBS connection opened for the calls of one operation. */
    record OpenEbs(IsgClient client, IsgTarget target, EbsSettings settings) {

        /** Calls once; the answer says everything. */
        IsgAnswer ask(IsgCall call) {
            return client.call(target, call);
        }

        /** Reads; throws {@link RetryLater} or {@link NeedsPerson} unless the package answers with status S. */
        <T> T read(IsgCall call, Function<IsgRow, T> meaning) {
            return read(call, ask(call), meaning);
        }

        /** As {@link #read(IsgCall, Function)}, of an answer that is there. */
        <T> T read(IsgCall call, IsgAnswer answer, Function<IsgRow, T> meaning) {
            if (answer instanceof IsgAnswer.Done done) {
                try {
                    return meaning.apply(done.out());
                } catch (MalformedAnswer e) {
                    throw RetryLater.failed(
                            "the answer of EBS to " + call.procedure() + " is not as agreed: " + e.getMessage());
                }
            }
            if (answer instanceof IsgAnswer.Refused refused) {
                throw refused(call, refused);
            }
            throw failed(call, (IsgAnswer.Failed) answer);
        }
    }

    private static RuntimeException refused(IsgCall call, IsgAnswer.Refused refused) {
        String reason = "EBS refused " + call.procedure() + ": " + refused;
        return switch (refused.code()) {
            case "BAD_INPUT", "NO_SETUP", "FENCED", "LOAD_NUMBER" -> new NeedsPerson(reason);
            default -> RetryLater.failed(reason);
        };
    }

    private static RuntimeException failed(IsgCall call, IsgAnswer.Failed failed) {
        String reason = call.procedure() + ": " + failed.reason();
        if (failed.cause() == Cause.CREDENTIALS) {
            return RetryLater.notTried(reason, STOPPED);
        }
        if (failed.cause().needsPerson()) {
            return new NeedsPerson(reason + advice(failed.cause()));
        }
        return failed.after().map(after -> RetryLater.failed(reason, after)).orElseGet(() -> RetryLater.failed(reason));
    }

    /** What to mend, for the failures that waiting does not mend. */
    static String advice(Cause cause) {
        return switch (cause) {
            case NO_GRANT ->
                "; grant the method to the service user in the Integration Repository, and clear the"
                        + " cache if it was granted already";
            case NOT_DEPLOYED ->
                "; deploy the package XX_TIEOUT_PUB with all of its methods, and compare its alias,"
                        + " which is case-sensitive, with the setting 'alias'";
            case BAD_HEADER -> "; check responsibility, application, securityGroup, language and org";
            case REDIRECTED -> "; the base address must be the one that answers, without a redirect";
            default -> "";
        };
    }
}
