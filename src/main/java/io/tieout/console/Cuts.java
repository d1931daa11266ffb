package io.tieout.console;

import io.tieout.connection.Actor;
import io.tieout.connection.Link;
import io.tieout.connection.LinkEditor;
import io.tieout.connection.LinkView;
import io.tieout.connection.Links;
import io.tieout.store.view.CutOff;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Finds the cut-off that a person asks for. */
@ApplicationScoped
class Cuts {
    private final Links links;
    private final LinkEditor editor;
    private final Clock clock;

    Cuts(Links links, LinkEditor editor, Clock clock) {
        this.links = links;
        this.editor = editor;
        this.clock = clock;
    }

    /** The keys of the links to choose from. */
    List<String> keys(Actor actor) {
        return editor.list(actor).stream().map(LinkView::key).toList();
    }

    /**
     * The cut-off of a link of theirs.
     *
     * @param day as they wrote it; what is no day means the last day of the month before this one, in the link's zone
     */
    Optional<CutOff> find(Actor actor, Optional<String> link, Optional<String> day) {
        return link.flatMap(key -> links.byKey(actor.tenant(), key))
                .map(found -> new CutOff(
                        found.id(),
                        found.key(),
                        day.flatMap(CutOff::day).orElseGet(() -> lastMonthEnd(found)),
                        found.policy().zone()));
    }

    private LocalDate lastMonthEnd(Link link) {
        return LocalDate.ofInstant(clock.instant(), link.policy().zone())
                .withDayOfMonth(1)
                .minusDays(1);
    }
}
