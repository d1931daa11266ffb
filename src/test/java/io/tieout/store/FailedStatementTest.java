package io.tieout.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.connection.ConnectionEditor;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.domain.fact.Charge;
import io.tieout.domain.fact.ChargeStatus;
import io.tieout.domain.fact.DisputeStatus;
import io.tieout.domain.fact.FactKey;
import io.tieout.domain.money.Money;
import io.tieout.store.fact.FactBefore;
import io.tieout.store.fact.Facts;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;

/** What PostgreSQL refuses is told without the values that were refused: errors are logged, customers' words never. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class FailedStatementTest {
    private static final String WORDS = "Jane Planted, jane.planted@example.com";

    @Inject
    Facts facts;

    @Inject
    Database database;

    @Inject
    Tenants tenants;

    @Inject
    ConnectionEditor editor;

    @Test
    void fact_thatCannotBeWritten_failsWithoutTheCustomersWords() {
        Tenant tenant = tenants.create().withConnections();
        ConnectionId connection = editor.get(tenant.actor(), tenant.stripe()).id();

        // A zero character is valid JSON, and none for jsonb.
        Throwable error = catchThrowable(() -> facts.record(
                new Facts.Found(tenant.name(), connection, OptionalLong.empty()),
                charge(WORDS + "\0"),
                new FactBefore(0, 0, 0, 0)));

        assertTellsOnly(error, "unsupported Unicode escape sequence");
    }

    @Test
    void row_thatBreaksARule_isNotRepeated() {
        Throwable error = catchThrowable(() -> database.run(handle -> handle.createUpdate(
                        "insert into alert (tenant, kind, subject, text) values (:tenant, null, :text, :text)")
                .bind("tenant", "t")
                .bind("text", WORDS)
                .execute()));

        assertTellsOnly(error, "null value in column");
    }

    private static void assertTellsOnly(Throwable error, String reason) {
        assertThat(error).isNotNull();
        assertThat(Throwables.getStackTrace(error)).contains(reason).doesNotContain("Planted", "planted");
    }

    private static Charge charge(String description) {
        Money amount = Money.ofMinor(100, "USD");
        return new Charge(
                new FactKey("stripe", "acct_1", false, "charge", "ch_failed"),
                ChargeStatus.SUCCEEDED,
                true,
                amount,
                amount,
                Money.ofMinor(0, "USD"),
                DisputeStatus.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                description,
                Map.of("payer", WORDS),
                Instant.EPOCH,
                List.of());
    }
}
