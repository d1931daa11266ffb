package io.tieout.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.port.RetryLater;
import io.tieout.store.Database;
import io.tieout.store.connection.ConnectionRows;
import io.tieout.store.connection.CustomerMapRows;
import io.tieout.store.connection.LinkRow;
import io.tieout.store.connection.LinkRows;
import io.tieout.store.connection.MappedCustomer;
import io.tieout.store.connection.MappedCustomer.Between;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What work reads of connections, links and customers is what stands now: also what this transaction has changed. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class StandingNowTest {
    private static final String FLOW = "stripe-charges-to-ebs-ledger";
    private static final String SETTINGS = """
            {"livemode": false, "startDate": "2026-11-01", "zone": "UTC",
             "ledger": {"id": "1", "currency": "USD", "source": "Tieout", "category": "Tieout Receipts"},
             "accounts": {"clearing": {"USD": "01-1150"}, "credit": "01-2150"}, "entities": ["204"]}""";

    @Inject
    Connections connections;

    @Inject
    ConnectionRows connectionRows;

    @Inject
    Links links;

    @Inject
    LinkRows linkRows;

    @Inject
    CustomerMapRows customers;

    @Inject
    ConnectionEditor editor;

    @Inject
    Vault vault;

    @Inject
    Database database;

    @Inject
    Tenants tenants;

    @Test
    void connection_isReadAsItsEditorKnowsIt() {
        Tenant tenant = tenants.create().withConnections();
        ConnectionId id = stripe(tenant);
        vault.put(id, new Secrets(Map.of("apiKey", "one", "webhookSecret", "two")));
        connectionRows.succeeded(id);

        assertThat(connectionRows.byId(id)).isEqualTo(connectionRows.byName(tenant.stripe()));
        connectionRows.stop(id, 1, "refused");
        assertThat(connectionRows.byId(id)).isEqualTo(connectionRows.byName(tenant.stripe()));
        assertThat(connectionRows.byId(id).orElseThrow().stop()).isPresent();
    }

    @Test
    void connection_switchedOffInThisTransaction_isOff() {
        Tenant tenant = tenants.create().withConnections();
        ConnectionId id = stripe(tenant);

        QuarkusTransaction.begin();
        editor.enable(tenant.actor(), tenant.stripe(), false);
        assertThatThrownBy(() -> connections.open(id)).isInstanceOf(RetryLater.class);
        QuarkusTransaction.rollback();

        assertThat(connections.open(id).name()).isEqualTo(tenant.stripe());
    }

    @Test
    void credentials_setInThisTransaction_areOpened() {
        Tenant tenant = tenants.create().withConnections();
        ConnectionId id = stripe(tenant);
        assertThat(connections.open(id).secrets().names()).isEmpty();

        QuarkusTransaction.begin();
        vault.put(id, new Secrets(Map.of("apiKey", "one")));
        assertThat(connections.open(id).secrets().names()).containsExactly("apiKey");
        QuarkusTransaction.commit();

        assertThat(connections.open(id).secrets().names()).containsExactly("apiKey");
    }

    @Test
    void link_isReadAsItsEditorKnowsIt() {
        LinkRow row = link(tenants.create().withConnections());

        assertThat(linkRows.byId(row.id()))
                .isEqualTo(linkRows.byKey(row.identity().key()));
        assertThat(linkRows.from(row.identity().source(), FLOW))
                .containsExactlyElementsOf(linkRows.ofTenant(row.identity().tenant()));
        assertThat(linkRows.working(FLOW))
                .containsAll(linkRows.ofTenant(row.identity().tenant()));
    }

    @Test
    void link_pausedInThisTransaction_doesNotWork() {
        LinkRow row = link(tenants.create().withConnections());

        QuarkusTransaction.begin();
        linkRows.pause(row.id(), true);
        assertThat(links.byId(row.id()))
                .hasValueSatisfying(link -> assertThat(link.working()).isFalse());
        assertThat(links.working(FLOW)).noneMatch(link -> link.id() == row.id());
        QuarkusTransaction.rollback();

        assertThat(links.working(FLOW)).anyMatch(link -> link.id() == row.id());
    }

    @Test
    void settings_changedInThisTransaction_areItsPolicy() {
        LinkRow row = link(tenants.create().withConnections());
        assertThat(most(row)).isEqualTo(100);

        QuarkusTransaction.begin();
        linkRows.update(
                row.id(), new LinkRow.Settings(SETTINGS.replace("UTC\"", "UTC\", \"batch\": {\"most\": 7}"), "h"));
        assertThat(most(row)).isEqualTo(7);
        QuarkusTransaction.rollback();

        assertThat(most(row)).isEqualTo(100);
    }

    /** By hand, as it should not be done: neither version nor hash tell of it. */
    @Test
    void settings_changedInTheDatabase_holdAtOnce() {
        LinkRow row = link(tenants.create().withConnections());
        Link before = links.byId(row.id()).orElseThrow();
        assertThat(links.byId(row.id()).orElseThrow().policy()).isSameAs(before.policy());

        database.run(handle -> handle.execute(
                "update link set settings = settings || '{\"batch\": {\"most\": 3}}' where id = ?", row.id()));

        assertThat(most(row)).isEqualTo(3);
    }

    @Test
    void customer_removedInThisTransaction_isNotFound() {
        LinkRow row = link(tenants.create().withConnections());
        Between between = new Between(row.identity().source(), row.identity().target());
        MappedCustomer customer = new MappedCustomer("cus_1", "1001", "A-1");
        customers.save(between, List.of(customer));
        assertThat(customers.find(between, "cus_1")).contains(customer);

        QuarkusTransaction.begin();
        assertThat(customers.delete(between, "cus_1")).isTrue();
        assertThat(customers.find(between, "cus_1")).isEmpty();
        assertThat(customers.delete(between, "cus_1")).isFalse();
        QuarkusTransaction.rollback();

        assertThat(customers.find(between, "cus_1")).contains(customer);
    }

    private int most(LinkRow row) {
        return links.byId(row.id()).orElseThrow().policy().batching().most();
    }

    private ConnectionId stripe(Tenant tenant) {
        return connectionRows.byName(tenant.stripe()).orElseThrow().id();
    }

    private LinkRow link(Tenant tenant) {
        ConnectionId target = connectionRows.byName(tenant.ebs()).orElseThrow().id();
        return linkRows.insert(
                new LinkRow.Identity(tenant.link(), tenant.name(), FLOW, stripe(tenant), target),
                new LinkRow.Settings(SETTINGS, "hash"));
    }
}
