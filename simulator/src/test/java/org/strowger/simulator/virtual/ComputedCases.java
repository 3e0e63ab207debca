package org.strowger.simulator.virtual;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.SettingsFile;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.chance.Distribution.Branch;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.chance.Distribution.HyperExponential;
import org.strowger.simulator.chance.Distribution.LogNormal;
import org.strowger.simulator.chance.Distribution.Uniform;
import org.strowger.simulator.result.NodeFigures;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.staffing.ErlangA;
import org.strowger.simulator.staffing.ErlangB;
import org.strowger.simulator.staffing.ErlangC;
import org.strowger.simulator.staffing.FiniteLine;
import org.strowger.simulator.staffing.Priorities;
import org.strowger.simulator.staffing.Talks;
import org.strowger.simulator.virtual.TheoryCase.Figure;

/// Centres whose exact figures are computed here, by the formulas that planners use: simulation and
/// formulas check each other. Rates are a minute.
final class ComputedCases {
    private ComputedCases() {}

    static List<TheoryCase> all() {
        return List.of(
                erlangB(20, 18, new Exponential(60), 2),
                erlangB(10, 8, new Constant(60), 1),
                erlangB(10, 8, new LogNormal(60, 1.2), 2),
                erlangC(4, 3, 60, 2),
                erlangC(30, 6.5, 240, 4),
                erlangA(8, 2, 240, new Exponential(90), 2),
                erlangA(30, 7, 240, new Exponential(180), 2),
                erlangA(20, 5, 240, new Uniform(10, 120), 1),
                erlangA(15, 4, 240, new Distribution.Erlang(60, 3), 2),
                finiteLine(10, 5, 1.9, 300),
                oneAgent("constant talks", new Constant(60), 0, 1),
                oneAgent("Erlang-4 talks", new Distribution.Erlang(60, 4), 0.5, 2),
                oneAgent("log-normal talks", new LogNormal(60, 0.9), 0.9, 2),
                oneAgent("hyper-exponential talks", shortAndLong(), Math.sqrt(3), 4),
                severalAgents(2, 0.8, new Constant(60), 0, 1),
                severalAgents(5, 0.9, new Distribution.Erlang(60, 2), Math.sqrt(0.5), 4),
                severalAgents(5, 0.9, new LogNormal(60, 0.9), 0.9, 4),
                strict(6, List.of(1.5, 3.5)),
                accumulating(6, List.of(3.0, 1.0, 1.0), List.of(1.0, 2.0, 4.0)),
                tandem(1, 1),
                tandem(0.5, 2),
                behindMenus(),
                onePool());
    }

    private static TheoryCase erlangB(int agents, double load, Distribution talk, int weight) {
        QueuePolicy rules =
                Centre.fifo()
                        .staffing(
                                new QueuePolicy.Staffing(
                                        Presence.READY, Presence.NOBODY, Duration.ZERO))
                        .build();
        ErlangB exact = new ErlangB(agents, load / 60, 60);
        return new TheoryCase(
                "Erlang B computed, %d agents, talks %s".formatted(agents, talk),
                () ->
                        new Centre()
                                .queue("all", rules)
                                .agents("agents", agents)
                                .poisson("all", load)
                                .talk(talk),
                load,
                weight,
                List.of(
                        turnedAway(exact.blocked()),
                        TheoryCase.occupancy("agents", exact.occupancy())));
    }

    private static Figure turnedAway(double exact) {
        return TheoryCase.figure(
                "turned away",
                "all",
                calls -> (double) calls.turnedAway() / calls.offered(),
                exact);
    }

    private static TheoryCase erlangC(int agents, double perMinute, double talk, int weight) {
        ErlangC exact = new ErlangC(agents, perMinute / 60, talk);
        return new TheoryCase(
                "Erlang C computed, %d agents".formatted(agents),
                () ->
                        TheoryCase.oneQueue(
                                agents,
                                perMinute,
                                60 / talk,
                                new Distribution.Never(),
                                TheoryCase.target(0.5)),
                perMinute,
                weight,
                List.of(
                        TheoryCase.waits("all", exact.waits()),
                        TheoryCase.wait("all", exact.meanWait() / 60),
                        TheoryCase.inTime(exact.within(30))));
    }

    private static TheoryCase erlangA(
            int agents, double perMinute, double talk, Distribution patience, int weight) {
        ErlangA exact = new ErlangA(agents, perMinute / 60, talk, patience);
        return new TheoryCase(
                "Erlang A computed, %d agents, patience %s".formatted(agents, patience),
                () ->
                        TheoryCase.oneQueue(
                                agents, perMinute, 60 / talk, patience, TheoryCase.target(0.5)),
                perMinute,
                weight,
                List.of(
                        TheoryCase.abandons("all", exact.abandons()),
                        TheoryCase.wait("all", exact.meanWait() / 60),
                        TheoryCase.waitOfServed(exact.meanWaitOfAnswered() / 60),
                        TheoryCase.occupancy("agents", exact.occupancy()),
                        TheoryCase.inTime(exact.within(30).answered()),
                        TheoryCase.figure(
                                "hang up in time",
                                "all",
                                calls -> (double) calls.abandonedInTime() / calls.offered(),
                                exact.within(30).abandoned())));
    }

