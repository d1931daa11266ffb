package io.tieout.store.review;

import io.tieout.domain.matching.Choice;
import io.tieout.domain.posting.Answer;
import io.tieout.store.Database;
import io.tieout.store.review.DecisionRow.Voided;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Decisions of people, kept for ever. All writes run in the transaction of the change that they tell of. */
@ApplicationScoped
public class DecisionRows {
    private final Database database;

    DecisionRows(Database database) {
        this.database = database;
    }

    /** Keeps a decision; one of the same kind that stood before must have been voided. */
    public long add(NewDecision decision) {
        return database.with(handle -> handle.createQuery("""
                        insert into decision (posting_id, answer, stands, actor, reason, choice, released, day,
                          posting_version, fact_version)
                        values (:posting, :answer, :stands, :actor, :reason, :choice::jsonb, :released, :day,
                          :postingVersion, :factVersion)
                        returning id""")
                .bind("posting", decision.posting())
                .bind("answer", decision.answer().name())
                .bind("stands", decision.answer().stands())
                .bind("actor", decision.actor())
                .bind("reason", decision.reason())
                .bind("choice", decision.choice().map(database::json).orElse(null))
                .bind("released", decision.released().orElse(null))
                .bind("day", decision.day())
                .bind("postingVersion", decision.postingVersion())
                .bind("factVersion", decision.factVersion())
                .mapTo(Long.class)
                .one());
    }

    /**
     * Decisions of these kinds about a posting stand no more.
     *
     * @param by who takes them back
     * @return how many stood
     */
    public int voidAll(long posting, Collection<Answer> answers, String by, String why) {
        return database.with(handle -> handle.createUpdate("""
                        update decision set voided_at = now(), voided_by = :by, voided_reason = :why
                        where posting_id = :posting and stands and voided_at is null and answer = any(:answers)""")
                .bind("posting", posting)
                .bindArray(
                        "answers",
                        String.class,
                        answers.stream().map(Answer::name).toList())
                .bind("by", by)
                .bind("why", why)
                .execute());
    }

    /** All decisions about a posting, oldest first. */
    public List<DecisionRow> of(long posting) {
        return database.with(
                handle -> handle.createQuery("select * from decision where posting_id = :posting order by id")
                        .bind("posting", posting)
                        .map((row, context) -> row(row))
                        .list());
    }

    /** Whether a person has closed a posting: then only a person opens it again. */
    public boolean closedByPerson(long posting) {
        return of(posting).stream().anyMatch(one -> one.stands() && one.answer() == Answer.CLOSE);
    }

    private DecisionRow row(ResultSet row) throws SQLException {
        OffsetDateTime voided = row.getObject("voided_at", OffsetDateTime.class);
        return new DecisionRow(
                row.getLong("id"),
                row.getLong("posting_id"),
                Answer.valueOf(row.getString("answer")),
                row.getString("actor"),
                row.getString("reason"),
                Optional.ofNullable(row.getString("choice")).map(text -> database.read(text, Choice.class)),
                Optional.ofNullable(row.getString("released")),
                row.getObject("day", LocalDate.class),
                row.getLong("posting_version"),
                row.getLong("fact_version"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant(),
                voided == null
                        ? Optional.empty()
                        : Optional.of(new Voided(
                                voided.toInstant(), row.getString("voided_by"), row.getString("voided_reason"))));
    }
}
