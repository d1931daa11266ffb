package io.tieout.sandbox.stripe.book;

import io.tieout.sandbox.RowStore;
import io.tieout.sandbox.RowTable;

/** Keeps the settings over restarts, as the one row of a table. */
public final class SettingsRow {

    private static final String KEY = "settings";

    private final RowTable<Settings> table;

    SettingsRow(RowStore rows) {
        table = rows.table("settings", Settings.class, settings -> KEY);
    }

    public Settings get() {
        return table.get(KEY).orElseGet(Settings::defaults);
    }

    public void set(Settings settings) {
        table.put(settings);
    }
}
