package io.tieout.store;

import io.quarkus.arc.properties.IfBuildProperty;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.enterprise.context.ApplicationScoped;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/** As {@link RecordingDatabase}, for what is sent by way of entities. */
@ApplicationScoped
@PersistenceUnitExtension
@IfBuildProperty(name = QueryRecord.SWITCH, stringValue = "true")
public class RecordingInspector implements StatementInspector {
    private static final long serialVersionUID = 1L;

    private final transient QueryRecord record = new QueryRecord();

    @Override
    public String inspect(String sql) {
        record.sent(sql);
        return sql;
    }
}
