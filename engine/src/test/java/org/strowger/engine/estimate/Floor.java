package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.estimate.Traffic.Arrivals;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Occupancy;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;

/// A centre at a moment, put together by hand: agents who talk, and callers who wait.
final class Floor {
    static final Instant NOON = Instant.parse("2030-01-01T12:00:00Z");
    static final QueueId SALES = new QueueId("sales");
    static final QueueId SERVICE = new QueueId("service");
    static final RoutingProfile SELLER = skilled("sales");
    static final RoutingProfile ALL_ROUND = skilled("sales", "service");

    private final SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
    private final List<SignedInAgent> agents = new ArrayList<>();
    private final List<CallInLine> calls = new ArrayList<>();

    Floor() {
        queue(SALES, asking("sales").build());
        queue(SERVICE, asking("service").build());
    }

    static RoutingProfile skilled(String... skills) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        for (String skill : skills) {
            levels.put(skill, 5);
        }
        return RoutingProfile.of(levels);
    }

    /// First come, first served, by agents with a skill.
    static QueuePolicy.Builder asking(String skill) {
        return QueuePolicy.builder()
                .order(new CallOrder.Fifo())
                .steps(
                        List.of(
                                new RoutingStep(
                                        Optional.empty(),
                                        SkillNeed.atLeast(skill, 1),
                                        new TreeSet<>(),
                                        0,
                                        1_000,
                                        false)));
    }

    Floor queue(QueueId id, QueuePolicy rules) {
        queues.put(id, rules);
        return this;
    }

    /// So many agents who talk with callers of a queue.
    Floor talking(int count, RoutingProfile profile, QueueId queue) {
        for (int i = 0; i < count; i++) {
            agent(profile, Optional.empty(), contact(queue, new Phase.Talking()));
        }
        return this;
    }

    Floor free(int count, RoutingProfile profile) {
        for (int i = 0; i < count; i++) {
            agent(profile, Optional.empty(), List.of());
        }
        return this;
    }

    Floor paused(int count, RoutingProfile profile) {
        for (int i = 0; i < count; i++) {
            agent(profile, Optional.of("lunch"), List.of());
        }
        return this;
    }

    /// An agent whose telephone rings for a call in line.
    Floor ringing(RoutingProfile profile, CallInLine call, Duration left) {
        Phase phase = new Phase.Ringing(NOON.plus(left));
        Contact contact = new Contact(call.id(), call.queue(), call.since(), "voice", 1, phase);
        return agent(profile, Optional.empty(), List.of(contact)).call(call);
    }

    Floor wrappingUp(RoutingProfile profile, QueueId queue, Duration left) {
        return agent(profile, Optional.empty(), contact(queue, new Phase.WrapUp(NOON.plus(left))));
    }

    private List<Contact> contact(QueueId queue, Phase phase) {
        CallId call = new CallId("talk " + agents.size());
        return List.of(new Contact(call, queue, NOON.minusSeconds(600), "voice", 1, phase));
    }

    private Floor agent(RoutingProfile profile, Optional<String> pause, List<Contact> contacts) {
        agents.add(
                new SignedInAgent(
                        new AgentId("a%04d".formatted(agents.size())),
                        profile,
                        NOON.minusSeconds(3_600),
                        contacts,
                        Optional.empty(),
                        pause,
                        Optional.empty(),
                        false,
                        false,
                        0,
                        0,
                        new Occupancy(0, NOON)));
        return this;
    }

    static CallInLine waiting(String id, QueueId queue, Duration waited) {
        Instant since = NOON.minus(waited);
        return new CallInLine(
                new CallId(id),
                queue,
                0,
                since,
                since,
                SkillNeed.none(),
                Optional.empty(),
                0,
                since,
                new TreeMap<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Callers who came one second after the other, the last one just now: w0000, w0001, ...
    Floor line(int count, QueueId queue) {
        for (int i = 0; i < count; i++) {
            call(waiting("w%04d".formatted(i), queue, Duration.ofSeconds(count - 1L - i)));
        }
        return this;
    }

    Floor call(CallInLine call) {
        calls.add(call);
        return this;
    }

    RoutingSnapshot snapshot() {
        return new RoutingSnapshot(
                NOON,
                RoutingPolicy.of("v1", queues),
                0,
                queues.keySet().stream()
                        .map(
                                id ->
                                        new QueueState(
                                                id,
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty(),
                                                Optional.empty()))
                        .toList(),
                calls.stream().sorted(Comparator.comparing(CallInLine::id)).toList(),
                agents);
    }

    /// What was learnt of queues whose talks take five minutes, where telephones are answered at
    /// once.
    static SortedMap<QueueId, Traffic> traffic(double abandonmentPerMinute, QueueId... queues) {
        SortedMap<QueueId, Traffic> traffic = new TreeMap<>();
        for (QueueId queue : queues) {
            traffic.put(
                    queue,
                    new Traffic(
                            queue,
                            100,
                            Duration.ZERO,
                            Duration.ofMinutes(5),
                            Duration.ZERO,
                            abandonmentPerMinute / 60,
                            List.of(new Arrivals(0, SkillNeed.none(), 0.01)),
                            Optional.of(Duration.ofSeconds(90))));
        }
        return traffic;
    }
}
