package io.tieout.world;

/**
 * What counts as sent under a reference, and what is to take its place: 0 is what was frozen with its batch, and each
 * amendment has the next number.
 *
 * @param held counts as sent
 * @param open the amendment whose outcome is not known, 0 for none
 * @param given the highest number so far
 * @param refused amendments that the target would not have
 */
record Contents(int held, int open, int given, Few refused) {
    static final Contents FROZEN = new Contents(0, 0, 0, Few.NONE);

    boolean amending() {
        return open > 0;
    }

    Contents intended() {
        return new Contents(held, given + 1, given + 1, refused);
    }

    Contents done() {
        return new Contents(open, 0, given, refused);
    }

    Contents declined() {
        return new Contents(held, 0, given, refused.with(open));
    }

    Contents dropped() {
        return new Contents(held, 0, given, refused);
    }

    /** After a restore what stands counts as sent. */
    Contents adopted(int standing) {
        return standing == Entry.STRANGE || standing == held || standing == open
                ? this
                : new Contents(standing, 0, Math.max(given, standing), refused);
    }

    /** By hand, since it is asked for at every step. */
    @Override
    public int hashCode() {
        return ((held * 31 + open) * 31 + given) * 31 + refused.bits();
    }
}
