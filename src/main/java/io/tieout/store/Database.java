package io.tieout.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.jdbi.v3.core.statement.TemplateEngine;

/**
 * SQL on the application's PostgreSQL, within the transaction of the caller (JTA) where there is one. Where there is
 * none, each statement commits by itself: what is one statement needs no transaction of its own, which would cost a
 * second round trip for its commit.
 *
 * <p>Guarded writes and claims are written as SQL, since their where clauses are the protocol; entities serve the
 * settings (decision 0002).
 */
@ApplicationScoped
public class Database {
    private final Jdbi jdbi;
    private final ObjectMapper json;

    @Inject
    Database(AgroalDataSource source, ObjectMapper json) {
        this(Jdbi.create(source), json);
    }

    private Database(Jdbi jdbi, ObjectMapper json) {
        // SQL is written out: '<' and '>' are operators, not templates.
        this.jdbi = jdbi.setTemplateEngine(TemplateEngine.NOP);
        // Jdbi's own messages repeat the bound values, which may be a customer's words; they end in the log.
        this.jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
        this.json = json;
    }

    /** For a command that runs without the application: a connection for each piece of work, each statement commits. */
    public static Database of(ConnectionFactory connections) {
        return new Database(Jdbi.create(connections), new ObjectMapper());
    }

    /** Runs a query or statement and returns what it finds. */
    public <T> T with(Function<Handle, T> work) {
        return jdbi.withHandle(work::apply);
    }

    /** Runs statements. */
    public void run(Consumer<Handle> work) {
        jdbi.useHandle(work::accept);
    }

    /** Writes a value as JSON text for a jsonb column: bind it as text and cast. */
    public String json(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write " + value.getClass().getSimpleName() + " as JSON", e);
        }
    }

    /** Reads the text of a jsonb column. */
    public <T> T read(String text, Class<T> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored " + type.getSimpleName() + " cannot be read", e);
        }
    }
}
