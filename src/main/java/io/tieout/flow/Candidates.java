package io.tieout.flow;

import io.tieout.connection.CustomerMap;
import io.tieout.connection.Link;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.ledger.LedgerPolicy;
import io.tieout.domain.matching.Candidate;
import io.tieout.domain.matching.Found;
import io.tieout.domain.matching.MatchingPolicy;
import io.tieout.domain.matching.NamedInvoices;
import io.tieout.domain.matching.Payment;
import io.tieout.domain.money.Money;
import io.tieout.store.item.OpenItemRows;
import io.tieout.store.posting.PostingRow;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What matching is asked: a charge as a payment, and the open items of the mirror that it may pay. */
@ApplicationScoped
class Candidates {
    private static final int MOST_NAMED = 100;
    private static final int MOST_OF_CUSTOMER = 500;

    private final OpenItemRows items;
    private final CustomerMap customers;

    Candidates(OpenItemRows items, CustomerMap customers) {
        this.items = items;
        this.customers = customers;
    }

    /**
     * What is known about the money of a charge, and what may be done with it.
     *
     * @param amount what there is to match: all of it, or what was left on account
     */
    Payment payment(Charge charge, Link link, Money amount) {
        LedgerPolicy policy = link.policy();
        String named = charge.metadata().getOrDefault(policy.invoiceKey(), "");
        Optional<String> byNumber = Optional.ofNullable(charge.metadata().get(policy.customerKey()))
                .flatMap(number -> customers.accountByNumber(link.target(), number));
        Optional<String> account = byNumber.or(
                () -> charge.customer().flatMap(customer -> customers.account(link.source(), link.target(), customer)));
        return new Payment(
                amount,
                NamedInvoices.in(named, charge.description()),
                account,
                policy.entities(),
                terms(charge, policy));
    }

    private static Payment.Terms terms(Charge charge, LedgerPolicy policy) {
        MatchingPolicy matching = policy.matching();
        String part = charge.metadata().getOrDefault(matching.partialKey(), "");
        return new Payment.Terms(
                matching.partial() || part.strip().equalsIgnoreCase("true"),
                policy.books().accounts().unapplied().isPresent(),
                matching.sets(),
                matching.mostInSet(),
                matching.tolerance());
    }

    /**
     * The items that a payment names, and those that its customer has open.
     *
     * @param posting what it takes itself is free for it
     */
    Found of(Payment payment, PostingRow posting) {
        List<Candidate> named = items.named(posting.target(), payment.named().lookUps(), posting.id(), MOST_NAMED + 1);
        List<Candidate> own = items.ofCustomer(posting.target(), payment, posting.id(), MOST_OF_CUSTOMER + 1);
        long usable = own.stream().filter(one -> takes(payment, one)).count();
        Set<String> ids = new HashSet<>();
        List<Candidate> found = new ArrayList<>();
        own.stream().filter(one -> ids.add(one.item().id())).forEach(found::add);
        // A word that ends like an instalment is looked up without it too: what is not named by it is no candidate.
        Set<String> transactions = new HashSet<>();
        named.stream()
                .map(Candidate::item)
                .filter(payment::names)
                .forEach(item -> transactions.add(item.transaction()));
        named.stream()
                .filter(one -> transactions.contains(one.item().transaction()))
                .filter(one -> ids.add(one.item().id()))
                .forEach(found::add);
        return new Found(found, named.size() <= MOST_NAMED, usable <= MOST_OF_CUSTOMER);
    }

    private static boolean takes(Payment payment, Candidate candidate) {
        return payment.entities().contains(candidate.item().entity())
                && candidate.available().currency().equals(payment.amount().currency());
    }
}
