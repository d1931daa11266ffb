package io.tieout.store;

import io.agroal.api.AgroalDataSource;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;

/** A pool of connections that tells a record which statements are prepared, and which columns are read of rows. */
final class RecordingSource {
    private final QueryRecord record;

    private RecordingSource(QueryRecord record) {
        this.record = record;
    }

    static AgroalDataSource of(AgroalDataSource source, QueryRecord record) {
        return new RecordingSource(record).pool(source);
    }

    private AgroalDataSource pool(AgroalDataSource source) {
        return proxy(
                AgroalDataSource.class,
                source,
                (method, values, answer) -> answer instanceof Connection connection ? connection(connection) : answer);
    }

    private Connection connection(Connection connection) {
        return proxy(Connection.class, connection, (method, values, answer) -> {
            if (answer instanceof PreparedStatement statement && values[0] instanceof String sql) {
                record.sent(sql);
                return statement(statement, sql);
            }
            return answer;
        });
    }

    private PreparedStatement statement(PreparedStatement statement, String sql) {
        return proxy(
                PreparedStatement.class,
                statement,
                (method, values, answer) -> answer instanceof ResultSet rows ? rows(rows, sql) : answer);
    }

    private ResultSet rows(ResultSet rows, String sql) {
        return proxy(ResultSet.class, rows, (method, values, answer) -> {
            if (method.getName().startsWith("get") && values.length > 0 && values[0] instanceof String column) {
                record.read(sql, column);
            }
            return answer;
        });
    }

    /** What comes back in place of an answer. */
    private interface Answered {
        Object by(Method method, Object[] values, Object answer);
    }

    private static <T> T proxy(Class<T> type, T target, Answered answered) {
        InvocationHandler handler = (self, method, values) -> {
            try {
                Object[] given = values == null ? new Object[0] : values;
                return answered.by(method, given, method.invoke(target, values));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
