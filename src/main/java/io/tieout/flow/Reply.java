package io.tieout.flow;

import io.tieout.domain.matching.Choice;
import io.tieout.domain.posting.Answer;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a person answers to the question of a posting.
 *
 * @param posting its number
 * @param version the version of the posting that the person saw; absent when the person did not say
 * @param reason why, in the person's words
 * @param choice where the money goes: of an allocation only
 * @param account the customer account of the payer: of a mapping only
 */
public record Reply(
        long posting,
        OptionalInt version,
        Answer answer,
        String reason,
        Optional<Choice> choice,
        Optional<Account> account) {

    /**
     * A customer account of the ERP.
     *
     * @param id the ERP's id
     * @param number the number by which people know it
     * @param unchecked whether it is right though no open item of it is known, as the person says
     */
    public record Account(String id, String number, boolean unchecked) {}

    /** An answer that needs nothing but its reason. */
    public static Reply plain(long posting, OptionalInt version, Answer answer, String reason) {
        return new Reply(posting, version, answer, reason, Optional.empty(), Optional.empty());
    }
}
