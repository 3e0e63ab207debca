package org.strowger.simulator;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The arrows between the parts of the simulator, and what one seed, one result asks of them.
class ArchitectureTest {
    /// Plays days side by side, and says when it will be done.
    private static final String REPLICATIONS = ".*\\.Replications(\\$.*)?";

    private static final String HERE = "org.strowger.simulator.";

    private static final JavaClasses SIMULATOR =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("org.strowger.simulator");

    /// What the Java platform leaves to the machine in its last bit (java.lang.StrictMath does
    /// not).
    private static final Set<String> NOT_THE_SAME_EVERYWHERE =
            Set.of(
                    "sin", "cos", "tan", "asin", "acos", "atan", "atan2", "sinh", "cosh", "tanh",
                    "exp", "expm1", "log", "log10", "log1p", "pow", "cbrt", "hypot");

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(false).check(SIMULATOR);
    }

    private static DescribedPredicate<JavaAccess<?>> access(
            String what, BiPredicate<String, String> is) {
        return DescribedPredicate.describe(
                what,
                access ->
                        is.test(
                                access.getTarget().getOwner().getFullName(),
                                access.getTarget().getName()));
    }

    /// A package, and those of the simulator that it may use.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chance | ''",
                "command | ''",
                "scenario | chance",
                "telephony | ''",
                "result | ''",
                "virtual | chance scenario telephony result",
                "report | result",
                "staffing | chance command scenario virtual result report",
                "history | chance command scenario virtual result",
                "process | ''",
                "load | chance command scenario virtual",
                "capture | process",
                "soak | process"
            })
    void thePartsUseOnlyThoseBeneathThem(String part, String beneath) {
        String[] allowed =
                Stream.concat(Stream.of(part), Stream.of(beneath.split(" ")))
                        .map(name -> HERE + name)
                        .toArray(String[]::new);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(HERE + part)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("org.strowger.simulator..")
                                        .and(not(resideInAnyPackage(allowed)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"chance", "telephony", "result", "virtual", "report"})
    void oneSeedLeadsToOneResultOnAnyMachine(String part) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(HERE + part)
                        .and()
                        .haveNameNotMatching(REPLICATIONS)
                        .should()
                        .accessTargetWhere(
                                access("a clock", ArchitectureTest::isClock)
                                        .or(access("other chance", ArchitectureTest::isChance))
                                        .or(
                                                access(
                                                        "what differs in its last bit",
                                                        (owner, name) ->
                                                                owner.equals("java.lang.Math")
                                                                        && NOT_THE_SAME_EVERYWHERE
                                                                                .contains(name)))));
    }

    private static boolean isClock(String owner, String method) {
        return owner.equals("java.time.Clock")
                || (owner.startsWith("java.time.") && method.equals("now"))
                || (owner.equals("java.time.InstantSource") && method.equals("system"))
                || (owner.equals("java.lang.System")
                        && (method.equals("nanoTime") || method.equals("currentTimeMillis")));
    }

    private static boolean isChance(String owner, String method) {
        return owner.startsWith("java.util.random.")
                || owner.equals("java.util.Random")
                || owner.equals("java.util.SplittableRandom")
                || owner.equals("java.util.concurrent.ThreadLocalRandom")
                || owner.equals("java.util.UUID")
                || (owner.equals("java.lang.Math") && method.equals("random"))
                || owner.equals("java.security.SecureRandom");
    }

    /// Replications run side by side; within one there is one thread.
    @Test
    void aDayIsPlayedOnOneThread() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(HERE + "virtual")
                        .and()
                        .haveNameNotMatching(REPLICATIONS)
                        .should()
                        .accessTargetWhere(
                                access(
                                        "a thread",
                                        (owner, _) ->
                                                owner.equals("java.lang.Thread")
                                                        || owner.startsWith(
                                                                "java.util.concurrent."))));
    }
}
