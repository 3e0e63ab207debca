package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.engine.routing.QueueingTheory.ErlangC;
import org.strowger.engine.routing.QueueingTheory.ImpatientCallers;
import org.strowger.engine.routing.TheoryCase.Figure;
import org.strowger.engine.routing.VirtualCentre.Observed;

/// The core comes to what queueing theory says, to the figure.
///
/// Each case is run in virtual time with a seed that was fixed beforehand, for [#CALLS] calls times
/// its weight, and each figure has Student's interval from the means of [VirtualCentre#BATCHES]
/// spans. The intervals are so wide that a core which is right keeps all of them at once with a
/// probability of at least 99 % (Bonferroni: 1 % shared among all figures of all cases). They are
/// not so wide that they would hold anything: see [#NARROW], and the policies that are told apart.
class RoutingTheoryTest {
    private static final long SEED = 20_261_122;
    private static final int CALLS = 20_000;
    private static final int TIMES_CALLS_WHEN_SLOW = 10;

    /// Cases that take more calls than this times the usual number are left to the slow run.
    private static final int HEAVY = 20;

    /// How far an interval may reach to both sides, as a share of the exact figure.
    private static final double NARROW = 0.5;

    private static final double NARROW_WHEN_SLOW = 0.25;

    private static final List<TheoryCase> CASES = TheoryCase.all();
    private static final int FIGURES = CASES.stream().mapToInt(each -> each.figures().size()).sum();
    private static final double STANDARD_ERRORS =
            QueueingTheory.studentQuantile(VirtualCentre.BATCHES - 1, 1 - 0.01 / FIGURES);

    static List<TheoryCase> cases() {
        return CASES;
    }

    static List<TheoryCase> lightCases() {
        return CASES.stream().filter(each -> each.weight() < HEAVY).toList();
    }

    @ParameterizedTest
    @MethodSource("lightCases")
    void theCoreComesToWhatTheorySays(TheoryCase which) {
        assertHolds(which, run(which, CALLS), NARROW);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("cases")
    void theCoreComesToWhatTheorySaysInALongRun(TheoryCase which) {
        assertHolds(which, run(which, CALLS * TIMES_CALLS_WHEN_SLOW), NARROW_WHEN_SLOW);
    }

    /// The figures of one policy are not held by the intervals of another, so that none can stand
    /// in for another.
    @ParameterizedTest
    @MethodSource("policiesFarApart")
    void policiesAreToldApart(TheoryCase inForce, TheoryCase other) {
        Observed observed = run(inForce, 2 * CALLS);
        assertTrue(
                other.figures().stream().anyMatch(figure -> !holds(observed, figure)),
                () -> "%s is taken for %s".formatted(inForce, other));
    }

    static Stream<Arguments> policiesFarApart() {
        List<TheoryCase> three = TheoryCase.threeAgents();
        List<TheoryCase> n = TheoryCase.nModel();
        return Stream.of(
                arguments(three.get(0), three.get(1)),
                arguments(three.get(1), three.get(3)),
                arguments(three.get(2), three.get(3)),
                arguments(three.get(3), three.get(0)),
                arguments(three.get(4), three.get(5)),
                arguments(three.get(5), three.get(6)),
                arguments(n.get(0), n.get(1)),
                arguments(n.get(1), n.get(2)),
                arguments(n.get(2), n.get(3)));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("skillCases")
    void everyPolicyIsToldFromTheOthers(TheoryCase inForce, List<TheoryCase> others) {
        Observed observed = run(inForce, 2 * CALLS * TIMES_CALLS_WHEN_SLOW);
        for (TheoryCase other : others) {
            assertTrue(
                    other.figures().stream().anyMatch(figure -> !holds(observed, figure)),
                    () -> "%s is taken for %s".formatted(inForce, other));
        }
    }

    static Stream<Arguments> skillCases() {
        return Stream.of(TheoryCase.threeAgents(), TheoryCase.nModel())
                .flatMap(system -> system.stream().map(one -> arguments(one, unlike(one, system))));
    }

    /// The others of which some figure differs by more than 3 %. Only a ratio of 1 to 3 and the
    /// first class first, in the N-model, are nearer to each other than that.
    private static List<TheoryCase> unlike(TheoryCase one, List<TheoryCase> system) {
        return system.stream().filter(other -> one.difference(other) > 0.03).toList();
    }

    /// The formulas against figures that were computed apart from them, to every digit given.
    @Test
    void theFormulasGiveTheKnownFigures() {
        assertEquals(0.1216610643, QueueingTheory.erlangB(10, 8), 5e-11);
        ErlangC hundred = new ErlangC(100, 19, 0.2);
        assertEquals(0.50645685, hundred.waits(), 5e-9);
        assertEquals(0.50645685, hundred.meanWait(), 5e-9);
        assertEquals(0.63710781, hundred.inTime(1.0 / 3), 5e-9);

        ImpatientCallers erlangA = new ImpatientCallers(100, 22, 0.2, new Law.Exponential(2));
        assertEquals(0.69281629, erlangA.waits(), 2e-8);
        assertEquals(0.10698353, erlangA.abandons(), 2e-8);
        assertEquals(0.21396706, erlangA.meanWait(), 2e-8);
        assertEquals(0.21119704, erlangA.meanWaitOfServed(), 2e-8);
        assertEquals(0.64831690, erlangA.servedInTime(1.0 / 3), 2e-8);

        ImpatientCallers constant = new ImpatientCallers(50, 11, 0.2, new Law.Constant(2));
        assertEquals(0.93186128, constant.waits(), 2e-7);
        assertEquals(0.096599499, constant.abandons(), 2e-7);
        assertEquals(1.2899272, constant.meanWait(), 2e-6);

        double residual = new ErlangC(10, 1.9, 0.2).waits() / 2;
        double[] strict = QueueingTheory.strictPriority(residual, List.of(0.2, 0.3, 0.45));
        assertEquals(0.51599099, strict[0], 5e-9);
        assertEquals(16.51171156, strict[2], 5e-7);
        double[] accumulating =
                QueueingTheory.accumulatingPriority(
                        residual, List.of(0.45, 0.3, 0.2), List.of(1.0, 2.0, 6.0));
        assertEquals(12.08174017, accumulating[0], 5e-8);
        assertEquals(2.44732685, accumulating[2], 5e-8);

        assertEquals(2.093024, QueueingTheory.studentQuantile(19, 0.95), 1e-4);
        assertEquals(2.860935, QueueingTheory.studentQuantile(19, 0.99), 1e-4);
    }

    private static Observed run(TheoryCase which, int calls) {
        long seed = SEED + which.name().hashCode();
        return VirtualCentre.run(
                which.plan(), new RoutingCore()::handle, seed, (long) calls * which.weight());
    }

    private static void assertHolds(TheoryCase which, Observed observed, double narrow) {
        List<String> wrong = new ArrayList<>();
        for (Figure figure : which.figures()) {
            double reach = STANDARD_ERRORS * observed.error(figure.of(), figure.measure());
            String seen =
                    "%s, but is %.6f ± %.6f"
                            .formatted(figure, observed.mean(figure.of(), figure.measure()), reach);
            if (!holds(observed, figure)) {
                wrong.add(seen);
            }
            if (reach > narrow * figure.exact()) {
                wrong.add(seen + ", which says too little");
            }
        }
        assertEquals(List.of(), wrong, which.name());
    }

    private static boolean holds(Observed observed, Figure figure) {
        double off = observed.mean(figure.of(), figure.measure()) - figure.exact();
        return Math.abs(off) <= STANDARD_ERRORS * observed.error(figure.of(), figure.measure());
    }
}
