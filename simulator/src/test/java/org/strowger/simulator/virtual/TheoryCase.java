package org.strowger.simulator.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Erlang;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.result.AgentFigures;
import org.strowger.simulator.result.CallFigures;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Arrivals;

/// A centre of which it is known exactly what it comes to, with figures that were computed apart
/// from this project: by the formulas of Erlang, of Zeltyn and Mandelbaum (M/M/c+G), of Cobham
/// (priorities) and Kleinrock (accumulating priorities), and by Markov chains cut off where less
/// than 1e-10 is left. Rates are a minute; waits are in minutes.
///
/// @param weight how many times the usual number of calls it takes to see it
record TheoryCase(
        String name,
        Supplier<Centre> centre,
        double callsPerMinute,
        int weight,
        List<Figure> figures) {
    /// What one thing comes to.
    ///
    /// @param exact what it is, or the least that it can be
    /// @param most the most that it can be
    record Figure(String name, ToDoubleFunction<Day> of, double exact, double most) {
        Figure(String name, ToDoubleFunction<Day> of, double exact) {
            this(name, of, exact, exact);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /// Every case, in an order that does not change.
    static List<TheoryCase> all() {
        List<TheoryCase> cases = new ArrayList<>();
        cases.addAll(erlangB());
        cases.addAll(erlangC());
        cases.addAll(erlangA());
        cases.addAll(otherPatience());
        cases.add(wallaceWhitt());
        cases.addAll(priorities());
        cases.addAll(threeAgents());
        cases.addAll(nModel());
        cases.addAll(ComputedCases.all());
        return List.copyOf(cases);
    }

    // What is read off a day.

    static CallFigures calls(Day day, String queue) {
        return day.queues().getOrDefault(new QueueId(queue), day.queues().firstEntry().getValue());
    }

    static Figure figure(
            String name, String queue, Function<CallFigures, Double> of, double exact) {
        return new Figure(name + " of " + queue, day -> of.apply(calls(day, queue)), exact);
    }

    static Figure wait(String queue, double exact) {
        return figure(
                "wait",
                queue,
                calls ->
                        (calls.waitsAnswered().sum() + calls.waitsAbandoned().sum())
                                / calls.offered()
                                / 60,
                exact);
    }

    static Figure waitOfServed(double exact) {
        return figure(
                "wait of served",
                "all",
                calls -> calls.waitsAnswered().sum() / calls.answered() / 60,
                exact);
    }

    /// Waits below a millisecond are none.
    static Figure waits(String queue, double exact) {
        return figure(
                "share that waits",
                queue,
                calls -> 1 - (double) calls.waitsAnswered().histogram()[0] / calls.offered(),
                exact);
    }

    static Figure inTime(double exact) {
        return figure(
                "in time",
                "all",
                calls -> (double) calls.answeredInTime() / calls.offered(),
                exact);
    }

    static Figure abandons(String queue, double exact) {
        return figure(
                "abandons", queue, calls -> (double) calls.abandoned() / calls.offered(), exact);
    }

    static Figure occupancy(String pool, double exact) {
        return new Figure("occupancy of " + pool, day -> occupancy(day, pool), exact);
    }

    private static double occupancy(Day day, String pool) {
        double talking = 0;
        double all = 0;
        for (var entry : day.agents().entrySet()) {
            AgentId agent = entry.getKey();
            if (agent.value().startsWith(pool)) {
                AgentFigures of = entry.getValue();
                talking += of.talking();
                all += of.talking() + of.ready();
            }
        }
        return talking / all;
    }

    // One kind of callers.

    static Centre oneQueue(
            int agents, double perMinute, double rate, Distribution patience, QueuePolicy rules) {
        return new Centre()
                .queue("all", rules)
                .agents("agents", agents)
                .poisson("all", perMinute)
                .patience(patience)
                .talk(new Exponential(60 / rate));
    }

    static QueuePolicy target(double minutes) {
        return Centre.fifo().serviceTarget(Duration.ofNanos((long) (minutes * 60e9))).build();
    }

    private static List<TheoryCase> erlangB() {
        return List.of(
                erlangB(1, 0.5, 0.3333333333),
                erlangB(5, 3, 0.1100543478),
                erlangB(10, 8, 0.1216610643),
                erlangB(50, 45, 0.0541044722),
                erlangB(90, 84, 0.0446198710));
    }

    /// Who finds nobody ready is turned away.
    private static TheoryCase erlangB(int agents, double load, double blocked) {
        QueuePolicy rules =
                Centre.fifo()
                        .staffing(
                                new QueuePolicy.Staffing(
                                        Presence.READY, Presence.NOBODY, Duration.ZERO))
                        .build();
        return new TheoryCase(
                "Erlang B, %d agents, load %s".formatted(agents, load),
                () -> oneQueue(agents, load, 1, new Distribution.Never(), rules),
                load,
                1,
                List.of(
                        figure(
                                "turned away",
                                "all",
                                calls -> (double) calls.turnedAway() / calls.offered(),
                                blocked),
                        occupancy("agents", load * (1 - blocked) / agents)));
    }

    private static List<TheoryCase> erlangC() {
        return List.of(
                erlangC(1, 0.5, 1, 1, 1, 0.5, 1, 0.69673467),
                erlangC(2, 1.5, 1, 0.5, 1, 0.64285714, 1.2857143, 0.49934235),
                erlangC(3, 2, 1, 1 / 3.0, 1, 0.44444444, 0.44444444, 0.68154164),
                erlangC(10, 1.6, 0.2, 1 / 3.0, 2, 0.40918015, 1.0229504, 0.64189645),
                erlangC(12, 4.2, 0.5, 1 / 3.0, 2, 0.18388863, 0.10216035, 0.89907978),
                erlangC(14, 2, 1 / 6.0, 1 / 3.0, 2, 0.48170537, 1.4451161, 0.56895109),
                erlangC(50, 9.5, 0.2, 1 / 3.0, 4, 0.62909473, 1.2581895, 0.46748281),
                erlangC(100, 19, 0.2, 1 / 3.0, 4, 0.50645685, 0.50645685, 0.63710781));
    }

    private static TheoryCase erlangC(
            int agents,
            double perMinute,
            double rate,
            double target,
            int weight,
            double waits,
            double wait,
            double inTime) {
        return new TheoryCase(
                "Erlang C, %d agents, %s calls/min".formatted(agents, perMinute),
                () -> oneQueue(agents, perMinute, rate, new Distribution.Never(), target(target)),
                perMinute,
                weight,
                List.of(waits("all", waits), wait("all", wait), inTime(inTime)));
    }

    private static List<TheoryCase> erlangA() {
        return List.of(
                erlangA(1, 1, 1, 2, 1, 0.31303529, 0.62607057, 0.53065022, 0.68696471, 0.54429944),
                erlangA(
                        5,
                        4,
                        1,
                        2,
                        0.5,
                        0.077968675,
                        0.15593735,
                        0.14074073,
                        0.73762506,
                        0.82521398),
                erlangA(
                        10,
                        2,
                        0.2,
                        2,
                        1 / 3.0,
                        0.15243804,
                        0.30487609,
                        0.25002782,
                        0.84756196,
                        0.64999359),
                erlangA(
                        10,
                        2.5,
                        0.2,
                        2,
                        1 / 3.0,
                        0.26017552,
                        0.52035103,
                        0.46841338,
                        0.92478060,
                        0.43817716),
                erlangA(
                        50,
                        10,
                        0.2,
                        2,
                        1 / 3.0,
                        0.068935439,
                        0.13787088,
                        0.12742707,
                        0.93106456,
                        0.78387186),
                erlangA(
                        50,
                        11,
                        0.2,
                        5,
                        1 / 3.0,
                        0.11030100,
                        0.55150500,
                        0.55243567,
                        0.97866890,
                        0.39537813),
                erlangA(
                        100,
                        20,
                        0.2,
                        2,
                        1 / 3.0,
                        0.048810921,
                        0.097621843,
                        0.092485472,
                        0.95118908,
                        0.85171527),
                erlangA(
                        100,
                        22,
                        0.2,
                        2,
                        1 / 3.0,
                        0.10698353,
                        0.21396706,
                        0.21119704,
                        0.98231812,
                        0.64831690));
    }

    private static TheoryCase erlangA(
            int agents,
            double perMinute,
            double rate,
            double patience,
            double target,
            double abandons,
            double wait,
            double waitOfServed,
            double occupancy,
            double inTime) {
        return new TheoryCase(
                "Erlang A, %d agents, %s calls/min".formatted(agents, perMinute),
                () ->
                        oneQueue(
                                agents,
                                perMinute,
                                rate,
                                new Exponential(60 * patience),
                                target(target)),
                perMinute,
                agents < 50 ? 1 : 2,
                List.of(
                        abandons("all", abandons),
                        wait("all", wait),
                        waitOfServed(waitOfServed),
                        occupancy("agents", occupancy),
                        inTime(inTime)));
    }

    private static List<TheoryCase> otherPatience() {
        Distribution someHurry =
                new Distribution.HyperExponential(
                        List.of(
                                new Distribution.Branch(0.5, 30),
                                new Distribution.Branch(0.5, 210)));
        return List.of(
                otherPatience(10, 2, new Constant(60), 0.15014529, 0.30029058, 0.64966100),
                otherPatience(50, 10, new Constant(60), 0.051168884, 0.30701330, 0.60770522),
                otherPatience(50, 11, new Erlang(120, 2), 0.11236859, 0.43499037, 0.44564769),
                otherPatience(50, 11, someHurry, 0.13153232, 0.13329505, 0.74176347));
    }

    private static TheoryCase otherPatience(
            int agents,
            double perMinute,
            Distribution patience,
            double abandons,
            double wait,
            double inTime) {
        return new TheoryCase(
                "%d agents, %s calls/min, patience %s".formatted(agents, perMinute, patience),
                () -> oneQueue(agents, perMinute, 0.2, patience, target(1 / 3.0)),
                perMinute,
                2,
                List.of(abandons("all", abandons), wait("all", wait), inTime(inTime)));
    }

    /// The centre of Wallace and Whitt (M&SOM 7(4), 2005): six types of calls, 90 agents, 30 places
    /// to wait. Where every agent has every skill and the first come is served first, it is
    /// M/M/90/120.
    private static TheoryCase wallaceWhitt() {
        List<String> types = List.of("a", "b", "c", "d", "e", "f");
        QueuePolicy rules =
                Centre.fifo().maxLength(30).serviceTarget(Duration.ofSeconds(30)).build();
        Supplier<Centre> centre =
                () -> {
                    Centre made =
                            new Centre()
                                    .queue("all", rules)
                                    .agents("agents", 90, agent(0, types.toArray(String[]::new)))
                                    .talk(new Exponential(600));
                    for (String type : types) {
                        made.source(
                                type,
                                "all",
                                0,
                                SkillNeed.atLeast(type, 1),
                                new Arrivals.Poisson(60 * 1.4));
                    }
                    return made;
                };
        return new TheoryCase(
                "Wallace and Whitt, all agents with all skills",
                centre,
                8.4,
                16,
                List.of(
                        figure(
                                "turned away",
                                "all",
                                calls -> (double) calls.turnedAway() / calls.offered(),
                                0.00364308),
                        waitOfServed(0.45002276),
                        figure(
                                "in time of served",
                                "all",
                                calls -> (double) calls.answeredInTime() / calls.answered(),
                                0.73292228)));
    }

    // Priorities. The queues are named by their class; waits are those of the classes.

    private static List<TheoryCase> priorities() {
        List<Double> none = List.of();
        return List.of(
                priorities(1, 1, List.of(0.3, 0.5), none, 1, 1.14285714, 5.71428571),
                priorities(10, 1, List.of(2.0, 6.0), none, 1, 0.05114752, 0.25573759),
                priorities(10, 0.2, List.of(0.5, 1.4), none, 6, 0.55039039, 11.00780771),
                priorities(100, 0.2, List.of(5.0, 14.0), none, 6, 0.03376379, 0.67527581),
                priorities(
                        10,
                        0.2,
                        List.of(0.4, 0.6, 0.9),
                        none,
                        6,
                        0.51599099,
                        1.03198197,
                        16.51171156),
                priorities(1, 1, List.of(0.5, 0.3), List.of(1.0, 2.0), 1, 4.70588235, 2.82352941),
                priorities(1, 1, List.of(0.5, 0.4), List.of(1.0, 5.0), 2, 13.23529412, 3.70588235),
                priorities(10, 1, List.of(6.0, 3.0), List.of(1.0, 3.0), 2, 0.83591441, 0.33436576),
                priorities(
                        10, 0.2, List.of(1.4, 0.5), List.of(1.0, 4.0), 6, 10.16105327, 2.92130281),
                priorities(
                        100, 0.2, List.of(14.0, 5.0), List.of(1.0, 4.0), 6, 0.62333151, 0.17920781),
                priorities(
                        10,
                        0.2,
                        List.of(0.9, 0.6, 0.4),
                        List.of(1.0, 2.0, 6.0),
                        6,
                        12.08174017,
                        6.38938182,
                        2.44732685));
    }

    /// @param slopes of the points of each class, a minute; none: strict, the first class highest
    private static TheoryCase priorities(
            int agents,
            double rate,
            List<Double> perMinute,
            List<Double> slopes,
            int weight,
            double... waits) {
        List<Figure> figures = new ArrayList<>();
        for (int k = 0; k < waits.length; k++) {
            figures.add(wait("class " + k, waits[k]));
        }
        return new TheoryCase(
                "%s priority, %d agents, %s calls/min"
                        .formatted(slopes.isEmpty() ? "strict" : "accumulating", agents, perMinute),
                () -> classes(agents, rate, perMinute, slopes),
                perMinute.stream().mapToDouble(each -> each).sum(),
                weight,
                figures);
    }

    static Centre classes(int agents, double rate, List<Double> perMinute, List<Double> slopes) {
        Centre centre = new Centre().agents("agents", agents).talk(new Exponential(60 / rate));
        for (int k = 0; k < perMinute.size(); k++) {
            CallOrder order =
                    slopes.isEmpty()
                            ? new CallOrder.Strict()
                            : new CallOrder.Accumulating(
                                    (int) Math.round(1_000 * slopes.get(k)), OptionalInt.empty());
            centre.queue("class " + k, Centre.fifo().order(order).build())
                    .source(
                            "class " + k,
                            "class " + k,
                            slopes.isEmpty() ? -k : 0,
                            SkillNeed.none(),
                            new Arrivals.Poisson(60 * perMinute.get(k)));
        }
        return centre;
    }

    // Skills.

    private enum Last {
        NOBODY,
        GENERALISTS,
        SPECIALISTS
    }

    /// One agent for A, one for B, one for both.
    private static List<TheoryCase> threeAgents() {
        QueuePolicy fifo = Centre.fifo().build();
        QueuePolicy random = Centre.fifo().agents(AgentOrder.WEIGHTED_RANDOM).build();
        QueuePolicy strict = Centre.fifo().order(new CallOrder.Strict()).build();
        return List.of(
                threeAgents(
                        "longest idle",
                        fifo,
                        Balance.URGENCY,
                        Last.NOBODY,
                        0,
                        0,
                        0.21313741,
                        0.17976659,
                        0.52761071,
                        0.46593318,
                        0.62798077),
                threeAgents(
                        "specialists first",
                        fifo,
                        Balance.URGENCY,
                        Last.GENERALISTS,
                        0,
                        0,
                        0.20789526,
                        0.17437749,
                        0.57221807,
                        0.50233633,
                        0.55174697),
                threeAgents(
                        "by lot",
                        random,
                        Balance.URGENCY,
                        Last.NOBODY,
                        0,
                        0,
                        0.21592256,
                        0.18048370,
                        0.51883649,
                        0.45122362,
                        0.64978512),
                threeAgents(
                        "generalist first",
                        fifo,
                        Balance.URGENCY,
                        Last.SPECIALISTS,
                        0,
                        0,
                        0.22038638,
                        0.18380293,
                        0.47721390,
                        0.41309792,
                        0.72597382),
                threeAgents(
                        "A first",
                        strict,
                        Balance.URGENCY,
                        Last.GENERALISTS,
                        1,
                        0,
                        0.19732659,
                        0.18751529,
                        0.56913562,
                        0.50549069,
                        0.55170428),
                threeAgents(
                        "B first",
                        strict,
                        Balance.URGENCY,
                        Last.GENERALISTS,
                        0,
                        1,
                        0.21964086,
                        0.16149689,
                        0.57498298,
                        0.49862662,
                        0.55197122),
                threeAgents(
                        "longer queue first",
                        strict,
                        Balance.FIXED_QUEUE_RATIO,
                        Last.GENERALISTS,
                        1,
                        0,
                        0.20165194,
                        0.18095553,
                        0.57055140,
                        0.50465671,
                        0.55158371));
    }

    private static TheoryCase threeAgents(
            String name,
            QueuePolicy rules,
            Balance balance,
            Last last,
            int priorityOfA,
            int priorityOfB,
            double... exact) {
        int specialist = last == Last.SPECIALISTS ? 1 : 0;
        int generalist = last == Last.GENERALISTS ? 1 : 0;
        Supplier<Centre> centre =
                () -> {
                    Centre made =
                            new Centre()
                                    .queue("A", rules)
                                    .queue("B", rules)
                                    .agents("for A", 1, agent(specialist, "A"))
                                    .agents("for B", 1, agent(specialist, "B"))
                                    .agents("both", 1, agent(generalist, "A", "B"))
                                    .patience(new Exponential(120))
                                    .talk(new Exponential(60));
                    made.balance = balance;
                    return skilled(skilled(made, "A", priorityOfA, 1), "B", priorityOfB, 0.8);
                };
        return new TheoryCase(
                "three agents: " + name,
                centre,
                1.8,
                1,
                List.of(
                        wait("A", exact[0]),
                        wait("B", exact[1]),
                        occupancy("for A", exact[2]),
                        occupancy("for B", exact[3]),
                        occupancy("both", exact[4])));
    }

    private static Centre skilled(Centre centre, String name, int priority, double perMinute) {
        return centre.source(
                name,
                name,
                priority,
                SkillNeed.atLeast(name, 1),
                new Arrivals.Poisson(60 * perMinute));
    }

    /// An agent with these skills, of a rank in the queues of their names.
    private static RoutingProfile agent(int rank, String... skills) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        SortedMap<QueueId, Integer> ranks = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 1);
            ranks.put(new QueueId(skill), rank);
        }
        RoutingProfile plain = RoutingProfile.of(levels);
        return new RoutingProfile(
                levels, ranks, plain.units(), plain.limits(), plain.weight(), plain.wrapUp());
    }

    /// Eight agents for the first class, which is offered to them first, and six for both.
    private static List<TheoryCase> nModel() {
        return List.of(
                nModel(
                        "first class first",
                        1,
                        0,
                        0,
                        0,
                        0.15372726,
                        0.66919222,
                        0.06149091,
                        0.26767689,
                        0.83082641,
                        0.84923743),
                nModel(
                        "second class first",
                        0,
                        1,
                        0,
                        0,
                        0.22362322,
                        0.49583392,
                        0.08944929,
                        0.19833357,
                        0.83953274,
                        0.84769891),
                nModel(
                        "longer queue first",
                        1,
                        0,
                        1,
                        1,
                        0.17368692,
                        0.61503257,
                        0.06947477,
                        0.24601303,
                        0.83428159,
                        0.84890262),
                nModel(
                        "queues as 1 to 3",
                        1,
                        0,
                        1,
                        3,
                        0.15607242,
                        0.66245256,
                        0.06242897,
                        0.26498102,
                        0.83129768,
                        0.84922387));
    }

    /// @param firstShare of the waiting calls; 0: by priority alone
    private static TheoryCase nModel(
            String name,
            int firstPriority,
            int secondPriority,
            int firstShare,
            int secondShare,
            double... exact) {
        QueuePolicy strict = Centre.fifo().order(new CallOrder.Strict()).build();
        Supplier<Centre> centre =
                () -> {
                    Centre made =
                            new Centre()
                                    .queue("first", strict.with().share(firstShare).build())
                                    .queue("second", strict.with().share(secondShare).build())
                                    .agents("special", 8, agent(0, "first"))
                                    .agents("both", 6, agent(1, "first", "second"))
                                    .patience(new Exponential(150))
                                    .talk(new Exponential(300));
                    made.balance = firstShare > 0 ? Balance.FIXED_QUEUE_RATIO : Balance.URGENCY;
                    return skilled(
                            skilled(made, "first", firstPriority, 1.8),
                            "second",
                            secondPriority,
                            0.9);
                };
        return new TheoryCase(
                "N-model: " + name,
                centre,
                2.7,
                1,
                List.of(
                        wait("first", exact[0]),
                        wait("second", exact[1]),
                        abandons("first", exact[2]),
                        abandons("second", exact[3]),
                        occupancy("special", exact[4]),
                        occupancy("both", exact[5])));
    }
}
