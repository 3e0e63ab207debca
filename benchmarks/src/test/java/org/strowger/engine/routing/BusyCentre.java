package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/// A large contact centre that is kept as busy as it is: the load of the benchmarks.
///
/// It has 100 queues with three steps each, that ask for 40 skills of which some are much more
/// common than others, priorities that time outweighs, and 200 profiles of agents with one to eight
/// skills and one or two of four languages. Time goes by as it would: an agent ends a talk every
/// five minutes. A call that is taken is followed by one of the same kind, so that what waits stays
/// what it is.
final class BusyCentre {
    /// What decides: the core, or an oracle.
    interface Router {
        List<RoutingEvent> handle(RoutingCommand command);
    }

    /// What callers of one sort want.
    private record Kind(QueueId queue, int priority, SkillNeed need) {}

    private record Offer(CallId call, AgentId agent) {}

    private static final int QUEUES = 100;
    private static final int PROFILES = 200;
    private static final int SKILLS = 40;
    private static final int KINDS = 2_000;
    private static final List<String> LANGUAGES = List.of("english", "french", "german", "dutch");
    private static final Duration TALK = Duration.ofMinutes(5);

    private final SplittableRandom random = new SplittableRandom(20_261_122);
    private final Router router;
    private final int agents;
    private final Duration pace;
    private final List<RoutingProfile> profiles = new ArrayList<>();
    private final List<Kind> kinds = new ArrayList<>();
    private final Map<RoutingProfile, List<Kind>> kindsOf = new HashMap<>();
    private final RoutingPolicy policy;
    private final Map<AgentId, RoutingProfile> idle = new HashMap<>();
    private final Map<AgentId, RoutingProfile> profileOf = new HashMap<>();
    private final Map<CallId, Kind> calls = new HashMap<>();
    private final List<Offer> talks = new ArrayList<>();
    private final List<Offer> ringing = new ArrayList<>();
    private Instant now = Instant.parse("2026-01-01T08:00:00Z");
    private Kind ended = new Kind(queue(0), 0, SkillNeed.none());
    private long callsSoFar;

    BusyCentre(Router router, int agents, Detail detail) {
        this.router = router;
        this.agents = agents;
        pace = TALK.dividedBy(agents);
        SortedMap<QueueId, QueuePolicy> queues = new TreeMap<>();
        for (int i = 0; i < QUEUES; i++) {
            queues.put(queue(i), rules(i));
        }
        policy =
                new RoutingPolicy(
                        "benchmark", queues, Balance.URGENCY, 1, detail, Optional.empty());
        for (int i = 0; i < PROFILES; i++) {
            profiles.add(profile(i));
        }
        for (int i = 0; i < KINDS; i++) {
            kinds.add(kind());
        }
        handle(new RoutingCommand.ApplyPolicy(now, policy));
    }

    private static QueueId queue(int number) {
        return new QueueId("queue-%02d".formatted(number));
    }

    /// The first queues ask for nothing; the others for a skill, less and less of it.
    private QueuePolicy rules(int number) {
        SkillNeed need =
                number < 5
                        ? SkillNeed.none()
                        : SkillNeed.atLeast("skill-" + common(SKILLS), 1 + random.nextInt(4));
        return QueuePolicy.builder()
                .order(
                        new CallOrder.Accumulating(
                                500 + 250 * random.nextInt(7), OptionalInt.empty()))
                .maxLength(1_000_000)
                .ringTime(Duration.ofMinutes(1))
                .steps(
                        List.of(
                                step(Optional.of(Duration.ofSeconds(30)), need, 0, 0),
                                step(Optional.of(Duration.ofSeconds(90)), need, 0, 1),
                                step(Optional.empty(), need.lowered(2), 2, 1)))
                .build();
    }

    private static RoutingStep step(
            Optional<Duration> lasting, SkillNeed need, int lowered, int maxRank) {
        return new RoutingStep(lasting, need, new TreeSet<>(), lowered, maxRank, false);
    }