    private static TheoryCase finiteLine(int agents, int places, double perMinute, double talk) {
        FiniteLine exact = new FiniteLine(agents, places, perMinute / 60, talk);
        QueuePolicy rules =
                Centre.fifo().maxLength(places).serviceTarget(Duration.ofSeconds(30)).build();
        return new TheoryCase(
                "%d agents and %d places".formatted(agents, places),
                () ->
                        TheoryCase.oneQueue(
                                agents, perMinute, 60 / talk, new Distribution.Never(), rules),
                perMinute,
                1,
                List.of(
                        turnedAway(exact.blocked()),
                        TheoryCase.waitOfServed(exact.meanWait() / 60),
                        TheoryCase.figure(
                                "in time of served",
                                "all",
                                calls -> (double) calls.answeredInTime() / calls.answered(),
                                exact.within(30))));
    }

    // Talks that are not exponential.

    /// Nine short ones for a long one, of mean 60: the mean square is 2 * (0.9 * 40² + 0.1 * 240²),
    /// which is 4 times the square of the mean: a variation of the root of 3.
    private static Distribution shortAndLong() {
        return new HyperExponential(List.of(new Branch(0.9, 40), new Branch(0.1, 240)));
    }

    private static Centre talking(int agents, double perMinute, Distribution talk) {
        return new Centre()
                .queue("all", Centre.fifo().build())
                .agents("agents", agents)
                .poisson("all", perMinute)
                .talk(talk);
    }

    private static TheoryCase oneAgent(
            String name, Distribution talk, double variation, int weight) {
        double wait = new Talks(60, variation).meanWaitForOneAgent(0.7 / 60);
        return new TheoryCase(
                "one agent, " + name,
                () -> talking(1, 0.7, talk),
                0.7,
                weight,
                List.of(
                        TheoryCase.waits("all", 0.7),
                        TheoryCase.wait("all", wait / 60),
                        TheoryCase.occupancy("agents", 0.7)));
    }

    private static TheoryCase severalAgents(
            int agents, double load, Distribution talk, double variation, int weight) {
        double perMinute = load * agents;
        Talks talks = new Talks(60, variation);
        Figure wait = TheoryCase.wait("all", talks.leastMeanWait(agents, perMinute / 60) / 60);
        double most = talks.mostMeanWait(agents, perMinute / 60) / 60;
        return new TheoryCase(
                "%d agents within bounds, talks %s".formatted(agents, talk),
                () -> talking(agents, perMinute, talk),
                perMinute,
                weight,
                List.of(
                        new Figure(wait.name(), wait.of(), wait.exact(), most),
                        TheoryCase.occupancy("agents", load)));
    }

    // Classes.

    private static TheoryCase strict(int agents, List<Double> perMinute) {
        List<Double> waits =
                new Priorities(agents, 60, perMinute.stream().map(each -> each / 60).toList())
                        .strict();
        return classes("strict priority computed", 4, agents, perMinute, List.of(), waits);
    }

    private static TheoryCase accumulating(
            int agents, List<Double> perMinute, List<Double> slopes) {
        List<Double> waits =
                new Priorities(agents, 60, perMinute.stream().map(each -> each / 60).toList())
                        .accumulating(slopes);
        return classes("accumulating priority computed", 1, agents, perMinute, slopes, waits);
    }

    private static TheoryCase classes(
            String name,
            int weight,
            int agents,
            List<Double> perMinute,
            List<Double> slopes,
            List<Double> waits) {
        List<Figure> figures = new ArrayList<>();
        for (int k = 0; k < waits.size(); k++) {
            figures.add(TheoryCase.wait("class " + k, waits.get(k) / 60));
        }
        return new TheoryCase(
                name,
                () -> TheoryCase.classes(agents, 1, perMinute, slopes),
                perMinute.stream().mapToDouble(each -> each).sum(),
                weight,
                figures);
    }

    // Several queues.

