package org.strowger.engine.routing;

import static org.strowger.engine.routing.VirtualCentre.Measure.ABANDONS;
import static org.strowger.engine.routing.VirtualCentre.Measure.IN_TIME;
import static org.strowger.engine.routing.VirtualCentre.Measure.OCCUPANCY;
import static org.strowger.engine.routing.VirtualCentre.Measure.WAIT;
import static org.strowger.engine.routing.VirtualCentre.Measure.WAITS;
import static org.strowger.engine.routing.VirtualCentre.Measure.WAIT_OF_SERVED;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueingTheory.ErlangC;
import org.strowger.engine.routing.QueueingTheory.ImpatientCallers;
import org.strowger.engine.routing.VirtualCentre.Callers;
import org.strowger.engine.routing.VirtualCentre.Measure;
import org.strowger.engine.routing.VirtualCentre.Plan;
import org.strowger.engine.routing.VirtualCentre.Pool;

/// A centre of which it is known exactly what it comes to.
///
/// @param weight how many times the usual number of calls it takes to see it: more where agents are
///   nearly always busy
record TheoryCase(String name, Plan plan, List<Figure> figures, int weight) {
    /// What one thing comes to.
    ///
    /// @param of the callers or the pool
    record Figure(String of, Measure measure, double exact) {
        @Override
        public String toString() {
            return of + " " + measure + " " + exact;
        }
    }

    private static final double TWENTY_SECONDS = 1.0 / 3;
    private static final Law ENDLESS = new Law.Endless();

    @Override
    public String toString() {
        return name;
    }

    /// By how much of itself the figure that differs most is different in another case.
    double difference(TheoryCase other) {
        double most = 0;
        for (int i = 0; i < figures.size(); i++) {
            double ratio = other.figures.get(i).exact() / figures.get(i).exact();
            most = Math.max(most, Math.abs(ratio - 1));
        }
        return most;
    }

    /// Every case, in an order that does not change: it decides the seeds.
    static List<TheoryCase> all() {
        List<TheoryCase> cases = new ArrayList<>();
        cases.addAll(erlangC());
        cases.addAll(erlangA());
        cases.addAll(otherPatience());
        cases.addAll(strictPriority());
        cases.addAll(accumulatingPriority());
        cases.addAll(threeAgents());
        cases.addAll(nModel());
        return List.copyOf(cases);
    }

    // One kind of callers, first come first served.

    private static List<TheoryCase> erlangC() {
        return List.of(
                erlangC(1, 0.5, 1, 1, 1),
                erlangC(2, 1.5, 1, 0.5, 2),
                erlangC(3, 2, 1, TWENTY_SECONDS, 1),
                erlangC(10, 1.6, 0.2, TWENTY_SECONDS, 6),
                erlangC(12, 4.2, 0.5, TWENTY_SECONDS, 4),
                erlangC(14, 2, 1.0 / 6, TWENTY_SECONDS, 4),
                erlangC(50, 9.5, 0.2, TWENTY_SECONDS, 18),
                erlangC(100, 19, 0.2, TWENTY_SECONDS, 18));
    }

    private static TheoryCase erlangC(
            int agents, double perMinute, double rate, double target, int weight) {
        ErlangC theory = new ErlangC(agents, perMinute, rate);
        return new TheoryCase(
                "Erlang C, %d agents, %s calls/min".formatted(agents, perMinute),
                oneQueue(agents, perMinute, rate, ENDLESS, target),
                List.of(
                        new Figure("all", WAITS, theory.waits()),
                        new Figure("all", WAIT, theory.meanWait()),
                        new Figure("all", IN_TIME, theory.inTime(target)),
                        new Figure("agents", OCCUPANCY, perMinute / rate / agents)),
                weight);
    }

    private static List<TheoryCase> erlangA() {
        return List.of(
                impatient(1, 1, 1, new Law.Exponential(2), 1, 1),
                impatient(5, 4, 1, new Law.Exponential(2), 0.5, 1),
                impatient(10, 2, 0.2, new Law.Exponential(2), TWENTY_SECONDS, 1),
                impatient(10, 2.5, 0.2, new Law.Exponential(2), TWENTY_SECONDS, 1),
                impatient(12, 4.2, 0.5, new Law.Exponential(1), TWENTY_SECONDS, 1),
                impatient(50, 10, 0.2, new Law.Exponential(2), TWENTY_SECONDS, 2),
                impatient(50, 11, 0.2, new Law.Exponential(5), TWENTY_SECONDS, 1),
                impatient(100, 20, 0.2, new Law.Exponential(2), TWENTY_SECONDS, 2),
                impatient(100, 22, 0.2, new Law.Exponential(2), TWENTY_SECONDS, 2));
    }

