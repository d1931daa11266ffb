package io.tieout.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.store.Database;
import io.tieout.testing.AcmeWorld;
import io.tieout.testing.AcmeWorld.Account;
import io.tieout.testing.FlowProfile;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What matching decides beyond one invoice for one charge, as it stands in the books of EBS in the end. */
@QuarkusTest
@TestProfile(FlowProfile.class)
class MatchingFlowTest {
    private static final String CLEARING = "01-000-1150-0000-000";
    private static final String CREDIT = "01-000-2150-0000-000";
    private static final String UNAPPLIED = "01-000-2160-0000-000";

    @Inject
    AcmeWorld acme;

    @Inject
    Database database;

    @Test
    void invoiceLessItsCreditMemo_isPaidByOneCharge() {
        Account customer = acme.newCustomer("Sum Ltd");
        enter(customer, "SUM-1", "amount", "100.00");
        acme.enter(Map.of("customer", customer.id(), "number", "SUM-2", "class", "CM", "amount", "30.00"));
        enter(customer, "SUM-3", "amount", "45.67");

        String charge = acme.charge(7000, "usd", "", Map.of("ebs_account_number", customer.number()));

        assertThat(acme.awaitState(charge, "CONFIRMED")).isNotEmpty();
        assertThat(booked(charge)).containsExactlyInAnyOrder("70.00 -", "- 100.00", "30.00 -");
        assertThat(accounts(charge))
                .containsExactlyInAnyOrder(CLEARING + " DEBIT", CREDIT + " CREDIT", CREDIT + " DEBIT");
        assertThat(matched(charge)).isEqualTo("SUM-1, SUM-2 are the customer's only set of open items with this sum");
    }

    @Test
    void instalmentsOfANamedInvoice_arePaidOldestFirst() {
        Account customer = acme.newCustomer("Instalment Ltd");
        List<String> items = enter(customer, "INST-1", "instalments", "50.00,60.00,70.00");

        String charge = acme.charge(11_000, "usd", "", Map.of("invoice_number", "INST-1"));

        acme.awaitState(charge, "CONFIRMED");
        assertThat(booked(charge)).containsExactlyInAnyOrder("110.00 -", "- 50.00", "- 60.00");
        assertThat(acme.number("select count(*) from allocation a join posting p on p.id = a.posting_id"
                        + " where p.fact_id = " + acme.fact(charge) + " and a.item_id in ('" + items.get(0) + "', '"
                        + items.get(1) + "')"))
                .isEqualTo(2);
    }

    @Test
    void whatIsPaidOverANamedInvoice_staysOnAccount() {
        Account customer = acme.newCustomer("Over Ltd");
        enter(customer, "OVER-1", "amount", "100.00");

        String charge = acme.charge(12_000, "usd", "for OVER-1", Map.of());

        acme.awaitState(charge, "CONFIRMED");
        assertThat(booked(charge)).containsExactlyInAnyOrder("120.00 -", "- 100.00", "- 20.00");
        assertThat(accounts(charge))
                .containsExactlyInAnyOrder(CLEARING + " DEBIT", CREDIT + " CREDIT", UNAPPLIED + " CREDIT");
    }

    @Test
    void invoicePaidInTwoParts_isSettledOnceAndNeverPaidAgain() {
        Account customer = acme.newCustomer("Part Ltd");
        enter(customer, "PART-1", "amount", "100.00");

        String part = acme.charge(4000, "usd", "PART-1", Map.of("partial_payment", "true"));
        acme.awaitState(part, "CONFIRMED");
        String rest = acme.charge(6000, "usd", "PART-1", Map.of());
        acme.awaitState(rest, "CONFIRMED");
        String again = acme.charge(100, "usd", "PART-1", Map.of("partial_payment", "true"));

        assertThat(acme.awaitState(again, "REVIEW")).contains("none of that number can be taken");
        assertThat(booked(part)).containsExactlyInAnyOrder("40.00 -", "- 40.00");
        assertThat(booked(rest)).containsExactlyInAnyOrder("60.00 -", "- 60.00");
        assertThat(booked(again)).isEmpty();
    }

    private List<String> texts(String sql) {
        return database.with(
                handle -> handle.createQuery(sql).mapTo(String.class).list());
    }

    private List<String> enter(Account customer, String number, String field, String amount) {
        return acme.enter(Map.of("customer", customer.id(), "number", number, field, amount));
    }

    /** Debit and credit of each line that is posted in EBS. */
    private List<String> booked(String charge) {
        return acme.booked(charge).stream()
                .filter(line -> line.status().equals("P"))
                .map(line -> amount(line.debit()) + " " + amount(line.credit()))
                .toList();
    }

    private static String amount(BigDecimal amount) {
        return amount.signum() == 0 ? "-" : amount.setScale(2).toPlainString();
    }

    private List<String> accounts(String charge) {
        return texts("select line ->> 'account' || ' ' || (line ->> 'side') from posting p, lateral"
                + " jsonb_array_elements(p.journal -> 'lines') line where p.fact_id = " + acme.fact(charge)
                + " and p.effect = 'RECORD'");
    }

    /** Why it was matched, as its story tells. */
    private String matched(String charge) {
        return texts("select detail ->> 'reason' from audit_entry where fact_id = " + acme.fact(charge)
                        + " and detail ->> 'to' = 'MATCHED'")
                .get(0);
    }
}
