package io.tieout.store.audit;

import io.tieout.store.audit.EntryMark.Mark;

/** An entry that waits for its seal, and the mark of who wrote it. */
public record WaitingRow(EntryRow entry, Mark mark) {}
