package io.tieout.crash;

import io.tieout.crash.Finding.Promise;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** What people and machines do about what they see: start again what ended, let a stopped connection go on. */
final class Watch {
    /** More than so many programs that want a processor, for each that there is, make a machine a busy one. */
    private static final int BUSY = 2;

    private final Player.Parts parts;
    private final Story story;
    private final List<Finding> findings = new CopyOnWriteArrayList<>();

    Watch(Player.Parts parts, Story story) {
        this.parts = parts;
        this.story = story;
    }

    void look() {
        try {
            parts.cluster().revive();
            tellEnds();
            new Operator(parts.cluster(), story)
                    .resume()
                    .forEach(connection -> story.tell("connection resumed by the operator", connection));
        } catch (RuntimeException e) {
            story.tell("look failed", String.valueOf(e.getMessage()));
        }
    }

    /** Tells which processes have ended by themselves; an end that nothing allows is a finding. */
    void tellEnds() {
        for (Optional<Ended> next = parts.cluster().ended();
                next.isPresent();
                next = parts.cluster().ended()) {
            Ended ended = next.get();
            boolean mayBe = ended.mayBe(parts.database()::wasAway, busy());
            String words = withoutSecrets(ended.words());
            story.tell(mayBe ? "process ended without its database" : "process ended by itself", words);
            if (!mayBe) {
                findings.add(new Finding(Promise.STAYS_UP, words));
            }
        }
    }

    private String withoutSecrets(String words) {
        String clean = words;
        for (String secret : parts.company().secrets()) {
            clean = clean.replace(secret, "(a secret)");
        }
        return clean;
    }

    private static boolean busy() {
        OperatingSystemMXBean machine = ManagementFactory.getOperatingSystemMXBean();
        return machine.getSystemLoadAverage() > BUSY * machine.getAvailableProcessors();
    }

    List<Finding> findings() {
        return List.copyOf(findings);
    }
}
