package org.strowger.engine;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.NodeId;

/// The only arrows there are between the parts, and what the pure ones keep away from.
class ArchitectureTest {
    private static final String FLOW = "org.strowger.flow..";
    private static final String YAML = "org.strowger.yaml..";
    private static final String TELEPHONY = "org.strowger.telephony..";
    private static final String SIP = "org.strowger.telephony.sip..";
    private static final String MEDIA = "org.strowger.telephony.media..";
    private static final String ENGINE = "org.strowger.engine..";
    private static final String ROUTING = "org.strowger.engine.routing..";
    private static final String ESTIMATE = "org.strowger.engine.estimate..";
    private static final String CALL = "org.strowger.engine.call..";
    private static final String ALERT = "org.strowger.engine.alert..";

    /// What answers calls from the disk, later.
    private static final String EDGES_OF_CALLS =
            "org\\.strowger\\.engine\\.(Alerting|CentreServices|KeptCalls|Background)(\\$.*)?";

    private static final String EDGES_OF_ALERTS =
            "org\\.strowger\\.engine\\.alert\\."
                    + "(AlertDesk|AlertJson|Webhooks|Hook|Post|Notice)(\\$.*)?";
    private static final String CONTACT = "org.strowger.engine.contact..";
    private static final String DIP = "org.strowger.engine.dip..";
    private static final String RECORDING = "org.strowger.engine.recording..";
    private static final String SIMULATOR = "org.strowger.simulator..";

    private static final JavaClasses STROWGER =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(
                            location ->
                                    !location.contains("test-classes")
                                            && !location.contains("-tests.jar"))
                    .importPackages("org.strowger");

    /// What makes a core's answer depend on more than its input.
    private static final DescribedPredicate<JavaAccess<?>> CLOCK_CHANCE_OR_THREAD =
            DescribedPredicate.describe(
                    "a clock, chance or a thread",
                    access -> {
                        AccessTarget target = access.getTarget();
                        String owner = target.getOwner().getFullName();
                        return isClock(owner, target.getName())
                                || isChance(owner, target.getName())
                                || isThread(owner);
                    });

    /// What reads texts and opens nothing.
    private static final DescribedPredicate<JavaClass> IN_MEMORY =
            belongToAnyOf(
                    URI.class, URISyntaxException.class, StringReader.class, InputStream.class);

    private static boolean isClock(String owner, String method) {
        return owner.equals("java.time.Clock")
                || owner.equals("java.time.InstantSource")
                || (owner.startsWith("java.time.") && method.equals("now"))
                || (owner.equals("java.lang.System")
                        && (method.equals("nanoTime") || method.equals("currentTimeMillis")))
                || (owner.equals("java.util.Date") && method.equals("<init>"));
    }

    private static boolean isChance(String owner, String method) {
        return owner.startsWith("java.util.random.")
                || owner.equals("java.util.Random")
                || owner.equals("java.util.SplittableRandom")
                || owner.equals("java.util.UUID")
                || (owner.equals("java.lang.Math") && method.equals("random"))
                || owner.equals("java.security.SecureRandom");
    }

    private static boolean isThread(String owner) {
        return owner.equals("java.lang.Thread")
                || owner.equals("java.util.Timer")
                || (owner.startsWith("java.util.concurrent.") && !owner.contains(".atomic."));
    }

    private static void check(ArchRule rule) {
        // A rule that finds nothing to look at has been overtaken by a new name.
        rule.allowEmptyShould(false).check(STROWGER);
    }

