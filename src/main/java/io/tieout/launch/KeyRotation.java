package io.tieout.launch;

import io.tieout.audit.Marking;
import io.tieout.connection.KeyRing;
import io.tieout.store.Database;
import io.tieout.store.keys.ProcessKeyRows;
import io.tieout.store.keys.ProcessKeys;
import io.tieout.store.keys.SealedRows;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The steps by which an installation gets a new key without a pause. A new key is added, and opens; once every running
 * process holds it, it is promoted, and seals; once every process seals with it, what the old ones sealed is sealed
 * anew, and they are retired. Each step is refused until the one before it has reached all processes.
 */
final class KeyRotation {

    /** The option that says that no process runs. */
    static final String NO_PROCESS = "--no-process";

    private final KeySetFile file;
    private final Settings settings;
    private final boolean noneRuns;

    /** @param noneRuns whether the operator says that no process runs: else silence is no consent */
    KeyRotation(KeySetFile file, Settings settings, boolean noneRuns) {
        this.file = file;
        this.settings = settings;
        this.noneRuns = noneRuns;
    }

    /** Adds a key to the file; needs no database. */
    List<String> add() {
        long id = file.add();
        return List.of(
                "Added key " + id + ". It opens and doesn't seal yet.",
                "Next, once all processes have the file: keys rotate promote");
    }

    /** What each running process holds. */
    List<String> status() {
        List<String> lines = new ArrayList<>(file.describe());
        new ProcessKeyRows(database()).living().stream().map(KeyRotation::line).forEach(lines::add);
        return lines;
    }

    private static String line(ProcessKeys process) {
        return "process " + process.host() + " opens with " + new TreeSet<>(process.enabled()) + ", seals with "
                + process.primary() + ", said so " + process.silentSeconds() + " seconds ago";
    }

    /** Lets the added key seal, when every running process knows it. */
    List<String> promote() {
        long id = file.waiting()
                .orElseThrow(() -> LaunchRefused.because("The newest key is the primary one already: add one first"));
        Database database = database();
        refuseUnless(database, process -> process.enabled().contains(id), "doesn't hold key " + id + " yet");
        file.promote();
        KeyRing ring = file.ring();
        new SealedRows(database)
                .tell(actor(), "keys.promote", "{\"key\":" + id + "}", entry -> Marking.with(ring, entry));
        return List.of(
                "Key " + id + " is the primary one now.", "Next, once all processes have the file: keys rotate retire");
    }

    /** Seals anew what old keys sealed, and disables them, when every running process seals with the primary one. */
    List<String> retire() {
        SortedSet<Long> old = file.old();
        if (old.isEmpty()) {
            throw LaunchRefused.because("No key is older than the primary one: there is nothing to retire");
        }
        KeyRing ring = file.ring();
        Database database = database();
        refuseUnless(
                database,
                process -> process.primary() == ring.primary(),
                "doesn't seal with key " + ring.primary() + " yet");
        SealedRows rows = new SealedRows(database);
        Resealing resealing = new Resealing(rows, ring);
        resealing.run();
        file.retire();
        // Once more, by the keys of before: a change of credentials may have been under way when the first look passed.
        resealing.run();
        rows.tell(
                actor(),
                "keys.retire",
                "{\"keys\":" + old + ",\"resealed\":" + resealing.done() + "}",
                entry -> Marking.with(ring, entry));
        List<String> told = new ArrayList<>();
        told.add("Sealed the credentials of " + resealing.done() + " connections with key " + ring.primary() + ".");
        if (!resealing.closed().isEmpty()) {
            told.add("No key of this set opens the credentials of the connections with the numbers "
                    + resealing.closed() + ": set them again by API.");
        }
        told.add("Retired " + old + ": they open nothing any more. They stay in the file, disabled, since what they "
                + "sealed of the audit trail is checked with them.");
        return told;
    }

    private void refuseUnless(Database database, Predicate<ProcessKeys> ready, String lack) {
        List<ProcessKeys> living = new ProcessKeyRows(database).living();
        if (living.isEmpty() && !noneRuns) {
            throw LaunchRefused.because("Not yet: no process reports its keys to this database. Is it the right one, "
                    + "and do the routes have keys.camel.yaml? If no process runs, say so with " + NO_PROCESS);
        }
        List<String> behind = living.stream()
                .filter(ready.negate())
                .map(process -> "  " + process.host() + " " + lack)
                .toList();
        if (!behind.isEmpty()) {
            throw LaunchRefused.because("Not yet: some processes are behind. They read the key set file every few "
                    + "seconds; one that was killed counts for a minute more.\n" + String.join("\n", behind));
        }
    }

    private Database database() {
        RequiredSettings required = new RequiredSettings(settings);
        Supplier<PostgresAddress> address = required.database();
        required.refuseMissing("this step of keys rotate", "");
        return DeskDatabase.open(address.get());
    }

    private static String actor() {
        return "command:" + System.getProperty("user.name", "unknown");
    }
}
