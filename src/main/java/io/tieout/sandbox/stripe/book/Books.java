package io.tieout.sandbox.stripe.book;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tieout.sandbox.Faults;
import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.SandboxDesk;
import io.tieout.sandbox.stripe.wire.Answer;
import io.tieout.sandbox.stripe.wire.Call;
import io.tieout.sandbox.stripe.wire.Params;
import java.util.function.Function;

/** Everything the simulated Stripe keeps and does, below its HTTP surface. Call it inside a store's transaction. */
public final class Books {

    /** The fault that declines the next confirmation whatever the card. */
    public static final String DECLINED = "declined";

    private final RowStore rows;
    private final Faults faults;
    private final SettingsRow settings;
    private final Things things;
    private final Lists lists;
    private final Timers timers;
    private final Events events;
    private final Ledger ledger;
    private final PaymentMethods methods;
    private final Charges charges;
    private final Intents intents;
    private final Challenges challenges;
    private final Debits debits;
    private final Refunds refunds;
    private final Invoices invoices;
    private final InvoiceItems items;
    private final Payouts payouts;
    private final Disputes disputes;
    private final FraudWarnings warnings;
    private final Customers customers;
    private final Surface surface;

    public Books(SandboxDesk desk) {
        rows = desk.rows();
        faults = desk.faults();
        settings = new SettingsRow(rows);
        things = new Things(rows, desk.clock());
        lists = new Lists(things);
        timers = new Timers(rows, desk.clock());
        events = new Events(things, lists);
        ledger = new Ledger(rows, things, lists);
        methods = new PaymentMethods(things, lists, events);
        customers = new Customers(things, events);
        charges = new Charges(this);
        intents = new Intents(this);
        challenges = new Challenges(this);
        debits = new Debits(this);
        refunds = new Refunds(this);
        invoices = new Invoices(this);
        items = new InvoiceItems(this);
        payouts = new Payouts(this);
        disputes = new Disputes(this);
        warnings = new FraudWarnings(this);
        surface = new Surface(this);
    }

    /** What serves the operation of this name. */
    public Function<Call, Answer> serving(String operation) {
        return surface.of(operation);
    }

    public RowStore rows() {
        return rows;
    }

    public Settings settings() {
        return settings.get();
    }

    public void settings(Settings changed) {
        settings.set(changed);
    }

    public Things things() {
        return things;
    }

    public Lists lists() {
        return lists;
    }

    public Timers timers() {
        return timers;
    }

    public Events events() {
        return events;
    }

    /** Copies of an object with {@code expand[]} done. */
    public Expansion expansion() {
        return new Expansion(things);
    }

    /** An automatic payout of everything that is due in a currency, in test mode. */
    public ObjectNode automaticPayout(String currency) {
        return payouts.automatic(Call.own(false), currency);
    }

    /** The bank sends a payout back, in test mode. */
    public ObjectNode failPayout(String payout, String code) {
        return payouts.fail(Call.own(false).on(payout, Params.empty()), code);
    }

    /** The payer does, or fails, what an intent in test mode waits for. */
    public ObjectNode authenticate(String intent, boolean success) {
        return challenges.answer(Call.own(false).on(intent, Params.empty()), success);
    }

    boolean declines() {
        return faults.take("POST /v1/payment_intents/{id}/confirm", DECLINED)
                || faults.take("POST /v1/payment_intents", DECLINED);
    }

    /** Stripe's decimals of a currency: minor units are the major unit times ten to this power. */
    public static int decimals(String currency) {
        return Currencies.decimals(currency);
    }

    Ledger ledger() {
        return ledger;
    }

    PaymentMethods methods() {
        return methods;
    }

    Charges charges() {
        return charges;
    }

    Intents intents() {
        return intents;
    }

    Challenges challenges() {
        return challenges;
    }

    Debits debits() {
        return debits;
    }

    Refunds refunds() {
        return refunds;
    }

    Invoices invoices() {
        return invoices;
    }

    InvoiceItems items() {
        return items;
    }

    Payouts payouts() {
        return payouts;
    }

    Disputes disputes() {
        return disputes;
    }

    FraudWarnings warnings() {
        return warnings;
    }

    Customers customers() {
        return customers;
    }
}
