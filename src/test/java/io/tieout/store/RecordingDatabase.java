package io.tieout.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** The database as it is, with a record of what it is asked; there only when statements are recorded. */
@Alternative
@Priority(1)
@Singleton
@IfBuildProperty(name = QueryRecord.SWITCH, stringValue = "true")
public class RecordingDatabase extends Database {
    private final QueryRecord record = new QueryRecord();

    RecordingDatabase(AgroalDataSource source, ObjectMapper json) {
        super(source, json);
    }

    @Override
    public <T> T with(Function<Handle, T> work) {
        return super.with(handle -> work.apply(recorded(handle)));
    }

    @Override
    public void run(Consumer<Handle> work) {
        super.run(handle -> work.accept(recorded(handle)));
    }

    private Handle recorded(Handle handle) {
        return handle.setSqlLogger(new SqlLogger() {
            @Override
            public void logBeforeExecution(StatementContext context) {
                record.sent(context.getParsedSql().getSql());
            }
        });
    }
}
