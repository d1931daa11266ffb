package io.tieout.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.access.Role;
import io.tieout.connection.KeySet;
import io.tieout.store.Database;
import io.tieout.store.audit.SealRows;
import io.tieout.testing.SettingsProfile;
import io.tieout.testing.Tenants;
import io.tieout.testing.Tenants.Tenant;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is written is sealed in order, once, and its head can be kept. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class ChainTest {
    @Inject
    ChainWorld world;

    @Inject
    Sealer sealer;

    @Inject
    Heads heads;

    @Inject
    Tenants tenants;

    @Inject
    Database database;

    @Inject
    SealRows waiting;

    @Inject
    KeySet keys;

    @Inject
    MeterRegistry meters;

    @Test
    void entries_sealed_areWhole_andNothingIsLeftToDo() {
        String tenant = world.chain(2500);

        Verdict verdict = world.verify(tenant, new Head(7, sealOf(tenant, 7).substring(0, Head.SHORTEST)));

        assertThat(verdict.whole()).isTrue();
        assertThat(verdict.checked()).isEqualTo(2500);
        assertThat(verdict.unsealed()).isZero();
        assertThat(world.verify(tenant, world.head(tenant)).whole()).isTrue();
    }

    @Test
    void entry_committedLate_isSealedAfterYoungerOnes() {
        String tenant = world.chain(5);
        long id = QuarkusTransaction.requiringNew().call(() -> {
            world.writeAgo(tenant, "0 seconds");
            long early = world.youngest(tenant);
            CompletableFuture.runAsync(() -> {
                        world.write(tenant, 1);
                        sealer.seal();
                    })
                    .join();
            return early;
        });
        assertThat(world.head(tenant).number()).isEqualTo(6);

        sealer.seal();

        assertThat(world.entry(tenant, 7)).isEqualTo(id).isLessThan(world.entry(tenant, 6));
        assertThat(world.verify(tenant).whole()).isTrue();
    }

    /** With the database alone somebody can list again what the program wrote; sealing goes on, and nothing is sealed twice. */
    @Test
    void entryListedAgainAfterItsSeal_holdsNothingUp() {
        String tenant = world.chain(3);
        world.tamper(tenant, world.entry(tenant, 2), """
                insert into audit_unsealed (tenant, entry, key_id, mark)
                select tenant, entry, key_id, seal from audit_seal where entry = :entry""");
        world.write(tenant, 4);

        sealer.seal();

        assertThat(world.verify(tenant).whole()).isTrue();
        assertThat(world.verify(tenant).checked()).isEqualTo(4);
    }

    @Test
    void entryListedUnderAnotherTenant_isNotSealedThere() {
        String tenant = world.chain(3);
        String other = world.chain(3);
        world.write(tenant, 4);
        world.tamper(
                tenant,
                world.youngest(tenant),
                "update audit_unsealed set tenant = '" + other + "' where entry = :entry");

        sealer.seal();

        assertThat(world.verify(other).whole()).isTrue();
        assertThat(world.verify(other).checked()).isEqualTo(3);
    }

    @Test
    void entriesWithAKeyThatNobodyHas_dontStandInTheWayOfOthers() {
        String tenant = world.chain(3);
        world.tamper(tenant, 0, """
                with e as (insert into audit_entry (tenant, actor, action, detail)
                  values (:tenant, 'system', 'test.step', '{}') returning id)
                insert into audit_unsealed (tenant, entry, key_id, mark)
                select :tenant, e.id, 1, sha256('') from e""");
        world.write(tenant, 4);

        assertThat(waiting.unsealed(tenant, keys.ring().known(), 1))
                .extracting(row -> row.entry().id())
                .containsExactly(world.youngest(tenant));
    }

    @Test
    void entryOfTheDatabasesOwner_isNotSealed_andTold() {
        String tenant = world.chain(3);
        database.run(handle -> handle.useTransaction(transaction ->
                transaction.createUpdate("""
                        with e as (insert into audit_entry (tenant, actor, action, detail)
                          values (:tenant, 'system', 'test.step', '{}') returning id)
                        insert into audit_unsealed (tenant, entry, key_id, mark)
                        select :tenant, e.id, s.key_id, s.seal from e, audit_seal s
                         where s.tenant = :tenant and s.number = 3""").bind("tenant", tenant).execute()));
        long foreign = world.youngest(tenant);
        world.write(tenant, 4);

        sealer.seal();

        Verdict verdict = world.verify(tenant);
        assertThat(verdict.checked()).isEqualTo(4);
        assertThat(verdict.finding()).hasValueSatisfying(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.INSERTED);
            assertThat(finding.entry()).hasValue(foreign);
        });
        assertThat(database.<String>with(handle -> handle.createQuery(
                                "select text from alert where tenant = :tenant and kind = 'audit-chain'")
                        .bind("tenant", tenant)
                        .mapTo(String.class)
                        .one()))
                .contains("[" + foreign + "]");
    }

    @Test
    void entryChangedBeforeItIsSealed_isNotSealed() {
        String tenant = world.chain(3);
        world.write(tenant, 4);
        long changed = world.youngest(tenant);
        world.tamper(tenant, changed, "update audit_entry set actor = 'somebody' where id = :entry");

        sealer.seal();

        assertThat(world.verify(tenant).finding()).hasValueSatisfying(finding -> {
            assertThat(finding.kind()).isEqualTo(Finding.Kind.INSERTED);
            assertThat(finding.entry()).hasValue(changed);
        });
    }

    @Test
    void sealers_atOnce_makeOneChain() {
        String tenant = world.chain(3);
        List<CompletableFuture<Void>> writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int number = 1; number <= 40; number++) {
                        world.write(tenant, number);
                        sealer.seal();
                    }
                }))
                .toList();
        writers.forEach(CompletableFuture::join);
        sealer.seal();

        Verdict verdict = world.verify(tenant);
        assertThat(verdict.finding()).isEmpty();
        assertThat(verdict.checked()).isEqualTo(163);
    }

    @Test
    void seals_areAppendOnly() {
        world.chain(3);

        for (String sql : List.of(
                "update audit_seal set number = number + 1000",
                "delete from audit_seal",
                "truncate audit_seal",
                "delete from audit_entry")) {
            assertThatThrownBy(() -> database.run(handle -> handle.execute(sql)))
                    .as(sql)
                    .hasStackTraceContaining("append-only");
        }
    }

    @Test
    void times_areFinite() {
        String tenant = world.chain(1);

        for (String sql : List.of(
                "insert into audit_entry (tenant, at, actor, action, detail) values (:tenant, 'infinity', 'a', 'b', '{}')",
                "insert into audit_seal select tenant, 2, entry, seal, key_id, '-infinity' from audit_seal"
                        + " where tenant = :tenant")) {
            assertThatThrownBy(() -> database.run(handle ->
                            handle.createUpdate(sql).bind("tenant", tenant).execute()))
                    .as(sql)
                    .hasStackTraceContaining("at_check");
        }
    }

    @Test
    void entries_thatWaitTooLong_areToldUntilTheyAreSealed() throws IOException {
        String tenant = world.chain(3);
        world.writeAgo(tenant, "2 minutes");
        world.write(tenant, 5);

        heads.tell();

        assertThat(Files.readString(Path.of(SettingsProfile.LOG_FILE)))
                .contains("audit.unsealed entries wait for their seals too long tenant=" + tenant + " count=2 ");
        assertThat(open(tenant)).singleElement().asString().contains("2 entries", "compare the trail with the log");

        sealer.seal();
        heads.tell();

        assertThat(open(tenant)).isEmpty();
    }

    /** A column that the form doesn't know could be changed unseen. */
    @Test
    void columns_ofTheTrail_areAllSealed() {
        List<String> columns = database.with(handle -> handle.createQuery(
                        "select column_name from information_schema.columns where table_name = 'audit_entry'")
                .mapTo(String.class)
                .list());

        assertThat(columns)
                .containsExactlyInAnyOrder(
                        "id",
                        "tenant",
                        "at",
                        "actor",
                        "action",
                        "fact_id",
                        "posting_id",
                        "batch_id",
                        "event",
                        "connection_id",
                        "link_id",
                        "detail");
    }

    @Test
    void head_changed_isToldInLogAndMetrics() throws IOException {
        String tenant = world.chain(4);
        Head head = world.head(tenant);

        heads.tell();

        assertThat(Files.readString(Path.of(SettingsProfile.LOG_FILE)))
                .contains("audit.head tenant=" + tenant + " number=4 seal=" + head.seal());
        assertThat(meters.get("tieout.audit.sealed")
                        .tag("tenant", tenant)
                        .gauge()
                        .value())
                .isEqualTo(4);
        assertThat((long) meters.get("tieout.audit.head")
                        .tag("tenant", tenant)
                        .gauge()
                        .value())
                .isEqualTo(head.mark());
    }

    @Test
    void chain_thatLeavesItsLastHead_raisesAnAlert() {
        String tenant = world.chain(4);
        heads.tell();
        world.tamper(tenant, 0, "delete from audit_seal where tenant = :tenant and number > 2");

        heads.tell();

        List<String> alerts =
                database.with(handle -> handle.createQuery("select text from alert where subject = :subject")
                        .bind("subject", "tenant:" + tenant)
                        .mapTo(String.class)
                        .list());
        assertThat(alerts).singleElement().asString().contains("no longer leads through the head 4:");
    }

    @Test
    void api_givesHeadAndVerdict_ofTheCallersTenant() {
        Tenant tenant = tenants.create();
        tenant.as(Role.VIEWER).get("/api/v1/audit/verification").then().statusCode(200);
        sealer.seal();
        Head head = world.head(tenant.name());

        tenant.as(Role.VIEWER).get("/api/v1/audit/head").then().statusCode(200).body("seal.length()", equalTo(64));
        tenant.as(Role.VIEWER)
                .queryParam("head", head.toString())
                .get("/api/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("whole", equalTo(true));
        tenant.as(Role.VIEWER)
                .queryParam("head", "99:" + head.seal())
                .get("/api/v1/audit/verification")
                .then()
                .statusCode(200)
                .body("whole", equalTo(false))
                .body("finding.kind", equalTo("CUT"))
                .body("finding.text", containsString("cut off"));
        tenant.as(Role.VIEWER)
                .queryParam("head", "nonsense")
                .get("/api/v1/audit/verification")
                .then()
                .statusCode(400);
    }

    private List<String> open(String tenant) {
        return database.with(handle -> handle.createQuery("select text from alert where tenant = :tenant"
                        + " and kind = 'audit-unsealed' and cleared_at is null")
                .bind("tenant", tenant)
                .mapTo(String.class)
                .list());
    }

    private String sealOf(String tenant, long number) {
        return database.with(handle -> handle.createQuery(
                        "select encode(seal, 'hex') from audit_seal where tenant = :tenant and number = :number")
                .bind("tenant", tenant)
                .bind("number", number)
                .mapTo(String.class)
                .one());
    }
}
