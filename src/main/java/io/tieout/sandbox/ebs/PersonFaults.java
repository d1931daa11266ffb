package io.tieout.sandbox.ebs;

import io.tieout.sandbox.Faults;
import io.tieout.sandbox.ebs.GlRows.InterfaceRow;
import io.tieout.sandbox.ebs.TieoutRows.GroupFault;
import java.util.List;

/** The faults that only EBS knows: what a person in the same ERP does at an unlucky moment, and a failing import. */
final class PersonFaults {

    static final String IMPORT_ERROR = "import-error";
    static final String PERIOD_CLOSED = "period-closed";
    static final String PERSON_DELETES = "person-deletes";
    static final String PERSON_IMPORTS = "person-imports";
    static final List<String> NAMES = List.of(IMPORT_ERROR, PERIOD_CLOSED, PERSON_DELETES, PERSON_IMPORTS);

    private final EbsTables db;
    private final Ledgers ledgers;
    private final Faults faults;
    private final ConcurrentProcessing processing;

    PersonFaults(EbsTables db, Ledgers ledgers, Faults faults, ConcurrentProcessing processing) {
        this.db = db;
        this.ledgers = ledgers;
        this.faults = faults;
        this.processing = processing;
    }

    ConcurrentProcessing processing() {
        return processing;
    }

    void afterLoad(String operation, long group) {
        mark(operation, group, IMPORT_ERROR);
        closePeriod(operation, group);
        if (faults.take(operation, PERSON_IMPORTS)) {
            processing.submitImport(group, Users.PERSON_ID);
        }
        if (faults.take(operation, PERSON_DELETES)) {
            ledgers.groupRows(group).forEach(row -> db.interfaceRows.remove(EbsTables.id(row.rowId())));
        }
    }

    void beforeSubmit(String operation, long group) {
        if (ledgers.runningImport(group).isEmpty() && faults.take(operation, PERSON_IMPORTS)) {
            processing.submitImport(group, Users.PERSON_ID);
        }
    }

    void atSubmit(String operation, long group) {
        mark(operation, group, IMPORT_ERROR);
        mark(operation, group, PERSON_DELETES);
        closePeriod(operation, group);
    }

    private void mark(String operation, long group, String fault) {
        if (faults.take(operation, fault)) {
            db.groupFaults.put(new GroupFault(group, fault));
        }
    }

    private void closePeriod(String operation, long group) {
        if (faults.take(operation, PERIOD_CLOSED)) {
            for (InterfaceRow row : ledgers.groupRows(group)) {
                ledgers.period(row.ledgerId(), row.accountingDate())
                        .ifPresent(period -> db.periods.put(period.closing("C")));
            }
        }
    }
}
