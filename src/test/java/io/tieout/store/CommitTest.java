package io.tieout.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.launch.PostgresAddress;
import io.tieout.store.watch.Alerts;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A statement commits by itself where there is no transaction, and belongs to the one that there is. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class CommitTest {
    private static final String KIND = "commit";

    @Inject
    Alerts alerts;

    @Inject
    Database database;

    @Inject
    Tenants tenants;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @ConfigProperty(name = "quarkus.datasource.username")
    String user;

    @ConfigProperty(name = "quarkus.datasource.password")
    String password;

    @Test
    void write_withoutATransaction_isCommitted() throws SQLException {
        String tenant = tenants.create().name();

        alerts.raise(tenant, KIND, tenant, "text");

        assertThat(seenByOthers(tenant)).isTrue();
    }

    @Test
    void write_withoutATransaction_afterOneThatFailed_isCommitted() throws SQLException {
        String tenant = tenants.create().name();

        assertThatThrownBy(() -> database.run(handle -> handle.execute("select 1 / 0")))
                .isInstanceOf(RuntimeException.class);
        alerts.raise(tenant, KIND, tenant, "text");

        assertThat(seenByOthers(tenant)).isTrue();
    }

    @Test
    void write_inATransaction_isCommittedWithIt() throws SQLException {
        String tenant = tenants.create().name();

        QuarkusTransaction.begin();
        alerts.raise(tenant, KIND, tenant, "text");
        assertThat(seenByUs(tenant)).isTrue();
        assertThat(seenByOthers(tenant)).isFalse();
        QuarkusTransaction.commit();

        assertThat(seenByOthers(tenant)).isTrue();
    }

    @Test
    void write_inATransactionRolledBack_isGone() throws SQLException {
        String tenant = tenants.create().name();

        QuarkusTransaction.begin();
        alerts.raise(tenant, KIND, tenant, "text");
        QuarkusTransaction.rollback();
        assertThat(seenByUs(tenant)).isFalse();
        alerts.raise(tenant, KIND, tenant + "-2", "text");

        assertThat(seenByOthers(tenant)).isFalse();
        assertThat(seenByOthers(tenant + "-2")).isTrue();
    }

    private boolean seenByUs(String subject) {
        return database.with(
                handle -> handle.createQuery("select exists (select 1 from alert where subject = :subject)")
                        .bind("subject", subject)
                        .mapTo(Boolean.class)
                        .one());
    }

    /** Asked by a connection of its own, which the pool does not know. */
    private boolean seenByOthers(String subject) throws SQLException {
        try (Connection other = new PostgresAddress(url, user, password).connect();
                PreparedStatement query =
                        other.prepareStatement("select exists (select 1 from alert where subject = ?)")) {
            query.setString(1, subject);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }
}
