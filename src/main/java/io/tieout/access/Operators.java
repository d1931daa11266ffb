package io.tieout.access;

import io.quarkus.elytron.security.common.BcryptUtil;
import io.tieout.connection.Actor;
import io.tieout.connection.ChangeRefused;
import io.tieout.store.access.OperatorRow;
import io.tieout.store.access.OperatorRows;
import io.tieout.store.access.TenantRows;
import io.tieout.store.audit.AuditEntry;
import io.tieout.store.audit.AuditEntry.Subject;
import io.tieout.store.audit.AuditRows;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The people who may log in, with their passwords as bcrypt. */
@ApplicationScoped
@Transactional
public class Operators {
    /** What bcrypt reads of a password; the rest would be ignored silently. */
    private static final int MOST_BYTES = 72;

    private static final int LEAST_CHARACTERS = 8;

    private final OperatorRows rows;
    private final TenantRows tenants;
    private final AuditRows audit;
    private final int cost;
    /** Compared when a name is unknown, so that the answer takes as long as for a known one. */
    private final String nobody;

    /** @param cost bcrypt's own measure: each step doubles the time that one guess takes */
    Operators(
            OperatorRows rows,
            TenantRows tenants,
            AuditRows audit,
            @ConfigProperty(name = "tieout.login.hash-cost", defaultValue = "12") int cost) {
        this.rows = rows;
        this.tenants = tenants;
        this.audit = audit;
        this.cost = cost;
        this.nobody = BcryptUtil.bcryptHash("nobody", cost);
    }

    /**
     * Makes the actor's tenant and an operator in it, or gives the operator this role and password.
     *
     * @throws ChangeRefused when the name belongs to another tenant, or the password is too short or too long
     */
    public void ensure(Actor actor, String name, Role role, String password) {
        if (password.length() < LEAST_CHARACTERS || bytes(password) > MOST_BYTES) {
            throw ChangeRefused.invalid(
                    "password",
                    "must have at least " + LEAST_CHARACTERS + " characters and at most " + MOST_BYTES + " bytes");
        }
        tenants.ensure(actor.tenant());
        Optional<OperatorRow> found = rows.byName(name);
        if (found.filter(row -> !row.tenant().equals(actor.tenant())).isPresent()) {
            throw ChangeRefused.conflict("the operator name is taken: choose another");
        }
        if (found.filter(row -> row.role().equals(role.text()))
                .filter(row -> BcryptUtil.matches(password, row.passwordHash()))
                .isPresent()) {
            return;
        }
        rows.save(new OperatorRow(name, actor.tenant(), role.text(), BcryptUtil.bcryptHash(password, cost)));
        OptionalLong none = OptionalLong.empty();
        audit.write(new AuditEntry(
                actor.tenant(),
                actor.name(),
                "operator.save",
                new Subject(none, none, none, none, none, none),
                Map.of("operator", name, "role", role.text())));
    }

    /** Whether nobody may log in at all: a new installation. */
    boolean none() {
        return rows.none();
    }

    /** The operator of this name and password, if both are right. */
    Optional<OperatorRow> login(String name, String password) {
        Optional<OperatorRow> found = rows.byName(name);
        boolean right = bytes(password) <= MOST_BYTES
                && BcryptUtil.matches(
                        password, found.map(OperatorRow::passwordHash).orElse(nobody));
        return right ? found : Optional.empty();
    }

    /** The operator of this name, for a session that was opened by password before. */
    Optional<OperatorRow> byName(String name) {
        return rows.byName(name);
    }

    private static int bytes(String password) {
        return password.getBytes(StandardCharsets.UTF_8).length;
    }
}
