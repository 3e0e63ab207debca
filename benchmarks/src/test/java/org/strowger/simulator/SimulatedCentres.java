package org.strowger.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// The centres whose simulation is measured.
public final class SimulatedCentres {
    private static final Instant OPENS = Instant.parse("2026-01-05T08:00:00Z");

    private SimulatedCentres() {}

    /// 100 agents, 20 calls a minute, talks of 5 minutes, patience of 2: 40.40 % wait and 4.88 %
    /// hang up (Erlang A). About a million calls.
    static Scenario ofOneType() {
        Duration open = Duration.ofMinutes(50_000);
        return scenario(
                open,
                queues(1, Centre.FIFO),
                agents(100, open, _ -> RoutingProfile.of(new TreeMap<>())),
                List.of(source(0, SkillNeed.none(), new Arrivals.Poisson(1_200))),
                behaviour(120, 300, List.of()));
    }

    /// Three types of calls and two groups of forty agents: each group serves one type alone and
    /// another with the other group, first come, first served across types. A day has 13 hours with
    /// rates of their own, and days differ by a gamma factor whose variance is 1/25.
    static Scenario ofThreeTypes() {
        Duration open = Duration.ofHours(13);
        List<Source> sources = new ArrayList<>();
        String[] skills = {"alone-0", "shared", "alone-2"};
        for (int i = 0; i < skills.length; i++) {
            sources.add(
                    source(
                            i,
                            SkillNeed.atLeast(skills[i], 1),
                            new Arrivals.Busy(
                                    25,
                                    new Arrivals.ByInterval(
                                            OPENS,
                                            Duration.ofHours(1),
                                            List.of(
                                                    160.0, 260.0, 340.0, 350.0, 330.0, 300.0, 310.0,
                                                    330.0, 340.0, 320.0, 260.0, 200.0, 150.0)))));
        }
        return scenario(
                open,
                queues(3, Centre.FIFO),
                agents(80, open, i -> skilled(i < 40 ? skills[0] : skills[2], "shared")),
                sources,
                behaviour(120, 300, List.of()));
    }

    /// 1,000 agents with three of 50 skills each, 100,000 calls in twelve hours, telephones that
    /// ring for three seconds and half a minute of after-call work.
    public static Scenario large() {
        Duration open = Duration.ofHours(12);
        int skills = 50;
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < skills; i++) {
            sources.add(
                    source(
                            i,
                            SkillNeed.atLeast("skill-" + i, 1),
                            new Arrivals.Poisson(100_000.0 / 12 / skills)));
        }
        return scenario(
                open,
                queues(skills, Centre.WITH_WRAP_UP),
                agents(
                        1_000,
                        open,
                        i ->
                                skilled(
                                        "skill-" + i % skills,
                                        "skill-" + (i / skills + 7 * i) % skills,
                                        "skill-" + (3 * i + 11) % skills)),
                sources,
                behaviour(
                        120,
                        300,
                        List.of(new Behaviour.Answering(Optional.empty(), new Constant(3), 0, 0))));
    }

    private static final class Centre {
        static final QueuePolicy FIFO =
                QueuePolicy.builder().order(new CallOrder.Fifo()).maxLength(1_000_000).build();
        static final QueuePolicy WITH_WRAP_UP = FIFO.with().wrapUp(Duration.ofSeconds(30)).build();
    }

    private static SortedMap<QueueId, QueuePolicy> queues(int number, QueuePolicy rules) {
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        for (int i = 0; i < number; i++) {
            queues.put(queue(i), rules);
        }
        return queues;
    }

    private static QueueId queue(int number) {
        return new QueueId("queue-" + number);
    }

    private static RoutingProfile skilled(String... skills) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 5);
        }
        return RoutingProfile.of(levels);
    }

    private static List<Staff> agents(
            int number, Duration open, IntFunction<RoutingProfile> profile) {
        Staff.Shift shift =
                new Staff.Shift(OPENS, OPENS.plus(open).plus(Duration.ofHours(2)), List.of());
        List<Staff> staff = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            staff.add(new Staff(new AgentId("agent-" + i), profile.apply(i), List.of(shift)));
        }
        return staff;
    }

    private static Source source(int number, SkillNeed need, Arrivals arrivals) {
        return new Source("source-" + number, new Source.ToQueue(queue(number), 0, need), arrivals);
    }

    private static Behaviour behaviour(
            double patience, double talk, List<Behaviour.Answering> answering) {
        return new Behaviour(
                List.of(rule(new Exponential(patience))),
                List.of(rule(new Exponential(talk))),
                List.of(),
                answering,
                List.of(),
                List.of(),
                Optional.empty());
    }

    private static Behaviour.Rule rule(Distribution time) {
        return new Behaviour.Rule(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
    }

    private static Scenario scenario(
            Duration open,
            SortedMap<QueueId, QueuePolicy> queues,
            List<Staff> staff,
            List<Source> sources,
            Behaviour behaviour) {
        return new Scenario(
                "benchmark",
                RoutingPolicy.of("benchmark", queues),
                new Span(
                        OPENS,
                        OPENS.plus(open),
                        ZoneOffset.UTC,
                        Duration.ZERO,
                        Duration.ofHours(1)),
                staff,
                sources,
                behaviour,
                List.of(),
                List.of(),
                1,
                1,
                Optional.empty());
    }
}