    private RoutingProfile profile(int number) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        for (int i = random.nextInt(8); i >= 0; i--) {
            skills.put("skill-" + common(SKILLS), 1 + random.nextInt(10));
        }
        skills.put(LANGUAGES.get(number % LANGUAGES.size()), 10);
        skills.put(LANGUAGES.get(common(LANGUAGES.size())), 5 + random.nextInt(6));
        SortedMap<QueueId, Integer> ranks = new TreeMap<>();
        for (int i = 0; i < QUEUES; i += 1 + random.nextInt(20)) {
            ranks.put(queue(i), 1);
        }
        return new RoutingProfile(skills, ranks, 1, new TreeMap<>(), 1, Optional.empty());
    }

    private Kind kind() {
        SkillNeed own =
                random.nextInt(3) == 0
                        ? SkillNeed.atLeast(LANGUAGES.get(common(LANGUAGES.size())), 5)
                        : SkillNeed.none();
        return new Kind(queue(common(QUEUES)), random.nextInt(4), own);
    }

    /// A number below the bound, the smaller the likelier: in inverse proportion to it (Zipf).
    private int common(int bound) {
        return (int) Math.exp(random.nextDouble() * Math.log(bound + 1)) - 1;
    }

    /// Signs the agents in.
    BusyCentre staffed() {
        for (int i = 0; i < agents; i++) {
            AgentId agent = new AgentId("agent-%06d".formatted(i));
            RoutingProfile profile = profiles.get(i % PROFILES);
            profileOf.put(agent, profile);
            idle.put(agent, profile);
            handle(new RoutingCommand.SignInAgent(now, agent, profile));
        }
        return this;
    }

    /// Gives every agent a talk but this share of them.
    BusyCentre talking(double idleShare) {
        List<AgentId> all = new ArrayList<>(new TreeMap<>(profileOf).keySet());
        for (int i = 0; idle.size() > idleShare * agents; i++) {
            RoutingProfile profile = idle.get(all.get(i % agents));
            if (profile != null) {
                pass();
                enqueue(one(fit(profile)));
                acceptAll();
            }
        }
        return this;
    }

    /// Puts so many calls in line, as they would have come in five minutes.
    BusyCentre waiting(int number) {
        for (int i = 0; i < number; i++) {
            now = now.plus(TALK.dividedBy(number));
            enqueue(one(kinds));
            acceptAll();
        }
        return this;
    }

    private List<Kind> fit(RoutingProfile profile) {
        return kindsOf.computeIfAbsent(
                profile, _ -> kinds.stream().filter(kind -> isFor(profile, kind)).toList());
    }

    private boolean isFor(RoutingProfile profile, Kind kind) {
        QueuePolicy rules = policy.queues().get(kind.queue());
        if (rules == null) {
            throw new IllegalStateException("no queue " + kind.queue());
        }
        return profile.rankIn(kind.queue()) == 0
                && rules.steps().getFirst().needOf(kind.need()).isMetBy(profile.skills());
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    // Steady state.

    /// The end of a talk that was going on.
    RoutingCommand nextEnd() {
        pass();
        int which = random.nextInt(talks.size());
        Offer talk = talks.get(which);
        Offer last = talks.removeLast();
        if (which < talks.size()) {
            talks.set(which, last);
        }
        ended = kindOf(talk.call());
        calls.remove(talk.call());
        idle.put(talk.agent(), profile(talk.agent()));
        return new RoutingCommand.EndCall(now, talk.call());
    }

    /// A call of the kind of the talk that ended last.
    RoutingCommand nextCall() {
        pass();
        return call(ended);
    }

    /// Takes every offer, and has a call of the same kind follow each.
    void acceptAndReplace() {
        List<Offer> taken = List.copyOf(ringing);
        acceptAll();
        for (Offer offer : taken) {
            enqueue(kindOf(offer.call()));
            acceptAll();
        }
    }

    void acceptAll() {
        while (!ringing.isEmpty()) {
            Offer offer = ringing.removeLast();
            talks.add(offer);
            idle.remove(offer.agent());
            handle(new RoutingCommand.AcceptOffer(now, offer.agent(), offer.call()));
        }
    }

    /// Carries out a command, and notes whose telephones ring.
    List<RoutingEvent> handle(RoutingCommand command) {
        List<RoutingEvent> events = router.handle(command);
        note(events);
        return events;
    }

    /// Notes whose telephones ring.
    void note(List<RoutingEvent> events) {
        for (RoutingEvent event : events) {
            if (event instanceof RoutingEvent.CallOffered offer) {
                ringing.add(new Offer(offer.call(), offer.agent()));
            } else if (event instanceof RoutingEvent.CommandRejected) {
                throw new IllegalStateException(event.toString());
            }
        }
    }

    private void enqueue(Kind kind) {
        handle(call(kind));
    }

    private RoutingCommand call(Kind kind) {
        CallId id = new CallId("call-" + callsSoFar++);
        calls.put(id, kind);
        return new RoutingCommand.EnqueueCall(now, id, kind.queue(), kind.priority(), kind.need());
    }

    private Kind kindOf(CallId call) {
        Kind kind = calls.get(call);
        if (kind == null) {
            throw new IllegalStateException("no call " + call);
        }
        return kind;
    }

    private RoutingProfile profile(AgentId agent) {
        RoutingProfile profile = profileOf.get(agent);
        if (profile == null) {
            throw new IllegalStateException("no agent " + agent);
        }
        return profile;
    }

    /// Has time go by, as the owner of a core does at each deadline: what is due then is done, and
    /// no decision has to do it first.
    private void pass() {
        now = now.plus(pace);
        handle(new RoutingCommand.PassTime(now));
    }

    Instant now() {
        return now;
    }

    int callsInLine() {
        return calls.size() - talks.size();
    }

    int idleAgents() {
        return idle.size();
    }
}
