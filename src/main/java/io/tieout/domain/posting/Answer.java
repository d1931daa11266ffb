package io.tieout.domain.posting;

import java.util.Set;

/** What a person may answer to the question of a posting; which answers fit, its state says. */
public enum Answer {
    /** The money goes to the open items that the person names. */
    ALLOCATE(true),
    /** The money is left on account until somebody knows what it is for. */
    UNAPPLIED(true),
    /** The payer is that customer of the ERP: it is decided anew with this known. */
    MAP(false),
    /** What a person decided before is taken back, and it is decided anew. */
    SEND_BACK(false),
    /** Nothing is posted; only a person opens it again. */
    CLOSE(true),
    /** What a rule holds or asks about goes on all the same. */
    RELEASE(true),
    /** What stands in the books takes the place of what was sent. */
    ACCEPT(false),
    /** The target closes the reference, and the effect is closed or decided anew. */
    GIVE_UP(false),
    /** The target closes the reference, and another one posts the effect. */
    POST_AGAIN(false),
    /** Rows that stand in error in the target get another account. */
    CORRECT_ACCOUNT(false);

    private final boolean stands;

    Answer(boolean stands) {
        this.stands = stands;
    }

    /** Whether it steers every later look, until it is taken back or can't be carried out any more. */
    public boolean stands() {
        return stands;
    }

    /** The answers while nothing lives in the target, by the state's name. */
    static Set<Answer> undecided(String state) {
        return switch (state) {
            case "REVIEW" -> Set.of(ALLOCATE, UNAPPLIED, MAP, SEND_BACK, CLOSE, RELEASE);
            case "HELD" -> Set.of(ALLOCATE, SEND_BACK, CLOSE, RELEASE);
            case "MATCHED", "DEAD" -> Set.of(SEND_BACK, CLOSE);
            case "WAITING" -> Set.of(CLOSE);
            default -> Set.of(SEND_BACK);
        };
    }
}