    private static List<TheoryCase> otherPatience() {
        Law someHurry =
                new Law.Hyperexponential(new Law.Exponential(0.5), new Law.Exponential(3.5));
        return List.of(
                impatient(10, 2, 0.2, new Law.Constant(1), TWENTY_SECONDS, 1),
                impatient(50, 11, 0.2, new Law.Constant(2), TWENTY_SECONDS, 6),
                impatient(50, 11, 0.2, new Law.Erlang2(2), TWENTY_SECONDS, 1),
                impatient(50, 11, 0.2, someHurry, TWENTY_SECONDS, 1));
    }

    private static TheoryCase impatient(
            int agents, double perMinute, double rate, Law patience, double target, int weight) {
        ImpatientCallers theory = new ImpatientCallers(agents, perMinute, rate, patience);
        double occupancy = perMinute * (1 - theory.abandons()) / rate / agents;
        return new TheoryCase(
                "%d agents, %s calls/min, patience %s".formatted(agents, perMinute, patience),
                oneQueue(agents, perMinute, rate, patience, target),
                List.of(
                        new Figure("all", WAITS, theory.waits()),
                        new Figure("all", ABANDONS, theory.abandons()),
                        new Figure("all", WAIT, theory.meanWait()),
                        new Figure("all", WAIT_OF_SERVED, theory.meanWaitOfServed()),
                        new Figure("all", IN_TIME, theory.servedInTime(target)),
                        new Figure("agents", OCCUPANCY, occupancy)),
                weight);
    }

    private static Plan oneQueue(
            int agents, double perMinute, double rate, Law patience, double target) {
        QueueId queue = new QueueId("all");
        Law talk = new Law.Exponential(1 / rate);
        return new Plan(
                policy(rules(new CallOrder.Fifo()), "all"),
                List.of(new Pool("agents", agents, agent())),
                List.of(
                        new Callers(
                                "all",
                                queue,
                                0,
                                SkillNeed.none(),
                                perMinute,
                                talk,
                                patience,
                                target)));
    }

    // Several kinds of callers, the same agents.

    private static List<TheoryCase> strictPriority() {
        return List.of(
                strictPriority(1, List.of(0.3, 0.5), 1, 2),
                strictPriority(10, List.of(2.0, 6.0), 1, 2),
                strictPriority(10, List.of(0.5, 1.4), 0.2, 24),
                strictPriority(100, List.of(5.0, 14.0), 0.2, 34),
                strictPriority(10, List.of(0.4, 0.6, 0.9), 0.2, 18),
                briefCallsLast());
    }

    /// The first class is the highest.
    private static TheoryCase strictPriority(
            int agents, List<Double> perMinute, double rate, int weight) {
        ErlangC together = new ErlangC(agents, sum(perMinute), rate);
        double[] waits =
                QueueingTheory.strictPriority(
                        together.waits() / (agents * rate), loads(agents, perMinute, rate));
        List<Callers> callers = new ArrayList<>();
        for (int k = 0; k < waits.length; k++) {
            callers.add(patient("k" + k, -k, perMinute.get(k), new Law.Exponential(1 / rate)));
        }
        return new TheoryCase(
                "strict priority, %d agents, %s calls/min".formatted(agents, perMinute),
                new Plan(policyFor(callers, new CallOrder.Strict()), agents(agents), callers),
                waitsOf(callers, waits, together.waits()),
                weight);
    }

