package io.tieout.flow;

import io.tieout.connection.Links;
import io.tieout.domain.ledger.Period;
import io.tieout.port.erp.JournalAnswers.GroupRow;
import io.tieout.port.erp.JournalAnswers.LedgerLine;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.JournalAnswers.Standing;
import io.tieout.port.erp.Journals;
import io.tieout.store.item.LedgerPeriods;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads afresh what a target holds under the reference of a posting, for a person who decides. Throws what the reads of
 * {@link Journals} throw.
 */
@ApplicationScoped
public class WhatStands {
    private final Journals journals;
    private final Links links;
    private final LedgerPeriods periods;

    WhatStands(Journals journals, Links links, LedgerPeriods periods) {
        this.journals = journals;
        this.links = links;
        this.periods = periods;
    }

    /**
     * What a target holds under one reference.
     *
     * @param waiting rows that wait in the interface
     * @param booked lines of journals, posted or not
     * @param summary names the lines: other lines have another summary
     * @param difference what the books hold otherwise than it was sent, in words; empty where they don't or where nothing
     *     is posted
     */
    public record Seen(
            Standing standing,
            List<GroupRow> waiting,
            List<LedgerLine> booked,
            String summary,
            Optional<String> difference) {
        public Seen {
            waiting = List.copyOf(waiting);
            booked = List.copyOf(booked);
        }

        /** Whether all of it is posted in the books, so that nothing of it changes by itself any more. */
        public boolean posted() {
            return standing.stage() == Stage.POSTED && booked.stream().allMatch(LedgerLine::posted);
        }

        /** Where it stands, in words. */
        public String words() {
            return switch (standing.stage()) {
                case UNKNOWN -> "the target does not know the reference, and a late call may still bring it";
                case CLOSED -> "the reference is closed in the target";
                case INTERFACE -> "its rows wait in the interface" + group();
                case INTERFACE_ERROR -> "its rows stand with errors in the interface" + group();
                case IMPORTED -> "its journal stands in the target, not yet posted";
                case POSTED -> "its journal is posted in the books";
                case GONE -> "the target knows the reference, but its rows and lines are gone";
            };
        }

        private String group() {
            return standing.group().map(group -> ", group " + group).orElse("");
        }

        /** The lines of the books, each in words. */
        public List<String> bookedWords() {
            return Booked.words(booked);
        }
    }

    /** Asks the target. */
    public Seen read(PostingRow posting) {
        Standing standing = Optional.ofNullable(journals.find(posting.target(), Set.of(posting.reference()))
                        .get(posting.reference()))
                .orElseThrow(() -> new IllegalStateException("the target did not answer for " + posting.reference()));
        List<GroupRow> waiting = standing.stage() == Stage.INTERFACE || standing.stage() == Stage.INTERFACE_ERROR
                ? waiting(posting, standing)
                : List.of();
        List<LedgerLine> booked = standing.stage() == Stage.IMPORTED || standing.stage() == Stage.POSTED
                ? journals.lines(posting.target(), Set.of(posting.reference()))
                        .getOrDefault(posting.reference(), List.of())
                : List.of();
        Optional<String> difference = standing.stage() == Stage.POSTED ? difference(posting, booked) : Optional.empty();
        return new Seen(standing, waiting, booked, Booked.summary(booked), difference);
    }

    private List<GroupRow> waiting(PostingRow posting, Standing standing) {
        return standing.group().stream()
                .flatMap(group -> journals.rows(posting.target(), group).stream())
                .filter(row -> row.reference().equals(posting.reference()))
                .toList();
    }

    private Optional<String> difference(PostingRow posting, List<LedgerLine> booked) {
        if (posting.journal().isEmpty() || posting.accountingDate().isEmpty()) {
            return Optional.empty();
        }
        String ledger = links.byId(posting.link())
                .map(link -> link.policy().books().ledger())
                .orElse("");
        List<Period> known = periods.of(posting.target(), ledger);
        return ReadBack.difference(
                posting.journal().get(),
                new ReadBack.Destination(ledger, posting.accountingDate().get(), known),
                booked);
    }
}
