package io.tieout.sandbox.ebs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The calls of XX_TIEOUT_PUB (src/docs/ebs-package.md) by name. Each runs in one transaction of the database: a
 * refusal (E) or an unexpected error (U) leaves nothing behind.
 */
final class PackageCalls {

    static final String PACKAGE = "XX_TIEOUT_PUB";

    static final List<String> NAMES = List.of(
            "CHECK_SETUP",
            "GET_OPEN_ITEMS",
            "GET_ITEMS",
            "GET_CUSTOMERS",
            "GET_MERGES",
            "GET_PERIODS",
            "GET_ACCOUNTS",
            "FIND_REFERENCES",
            "GET_REQUEST",
            "GET_GROUP_ROWS",
            "GET_JOURNAL_LINES",
            "LIST_REFERENCES",
            "LOAD_JOURNALS",
            "CLOSE_REFERENCES",
            "SUBMIT_IMPORT",
            "REGROUP",
            "AMEND_LINES",
            "FENCE");

    /** One procedure: its parameters in their order, and its work. */
    record Call(String name, List<String> in, List<String> out, Function<CallInput, CallOutput> work) {}

    private static final System.Logger LOG = System.getLogger(PackageCalls.class.getName());
    private static final List<String> COMMON = List.of("X_RETURN_STATUS", "X_MSG_CODE", "X_MSG_DATA", "X_DB_TIME");

    private final EbsTables db;
    private final Map<String, Call> calls = new LinkedHashMap<>();

    PackageCalls(EbsTables db, Ledgers ledgers, Bench bench) {
        this.db = db;
        setupCalls(new SetupCalls(db));
        receivablesCalls(new ReceivablesCalls(db));
        journalReads(new JournalReads(db, ledgers));
        writes(bench);
        if (!List.copyOf(calls.keySet()).equals(NAMES)) {
            throw new IllegalStateException("calls and names differ");
        }
    }

    /** The classes behind the write calls. */
    record Bench(LoadJournals load, ReferenceCalls references, GroupCalls groups) {}

    private void setupCalls(SetupCalls setup) {
        add("CHECK_SETUP", "P_LEDGER_ID P_JE_SOURCE P_JE_CATEGORY", "X_SETUP_JSON", setup::checkSetup);
    }

    private void receivablesCalls(ReceivablesCalls items) {
        String paged = "X_ROWS_JSON X_NEXT_AFTER_ID";
        String changed = "P_CHANGED_SINCE P_AFTER_ID P_PAGE_SIZE";
        add("GET_OPEN_ITEMS", "P_ORG_IDS_JSON " + changed, paged, items::getOpenItems);
        add("GET_ITEMS", "P_IDS_JSON", "X_ROWS_JSON", items::getItems);
        add("GET_CUSTOMERS", changed, paged, items::getCustomers);
        add("GET_MERGES", changed, paged, items::getMerges);
        SetupCalls setup = new SetupCalls(db);
        add("GET_PERIODS", "P_LEDGER_ID", "X_ROWS_JSON", setup::getPeriods);
        add("GET_ACCOUNTS", "P_LEDGER_ID P_ACCOUNTS_JSON", "X_ROWS_JSON", setup::getAccounts);
    }

    private void journalReads(JournalReads reads) {
        String paged = "X_ROWS_JSON X_NEXT_AFTER_ID";
        add("FIND_REFERENCES", "P_REFERENCES_JSON", "X_ROWS_JSON", reads::findReferences);
        add("GET_REQUEST", "P_REQUEST_ID", "X_REQUEST_JSON", reads::getRequest);
        add("GET_GROUP_ROWS", "P_GROUP_ID P_AFTER_ID P_PAGE_SIZE", paged, reads::getGroupRows);
        add("GET_JOURNAL_LINES", "P_REFERENCES_JSON", "X_ROWS_JSON", reads::getJournalLines);
        add("LIST_REFERENCES", "P_INSTALLATION P_AFTER_ID P_PAGE_SIZE", paged, reads::listReferences);
    }

    private void writes(Bench bench) {
        String caller = "P_INSTALLATION P_INCARNATION ";
        add(
                "LOAD_JOURNALS",
                caller + "P_LOAD_NUMBER P_REQUEST_KEY P_BATCH_JSON",
                "X_RESULTS_JSON X_MAX_LOAD_NUMBER X_MAX_INCARNATION",
                bench.load()::loadJournals);
        add(
                "CLOSE_REFERENCES",
                caller + "P_REFERENCES_JSON P_REASON",
                "X_RESULTS_JSON",
                bench.references()::closeReferences);
        add("SUBMIT_IMPORT", caller + "P_GROUP_ID P_RUN_NUMBER", "X_RESULT X_REQUEST_ID", bench.groups()::submitImport);
        add(
                "REGROUP",
                caller + "P_GROUP_ID P_REFERENCES_JSON P_EXPECTED_ROWS",
                "X_NEW_GROUP_ID X_MOVED_ROWS X_LEFT_ROWS",
                bench.groups()::regroup);
        add("AMEND_LINES", caller + "P_GROUP_ID P_CHANGES_JSON", "X_RESULTS_JSON", bench.references()::amendLines);
        add("FENCE", caller.strip(), "X_INCARNATION X_MAX_LOAD_NUMBER", bench.references()::fence);
    }

    private void add(String name, String in, String out, Function<CallInput, CallOutput> work) {
        calls.put(name, new Call(name, List.of(in.split(" ")), List.of(out.split(" ")), work));
    }

    /** The call of this name in any case of letters. */
    Optional<Call> find(String method) {
        return Optional.ofNullable(calls.get(method.toUpperCase(Locale.ROOT)));
    }

    /** All OUT parameters in their order. */
    static List<String> outputs(Call call) {
        return Stream.concat(COMMON.stream(), call.out().stream()).toList();
    }

    CallOutput run(Call call, CallInput input) {
        String time = RowsJson.time(db.now());
        try {
            CallOutput own = db.store.transaction(() -> call.work().apply(input));
            return common("S", null, null).put("X_DB_TIME", time).putAll(own);
        } catch (CallRefused e) {
            return failed(call, common("E", e.code(), e.getMessage()).put("X_DB_TIME", time));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, call.name() + " failed", e);
            return failed(
                    call,
                    common("U", "UNEXPECTED", "unexpected error in " + call.name())
                            .put("X_DB_TIME", time));
        }
    }

    private static CallOutput common(String status, @Nullable String code, @Nullable String sentence) {
        return new CallOutput()
                .put("X_RETURN_STATUS", status)
                .put("X_MSG_CODE", code)
                .put("X_MSG_DATA", sentence);
    }

    private static CallOutput failed(Call call, CallOutput output) {
        call.out().forEach(name -> output.put(name, (String) null));
        return output;
    }
}