    /// One agent, and talks of two laws: the residual is half the load's second moment.
    private static TheoryCase briefCallsLast() {
        double residual = (0.4 * 2 + 0.6 * 0.5 * 0.5) / 2;
        double[] waits = QueueingTheory.strictPriority(residual, List.of(0.4, 0.3));
        List<Callers> callers =
                List.of(
                        patient("k0", 1, 0.4, new Law.Exponential(1)),
                        patient("k1", 0, 0.6, new Law.Constant(0.5)));
        return new TheoryCase(
                "strict priority, one agent, the lower class of constant length",
                new Plan(policyFor(callers, new CallOrder.Strict()), agents(1), callers),
                waitsOf(callers, waits, 0.7),
                2);
    }

    private static List<TheoryCase> accumulatingPriority() {
        return List.of(
                accumulatingPriority(1, List.of(0.5, 0.3), List.of(1.0, 2.0), 1, 2),
                accumulatingPriority(1, List.of(0.5, 0.4), List.of(1.0, 5.0), 1, 3),
                accumulatingPriority(10, List.of(6.0, 3.0), List.of(1.0, 3.0), 1, 4),
                accumulatingPriority(10, List.of(1.4, 0.5), List.of(1.0, 4.0), 0.2, 12),
                accumulatingPriority(100, List.of(14.0, 5.0), List.of(1.0, 4.0), 0.2, 24),
                accumulatingPriority(10, List.of(0.9, 0.6, 0.4), List.of(1.0, 2.0, 6.0), 0.2, 15));
    }

    /// Each class has a queue of its own, whose points rise by the slope each minute.
    private static TheoryCase accumulatingPriority(
            int agents, List<Double> perMinute, List<Double> slopes, double rate, int weight) {
        ErlangC together = new ErlangC(agents, sum(perMinute), rate);
        double[] waits =
                QueueingTheory.accumulatingPriority(
                        together.waits() / (agents * rate), loads(agents, perMinute, rate), slopes);
        List<Callers> callers = new ArrayList<>();
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        for (int k = 0; k < waits.length; k++) {
            callers.add(patient("k" + k, 0, perMinute.get(k), new Law.Exponential(1 / rate)));
            int milliPoints = (int) Math.round(1_000 * slopes.get(k));
            queues.put(
                    new QueueId("k" + k),
                    rules(new CallOrder.Accumulating(milliPoints, OptionalInt.empty())));
        }
        return new TheoryCase(
                "accumulating priority, %d agents, %s calls/min, slopes %s"
                        .formatted(agents, perMinute, slopes),
                new Plan(policy(queues, Balance.URGENCY), agents(agents), callers),
                waitsOf(callers, waits, together.waits()),
                weight);
    }

    private static List<Double> loads(int agents, List<Double> perMinute, double rate) {
        return perMinute.stream().map(each -> each / (agents * rate)).toList();
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(value -> value).sum();
    }

    private static Callers patient(String name, int priority, double perMinute, Law talk) {
        return new Callers(
                name,
                new QueueId(name),
                priority,
                SkillNeed.none(),
                perMinute,
                talk,
                ENDLESS,
                TWENTY_SECONDS);
    }

    /// Whoever comes finds the agents as busy: the share that waits is the same for all.
    private static List<Figure> waitsOf(List<Callers> callers, double[] waits, double waiting) {
        List<Figure> figures = new ArrayList<>();
        for (int k = 0; k < waits.length; k++) {
            figures.add(new Figure(callers.get(k).name(), WAITS, waiting));
            figures.add(new Figure(callers.get(k).name(), WAIT, waits[k]));
        }
        return figures;
    }

    // Three agents: one for A, one for B, one for both. Exact by their continuous-time Markov
    // chain, cut off where less than 1e-10 is left.

