package io.tieout.launch;

import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.QuarkusApplication;
import io.tieout.domain.work.ClaimLost;
import io.tieout.flow.Restoration;
import io.tieout.flow.Restoration.Outcome;
import io.tieout.port.NeedsPerson;
import io.tieout.port.NeverWorks;
import io.tieout.port.RetryLater;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The part of {@link RestoreCommand} that needs the application. */
@ApplicationScoped
@Unremovable // Quarkus asks for it by its type.
public class RestoreProgram implements QuarkusApplication {
    private static final int REFUSED = 1;

    private final Restoration restoration;
    private final String connection;
    private final boolean adopt;

    RestoreProgram(
            Restoration restoration,
            @ConfigProperty(name = Handover.RESTORED) Optional<String> connection,
            @ConfigProperty(name = Handover.ADOPT) Optional<Boolean> adopt) {
        this.restoration = restoration;
        this.connection = connection.orElse("");
        this.adopt = adopt.orElse(false);
    }

    @Override
    public int run(String... arguments) {
        Terminal terminal = Terminal.ofProcess();
        try {
            terminal.out().println(adopt ? adopted() : looked());
            return 0;
        } catch (NeedsPerson | RetryLater | NeverWorks e) {
            terminal.err().println(e.getMessage());
            return REFUSED;
        } catch (ClaimLost e) {
            terminal.err()
                    .println("Something else writes to this database: " + e.getMessage()
                            + ". Run it again when nothing does");
            return REFUSED;
        }
    }

    private String looked() {
        Outcome found = restoration.look(connection);
        return connection + " must be restored: " + found.why() + ".\n" + listed(found)
                + "\nNothing was changed. If another installation runs under this name on a database of its own, stop one"
                + " of the two instead. Else: restore " + connection + " --adopt";
    }

    private String adopted() {
        Outcome done = restoration.adopt(connection, "command:" + System.getProperty("user.name", "unknown"));
        return connection + " is restored, in incarnation " + done.incarnation() + " of the database; it was: "
                + done.why() + ".\n" + listed(done) + "\nThe target does not hold " + done.again()
                + " postings or has yet to say how they stand: their frozen bytes go again. " + done.given()
                + " were closed there, since their open items are taken by what was adopted: a person decides. "
                + done.dropped() + " matches that were not sent are made anew.\nNow start serve.";
    }

    private static String listed(Outcome outcome) {
        return "The target keeps " + outcome.listed() + " references of this installation; of " + outcome.unknown()
                + " this database has forgotten the fact, which polling must find, and " + outcome.behind()
                + " it knows in an earlier state.";
    }
}
