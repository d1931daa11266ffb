package io.tieout.store.view;

/** Kinds of questions to people. */
public enum ReviewKind {
    /** Nothing lives in the target yet, and nobody but a person knows what it is for or whether it may go on. */
    QUESTION("p.state = 'REVIEW' and not p.live and p.effect <> 'APPLY'"),
    /** The money stands in the books on account, and it is not known what it is for. */
    ON_ACCOUNT("p.state in ('REVIEW', 'HELD') and not p.live and p.effect = 'APPLY'"),
    /** A rule holds it. */
    HELD("p.state = 'HELD' and p.effect <> 'APPLY'"),
    /** Its reference lives in the target, and what stands there needs a person. */
    LIVE("p.state = 'REVIEW' and p.live"),
    /** It was in the target and is not there any more. */
    GONE("p.state = 'GONE'");

    private final String condition;

    ReviewKind(String condition) {
        this.condition = condition;
    }

    /** Which postings {@code p} are of this kind. */
    String condition() {
        return condition;
    }

    /** The kind of a posting that is listed. */
    static ReviewKind of(PostingLine posting) {
        if (posting.state().equals("GONE")) {
            return GONE;
        }
        if (posting.live()) {
            return LIVE;
        }
        if (posting.effect().equals("APPLY")) {
            return ON_ACCOUNT;
        }
        return posting.state().equals("HELD") ? HELD : QUESTION;
    }
}