    static List<TheoryCase> threeAgents() {
        return List.of(
                threeAgents(
                        "longest idle, first come",
                        AgentOrder.LONGEST_IDLE,
                        Rank.NONE,
                        List.of(0, 0),
                        0.38804593,
                        0.21313741,
                        0.17976659,
                        0.52761071,
                        0.46593318,
                        0.62798077),
                threeAgents(
                        "specialists first, first come",
                        AgentOrder.LONGEST_IDLE,
                        Rank.GENERALISTS_LAST,
                        List.of(0, 0),
                        0.37803889,
                        0.20789526,
                        0.17437749,
                        0.57221807,
                        0.50233633,
                        0.55174697),
                threeAgents(
                        "by lot, first come",
                        AgentOrder.WEIGHTED_RANDOM,
                        Rank.NONE,
                        List.of(0, 0),
                        0.39340910,
                        0.21592256,
                        0.18048370,
                        0.51883649,
                        0.45122362,
                        0.64978512),
                threeAgents(
                        "generalist first, first come",
                        AgentOrder.LONGEST_IDLE,
                        Rank.SPECIALISTS_LAST,
                        List.of(0, 0),
                        0.40195782,
                        0.22038638,
                        0.18380293,
                        0.47721390,
                        0.41309792,
                        0.72597382),
                threeAgents(
                        "specialists first, A first",
                        AgentOrder.LONGEST_IDLE,
                        Rank.GENERALISTS_LAST,
                        List.of(1, 0),
                        0.37520577,
                        0.19732659,
                        0.18751529,
                        0.56913562,
                        0.50549069,
                        0.55170428),
                threeAgents(
                        "specialists first, B first",
                        AgentOrder.LONGEST_IDLE,
                        Rank.GENERALISTS_LAST,
                        List.of(0, 1),
                        0.38065969,
                        0.21964086,
                        0.16149689,
                        0.57498298,
                        0.49862662,
                        0.55197122),
                longerQueueFirst());
    }

    private enum Rank {
        NONE,
        GENERALISTS_LAST,
        SPECIALISTS_LAST
    }

    private static TheoryCase threeAgents(
            String name, AgentOrder agents, Rank rank, List<Integer> priorities, double... exact) {
        boolean firstCome = priorities.get(0).equals(priorities.get(1));
        QueuePolicy rules =
                rules(firstCome ? new CallOrder.Fifo() : new CallOrder.Strict())
                        .with()
                        .agents(agents)
                        .build();
        return threeAgents(name, policy(rules, "A", "B"), rank, priorities, exact);
    }

    /// Of queues of the same length A goes first: the balance is equal then, and A's calls have the
    /// higher priority.
    private static TheoryCase longerQueueFirst() {
        QueuePolicy rules = rules(new CallOrder.Strict());
        return threeAgents(
                "specialists first, longer queue first",
                policy(queues(rules, "A", "B"), Balance.FIXED_QUEUE_RATIO),
                Rank.GENERALISTS_LAST,
                List.of(1, 0),
                0.37646504,
                0.20165194,
                0.18095553,
                0.57055140,
                0.50465671,
                0.55158371);
    }

    private static TheoryCase threeAgents(
            String name,
            RoutingPolicy policy,
            Rank rank,
            List<Integer> priorities,
            double... exact) {
        int specialist = rank == Rank.SPECIALISTS_LAST ? 1 : 0;
        int generalist = rank == Rank.GENERALISTS_LAST ? 1 : 0;
        List<Pool> pools =
                List.of(
                        new Pool("for A", 1, agent(specialist, "A")),
                        new Pool("for B", 1, agent(specialist, "B")),
                        new Pool("for both", 1, agent(generalist, "A", "B")));
        Law minute = new Law.Exponential(1);
        Law patience = new Law.Exponential(2);
        List<Callers> callers =
                List.of(
                        skilled("A", priorities.get(0), 1, minute, patience),
                        skilled("B", priorities.get(1), 0.8, minute, patience));
        return new TheoryCase(
                "three agents: " + name,
                new Plan(policy, pools, callers),
                List.of(
                        new Figure("A", WAITS, exact[0]),
                        new Figure("A", WAIT, exact[1]),
                        new Figure("B", WAIT, exact[2]),
                        new Figure("for A", OCCUPANCY, exact[3]),
                        new Figure("for B", OCCUPANCY, exact[4]),
                        new Figure("for both", OCCUPANCY, exact[5])),
                3);
    }

    // The N-model: eight agents for the first class, which is offered to them first, and six for
    // both. Exact by its continuous-time Markov chain.

