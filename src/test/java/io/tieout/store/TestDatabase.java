package io.tieout.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.agroal.api.security.SimplePassword;
import io.tieout.launch.PostgresAddress;
import io.tieout.testing.TestPostgres;
import java.sql.SQLException;
import java.time.Duration;
import org.flywaydb.core.Flyway;

/** The pool of connections of one process, on a database with our tables; without JTA, so each statement commits. */
public final class TestDatabase implements AutoCloseable {
    private final AgroalDataSource pool;
    private final Database database;

    private TestDatabase(AgroalDataSource pool) {
        this.pool = pool;
        this.database = new Database(pool, new ObjectMapper().findAndRegisterModules());
    }

    /** A new database with our tables, in which there is nothing else. */
    public static PostgresAddress migrated() {
        PostgresAddress address = TestPostgres.newDatabase();
        Flyway.configure()
                .dataSource(address.url(), address.user(), address.password())
                .load()
                .migrate();
        return address;
    }

    /** A pool of its own on this database. */
    public static TestDatabase on(PostgresAddress address) {
        try {
            return new TestDatabase(AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                    .metricsEnabled()
                    .connectionPoolConfiguration(pool -> pool.maxSize(10)
                            .acquisitionTimeout(Duration.ofSeconds(20))
                            .connectionFactoryConfiguration(factory -> factory.jdbcUrl(address.url())
                                    .principal(new NamePrincipal(address.user()))
                                    .credential(new SimplePassword(address.password()))))));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    public Database database() {
        return database;
    }

    /** How often the database was asked up to now. */
    public long asked() {
        return pool.getMetrics().acquireCount();
    }

    @Override
    public void close() {
        pool.close();
    }
}
