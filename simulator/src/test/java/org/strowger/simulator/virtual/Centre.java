package org.strowger.simulator.virtual;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Adherence;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;
import org.strowger.simulator.scenario.Yardstick;

/// A scenario as tests put it together: from midnight, agents who work all the time and answer at
/// once, callers who never give up.
final class Centre {
    static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    static final QueueId SALES = new QueueId("sales");

    private final SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
    private final List<Staff> staff = new ArrayList<>();
    private final List<Source> sources = new ArrayList<>();
    private final List<Behaviour.Rule> patience = new ArrayList<>();
    private final List<Behaviour.Rule> talks = new ArrayList<>();
    private final List<Fault> faults = new ArrayList<>();
    List<Behaviour.Rule> wrapUps = List.of();
    List<Behaviour.Answering> answering = List.of();
    List<Behaviour.Redial> redials = List.of();
    List<Behaviour.Transfer> transfers = List.of();
    Optional<Distribution> lateness = Optional.empty();
    Optional<EngineSettings> settings = Optional.empty();
    Balance balance = Balance.URGENCY;
    Duration lasting = Duration.ofHours(1);
    Duration warmUp = Duration.ZERO;
    Duration interval = Duration.ofMinutes(30);
    int replications = 1;
    long seed = 20_261_122;
    Adherence adherence = Adherence.FULL;

    static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }

    static QueuePolicy.Builder fifo() {
        return QueuePolicy.builder()
                .order(new CallOrder.Fifo())
                .maxLength(100_000)
                .ringTime(Duration.ofMinutes(1));
    }

    Centre queue(String name, QueuePolicy rules) {
        queues.put(new QueueId(name), rules);
        return this;
    }

    /// Agents who work all the time.
    Centre agents(String name, int number, RoutingProfile profile) {
        for (int i = 0; i < number; i++) {
            agent(name + i, profile, List.of(always()));
        }
        return this;
    }

    Centre agents(String name, int number) {
        return agents(name, number, RoutingProfile.of(new TreeMap<>()));
    }

    Centre agent(String name, RoutingProfile profile, List<Staff.Shift> shifts) {
        staff.add(new Staff(new AgentId(name), profile, shifts));
        return this;
    }

    Centre agent(String name, Staff.Shift... shifts) {
        return agent(name, RoutingProfile.of(new TreeMap<>()), List.of(shifts));
    }

    static Staff.Shift always() {
        return new Staff.Shift(
                MIDNIGHT.minus(Duration.ofDays(1)),
                MIDNIGHT.plus(Duration.ofDays(50_000)),
                List.of());
    }

    Centre source(String name, String queue, int priority, SkillNeed need, Arrivals arrivals) {
        sources.add(
                new Source(name, new Source.ToQueue(new QueueId(queue), priority, need), arrivals));
        return this;
    }

    Centre poisson(String queue, double perMinute) {
        return source(queue, queue, 0, SkillNeed.none(), new Arrivals.Poisson(60 * perMinute));
    }

    /// Callers who dial a number that a flow of the settings answers.
    Centre dialled(String number, Source.Keys keys, double perMinute) {
        sources.add(
                new Source(
                        number,
                        new Source.ToNumber(number, keys, Optional.empty()),
                        new Arrivals.Poisson(60 * perMinute)));
        return this;
    }

    /// Calls at these times, of which nothing is known but when they came.
    Centre calls(String queue, String... times) {
        List<Arrivals.Call> calls = new ArrayList<>();
        for (String time : times) {
            calls.add(
                    new Arrivals.Call(
                            at(time), Optional.empty(), Optional.empty(), Optional.empty()));
        }
        return source(queue, queue, 0, SkillNeed.none(), new Arrivals.Recorded(calls));
    }

    static Behaviour.Rule rule(Distribution time) {
        return new Behaviour.Rule(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
    }

    Centre patience(Distribution time) {
        patience.add(rule(time));
        return this;
    }

    Centre talk(Distribution time) {
        talks.add(rule(time));
        return this;
    }

    Centre talk(Behaviour.Rule rule) {
        talks.add(rule);
        return this;
    }

    Centre fault(Fault fault) {
        faults.add(fault);
        return this;
    }

    RoutingPolicy policy() {
        return new RoutingPolicy(
                "test",
                Collections.unmodifiableSortedMap(queues),
                balance,
                1,
                Detail.FULL,
                Optional.empty());
    }

    Scenario scenario() {
        List<Behaviour.Rule> waiting =
                patience.isEmpty() ? List.of(rule(new Distribution.Never())) : patience;
        return new Scenario(
                "test",
                policy(),
                new Span(MIDNIGHT, MIDNIGHT.plus(lasting), ZoneOffset.UTC, warmUp, interval),
                staff,
                sources,
                new Behaviour(
                        waiting, talks, wrapUps, answering, redials, transfers, lateness,
                        adherence),
                faults,
                List.of(),
                seed,
                replications,
                settings);
    }

    /// In time is what the order of a queue goes by, so that cases can choose it.
    Yardstick yardstick() {
        SortedMap<QueueId, Yardstick.Limits> limits = new TreeMap<>();
        queues.forEach(
                (queue, rules) ->
                        limits.put(
                                queue,
                                new Yardstick.Limits(
                                        rules.serviceTarget(), Duration.ofSeconds(5))));
        return new Yardstick(limits);
    }

    /// The first day.
    Day day() {
        return Replications.witnessed(scenario(), 0, Detail.WINNER, Witness.NONE);
    }

    Day day(Witness witness) {
        return Replications.witnessed(scenario(), 0, Detail.WINNER, witness);
    }
}
