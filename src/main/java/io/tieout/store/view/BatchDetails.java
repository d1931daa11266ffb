package io.tieout.store.view;

import io.tieout.domain.money.Money;
import io.tieout.store.Database;
import io.tieout.store.view.BatchDetail.Amendment;
import io.tieout.store.view.BatchDetail.Member;
import io.tieout.store.view.BatchDetail.Share;
import io.tieout.store.view.BatchDetail.Split;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads all that was done about one batch. */
@ApplicationScoped
public class BatchDetails {
    private final Database database;
    private final BatchQueries batches;
    private final AuditQueries audit;

    BatchDetails(Database database, BatchQueries batches, AuditQueries audit) {
        this.database = database;
        this.batches = batches;
        this.audit = audit;
    }

    /** A batch of a tenant. */
    public Optional<BatchDetail> of(String tenant, long id) {
        return batches.byId(tenant, id)
                .map(batch ->
                        new BatchDetail(batch, members(batch), splits(id), amendments(id), audit.ofBatch(tenant, id)));
    }

    private List<Member> members(BatchStory batch) {
        Map<Long, List<Share>> shares = shares(batch.id());
        Map<Long, Rest> rest = new HashMap<>();
        database.run(handle -> handle.createQuery("""
            select p.id, p.version, p.closed_at, c.afterwards from posting p
            left join closure c on c.posting_id = p.id where p.batch_id = :batch\
            """)
                .bind("batch", batch.id())
                .map((row, context) -> rest.put(row.getLong("id"), rest(row)))
                .list());
        return batch.postings().stream()
                .flatMap(line -> Optional.ofNullable(rest.get(line.id())).stream()
                        .map(one -> one.member(line, shares.getOrDefault(line.id(), List.of()))))
                .toList();
    }

    private record Rest(long version, boolean closed, Optional<String> closing) {

        private Member member(PostingLine line, List<Share> shares) {
            return new Member(line, shares, version, closing, closed);
        }
    }

    private static Rest rest(ResultSet row) throws SQLException {
        return new Rest(
                row.getLong("version"), row.getObject("closed_at") != null, Columns.maybeText(row, "afterwards"));
    }

    private Map<Long, List<Share>> shares(long batch) {
        record Of(long posting, Share share) {}
        return database
                .with(handle -> handle.createQuery("""
                    select a.* from allocation a join posting p on p.id = a.posting_id
                    where p.batch_id = :batch order by a.posting_id, a.item_number\
                    """)
                        .bind("batch", batch)
                        .map((row, context) -> new Of(
                                row.getLong("posting_id"),
                                new Share(
                                        row.getString("item_number"),
                                        Money.ofMinor(row.getLong("amount_minor"), row.getString("currency")))))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(Of::posting, Collectors.mapping(Of::share, Collectors.toList())));
    }

    private List<Split> splits(long batch) {
        return database.with(handle -> handle.createQuery(
                        "select * from group_split where batch_id = :batch order by id")
                .bind("batch", batch)
                .map((row, context) -> new Split(
                        row.getString("group_id"),
                        List.of((String[]) row.getArray("moved").getArray()),
                        row.getString("reason"),
                        row.getString("state"),
                        Columns.maybeText(row, "new_group"),
                        Columns.maybeText(row, "outcome"),
                        Columns.instant(row, "intended_at")))
                .list());
    }

    private List<Amendment> amendments(long batch) {
        return database.with(handle -> handle.createQuery("""
            select a.*, p.reference from amendment a join posting p on p.id = a.posting_id
            where a.batch_id = :batch order by a.id\
            """)
                .bind("batch", batch)
                .map((row, context) -> new Amendment(
                        row.getString("reference"),
                        row.getObject("accounting_date", LocalDate.class),
                        row.getString("reason"),
                        row.getString("actor"),
                        row.getString("state"),
                        Columns.maybeText(row, "outcome"),
                        Columns.instant(row, "intended_at")))
                .list());
    }
}
