package io.tieout.store;

import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.argument.Arguments;
import org.jdbi.v3.core.argument.NullArgument;
import org.jdbi.v3.core.argument.internal.strategies.LoggableBinderArgument;
import org.jdbi.v3.core.array.SqlArrayTypes;
import org.jdbi.v3.core.collector.JdbiCollectors;
import org.jdbi.v3.core.config.internal.ConfigCaches;
import org.jdbi.v3.core.enums.Enums;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.internal.EnumStrategies;
import org.jdbi.v3.core.mapper.ColumnMappers;
import org.jdbi.v3.core.mapper.MapEntryMappers;
import org.jdbi.v3.core.mapper.MapMappers;
import org.jdbi.v3.core.mapper.Mappers;
import org.jdbi.v3.core.mapper.RowMappers;
import org.jdbi.v3.core.mapper.reflect.ReflectionMappers;
import org.jdbi.v3.core.mapper.reflect.internal.PojoTypes;
import org.jdbi.v3.core.qualifier.Qualifiers;
import org.jdbi.v3.core.result.ResultProducers;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementExceptions;

/** What Jdbi makes by reflection when a native image runs: its settings, each when it is first asked for. */
@RegisterForReflection(
        targets = {
            Arguments.class,
            ColumnMappers.class,
            ConfigCaches.class,
            EnumStrategies.class,
            Enums.class,
            Extensions.class,
            Handles.class,
            JdbiCollectors.class,
            LoggableBinderArgument.class,
            MapEntryMappers.class,
            MapMappers.class,
            Mappers.class,
            NullArgument.class,
            PojoTypes.class,
            Qualifiers.class,
            ReflectionMappers.class,
            ResultProducers.class,
            RowMappers.class,
            SqlArrayTypes.class,
            SqlStatements.class,
            StatementExceptions.class
        },
        classNames = "org.jdbi.v3.core.array.SqlArrayArgument")
final class ReflectedJdbi {
    private ReflectedJdbi() {}
}
