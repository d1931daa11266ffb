package io.tieout.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.quarkus.arc.properties.IfBuildProperty;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/** The database as it is, with a record of what it is asked; there only when statements are recorded. */
@Alternative
@Priority(1)
@Singleton
@IfBuildProperty(name = QueryRecord.SWITCH, stringValue = "true")
public class RecordingDatabase extends Database {

    RecordingDatabase(AgroalDataSource source, ObjectMapper json) {
        super(RecordingSource.of(source, new QueryRecord()), json);
    }
}
