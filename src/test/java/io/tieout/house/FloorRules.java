package io.tieout.house;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import jakarta.persistence.Entity;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Which package may use which: the floors of the house, with arrows that run down only, below one root package. */
final class FloorRules {
    private static final String[] JPA = {"jakarta.persistence..", "org.hibernate..", "io.quarkus.hibernate.."};

    private final String root;

    /** Rules for the packages below {@code root}, which is {@code io.tieout} except for samples that break them. */
    FloorRules(String root) {
        this.root = root;
    }

    /** All rules by their names. */
    Map<String, ArchRule> byName() {
        Map<String, ArchRule> rules = new LinkedHashMap<>();
        rules.put("domain uses only java and itself", domainStandsAlone());
        rules.put("port uses only domain", portUsesDomain());
        rules.put("connector uses port, domain, remote, connection and itself", connectorsAreApart());
        rules.put("sandbox uses nothing of ours", ours("sandbox", "sandbox"));
        rules.put("nothing uses sandbox", nothingUses("sandbox"));
        rules.put("nothing uses launch", nothingButTheProgramUses("launch"));
        rules.put("flow uses domain, port, store, audit, connection", flowStaysAboveTheFloors());
        rules.put("Camel only in intake, remote and launch", only("org.apache.camel..", "intake", "remote", "launch"));
        rules.put("JPA only in store", jpaOnlyInStore());
        rules.put("JDBC only in store", jdbcOnlyInStore());
        rules.put("no method of store returns an entity", storeKeepsEntities());
        rules.put("JAX-RS only at the doors", jaxRsOnlyAtTheDoors());
        rules.put("no cycles between packages", noCycles());
        return rules;
    }

    private ArchRule domainStandsAlone() {
        return classes()
                .that(are("domain"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", in("domain"))
                        .and(DescribedPredicate.not(resideInAnyPackage("java.sql..", "java.net.http.."))));
    }

    private ArchRule portUsesDomain() {
        return classes()
                .that(are("port"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..", in("port"), in("domain")));
    }

    private ArchRule connectorsAreApart() {
        return classes()
                .that(are("connector"))
                .should(new ArchCondition<>("use no other connector and no upper floor") {
                    @Override
                    public void check(JavaClass item, ConditionEvents events) {
                        String own = connectorOf(item);
                        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                                own,
                                own + ".*",
                                own + ".*..",
                                in("port"),
                                in("domain"),
                                in("remote"),
                                in("connection"));
                        item.getDirectDependenciesFromSelf().stream()
                                .filter(use -> resideInAPackage(root + "..").test(use.getTargetClass()))
                                .filter(use -> !allowed.test(use.getTargetClass()))
                                .forEach(use -> events.add(SimpleConditionEvent.violated(use, use.getDescription())));
                    }
                });
    }

    private String connectorOf(JavaClass item) {
        String base = root + ".connector";
        String[] below = item.getPackageName().substring(base.length()).split("\\.", 3);
        return below.length > 1 ? base + "." + below[1] : base;
    }

    private ArchRule flowStaysAboveTheFloors() {
        return ours("flow", "flow", "domain", "port", "store", "audit", "connection");
    }

    private ArchRule jpaOnlyInStore() {
        return noClasses()
                .that(areNeither("store", "launch"))
                .should()
                .dependOnClassesThat(resideInAnyPackage(JPA).or(describe("are entities", FloorRules::isEntity)));
    }

    private ArchRule jdbcOnlyInStore() {
        return noClasses()
                .that(areNeither("store", "launch"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("java.sql..", "javax.sql..", "io.agroal..", "org.jdbi.."));
    }

    private ArchRule storeKeepsEntities() {
        return methods()
                .that()
                .areDeclaredInClassesThat(are("store"))
                .and()
                .arePublic()
                .and(describe("are visible outside", method -> visible(method.getOwner())))
                .should(new ArchCondition<>("not return an entity") {
                    @Override
                    public void check(JavaMethod item, ConditionEvents events) {
                        item.getReturnType().getAllInvolvedRawTypes().stream()
                                .filter(FloorRules::isEntity)
                                .forEach(type -> events.add(SimpleConditionEvent.violated(
                                        item, item.getFullName() + " returns the entity " + type.getSimpleName())));
                    }
                })
                .allowEmptyShould(true);
    }

    private static boolean visible(JavaClass type) {
        return type.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.PUBLIC);
    }

    private ArchRule jaxRsOnlyAtTheDoors() {
        return only("jakarta.ws.rs..", "api", "console", "intake", "sandbox", "launch");
    }

    private ArchRule noCycles() {
        return SlicesRuleDefinition.slices()
                .assignedFrom(new EachPackage(root))
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true);
    }

    /** Classes of {@code floor} use of ours only the floors named. */
    private ArchRule ours(String floor, String... allowed) {
        return noClasses()
                .that(are(floor))
                .should()
                .dependOnClassesThat(resideInAPackage(root + "..")
                        .and(DescribedPredicate.not(resideInAnyPackage(packages(allowed)))));
    }

    private ArchRule nothingUses(String floor) {
        return noClasses().that(areNeither(floor, "launch")).should().dependOnClassesThat(are(floor));
    }

    /** The program, alone in the root package, starts the launcher: its name is the one that people type. */
    private ArchRule nothingButTheProgramUses(String floor) {
        return noClasses()
                .that(areNeither(floor).and(DescribedPredicate.not(resideInAPackage(root))))
                .should()
                .dependOnClassesThat(are(floor));
    }

    private ArchRule only(String used, String... floors) {
        return noClasses().that(areNeither(floors)).should().dependOnClassesThat(resideInAPackage(used));
    }

    private DescribedPredicate<JavaClass> are(String floor) {
        return resideInAPackage(in(floor));
    }

    private DescribedPredicate<JavaClass> areNeither(String... floors) {
        return DescribedPredicate.not(resideInAnyPackage(packages(floors)));
    }

    private String[] packages(String... floors) {
        return Arrays.stream(floors).map(this::in).toArray(String[]::new);
    }

    private String in(String floor) {
        return root + "." + floor + "..";
    }

    private static boolean isEntity(JavaClass type) {
        return Stream.of(Entity.class, jakarta.persistence.Embeddable.class, jakarta.persistence.MappedSuperclass.class)
                .anyMatch(type::isAnnotatedWith);
    }

    /** Each package below the root is a slice of its own. */
    private record EachPackage(String root) implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.startsWith(root) ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "each package below " + root;
        }
    }
}
