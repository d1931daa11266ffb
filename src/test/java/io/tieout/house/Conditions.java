package io.tieout.house;

import com.tngtech.archunit.base.HasDescription;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Conditions on classes that the rules of the house share. */
final class Conditions {
    private Conditions() {}

    /** The class is what {@code description} says. */
    static ArchCondition<JavaClass> be(String description, Predicate<JavaClass> predicate) {
        return new ArchCondition<>("be " + description) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                if (!predicate.test(item)) {
                    events.add(SimpleConditionEvent.violated(item, item.getName() + " is not " + description));
                }
            }
        };
    }

    /** No field, method or call of the class has one of the types; locals leave no trace in class files. */
    static ArchCondition<JavaClass> notMention(Set<String> types) {
        return new ArchCondition<>("not mention " + types) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                Stream.concat(members(item), calls(item))
                        .filter(mention -> mention.types().anyMatch(type -> types.contains(type.getName())))
                        .forEach(mention -> events.add(SimpleConditionEvent.violated(
                                item, mention.where().getDescription())));
            }
        };
    }

    private static Stream<Mention> members(JavaClass item) {
        return Stream.concat(
                item.getFields().stream().map(Conditions::ofField),
                item.getCodeUnits().stream().map(Conditions::ofCodeUnit));
    }

    private static Mention ofField(JavaField field) {
        return new Mention(field, field.getType().getAllInvolvedRawTypes().stream());
    }

    private static Mention ofCodeUnit(JavaCodeUnit unit) {
        Stream<JavaType> types = Stream.concat(Stream.of(unit.getReturnType()), unit.getParameterTypes().stream());
        return new Mention(unit, types.flatMap(type -> type.getAllInvolvedRawTypes().stream()));
    }

    private static Stream<Mention> calls(JavaClass item) {
        return item.getAccessesFromSelf().stream().map(Conditions::ofAccess);
    }

    private static Mention ofAccess(JavaAccess<?> access) {
        Stream<JavaClass> owner = Stream.of(access.getTargetOwner());
        Stream<JavaClass> types = Stream.empty();
        if (access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit) {
            types = Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream());
        } else if (access.getTarget() instanceof AccessTarget.FieldAccessTarget field) {
            types = Stream.of(field.getRawType());
        }
        return new Mention(access, Stream.concat(owner, types));
    }

    private record Mention(HasDescription where, Stream<JavaClass> types) {}
}
