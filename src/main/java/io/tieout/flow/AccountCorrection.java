package io.tieout.flow;

import io.tieout.connection.AccountCheck;
import io.tieout.connection.ChangeRefused;
import io.tieout.connection.Link;
import io.tieout.connection.Links;
import io.tieout.domain.ledger.Journal;
import io.tieout.domain.ledger.JournalLine;
import io.tieout.domain.posting.PostingState;
import io.tieout.port.erp.JournalAnswers.Stage;
import io.tieout.port.erp.Journals;
import io.tieout.store.batch.Amendments;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/**
 * A person names another account for rows that stand in error (protocol.md move 7): the new bytes are frozen first, then
 * the look at the batch has the target amend the rows, and imports their group again.
 */
@ApplicationScoped
public class AccountCorrection {
    private final Rulings rulings;
    private final WhatStands stands;
    private final AccountCheck accounts;
    private final Links links;
    private final Journals journals;
    private final CorrectionWrites writes;

    AccountCorrection(
            Rulings rulings,
            WhatStands stands,
            AccountCheck accounts,
            Links links,
            Journals journals,
            CorrectionWrites writes) {
        this.rulings = rulings;
        this.stands = stands;
        this.accounts = accounts;
        this.links = links;
        this.journals = journals;
        this.writes = writes;
    }

    /**
     * What is to be corrected, in every line of the posting.
     *
     * @param from the account that stands there
     * @param to the account that takes its place
     */
    public record Correction(String from, String to) {}

    /**
     * Freezes the corrected lines; the look at the batch does the rest.
     *
     * @throws ChangeRefused when the account can't be posted to, or the rows don't stand in error as they were sent
     */
    @Transactional(Transactional.TxType.NEVER)
    public void correct(Ruling ruling, Correction correction) {
        PostingRow posting = rulings.read(ruling);
        if (!(posting.state() instanceof PostingState.LiveReview)) {
            throw ChangeRefused.conflict(
                    "only a question about what stands in the target can be answered so: this one is "
                            + posting.state().name());
        }
        Journal corrected = corrected(posting, correction);
        accounts.check(posting.link(), "to", correction.to());
        WhatStands.Seen seen = stands.read(posting);
        if (seen.standing().stage() != Stage.INTERFACE_ERROR) {
            throw ChangeRefused.conflict(
                    "rows can be corrected only while they stand with errors in the interface: " + seen.words());
        }
        Optional<String> content = seen.standing().contentHash().filter(writes.frozen(posting)::equals);
        if (content.isEmpty()) {
            throw ChangeRefused.conflict(
                    "the rows are not known to be what was sent: they can't be corrected from here");
        }
        Link link = links.byId(posting.link()).orElseThrow();
        Journals.Change change = new Journals.Change(
                Freezer.target(link.policy().books()),
                posting.accountingDate().orElseThrow(),
                corrected,
                content.get());
        Journals.FrozenChange bytes = journals.freeze(posting.target(), change);
        writes.correct(
                ruling,
                new Amendments.Wanted(
                        content.get(),
                        bytes.content(),
                        bytes.bytes(),
                        change.accountingDate(),
                        corrected,
                        "a person corrected account " + correction.from() + " to " + correction.to() + ": "
                                + ruling.reason().strip(),
                        ruling.actor().name()));
    }

    private static Journal corrected(PostingRow posting, Correction correction) {
        Journal journal = posting.journal().orElseThrow();
        if (journal.lines().stream().noneMatch(line -> line.account().equals(correction.from()))) {
            throw ChangeRefused.invalid("from", "no line of this posting is on account " + correction.from());
        }
        if (correction.from().equals(correction.to())) {
            throw ChangeRefused.invalid("to", "must be another account");
        }
        return new Journal(
                journal.reference(),
                journal.lines().stream()
                        .map(line -> line.account().equals(correction.from()) ? on(line, correction.to()) : line)
                        .toList());
    }

    private static JournalLine on(JournalLine line, String account) {
        return new JournalLine(account, line.side(), line.amount(), line.item(), line.description());
    }
}