    static List<TheoryCase> nModel() {
        return List.of(
                nModel(
                        "first class first",
                        policy(rules(new CallOrder.Strict()), "first", "second"),
                        List.of(1, 0),
                        0.30324135,
                        0.57288659,
                        0.15372726,
                        0.66919222,
                        0.06149091,
                        0.26767689,
                        0.83082641,
                        0.84923743),
                nModel(
                        "second class first",
                        policy(rules(new CallOrder.Strict()), "first", "second"),
                        List.of(0, 1),
                        0.32964982,
                        0.56733002,
                        0.22362322,
                        0.49583392,
                        0.08944929,
                        0.19833357,
                        0.83953274,
                        0.84769891),
                nModel(
                        "longer queue first",
                        byShare(1, 1),
                        List.of(1, 0),
                        0.31440158,
                        0.57161393,
                        0.17368692,
                        0.61503257,
                        0.06947477,
                        0.24601303,
                        0.83428159,
                        0.84890262),
                nModel(
                        "queues as 1 to 3",
                        byShare(1, 3),
                        List.of(1, 0),
                        0.30483530,
                        0.57282081,
                        0.15607242,
                        0.66245256,
                        0.06242897,
                        0.26498102,
                        0.83129768,
                        0.84922387));
    }

    private static RoutingPolicy byShare(int first, int second) {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        QueuePolicy rules = rules(new CallOrder.Strict());
        queues.put(new QueueId("first"), rules.with().share(first).build());
        queues.put(new QueueId("second"), rules.with().share(second).build());
        return policy(queues, Balance.FIXED_QUEUE_RATIO);
    }

    private static TheoryCase nModel(
            String name, RoutingPolicy policy, List<Integer> priorities, double... exact) {
        List<Pool> pools =
                List.of(
                        new Pool("for the first", 8, agent(0, "first")),
                        new Pool("for both", 6, agent(1, "first", "second")));
        Law talk = new Law.Exponential(5);
        Law patience = new Law.Exponential(2.5);
        List<Callers> callers =
                List.of(
                        skilled("first", priorities.get(0), 1.8, talk, patience),
                        skilled("second", priorities.get(1), 0.9, talk, patience));
        return new TheoryCase(
                "N-model: " + name,
                new Plan(policy, pools, callers),
                List.of(
                        new Figure("first", WAITS, exact[0]),
                        new Figure("second", WAITS, exact[1]),
                        new Figure("first", WAIT, exact[2]),
                        new Figure("second", WAIT, exact[3]),
                        new Figure("first", ABANDONS, exact[4]),
                        new Figure("second", ABANDONS, exact[5]),
                        new Figure("for the first", OCCUPANCY, exact[6]),
                        new Figure("for both", OCCUPANCY, exact[7])),
                3);
    }

    /// Callers who need the skill of their queue's name.
    private static Callers skilled(
            String name, int priority, double perMinute, Law talk, Law patience) {
        return new Callers(
                name,
                new QueueId(name),
                priority,
                SkillNeed.atLeast(name, 1),
                perMinute,
                talk,
                patience,
                TWENTY_SECONDS);
    }

    // Policies and profiles.

    private static QueuePolicy rules(CallOrder order) {
        return QueuePolicy.builder()
                .order(order)
                .maxLength(100_000)
                .ringTime(Duration.ofHours(1))
                .build();
    }

    private static RoutingPolicy policyFor(List<Callers> callers, CallOrder order) {
        String[] names = callers.stream().map(Callers::name).toArray(String[]::new);
        return policy(rules(order), names);
    }

    private static RoutingPolicy policy(QueuePolicy rules, String... names) {
        return policy(queues(rules, names), Balance.URGENCY);
    }

    private static SortedMap<QueueId, QueuePolicy> queues(QueuePolicy rules, String... names) {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        for (String name : names) {
            queues.put(new QueueId(name), rules);
        }
        return queues;
    }

    private static RoutingPolicy policy(SortedMap<QueueId, QueuePolicy> queues, Balance balance) {
        return new RoutingPolicy(
                "theory", queues, balance, 1, Detail.PASSED_OVER, Optional.empty());
    }

    private static List<Pool> agents(int number) {
        return List.of(new Pool("agents", number, agent()));
    }

    private static RoutingProfile agent() {
        return RoutingProfile.of(new TreeMap<>());
    }

    /// An agent with these skills, and of this rank in the queues of the same names.
    private static RoutingProfile agent(int rank, String... skills) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        SortedMap<QueueId, Integer> ranks = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 1);
            ranks.put(new QueueId(skill), rank);
        }
        return new RoutingProfile(levels, ranks, 1, new TreeMap<>(), 1, Optional.empty());
    }
}
