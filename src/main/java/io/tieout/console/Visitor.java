package io.tieout.console;

import java.util.List;

/**
 * Who looks at a page.
 *
 * @param tenant whose facts they see
 * @param name the operator's name
 * @param operator whether they may replay
 * @param sandboxes pages of the simulators; none but in the trial
 */
public record Visitor(String tenant, String name, boolean operator, List<Sandbox> sandboxes) {

    public Visitor {
        sandboxes = List.copyOf(sandboxes);
    }

    /** The page of a simulator. */
    public record Sandbox(String name, String address) {}
}
