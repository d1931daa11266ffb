package io.tieout.connector.ebs;

import io.tieout.port.erp.Remedy;
import java.util.Map;
import java.util.Set;

/**
 * What the codes mean that Journal Import leaves in GL_INTERFACE.STATUS, in plain words with what to do, and what
 * helps. They are put together from public listings of R12's codes and were not seen on a real EBS. A code that is not
 * here keeps EBS' own words and is a person's.
 */
final class ImportErrors {
    private static final int LONGEST = 240;
    private static final Set<String> INNOCENT = Set.of("P", "NEW", "CORRECTED");
    private static final Map<String, Trouble> KNOWN = Map.ofEntries(
            date("EP01", "the date is not in an open or future enterable period", "open the period, or move the date"),
            date("EP02", "the date is in no period of the ledger's calendar", "define the period, or move the date"),
            person("EP04", "the date is no business day of the ledger", "move the date, or change the calendar"),
            person("EU02", "the journal does not balance, and suspense posting is off", "look for changed rows"),
            person("WU01", "the journal does not balance, so suspense would take the difference", "correct the rows"),
            person("EF01", "the account is not active on this date", "widen its dates in EBS, or correct the account"),
            person("EF02", "the account does not allow detail posting", "allow it in EBS, or correct the account"),
            person("EF03", "the account is disabled", "enable it in EBS, or correct the account"),
            person("EF04", "the account is not a valid combination", "correct the account, or EBS' rules for it"),
            person("EF05", "the account does not exist", "create it in EBS, or correct the account"),
            person("EC01", "a rate is missing for rate type User", "name a rate type with daily rates in the link"),
            person("EC02", "the rate's date is missing", "tell the maker of this program: it always sends one"),
            person("EC03", "a rate type or the amount in the ledger's currency is missing", "name one in the link"),
            later("EC06", "EBS has no rate for this currency, type and date yet", "enter the day's rate in EBS"),
            person("EC08", "the currency is not valid", "enable it in EBS"),
            person("EC11", "the rate type is not valid", "define it in EBS, or name another in the link"),
            person("EC12", "an amount in the ledger's own currency has two values", "look for changed rows"),
            person("EC13", "amount and rate do not fit, or the amount is too large", "look at the day's rate in EBS"),
            person("ED01", "descriptive flexfield data are not valid", "mend the flexfield's set-up in EBS"),
            person("ED02", "descriptive flexfield data are not valid", "mend the flexfield's set-up in EBS"),
            person("ED03", "descriptive flexfield data are not valid", "mend the flexfield's set-up in EBS"),
            person("EM01", "the journal category is not valid", "define it in EBS, or name another in the link"),
            person("EM03", "the ledger is not valid", "check the ledger and the responsibility's access set"),
            person("EM04", "the kind of balance (actual, budget) is not valid", "look for changed rows"));

    private ImportErrors() {}

    /**
     * What is wrong with a row.
     *
     * @param words empty when nothing is
     */
    record Trouble(Remedy remedy, String words) {}

    /**
     * What a status means.
     *
     * @param said EBS' own words, empty when it gave none
     */
    static Trouble of(String status, String said) {
        if (INNOCENT.contains(status)) {
            return new Trouble(Remedy.NONE, "");
        }
        Trouble known = KNOWN.get(status);
        if (known != null) {
            return known;
        }
        String words = said.isEmpty() ? "EBS refused it with status " + status : said + " (" + status + ")";
        return new Trouble(Remedy.PERSON, words.length() <= LONGEST ? words : words.substring(0, LONGEST));
    }

    private static Map.Entry<String, Trouble> date(String code, String words, String advice) {
        return entry(code, Remedy.MOVE_DATE, words, advice);
    }

    private static Map.Entry<String, Trouble> later(String code, String words, String advice) {
        return entry(code, Remedy.WAIT, words, advice);
    }

    private static Map.Entry<String, Trouble> person(String code, String words, String advice) {
        return entry(code, Remedy.PERSON, words, advice);
    }

    private static Map.Entry<String, Trouble> entry(String code, Remedy remedy, String words, String advice) {
        return Map.entry(code, new Trouble(remedy, words + " (" + code + "): " + advice));
    }
}
