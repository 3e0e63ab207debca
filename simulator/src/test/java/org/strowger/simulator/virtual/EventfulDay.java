package org.strowger.simulator.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.chance.Distribution.Constant;
import org.strowger.simulator.chance.Distribution.Exponential;
import org.strowger.simulator.chance.Distribution.Gamma;
import org.strowger.simulator.chance.Distribution.LogNormal;
import org.strowger.simulator.chance.Distribution.Uniform;
import org.strowger.simulator.chance.Distribution.Weibull;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Staff;

/// A day with everything in it: all kinds of arrivals, agents with shifts and breaks who refuse and
/// miss calls, redials, transfers, overflow, a lost telephone, a surge, a restart.
final class EventfulDay {
    private static final List<String> SKILLS = List.of("sales", "billing", "support");

    private EventfulDay() {}

    static Centre centre() {
        Centre centre = new Centre();
        centre.lasting = Duration.ofHours(4);
        queues(centre);
        staff(centre);
        sources(centre);
        behaviour(centre);
        faults(centre);
        return centre;
    }

    private static void queues(Centre centre) {
        QueuePolicy.Builder rules =
                QueuePolicy.builder()
                        .ringTime(Duration.ofSeconds(12))
                        .wrapUp(Duration.ofSeconds(40))
                        .missed(
                                new QueuePolicy.Missed(
                                        Duration.ofSeconds(5), Duration.ofSeconds(20), 4));
        centre.queue(
                "sales",
                rules.order(new CallOrder.Accumulating(500, java.util.OptionalInt.of(3)))
                        .agents(AgentOrder.WEIGHTED_RANDOM)
                        .maxLength(15)
                        .maxWait(Duration.ofMinutes(4))
                        .steps(
                                List.of(
                                        step(Optional.of(Duration.ofSeconds(20)), 5),
                                        step(Optional.empty(), 1)))
                        .overflow(
                                new QueuePolicy.Overflow(
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.empty(),
                                        Optional.of(new QueueId("support"))))
                        .build());
        centre.queue(
                "billing",
                rules.order(new CallOrder.Deadline())
                        .agents(AgentOrder.RING_ALL)
                        .steps(List.of(RoutingStep.FOR_EVER))
                        .overflow(QueuePolicy.Overflow.TO_FLOW)
                        .build());
        centre.queue(
                "support",
                rules.order(new CallOrder.Strict())
                        .agents(AgentOrder.LONGEST_IDLE)
                        .staffing(
                                new QueuePolicy.Staffing(
                                        Presence.SIGNED_IN,
                                        Presence.SIGNED_IN,
                                        Duration.ofSeconds(30)))
                        .build());
    }

    private static RoutingStep step(Optional<Duration> lasting, int level) {
        return new RoutingStep(
                lasting, SkillNeed.atLeast("sales", level), new java.util.TreeSet<>(), 0, 0, false);
    }

    private static void staff(Centre centre) {
        for (int i = 0; i < 24; i++) {
            SortedMap<String, Integer> skills = new TreeMap<>();
            skills.put(SKILLS.get(i % 3), 3 + i % 5);
            skills.put(SKILLS.get(i / 3 % 3), 1 + i % 9);
            int units = i % 6 == 5 ? 2 : 1;
            RoutingProfile profile =
                    new RoutingProfile(
                            skills,
                            new TreeMap<>(),
                            units,
                            new TreeMap<>(),
                            1 + i % 3,
                            Optional.empty());
            centre.agent("agent-%02d".formatted(i), profile, shifts(i));
        }
    }

    private static List<Staff.Shift> shifts(int i) {
        Staff.Break coffee =
                new Staff.Break(
                        Centre.at("01:%02d:00".formatted(2 * i)),
                        Centre.at("01:%02d:00".formatted(2 * i + 9)),
                        "coffee");
        return List.of(
                new Staff.Shift(
                        Centre.at("00:%02d:00".formatted(i % 4 * 10)),
                        Centre.at("02:%02d:00".formatted(2 * i)),
                        List.of(coffee)),
                new Staff.Shift(
                        Centre.at("02:%02d:00".formatted(2 * i + 5)),
                        Centre.at("05:00:00"),
                        List.of()));
    }

    private static void sources(Centre centre) {
        centre.source(
                "web",
                "sales",
                1,
                SkillNeed.none(),
                new Arrivals.Busy(
                        5,
                        new Arrivals.ByInterval(
                                Centre.MIDNIGHT,
                                Duration.ofMinutes(30),
                                List.of(20.0, 40.0, 90.0, 60.0, 0.0, 50.0, 40.0, 20.0))));
        centre.source(
                "regulars",
                "billing",
                0,
                SkillNeed.atLeast("billing", 2),
                new Arrivals.Renewal(new Gamma(40, 3)));
        centre.source("crowd", "support", 2, SkillNeed.none(), new Arrivals.Poisson(120));
        List<Arrivals.Call> calls = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            calls.add(
                    new Arrivals.Call(
                            Centre.MIDNIGHT.plusSeconds(100L * i + 7),
                            i % 2 == 0 ? Optional.of(30.0 + i) : Optional.empty(),
                            i % 3 == 0 ? Optional.of(100.0) : Optional.empty(),
                            i % 5 == 0
                                    ? Optional.of(new AgentId("agent-%02d".formatted(i % 24)))
                                    : Optional.empty()));
        }
        centre.source(
                "recorded",
                "support",
                0,
                SkillNeed.any(
                        List.of(SkillNeed.atLeast("support", 3), SkillNeed.atLeast("sales", 6))),
                new Arrivals.Recorded(calls));
    }

    private static void behaviour(Centre centre) {
        centre.patience(new Weibull(110, 1.3));
        centre.talk(
                new Behaviour.Rule(
                        Optional.empty(),
                        Optional.of("crowd"),
                        Optional.empty(),
                        Optional.of(new Behaviour.Skilled("support", 4)),
                        new Exponential(120)));
        centre.talk(new LogNormal(200, 0.7));
        centre.wrapUps = List.of(Centre.rule(new Uniform(5, 60)));
        centre.answering =
                List.of(
                        new Behaviour.Answering(
                                Optional.of(new AgentId("agent-03")), new Constant(0), 0.1, 0.5),
                        new Behaviour.Answering(Optional.empty(), new Uniform(0, 13), 0.05, 0.1));
        centre.redials =
                List.of(new Behaviour.Redial(Optional.empty(), 0.6, new Exponential(300), 4));
        centre.transfers =
                List.of(
                        new Behaviour.Transfer(Centre.SALES, new QueueId("billing"), 0.15, true),
                        new Behaviour.Transfer(Centre.SALES, new QueueId("support"), 0.1, false),
                        new Behaviour.Transfer(new QueueId("support"), Centre.SALES, 0.1, false));
        centre.lateness = Optional.of(new Distribution.Exponential(90));
    }

    private static void faults(Centre centre) {
        centre.fault(
                new Fault.PhonesLost(
                        Centre.at("00:50:00"),
                        Duration.ofMinutes(6),
                        List.of(new AgentId("agent-01"), new AgentId("agent-02"))));
        centre.fault(
                new Fault.Surge(Centre.at("01:00:00"), Duration.ofMinutes(20), "recorded", 2.5));
        centre.fault(new Fault.Surge(Centre.at("01:10:00"), Duration.ofMinutes(30), "crowd", 3));
        centre.fault(new Fault.Restart(Centre.at("02:30:00"), Duration.ofMinutes(2)));
    }
}
