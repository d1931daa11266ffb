package io.tieout.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** What no code of ours may do, whatever its floor: clocks, floating point, mutable statics, vague names, secrets. */
final class CodeRules {
    private static final Pattern SECRET = Pattern.compile("(?i).*(secret|password|passphrase|token|credential).*"
            + "|.*(api|access|encryption|master|private|sealing|session|shared|signing|webhook)_?Keys?");
    private static final Pattern KEY = Pattern.compile("(?i).*keys?");
    private static final Pattern VAGUE_NAME = Pattern.compile(".*(Util|Utils|Helper|Impl|Manager)");
    private static final Pattern VAGUE_PACKAGE = Pattern.compile(".*\\.(util|common|helper|manager|impl)(\\..*)?");
    private static final List<Class<?>> MUTABLE = List.of(
            java.util.concurrent.atomic.AtomicInteger.class,
            java.util.concurrent.atomic.AtomicLong.class,
            java.util.concurrent.atomic.AtomicBoolean.class,
            java.util.concurrent.atomic.AtomicReference.class,
            java.util.concurrent.atomic.LongAdder.class,
            java.util.concurrent.ConcurrentMap.class,
            java.util.AbstractCollection.class,
            java.util.AbstractMap.class,
            java.util.Queue.class,
            ThreadLocal.class,
            StringBuilder.class,
            StringBuffer.class,
            java.util.Date.class);

    private final String root;

    /** Rules for the packages below {@code root}, which is {@code io.tieout} except for samples that break them. */
    CodeRules(String root) {
        this.root = root;
    }

    /** All rules by their names. */
    Map<String, ArchRule> byName() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("time comes from an injected clock", noAccess("read the clock", CodeRules::readsClock));
        rules.put("no thread sleeps", noAccess("sleep", CodeRules::sleeps));
        rules.put("System.out and System.err only in launch", noConsole());
        rules.put("domain and flow derive their references", noRandomReference());
        rules.put("no floating point where money passes", noFloatingPoint());
        rules.put("types of domain are closed", closedDomain());
        rules.put("no mutable static fields", noMutableStatics());
        rules.put("no vague names", noVagueNames());
        rules.put("records with secrets print redacted", redactedRecords());
        return rules;
    }

    private ArchRule noAccess(String what, java.util.function.Predicate<JavaAccess<?>> banned) {
        return noClasses().should().accessTargetWhere(describe(what, banned));
    }

    private static boolean readsClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        boolean system = owner.isEquivalentTo(System.class) && access.getName().equals("currentTimeMillis");
        boolean now = owner.getPackageName().equals("java.time")
                && access.getName().equals("now")
                && !access.getDescription().contains("now(java.time.Clock)");
        boolean date = owner.isEquivalentTo(java.util.Date.class)
                && access.getDescription().contains("java.util.Date.<init>()");
        return system || now || date;
    }

    private static boolean sleeps(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        return access.getName().equals("sleep")
                && (owner.isEquivalentTo(Thread.class) || owner.isEquivalentTo(TimeUnit.class));
    }

    private ArchRule noConsole() {
        return noClasses()
                .that(not(resideInAPackage(root + ".launch..")))
                .should()
                .accessTargetWhere(describe(
                        "System.out or System.err",
                        access -> access.getTargetOwner().isEquivalentTo(System.class)
                                && Set.of("out", "err").contains(access.getName())));
    }

    private ArchRule noRandomReference() {
        return noClasses()
                .that(resideInAnyPackage(root + ".domain..", root + ".flow.."))
                .should()
                .accessTargetWhere(describe(
                        "UUID.randomUUID",
                        access -> access.getTargetOwner().isEquivalentTo(UUID.class)
                                && access.getName().equals("randomUUID")));
    }

    private ArchRule noFloatingPoint() {
        return classes()
                .that(resideInAnyPackage(
                        root + ".domain..", root + ".port..", root + ".store..", root + ".connector.."))
                .should(Conditions.notMention(Set.of("float", "double", "java.lang.Float", "java.lang.Double")));
    }

    private ArchRule closedDomain() {
        return classes()
                .that(resideInAPackage(root + ".domain.."))
                .and(describe("are declared with a name", CodeRules::named))
                .should(Conditions.be("a record, an enum, sealed or final", CodeRules::closed));
    }

    private static boolean named(JavaClass type) {
        return !type.isAnonymousClass()
                && !type.isLocalClass()
                && !type.getSimpleName().equals("package-info");
    }

    private static boolean closed(JavaClass type) {
        Class<?> loaded = type.reflect();
        return loaded.isRecord()
                || loaded.isEnum()
                || loaded.isAnnotation()
                || loaded.isSealed()
                || Modifier.isFinal(loaded.getModifiers());
    }

    private ArchRule noMutableStatics() {
        return fields().that()
                .areStatic()
                .and(not(describe("synthetic", field -> field.getModifiers().contains(JavaModifier.SYNTHETIC))))
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(
                        describe("that can change", type -> MUTABLE.stream().anyMatch(type::isAssignableTo)))
                .allowEmptyShould(true);
    }

    private ArchRule noVagueNames() {
        DescribedPredicate<JavaClass> vague = describe(
                "vague",
                type -> VAGUE_NAME.matcher(type.getSimpleName()).matches()
                        || VAGUE_PACKAGE.matcher(type.getPackageName()).matches());
        return classes().should(Conditions.be("named after their subject", not(vague)));
    }

    private ArchRule redactedRecords() {
        return classes()
                .that()
                .areRecords()
                .and(describe("hold secrets", CodeRules::holdsSecret))
                .should(Conditions.be("redacted by a toString of their own", CodeRules::ownToString));
    }

    private static boolean holdsSecret(JavaClass type) {
        return Arrays.stream(type.reflect().getRecordComponents()).anyMatch(CodeRules::isSecret);
    }

    /** Own types are judged by their own components; numbers, instants and keys of tables are not secrets. */
    private static boolean isSecret(RecordComponent component) {
        Class<?> type = component.getType();
        boolean material = type.isArray()
                || type.getPackageName().startsWith("java.security")
                || type.getPackageName().startsWith("javax.crypto");
        boolean text = CharSequence.class.isAssignableFrom(type) || type == java.util.Optional.class;
        boolean named = SECRET.matcher(component.getName()).matches();
        return (text && named)
                || (material && (named || KEY.matcher(component.getName()).matches()));
    }

    /** The compiler makes the toString of a record final; one that a person wrote is not. */
    private static boolean ownToString(JavaClass type) {
        return type.getMethods().stream()
                .filter(method -> method.getName().equals("toString")
                        && method.getRawParameterTypes().isEmpty())
                .noneMatch(method -> method.getModifiers().contains(JavaModifier.FINAL));
    }
}