    /// Calls that go on from one queue to another: what leaves the first is a Poisson process, so
    /// that each is as if it were alone (Burke, Operations Research 4(6), 1956).
    ///
    /// @param onward the share that goes on
    private static TheoryCase tandem(double onward, int weight) {
        ErlangC first = new ErlangC(3, 2 / 60.0, 60);
        ErlangC second = new ErlangC(5, onward * 2 / 60.0, 90 / onward);
        Supplier<Centre> centre =
                () -> {
                    Centre made =
                            new Centre()
                                    .queue("first", asking("first"))
                                    .queue("second", asking("second"))
                                    .agents("one", 3, skilled("first"))
                                    .agents("two", 5, skilled("second"))
                                    .poisson("first", 2)
                                    .talk(talk("first", 60))
                                    .talk(talk("second", 90 / onward));
                    made.transfers =
                            List.of(
                                    new Behaviour.Transfer(
                                            new QueueId("first"),
                                            new QueueId("second"),
                                            onward,
                                            false));
                    return made;
                };
        return new TheoryCase(
                "from queue to queue, %s of them".formatted(onward),
                centre,
                2,
                weight,
                List.of(
                        TheoryCase.waits("first", first.waits()),
                        TheoryCase.wait("first", first.meanWait() / 60),
                        TheoryCase.waits("second", second.waits()),
                        TheoryCase.wait("second", second.meanWait() / 60),
                        TheoryCase.occupancy("one", first.occupancy()),
                        TheoryCase.occupancy("two", second.occupancy())));
    }

    /// Two menus and the queue behind them: nobody waits for a menu, and what leaves M/M/oo is a
    /// Poisson process again (Mirasol, Operations Research 11(6), 1963), so that each is as if it
    /// were alone.
    private static TheoryCase behindMenus() {
        ErlangC queue = new ErlangC(3, 2 / 60.0, 60);
        SortedMap<String, List<Source.Choice>> keys = new TreeMap<>();
        keys.put("language", List.of(new Source.Choice(1, "1")));
        keys.put("subject", List.of(new Source.Choice(1, "1")));
        Supplier<Centre> centre =
                () -> {
                    Centre made =
                            new Centre()
                                    .queue("all", Centre.fifo().build())
                                    .agents("agents", 3)
                                    .dialled("100", new Source.Keys(keys, new Exponential(4)), 2)
                                    .talk(new Exponential(60));
                    made.settings = Optional.of(settings(Path.of("src/test/resources/theory")));
                    return made;
                };
        return new TheoryCase(
                "two menus and the queue behind them",
                centre,
                2,
                1,
                List.of(
                        inFlow("language", 4),
                        inFlow("subject", 4),
                        TheoryCase.waits("all", queue.waits()),
                        TheoryCase.wait("all", queue.meanWait() / 60),
                        TheoryCase.occupancy("agents", queue.occupancy())));
    }

    private static EngineSettings settings(Path folder) {
        return switch (SettingsFile.read(folder.resolve("centre.yaml"), new TreeMap<>())) {
            case SettingsFile.Result.Ok(var settings) -> settings;
            case SettingsFile.Result.Refused(var problems) ->
                    throw new AssertionError(problems.toString());
        };
    }

    private static Figure inFlow(String node, double seconds) {
        return new Figure(
                "time at " + node,
                day -> {
                    NodeFigures at = Objects.requireNonNull(day.nodes().get("line/" + node));
                    return at.seconds() / at.reached();
                },
                seconds);
    }

    private static QueuePolicy asking(String skill) {
        RoutingStep step =
                new RoutingStep(
                        Optional.empty(),
                        SkillNeed.atLeast(skill, 1),
                        new TreeSet<>(),
                        0,
                        RoutingStep.FOR_EVER.maxRank(),
                        false);
        return Centre.fifo().steps(List.of(step)).build();
    }

    private static RoutingProfile skilled(String skill) {
        return RoutingProfile.of(new TreeMap<>(Map.of(skill, 1)));
    }

    private static Behaviour.Rule talk(String queue, double mean) {
        return new Behaviour.Rule(
                Optional.of(new QueueId(queue)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new Exponential(mean));
    }

    /// Two queues that all agents serve, the longest wait first, are one to those who wait.
    private static TheoryCase onePool() {
        ErlangA exact = new ErlangA(12, 3.2 / 60, 240, new Exponential(120));
        return new TheoryCase(
                "two queues of one pool",
                () ->
                        new Centre()
                                .queue("left", Centre.fifo().build())
                                .queue("right", Centre.fifo().build())
                                .agents("agents", 12)
                                .source(
                                        "left",
                                        "left",
                                        0,
                                        SkillNeed.none(),
                                        new Arrivals.Poisson(60 * 2.2))
                                .source(
                                        "right",
                                        "right",
                                        0,
                                        SkillNeed.none(),
                                        new Arrivals.Poisson(60))
                                .patience(new Exponential(120))
                                .talk(new Exponential(240)),
                3.2,
                1,
                List.of(
                        TheoryCase.abandons("left", exact.abandons()),
                        TheoryCase.abandons("right", exact.abandons()),
                        TheoryCase.wait("left", exact.meanWait() / 60),
                        TheoryCase.wait("right", exact.meanWait() / 60),
                        TheoryCase.occupancy("agents", exact.occupancy())));
    }
}
