package io.tieout.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.tieout.audit.Finding.Kind;
import io.tieout.store.audit.ChainRows;
import io.tieout.testing.SettingsProfile;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever someone with the whole database, but without the key set, does to the trail is found and named. */
@QuarkusTest
@TestProfile(SettingsProfile.class)
class TamperedChainTest {
    private static final int LENGTH = 12;
    private static final int PLACE = 6;

    private static final String INSERT = """
            insert into audit_entry (tenant, at, actor, action, detail)
            values (:tenant, now(), 'system', 'test.step', '{}')""";

    private static final String WAIT_WITH_KEY_1 = """
            insert into audit_unsealed (tenant, entry, key_id, mark)
            select :tenant, max(id), 1, sha256('') from audit_entry where tenant = :tenant""";

    @Inject
    ChainWorld world;

    @Inject
    ChainRows chain;

    @Inject
    Heads heads;

    @Inject
    Sealer sealer;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tenant = 'somebody-else'",
                "at = at + interval '1 microsecond'",
                "actor = 'nobody'",
                "action = 'test.stop'",
                "fact_id = fact_id + 1",
                "posting_id = null",
                "batch_id = 0",
                "event = null",
                "connection_id = 3",
                "link_id = 3",
                "detail = detail || '{\"from\": \"SENT\"}'"
            })
    void entry_withAnyColumnAltered_isNamed(String change) {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, PLACE);

        world.tamper(tenant, entry, "update audit_entry set " + change + " where id = :entry");

        assertFound(tenant, Kind.ALTERED, entry, "was altered: its seal is good");
    }

    @Test
    void seal_altered_isFoundAtItsEntry() {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, PLACE);

        world.tamper(
                tenant, entry, "update audit_seal set seal = decode(repeat('ab', 32), 'hex') where entry = :entry");

        assertFound(tenant, Kind.ALTERED, entry, "does not fit its seal");
    }

    @Test
    void lastEntry_altered_isFound() {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, LENGTH);

        world.tamper(tenant, entry, "update audit_entry set actor = 'nobody' where id = :entry");

        Verdict verdict = world.verify(tenant);
        assertThat(verdict.checked()).isEqualTo(LENGTH - 1);
        assertThat(verdict.finding().orElseThrow().entry()).hasValue(entry);
    }

    @Test
    void entry_deleted_isMissing() {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, PLACE);

        world.tamper(tenant, entry, "delete from audit_entry where id = :entry");

        assertFound(tenant, Kind.MISSING, entry, "entry " + entry + ", number 6 of the chain, is missing");
    }

    @Test
    void entry_deletedWithItsSeal_leavesAGap() {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, PLACE);

        world.tamper(
                tenant,
                entry,
                "delete from audit_seal where entry = :entry",
                "delete from audit_entry where id = :entry");

        Finding finding = world.verify(tenant).finding().orElseThrow();
        assertThat(finding.kind()).isEqualTo(Kind.MISSING);
        assertThat(finding.number()).hasValue(PLACE);
        assertThat(finding.text()).contains("number 6 is missing");
    }

    @Test
    void entry_deletedWithItsSealAndTheGapClosed_isFoundAtThePlace() {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, PLACE);
        long next = world.entry(tenant, PLACE + 1);

        world.tamper(
                tenant,
                entry,
                "delete from audit_seal where entry = :entry",
                "delete from audit_entry where id = :entry",
                "update audit_seal set number = number + 1000 where tenant = :tenant and number > 6",
                "update audit_seal set number = number - 1001 where tenant = :tenant and number > 1000");

        assertFound(tenant, Kind.ALTERED, next, "does not fit its seal");
    }

    @Test
    void entry_putInPastTheProgram_isFound() {
        String tenant = world.chain(LENGTH);

        world.tamper(tenant, 0, """
                insert into audit_entry (tenant, actor, action, detail) values (:tenant, 'system', 'test.step', '{}')""");

        Verdict verdict = world.verify(tenant);
        assertThat(verdict.checked()).isEqualTo(LENGTH);
        assertThat(verdict.unsealed()).isEqualTo(1);
        assertThat(verdict.finding().orElseThrow().kind()).isEqualTo(Kind.INSERTED);
    }

    @Test
    void entry_putIntoTheChainWithAFalseSeal_isNamedAsInserted() {
        String tenant = world.chain(LENGTH);

        world.tamper(
                tenant,
                0,
                "update audit_seal set number = number + 1000 where tenant = :tenant and number > 5",
                "update audit_seal set number = number - 999 where tenant = :tenant and number > 1000",
                """
                with e as (insert into audit_entry (tenant, actor, action, detail)
                  values (:tenant, 'system', 'test.step', '{}') returning id)
                insert into audit_seal (tenant, number, entry, seal, key_id, sealed_at)
                select :tenant, 6, e.id, decode(repeat('cd', 32), 'hex'), s.key_id, s.sealed_at
                from e, audit_seal s where s.tenant = :tenant and s.number = 5""");

        assertFound(tenant, Kind.INSERTED, world.entry(tenant, PLACE), "was inserted or moved here");
    }

    @Test
    void entries_thatChangedPlaces_areFound() {
        String tenant = world.chain(LENGTH);
        long sixth = world.entry(tenant, PLACE);
        long seventh = world.entry(tenant, PLACE + 1);

        world.tamper(
                tenant,
                sixth,
                "update audit_seal set number = 1000 where tenant = :tenant and number = 6",
                "update audit_seal set number = 6 where tenant = :tenant and number = 7",
                "update audit_seal set number = 7 where tenant = :tenant and number = 1000");

        assertFound(tenant, Kind.INSERTED, seventh, "was inserted or moved here");
    }

    @Test
    void tail_cut_isShownByAnOldHeadOnly() {
        String tenant = world.chain(LENGTH);
        Head kept = world.head(tenant);

        cutAfter(tenant, PLACE);

        assertThat(world.verify(tenant).whole()).isTrue();
        Finding finding = world.verify(tenant, kept).finding().orElseThrow();
        assertThat(finding.kind()).isEqualTo(Kind.CUT);
        assertThat(finding.number()).hasValue(PLACE + 1);
        assertThat(finding.text()).contains("ends at number 6", "number 12");
    }

    @Test
    void chain_cutToNothing_isShownByAnOldHead() {
        String tenant = world.chain(LENGTH);
        Head kept = world.head(tenant);

        cutAfter(tenant, 0);

        assertThat(world.verify(tenant, kept).finding().orElseThrow().kind()).isEqualTo(Kind.CUT);
    }

    @Test
    void tail_cutAndSealedAnew_doesNotLeadThroughTheOldHead() {
        String tenant = world.chain(LENGTH);
        Head kept = world.head(tenant);

        cutAfter(tenant, PLACE);
        Head other = world.head(world.chain(1));
        for (int number = PLACE; number < LENGTH + 3; number++) {
            world.write(tenant, number);
        }
        world.chain(1);

        assertThat(world.verify(tenant).whole()).isTrue();
        assertThat(world.verify(tenant, kept).finding().orElseThrow().kind()).isEqualTo(Kind.REWRITTEN);
        assertThat(world.verify(tenant, new Head(PLACE, other.seal())).whole()).isFalse();
    }

    @Test
    void chain_rewrittenWithoutTheKey_isFoundAtItsBeginning() {
        String tenant = world.chain(LENGTH);

        world.tamper(tenant, 0, "update audit_seal set seal = sha256(seal || int8send(number)) where tenant = :tenant");

        assertFound(tenant, Kind.ALTERED, world.entry(tenant, 1), "does not fit its seal", 1);
    }

    @Test
    void seal_ofAKeyThatNobodyHas_isSaid() {
        String tenant = world.chain(LENGTH);
        long entry = world.entry(tenant, PLACE);

        world.tamper(tenant, entry, "update audit_seal set key_id = 1 where entry = :entry");

        assertFound(tenant, Kind.UNKNOWN_KEY, entry, "sealed with key 1");
    }

    @Test
    void entry_thatWaitsTooLong_isSaid() {
        String tenant = world.chain(LENGTH);

        world.write(tenant, 1);
        assertThat(world.verify(tenant).whole()).isTrue();
        world.writeAgo(tenant, "1 hour");

        assertThat(world.verify(tenant).finding().orElseThrow().kind()).isEqualTo(Kind.LATE);
    }

    @Test
    void entry_hiddenByASealOfAnotherTenant_isNamed() {
        String tenant = world.chain(LENGTH);
        String ghost = tenant + "-ghost";

        world.tamper(
                tenant,
                0,
                INSERT,
                "insert into audit_seal (tenant, number, entry, seal, key_id, sealed_at)"
                        + " select :tenant || '-ghost', 2, max(id), '', 1, now() from audit_entry where tenant = :tenant");

        assertOutside(tenant, Kind.INSERTED, "seal in the chain of tenant " + ghost);
        assertThat(chain.tenants()).contains(tenant, ghost);
        assertThat(world.verify(ghost).whole()).isFalse();
    }

    @Test
    void tenant_ofWhomThereIsAnEntryOnly_isListed() {
        String tenant = world.chain(1);

        world.tamper(tenant, 0, INSERT.replace(":tenant", ":tenant || '-nobody'"));

        assertThat(chain.tenants()).contains(tenant + "-nobody").doesNotHaveDuplicates();
    }

    @Test
    void entry_withANumberBelowOne_isNamed() {
        String tenant = world.chain(LENGTH);

        world.tamper(tenant, 0, """
                insert into audit_entry (id, tenant, actor, action, detail) overriding system value
                select -max(id), :tenant, 'system', 'test.step', '{}' from audit_entry""");

        Verdict verdict = world.verify(tenant);
        assertThat(verdict.finding().orElseThrow().kind()).isEqualTo(Kind.INSERTED);
        assertThat(verdict.finding().orElseThrow().entry().orElseThrow()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(strings = {"now() + interval '1 day'", "now() - interval '2 minutes'"})
    void entry_thatWaitsWithAKeyThatNobodyHas_isNamed(String at) {
        String tenant = world.chain(LENGTH);

        world.tamper(tenant, 0, INSERT.replace("now()", at), WAIT_WITH_KEY_1);

        assertOutside(tenant, Kind.UNKNOWN_KEY, "mark of key 1");
    }

    @Test
    void entry_thatWaitsWithAKeyNotReadYet_isLeftForAMinute() {
        String tenant = world.chain(LENGTH);

        world.tamper(tenant, 0, INSERT, WAIT_WITH_KEY_1);

        assertThat(world.verify(tenant).finding()).isEmpty();
        assertThat(world.verify(tenant).unsealed()).isEqualTo(1);
    }

    @Test
    void entry_changedWhileItWaits_isNamed() {
        String tenant = world.chain(LENGTH);
        world.write(tenant, 1);

        world.tamper(
                tenant, world.youngest(tenant), "update audit_entry set at = at + interval '1 day' where id = :entry");

        assertOutside(tenant, Kind.INSERTED, "false mark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity", "294276-12-31"})
    void times_outOfRange_areAltered(String time) {
        String tenant = world.chain(LENGTH);
        world.tamper(tenant, world.entry(tenant, PLACE), timeless("audit_entry", "at", "id", time));
        String other = world.chain(LENGTH);
        world.tamper(other, world.entry(other, PLACE), timeless("audit_seal", "sealed_at", "entry", time));

        assertFound(tenant, Kind.ALTERED, world.entry(tenant, PLACE), "was altered: its seal is good");
        assertFound(other, Kind.ALTERED, world.entry(other, PLACE), "was altered: its seal is good");
    }

    @ParameterizedTest
    @ValueSource(strings = {"infinity", "-infinity"})
    void time_outOfRange_holdsUpNobody(String time) {
        String tenant = world.chain(LENGTH);
        world.write(tenant, 1);
        long forged = world.youngest(tenant);
        world.tamper(tenant, forged, timeless("audit_entry", "at", "id", time));
        world.write(tenant, 2);

        assertOutside(tenant, Kind.INSERTED, "false mark", forged);
        heads.tell();
        sealer.seal();

        assertThat(world.head(tenant).number()).isEqualTo(LENGTH + 1);
        assertOutside(tenant, Kind.INSERTED, "does not wait for one", forged);
    }

    /** As the constraint would be taken away for a moment. */
    private static String[] timeless(String table, String column, String key, String time) {
        String constraint = table + "_" + column + "_check";
        return new String[] {
            "alter table " + table + " drop constraint " + constraint,
            "update " + table + " set " + column + " = '" + time + "' where " + key + " = :entry",
            "alter table " + table + " add constraint " + constraint + " check (isfinite(" + column + ")) not valid"
        };
    }

    private void assertOutside(String tenant, Kind kind, String text) {
        assertOutside(tenant, kind, text, world.youngest(tenant));
    }

    private void assertOutside(String tenant, Kind kind, String text, long entry) {
        Finding finding = world.verify(tenant).finding().orElseThrow();
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.entry()).hasValue(entry);
        assertThat(finding.text()).contains(text);
    }

    private void cutAfter(String tenant, long number) {
        world.tamper(
                tenant,
                number,
                "delete from audit_entry where id in (select entry from audit_seal where tenant = :tenant"
                        + " and number > :entry)",
                "delete from audit_seal where tenant = :tenant and number > :entry");
    }

    private void assertFound(String tenant, Kind kind, long entry, String text) {
        assertFound(tenant, kind, entry, text, PLACE);
    }

    private void assertFound(String tenant, Kind kind, long entry, String text, long place) {
        Verdict verdict = world.verify(tenant);
        Finding finding = verdict.finding().orElseThrow();
        assertThat(finding.kind()).isEqualTo(kind);
        assertThat(finding.number()).hasValue(place);
        assertThat(finding.entry()).hasValue(entry);
        assertThat(finding.text()).contains(text);
        assertThat(verdict.checked()).isEqualTo(place - 1);
    }
}
