package org.strowger.simulator.history;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;
import org.strowger.simulator.virtual.Replications;

/// Two queues, two groups and a few who serve both, for four busy hours: a day to be recorded.
final class SmallCentre {
    static final Instant OPENS = Instant.parse("2026-11-10T08:00:00Z");
    static final Span SPAN =
            new Span(
                    OPENS,
                    OPENS.plus(Duration.ofHours(4)),
                    ZoneOffset.UTC,
                    Duration.ZERO,
                    Duration.ofMinutes(30));
    static final QueueId BILLING = new QueueId("billing");
    static final QueueId SALES = new QueueId("sales");
    private static final QueuePolicy RULES =
            QueuePolicy.builder().wrapUp(Duration.ofSeconds(20)).build();

    private SmallCentre() {}

    static RoutingPolicy policy(String version, QueuePolicy billing, QueuePolicy sales) {
        TreeMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        queues.put(BILLING, billing);
        queues.put(SALES, sales);
        return RoutingPolicy.of(version, queues);
    }

    static RoutingPolicy inForce() {
        return policy("in-force", RULES, RULES);
    }

    /// Nobody has after-call work.
    static RoutingPolicy swifter() {
        QueuePolicy rules = RULES.with().wrapUp(Duration.ZERO).build();
        return policy("swifter", rules, rules);
    }

    private static RoutingProfile skilled(String... skills) {
        TreeMap<String, Integer> levels = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 5);
        }
        return RoutingProfile.of(levels);
    }

    private static List<Staff> staff() {
        Instant lunch = OPENS.plus(Duration.ofHours(2));
        List<Staff> staff = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            RoutingProfile profile =
                    i < 6
                            ? skilled("bills")
                            : i < 11 ? skilled("offers") : skilled("bills", "offers");
            List<Staff.Break> breaks =
                    i % 4 == 0
                            ? List.of(
                                    new Staff.Break(
                                            lunch, lunch.plus(Duration.ofMinutes(30)), "lunch"))
                            : List.of();
            staff.add(
                    new Staff(
                            new AgentId("agent-%02d".formatted(i)),
                            profile,
                            List.of(new Staff.Shift(OPENS, SPAN.until(), breaks))));
        }
        return staff;
    }

    private static Behaviour.Rule rule(Distribution time) {
        return new Behaviour.Rule(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
    }

    static Scenario scenario() {
        return new Scenario(
                "small",
                inForce(),
                SPAN,
                staff(),
                List.of(
                        new Source(
                                "bills",
                                new Source.ToQueue(BILLING, 0, SkillNeed.atLeast("bills", 1)),
                                new Arrivals.Poisson(100)),
                        new Source(
                                "offers",
                                new Source.ToQueue(SALES, 0, SkillNeed.atLeast("offers", 1)),
                                new Arrivals.Poisson(90))),
                new Behaviour(
                        List.of(rule(new Distribution.Exponential(90))),
                        List.of(rule(new Distribution.LogNormal(240, 0.8))),
                        List.of(),
                        List.of(
                                new Behaviour.Answering(
                                        Optional.empty(), new Distribution.Constant(4), 0.02, 0)),
                        List.of(),
                        List.of(),
                        Optional.empty()),
                List.of(),
                List.of(),
                3,
                1,
                Optional.empty());
    }

    /// What its day leads to.
    static List<RoutingEvent> events() {
        List<RoutingEvent> events = new ArrayList<>();
        Replications.witnessed(scenario(), 0, Detail.FULL, (_, came) -> events.addAll(came));
        return events;
    }

    static RecordedJournal journal(List<RoutingEvent> events, Path folder) throws IOException {
        FileEventLog log = FileEventLog.in(folder, new SimpleMeterRegistry());
        long epoch = log.open().toCompletionStage().toCompletableFuture().join().epoch();
        for (int i = 0; i < events.size(); i += 100) {
            log.append(epoch, i + 1, events.subList(i, Math.min(events.size(), i + 100)))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
        log.close().toCompletionStage().toCompletableFuture().join();
        return RecordedJournal.open(folder);
    }
}
