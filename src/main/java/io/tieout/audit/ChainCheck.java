package io.tieout.audit;

import io.tieout.audit.EntryForm.Place;
import io.tieout.audit.Finding.Kind;
import io.tieout.connection.KeyRing;
import io.tieout.store.audit.ChainLink;
import io.tieout.store.audit.EntryRow;
import io.tieout.store.audit.SealRow;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Supplier;

/** Checks the links of one chain, one after another; knows no more of it than the last seal. */
final class ChainCheck {
    private final KeyRing keys;
    private final Optional<Head> kept;
    private long checked;
    private String last = "";

    /** @param kept a head that the chain must lead through */
    ChainCheck(KeyRing keys, Optional<Head> kept) {
        this.keys = keys;
        this.kept = kept;
    }

    /** How many links were as they were sealed. */
    long checked() {
        return checked;
    }

    /**
     * Checks the next link.
     *
     * @param follower the link after it, asked for only when this one is wrong, to tell what was done to it
     */
    Optional<Finding> next(ChainLink link, Supplier<Optional<ChainLink>> follower) {
        SealRow seal = link.seal();
        if (seal.number() != checked + 1) {
            return Optional.of(gap(seal.number()));
        }
        if (link.entry().isEmpty()) {
            return Optional.of(Finding.at(
                    Kind.MISSING,
                    seal.number(),
                    seal.entry(),
                    "entry " + seal.entry() + ", number " + seal.number()
                            + " of the chain, is missing: it was deleted, its seal is still there"));
        }
        if (!keys.knows(seal.keyId())) {
            return Optional.of(Finding.at(
                    Kind.UNKNOWN_KEY,
                    seal.number(),
                    seal.entry(),
                    "number " + seal.number() + " was sealed with key " + seal.keyId()
                            + ", which this key set does not have: use the key set of this installation"));
        }
        if (!fits(link, last, seal.number())) {
            return Optional.of(wrong(link, follower.get()));
        }
        Optional<Finding> rewritten = compare(seal);
        if (rewritten.isEmpty()) {
            checked = seal.number();
            last = seal.seal();
        }
        return rewritten;
    }

    /** Says that the numbers before this one are not there. */
    Finding gap(long number) {
        long first = checked + 1;
        String which =
                first == number - 1 ? "number " + first + " is" : "numbers " + first + " to " + (number - 1) + " are";
        return Finding.atNumber(
                Kind.MISSING,
                first,
                which + " missing from the chain: the entries were deleted together with their seals");
    }

    private Optional<Finding> compare(SealRow seal) {
        return kept.filter(head -> head.number() == seal.number() && !head.fits(seal.seal()))
                .map(head -> Finding.at(
                        Kind.REWRITTEN,
                        seal.number(),
                        seal.entry(),
                        "number " + seal.number() + " has another seal than the head that was kept: the chain was cut "
                                + "at or before it and sealed anew"));
    }

    /** Whether a seal is that of its entry at a place of the chain. */
    private boolean fits(ChainLink link, String before, long number) {
        SealRow seal = link.seal();
        Place place = new Place(before, number, seal.keyId(), seal.sealedAt());
        return link.entry()
                .filter(entry -> keys.knows(seal.keyId()))
                .filter(entry -> keys.sealed(
                        seal.keyId(),
                        EntryForm.bytes(place, entry),
                        HexFormat.of().parseHex(seal.seal())))
                .isPresent();
    }

    private Finding wrong(ChainLink link, Optional<ChainLink> follower) {
        SealRow seal = link.seal();
        long id = link.entry().map(EntryRow::id).orElse(seal.entry());
        String which = "entry " + id + ", number " + seal.number() + " of the chain, ";
        // The follower was sealed over this very seal, so the seal is good and the entry is not.
        if (follower.filter(one -> fits(one, seal.seal(), seal.number() + 1)).isPresent()) {
            return Finding.at(
                    Kind.ALTERED, seal.number(), id, which + "was altered: its seal is good, its content is another");
        }
        if (follower.filter(one -> fits(one, last, seal.number())).isPresent()) {
            return Finding.at(
                    Kind.INSERTED,
                    seal.number(),
                    id,
                    which + "was inserted or moved here: what follows it was sealed without it");
        }
        return Finding.at(
                Kind.ALTERED,
                seal.number(),
                id,
                which + "does not fit its seal: it or its seal was altered, inserted or moved without the key");
    }
}
