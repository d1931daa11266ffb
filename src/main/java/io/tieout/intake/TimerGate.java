package io.tieout.intake;

import java.util.HashSet;
import java.util.Set;
import org.quartz.JobExecutionContext;
import org.quartz.Trigger;
import org.quartz.Trigger.CompletedExecutionInstruction;
import org.quartz.listeners.TriggerListenerSupport;

/**
 * Stands before what timers begin. A timer that has fired can't be called back, and until its work begins nobody sees
 * it: here it is either counted, or it begins nothing any more.
 */
final class TimerGate extends TriggerListenerSupport {
    private final Set<String> inside = new HashSet<>();
    private boolean shut;

    @Override
    public String getName() {
        return "timer-gate";
    }

    @Override
    public synchronized boolean vetoJobExecution(Trigger trigger, JobExecutionContext firing) {
        if (!shut) {
            inside.add(firing.getFireInstanceId());
        }
        return shut;
    }

    @Override
    public synchronized void triggerComplete(
            Trigger trigger, JobExecutionContext firing, CompletedExecutionInstruction instruction) {
        inside.remove(firing.getFireInstanceId());
    }

    /** Whether nothing that a timer began is under way. */
    synchronized boolean rests() {
        return inside.isEmpty();
    }

    /** Timers begin nothing until {@link #open}. */
    synchronized void shut() {
        shut = true;
    }

    synchronized void open() {
        shut = false;
    }
}
