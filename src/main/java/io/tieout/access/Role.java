package io.tieout.access;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What someone may do; each role may do what the roles after it may. */
public enum Role {
    /** Everything: connections, credentials, links, tokens. */
    ADMIN,
    /** Daily work: ping, resume, pause, customer maps, decisions. */
    OPERATOR,
    /** Looking only. */
    VIEWER;

    /** Names for annotations. */
    public static final String ADMIN_NAME = "admin";

    public static final String OPERATOR_NAME = "operator";
    public static final String VIEWER_NAME = "viewer";

    /** The name as it is stored and sent. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Role> of(String text) {
        return Stream.of(values()).filter(role -> role.text().equals(text)).findFirst();
    }

    /** The names of this role and of those it includes. */
    Set<String> included() {
        return Stream.of(values())
                .filter(role -> compareTo(role) <= 0)
                .map(Role::text)
                .collect(Collectors.toSet());
    }
}
