package io.tieout.crash;

/**
 * A promise that was broken.
 *
 * @param promise which one
 * @param text by what, with the ids to look for
 */
record Finding(Promise promise, String text) {

    /** What is promised, and how the report names it. */
    enum Promise {
        EVERY_CHARGE("every charge is in the ledger once, or held, in review or dead with a reason"),
        NOTHING_TWICE("nothing is in the ledger twice, or without a charge"),
        TO_THE_CENT("the ledger has what the charge took: amount, currency, account, date"),
        TRIAL_BALANCE("debits are credits in each currency, and each account has what the charges come to"),
        RIGHT_ITEM("what is in the ledger pays the invoice that its customer named, whole"),
        NO_ITEM_TWICE("no invoice is paid more often than once, and none that a person had paid or disputed before"),
        TRUE_STATE("held is what has an open dispute, ignored what was given back, gone what a person deleted"),
        NOTHING_LEFT("nothing is left half done"),
        DURABLE("what was answered 2xx is on disk"),
        AUDIT_CHAIN("the audit trail is whole"),
        NO_SECRETS("no log has a secret"),
        STAYS_UP("no process ends by itself while its database is there"),
        WORK_DONE("a person is asked only about what people or faults of EBS made a question");

        private final String words;

        Promise(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }
}
