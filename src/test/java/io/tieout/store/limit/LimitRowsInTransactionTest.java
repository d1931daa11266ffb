package io.tieout.store.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.domain.connection.ConnectionId;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Leases do not belong to the transaction in which they are asked for. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class LimitRowsInTransactionTest {
    private static final SlotLease OURS = new SlotLease("ours", Duration.ofMinutes(1));
    private static final SlotLease THEIRS = new SlotLease("theirs", Duration.ofMinutes(1));

    @Inject
    LimitRows rows;

    @Test
    void lease_inATransactionRolledBack_isKept() {
        LimitKey key = new LimitKey(new ConnectionId(1), "rolled back");
        QuarkusTransaction.begin();
        rows.leaseSlot(key, 1, OURS);
        QuarkusTransaction.rollback();

        assertThat(rows.leaseSlot(key, 1, THEIRS)).isEmpty();
    }

    @Test
    void lease_inATransactionThatRuns_letsOthersPass() {
        LimitKey key = new LimitKey(new ConnectionId(1), "running");
        QuarkusTransaction.begin();
        assertThat(rows.leaseSlice(key, 1, 100).calls()).isEqualTo(1);

        int others = QuarkusTransaction.suspendingExisting()
                .call(() -> rows.leaseSlice(key, 1, 100).calls());

        assertThat(others).isEqualTo(1);
        QuarkusTransaction.rollback();
    }
}
