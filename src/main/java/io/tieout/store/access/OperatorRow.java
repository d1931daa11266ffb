package io.tieout.store.access;

/**
 * A person who may log in.
 *
 * @param name unique over all tenants
 * @param tenant whose data they see
 * @param role what they may do: {@code admin}, {@code operator} or {@code viewer}
 * @param passwordHash bcrypt; never shown
 */
public record OperatorRow(String name, String tenant, String role, String passwordHash) {

    @Override
    public String toString() {
        return "OperatorRow[name=" + name + ", tenant=" + tenant + ", role=" + role + "]";
    }
}