    @Test
    void flowsKnowNothingOfTelephonesAndOfTheEngine() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(FLOW, YAML)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(TELEPHONY, ENGINE, SIMULATOR));
    }

    @Test
    void yamlKnowsNothingOfFlows() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(YAML)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(FLOW));
    }

    /// A package of ivr-flows, and those of it that it may use.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "org.strowger.flow.expression | org.strowger.yaml",
                "org.strowger.flow.speech | ''",
                "org.strowger.flow.calendar | org.strowger.yaml",
                "org.strowger.flow | org.strowger.yaml org.strowger.flow.expression"
                        + " org.strowger.flow.speech org.strowger.flow.calendar",
                "org.strowger.flow.check | org.strowger.yaml org.strowger.flow"
                        + " org.strowger.flow.expression org.strowger.flow.speech"
                        + " org.strowger.flow.calendar",
                "org.strowger.flow.drawing | org.strowger.flow.change org.strowger.yaml org.strowger.flow"
                        + " org.strowger.flow.expression org.strowger.flow.speech"
                        + " org.strowger.flow.calendar",
                "org.strowger.flow.change | org.strowger.yaml org.strowger.flow"
                        + " org.strowger.flow.expression org.strowger.flow.speech"
                        + " org.strowger.flow.calendar",
                "org.strowger.flow.scenario | org.strowger.yaml org.strowger.flow"
                        + " org.strowger.flow.expression org.strowger.flow.speech"
                        + " org.strowger.flow.calendar",
                "org.strowger.flow.exchange | org.strowger.yaml",
                "org.strowger.flow.release | org.strowger.yaml"
            })
    void thePackagesOfFlowsUseOnlyThoseBeneathThem(String part, String beneath) {
        List<String> allowed = new ArrayList<>(List.of(beneath.split(" ")));
        allowed.add(part);
        check(
                noClasses()
                        .that()
                        .resideInAPackage(part)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(FLOW, YAML)
                                        .and(
                                                not(
                                                        resideInAnyPackage(
                                                                allowed.toArray(String[]::new))))));
    }

    /// Figures are made of plain facts: no call, no telephone, no flow that runs.
    @Test
    void figuresSeeOfFlowsOnlyWhatTheyTell() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("org.strowger.engine.observe..")
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(FLOW, TELEPHONY, CALL)
                                        .and(not(belongToAnyOf(FlowEvent.class, NodeId.class)))));
    }

    @Test
    void dataDipsKnowNothingOfCallsAndTheRestOfTheEngine() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(DIP)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(ENGINE, TELEPHONY)
                                        .and(not(resideInAPackage(DIP)))));
    }

    @Test
    void flowsAndTheirFilesDoNoInputOrOutput() {
        check(
                noClasses()
                        .that()
                        .resideInAnyPackage(FLOW, YAML)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(
                                                "java.net..",
                                                "java.nio.file..",
                                                "java.nio.channels..",
                                                "java.io..",
                                                "java.sql..")
                                        .and(not(IN_MEMORY))));
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOW, YAML, ROUTING, ESTIMATE})
    void aCoreHasNoClockNoChanceAndNoThread(String core) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(core)
                        .should()
                        .accessTargetWhere(CLOCK_CHANCE_OR_THREAD));
    }

    @ParameterizedTest
    @ValueSource(strings = {FLOW, ROUTING, ESTIMATE})
    void aCoreHoldsNoGeneratorOfChance(String core) {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(core)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("java.util.random..")
                        .orShould()
                        .dependOnClassesThat()
                        .areAssignableTo("java.util.Random"));
    }

    @Test
    void theRoutingCoreImportsOnlyTheJdk() {
        check(
                classes()
                        .that()
                        .resideInAPackage(ROUTING)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                ROUTING,
                                "java.lang..",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.time..",
                                "org.jspecify.annotations"));
    }

    @Test
    void estimatesUseOnlyTheRoutingCoreAndTheJdk() {
        check(
                classes()
                        .that()
                        .resideInAPackage(ESTIMATE)
                        .should()
                        .onlyDependOnClassesThat()
                        .resideInAnyPackage(
                                ESTIMATE,
                                ROUTING,
                                "java.lang..",
                                "java.util",
                                "java.util.function",
                                "java.util.stream",
                                "java.time..",
                                "org.jspecify.annotations"));
    }

    /// Alerts and webhooks are of plain facts: no call, no telephone, no flow.
    @Test
    void alertsUseOnlyTheRoutingCore() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ALERT)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("org.strowger..")
                                        .and(not(resideInAnyPackage(ALERT, ROUTING)))));
    }

    @Test
    void theRulesOfAlertsHaveNoClockNoChanceAndNoThread() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ALERT)
                        .and()
                        .haveNameMatching(
                                "org\\.strowger\\.engine\\.alert\\."
                                        + "(AlertWatch|AlertRule|AlertInput|AlertEvent|Figures"
                                        + "|Latch|MinuteCounts|Reading|Sight)(\\$.*)?")
                        .should()
                        .accessTargetWhere(CLOCK_CHANCE_OR_THREAD));
    }

    @Test
    void telephonyKnowsNeitherFlowsNorTheEngine() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(TELEPHONY)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(FLOW, YAML, ENGINE, SIMULATOR));
    }

    @Test
    void thePortKnowsNoNetworkThatImplementsIt() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage("org.strowger.telephony")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(SIP, MEDIA));
    }

    @Test
    void callsSeeOfTelephonyOnlyThePort() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(CALL)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage(TELEPHONY)
                                        .and(not(resideInAPackage("org.strowger.telephony")))));
    }

    /// Recordings and messages are files of their own: they know no call, no flow, no core.
    @Test
    void recordingsUseOnlyThePortAndTheFormsOfAudio() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(RECORDING)
                        .should()
                        .dependOnClassesThat(
                                resideInAnyPackage(FLOW, YAML, SIP, ENGINE)
                                        .and(not(resideInAPackage(RECORDING)))));
    }

    /// One cipher, in one place.
    @Test
    void onlyRecordingsAreEncryptedByTink() {
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackage(RECORDING)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("com.google.crypto.tink.."));
    }

    @Test
    void theEngineDoesNotKnowTheSimulator() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE)
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage(SIMULATOR));
    }

    @Test
    void onlyTheSipNetworkSpeaksJainSip() {
        DescribedPredicate<JavaClass> jainSip = resideInAnyPackage("javax.sip..", "gov.nist..");
        check(noClasses().that().resideOutsideOfPackage(SIP).should().dependOnClassesThat(jainSip));
        check(classes().that().haveSimpleName("SipStack").should().dependOnClassesThat(jainSip));
    }

    /// Contacts are made from facts: no call that goes on, no flow that runs.
    @Test
    void contactsUseOnlyTheRoutingCoreThePortAndTheWordingOfProblems() {
        check(
                noClasses()
                        .that()
                        .resideInAPackage(CONTACT)
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("org.strowger..")
                                        .and(
                                                not(
                                                        resideInAnyPackage(
                                                                CONTACT,
                                                                ROUTING,
                                                                "org.strowger.disk",
                                                                "org.strowger.telephony",
                                                                "org.strowger.yaml")))));
    }

    @Test
    void onlyTheShellsOfTheEngineRunOnVertx() {
        // Its JSON is values alone.
        DescribedPredicate<JavaClass> vertx =
                resideInAPackage("io.vertx..").and(not(resideInAPackage("io.vertx.core.json..")));
        check(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                CALL,
                                DIP,
                                "org.strowger.engine.cluster..",
                                "org.strowger.engine.api..")
                        .and(not(equivalentTo(Engine.class)))
                        .and(not(equivalentTo(Forecaster.class)))
                        .and(not(equivalentTo(ShardRouting.class)))
                        .and(not(equivalentTo(StatusFacts.class)))
                        .and()
                        .haveNameNotMatching(
                                "org\\.strowger\\.engine\\.(Engine\\$.*|Alerting(\\$.*)?)")
                        .and()
                        .haveNameNotMatching(EDGES_OF_ALERTS)
                        .and()
                        .haveNameNotMatching(EDGES_OF_CALLS)
                        .should()
                        .dependOnClassesThat(vertx));
    }

    @Test
    void everyPackageIsNullMarkedAndSaysWhyItExists() {
        Set<String> unmarked = new TreeSet<>();
        Set<JavaPackage> packages =
                STROWGER.getPackage("org.strowger").getSubpackagesInTree().stream()
                        .filter(p -> !p.getClasses().isEmpty())
                        .collect(Collectors.toSet());
        assertTrue(packages.size() >= 11, () -> "too few packages were looked at: " + packages);
        for (JavaPackage each : packages) {
            if (!each.isAnnotatedWith(NullMarked.class)) {
                unmarked.add(each.getName());
            }
        }
        assertEquals(Set.of(), unmarked);
    }

    /// Every part is looked at: a rule about a package that moved away must not pass in silence.
    @ParameterizedTest
    @ValueSource(
            strings = {
                FLOW, YAML, TELEPHONY, SIP, MEDIA, ENGINE, ROUTING, ESTIMATE, CALL, ALERT, CONTACT,
                DIP, RECORDING
            })
    void thePartsAreWhereTheRulesLookForThem(String part) {
        List<JavaClass> found = STROWGER.stream().filter(resideInAPackage(part)).toList();
        assertTrue(found.size() >= 4, () -> part + " has " + found);
    }
}
