package io.tieout.store;

import java.sql.SQLException;

/** The database refused a statement; nothing of it is stored. Its message holds no values of the statement. */
public final class StoreRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String DATA_EXCEPTION = "22";

    private final boolean dataError;

    public StoreRefused(String what, SQLException cause) {
        super(what + " (SQL state " + cause.getSQLState() + ")");
        String state = cause.getSQLState();
        this.dataError = state != null && state.startsWith(DATA_EXCEPTION);
    }

    /** Whether a value was at fault (for example a NUL in a text) and not the database. */
    public boolean dataError() {
        return dataError;
    }
}
