package io.tieout.store;

import java.sql.SQLException;
import java.util.Set;

/**
 * The database refused a statement; nothing of it is stored, unless the connection broke: then nobody knows. Its message
 * holds no values of the statement.
 */
public final class StoreRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DATA_EXCEPTION = "22";
    private static final Set<String> PASSING = Set.of("40001", "40P01"); // Serialization failure, deadlock.

    private final boolean dataError;
    private final boolean repeatable;

    public StoreRefused(String what, SQLException cause) {
        super(what + " (SQL state " + cause.getSQLState() + ")");
        String state = cause.getSQLState();
        this.dataError = state != null && state.startsWith(DATA_EXCEPTION);
        this.repeatable = state != null && PASSING.contains(state);
    }

    /** Whether a value was at fault (for example a NUL in a text) and not the database. */
    public boolean dataError() {
        return dataError;
    }

    /** Whether it collided with another transaction, so that the same statement may work at once. */
    public boolean repeatable() {
        return repeatable;
    }
}
