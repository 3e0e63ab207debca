package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;

/// What must hold of a core's events whatever the centre and whatever its rules: an audit, which
/// knows only events, never a core's state. For a journal, and for tests of the core.
public final class RoutingInvariants {
    private final SortedMap<AgentId, Agent> agents = new TreeMap<>();
    private final SortedMap<CallId, Call> inLine = new TreeMap<>();
    private final SortedMap<CallId, AgentId> talks = new TreeMap<>();
    private final SortedMap<QueueId, QueuePolicy> rules = new TreeMap<>();
    private static final List<Basis> BY_POLICY = List.of(Basis.POLICY, Basis.PREFERRED);

    private final SortedMap<CallId, Call> placesTaken = new TreeMap<>();
    private final SortedMap<CallId, Instant> notBefore = new TreeMap<>();
    private RoutingPolicy policy = RoutingPolicy.NONE;
    private Instant now = Instant.MIN;

    /// Whose place was left by the event before this one, because its customer waits there
    /// themselves: they were let in before.
    private Optional<CallId> reachedJustNow = Optional.empty();

    /// Work that an agent has.
    private record Work(CallId call, String channel, int units) {}

    private static final class Agent {
        RoutingProfile profile;
        final List<Work> talks = new ArrayList<>();
        final List<Work> wrapUps = new ArrayList<>();
        Optional<Work> ringing = Optional.empty();
        boolean isPaused;
        boolean isLeaving;
        boolean isResting;
        boolean isInOtherCall;

        Agent(RoutingProfile profile) {
            this.profile = profile;
        }

        /// Has nothing to do and may be given something.
        boolean isIdle() {
            return talks.isEmpty()
                    && wrapUps.isEmpty()
                    && ringing.isEmpty()
                    && !isPaused
                    && !isLeaving
                    && !isResting
                    && !isInOtherCall;
        }

        int units() {
            return talks.stream().mapToInt(Work::units).sum()
                    + wrapUps.stream().mapToInt(Work::units).sum();
        }

        long of(String channel) {
            return talks.stream().filter(work -> work.channel().equals(channel)).count()
                    + wrapUps.stream().filter(work -> work.channel().equals(channel)).count();
        }

        Work workOf(CallId call, QueuePolicy rules) {
            int units = Math.min(rules.work().units().orElse(profile.units()), profile.units());
            return new Work(call, rules.work().channel(), units);
        }

        boolean hasRoomFor(Work work) {
            return units() + work.units() <= profile.units()
                    && of(work.channel())
                            < profile.limits().getOrDefault(work.channel(), Integer.MAX_VALUE);
        }
    }

    private static final class Call {
        final RoutingEvent.CallQueued queued;
        QueueId queue;
        int priority;
        Instant since;
        int step;
        boolean isKept;
        boolean isDeferred;
        final SortedSet<AgentId> ringing = new TreeSet<>();
        final SortedMap<AgentId, Instant> notAgainBefore = new TreeMap<>();

        Call(RoutingEvent.CallQueued queued) {
            this.queued = queued;
            queue = queued.queue();
            priority = queued.priority();
            since = queued.since();
            step = queued.preferred().isPresent() ? -1 : 0;
        }

        boolean isFor(Agent agent, QueuePolicy rules) {
            RoutingStep now = rules.steps().get(step);
            return now.needOf(queued.need()).isMetBy(agent.profile.skills())
                    && agent.profile.rankIn(queue) <= now.maxRank();
        }

        /// Whether nothing but the terms of its queue counts for it.
        boolean isPlain(AgentId agent, Instant now) {
            return !isDeferred
                    && queued.takenUpBy().isEmpty()
                    && queued.preferred().isEmpty()
                    && !notAgainBefore.getOrDefault(agent, Instant.MIN).isAfter(now);
        }
    }

    /// Checks what one command led to, or one event of a journal after another.
    ///
    /// @throws AssertionError what must hold, and the event after which it does not; nothing is
    ///   known of what comes later then
    public void check(Instant at, List<RoutingEvent> events) {
        require(!at.isBefore(now), "time never goes back", at);
        now = at;
        for (RoutingEvent event : events) {
            require(event.at().equals(at), "what happens happens when it was asked", event);
            check(event);
        }
    }

    private void check(RoutingEvent event) {
        Optional<CallId> reached = reachedJustNow;
        reachedJustNow = Optional.empty();
        switch (event) {
            case RoutingEvent.PolicyApplied e -> {
                policy = e.policy();
                rules.putAll(policy.queues());
                for (Call call : inLine.values()) {
                    call.step = Math.min(call.step, rules(call.queue).steps().size() - 1);
                }
            }
            case RoutingEvent.QueueOpened e -> require(isInPolicy(e.queue()), "there is one", e);
            case RoutingEvent.QueueClosed e -> require(isInPolicy(e.queue()), "there is one", e);
            case RoutingEvent.StaffingChanged _, RoutingEvent.CommandRejected _ -> {}
            case RoutingEvent.AgentSignedIn e -> signedIn(e);
            case RoutingEvent.SignOutDeferred e -> {
                require(!agent(e.agent()).talks.isEmpty(), "only a talk defers a leaving", e);
                agent(e.agent()).isLeaving = true;
            }
            case RoutingEvent.AgentSignedOut e -> {
                Agent agent = agent(e.agent());
                require(agent.talks.isEmpty(), "nobody leaves with a call", e);
                require(agent.ringing.isEmpty(), "nobody leaves while it rings", e);
                agents.remove(e.agent());
            }
            case RoutingEvent.ProfileChanged e -> agent(e.agent()).profile = e.profile();
            case RoutingEvent.AgentPaused e -> agent(e.agent()).isPaused = true;
            case RoutingEvent.PauseDeferred e -> agent(e.agent()).isPaused = true;
            case RoutingEvent.AgentResumed e -> {
                require(agent(e.agent()).isPaused, "was paused", e);
                agent(e.agent()).isPaused = false;
            }
            case RoutingEvent.OtherCallBegan e -> {
                require(agent(e.agent()).ringing.isEmpty(), "no second telephone rings", e);
                agent(e.agent()).isInOtherCall = true;
            }
            case RoutingEvent.OtherCallEnded e -> agent(e.agent()).isInOtherCall = false;
            case RoutingEvent.WrapUpExtended e ->
                    require(wrapUp(e.agent(), e.call()).isPresent(), "was wrapping up", e);
            case RoutingEvent.WrapUpEnded e -> {
                Optional<Work> work = wrapUp(e.agent(), e.call());
                require(work.isPresent(), "was wrapping up", e);
                agent(e.agent()).wrapUps.remove(work.orElseThrow());
            }
            case RoutingEvent.RestEnded e -> {
                require(agent(e.agent()).isResting, "was resting", e);
                agent(e.agent()).isResting = false;
            }
            case RoutingEvent.CallQueued e -> {
                require(!talks.containsKey(e.call()), "in line or in a talk", e);
                require(inLine.put(e.call(), new Call(e)) == null, "queued once", e);
                boolean hasAPlace = reached.filter(e.call()::equals).isPresent();
                if (e.takenUpBy().isEmpty() && !hasAPlace && !e.readmitted()) {
                    requirePlace(e.queue(), e);
                } else {
                    require(isInPolicy(e.queue()), "there is such a queue", e);
                }
            }
            case RoutingEvent.StepReached e -> {
                Call call = call(e.call());
                require(e.step() == call.step + 1, "one step at a time", e);
                require(e.step() < rules(e.queue()).steps().size(), "there is such a step", e);
                call.step = e.step();
            }
            case RoutingEvent.CallReprioritized e -> call(e.call()).priority = e.priority();
            case RoutingEvent.CallMoved e -> {
                Call call = call(e.call());
                require(call.queue.equals(e.from()), "moved from where it was", e);
                require(call.ringing.isEmpty(), "nobody rings for a call that moves", e);
                call.queue = e.queue();
                call.since = e.since();
                call.step = 0;
                if (!e.from().equals(e.queue())) {
                    requirePlace(e.queue(), e);
                }
            }
            case RoutingEvent.PlaceKept e -> {
                require(call(e.call()).ringing.isEmpty(), "nobody rings for the voice", e);
                call(e.call()).isKept = true;
            }
            case RoutingEvent.PlaceDeferred e -> {
                require(call(e.call()).isKept, "only who is called back can be called later", e);
                require(call(e.call()).ringing.isEmpty(), "nobody rings for it", e);
                call(e.call()).isDeferred = true;
                notBefore.put(e.call(), e.notBefore());
            }
            case RoutingEvent.DeferralEnded e -> {
                require(call(e.call()).isDeferred, "was deferred", e);
                require(!now.isBefore(notBefore.get(e.call())), "the time has come", e);
                call(e.call()).isDeferred = false;
            }
            case RoutingEvent.PlaceRetried e -> {
                Call place = Objects.requireNonNull(placesTaken.remove(e.call()));
                endTalk(e.call(), e.agent(), e.wrapUpUntil(), e);
                require(place.queue.equals(e.queue()), "back where it was", e);
                require(place.since.equals(e.since()), "with the wait it had", e);
                place.step = 0;
                place.isDeferred = true;
                place.notAgainBefore.clear();
                place.ringing.clear();
                inLine.put(e.call(), place);
                notBefore.put(e.call(), e.notBefore());
            }
            case RoutingEvent.CallGivenBack e -> {
                Call place = Objects.requireNonNull(placesTaken.remove(e.call()));
                endTalk(e.call(), e.agent(), Optional.empty(), e);
                require(place.queue.equals(e.queue()), "back where it was", e);
                require(place.since.equals(e.since()), "with the wait it had", e);
                place.step = Math.min(place.step, rules(e.queue()).steps().size() - 1);
                place.ringing.clear();
                e.notAgainBefore().ifPresent(t -> place.notAgainBefore.put(e.agent(), t));
                agent(e.agent()).isResting |= e.restsUntil().isPresent();
                inLine.put(e.call(), place);
            }
            case RoutingEvent.CallHandedOver e -> {
                require(!e.from().equals(e.to()), "to somebody else", e);
                Work consult = endTalk(e.consult(), e.to(), Optional.empty(), e);
                endTalk(e.call(), e.from(), e.wrapUpUntil(), e);
                placesTaken.remove(e.call());
                placesTaken.remove(e.consult());
                talks.put(e.call(), e.to());
                agent(e.to()).talks.add(new Work(e.call(), consult.channel(), consult.units()));
            }
            case RoutingEvent.CallLeftQueue e -> {
                require(call(e.call()).ringing.isEmpty(), "leaves nobody ringing", e);
                inLine.remove(e.call());
                if (e.reason() == LeaveReason.DIALLED) {
                    reachedJustNow = Optional.of(e.call());
                }
            }
            case CallOffered e -> offered(e);
            case RoutingEvent.OfferEnded e -> {
                Agent agent = agent(e.agent());
                require(call(e.call()).ringing.remove(e.agent()), "it rang", e);
                agent.ringing = Optional.empty();
                agent.isResting |= e.restsUntil().isPresent();
                e.notAgainBefore().ifPresent(t -> call(e.call()).notAgainBefore.put(e.agent(), t));
                require(
                        e.outcome() != Outcome.WITHDRAWN
                                || (e.restsUntil().isEmpty() && e.notAgainBefore().isEmpty()),
                        "nothing follows from what is not the agent's doing",
                        e);
            }
            case RoutingEvent.CallConnected e -> {
                Agent agent = agent(e.agent());
                require(
                        call(e.call()).ringing.equals(new TreeSet<>(List.of(e.agent()))),
                        "connected to the one whose telephone rings",
                        e);
                Call call = Objects.requireNonNull(inLine.remove(e.call()));
                placesTaken.put(e.call(), call);
                require(talks.put(e.call(), e.agent()) == null, "bridged to one", e);
                agent.talks.add(agent.ringing.orElseThrow());
                agent.ringing = Optional.empty();
            }
            case RoutingEvent.CallEnded e -> {
                placesTaken.remove(e.call());
                endTalk(e.call(), e.agent(), e.wrapUpUntil(), e);
            }
        }
    }

    /// What a centre at rest has not got: calls in line, telephones that ring, talks. In words, one
    /// for each.
    public List<String> underWay() {
        List<String> found = new ArrayList<>();
        inLine.keySet().forEach(call -> found.add("in line: " + call));
        talks.forEach((call, agent) -> found.add("in a talk with %s: %s".formatted(agent, call)));
        agents.forEach(
                (id, agent) ->
                        agent.ringing.ifPresent(
                                work -> found.add("rings at %s: %s".formatted(id, work.call()))));
        return found;
    }

    /// A caller who waits although somebody is free for them; empty when there is none. Asked when
    /// all events of a moment were checked, for a core decides at once.
    public Optional<String> waitsInVain() {
        if (agents.values().stream().noneMatch(Agent::isIdle)) {
            return Optional.empty();
        }
        for (var waiting : inLine.entrySet()) {
            for (var agent : agents.entrySet()) {
                if (agent.getValue().isIdle()
                        && couldTake(
                                agent.getKey(),
                                agent.getValue(),
                                waiting.getKey(),
                                waiting.getValue())) {
                    return Optional.of(
                            "%s waits while %s is idle"
                                    .formatted(waiting.getKey(), agent.getKey()));
                }
            }
        }
        return Optional.empty();
    }

    private Work endTalk(CallId call, AgentId by, Optional<Instant> wrapUpUntil, RoutingEvent e) {
        require(by.equals(talks.remove(call)), "was in that talk", e);
        Agent agent = agent(by);
        Work work =
                agent.talks.stream()
                        .filter(talk -> talk.call().equals(call))
                        .findFirst()
                        .orElseThrow();
        agent.talks.remove(work);
        wrapUpUntil.ifPresent(_ -> agent.wrapUps.add(work));
        return work;
    }

    private void signedIn(RoutingEvent.AgentSignedIn e) {
        Agent agent = agents.get(e.agent());
        require(agent == null || agent.isLeaving, "signed in once", e);
        if (agent == null) {
            agents.put(e.agent(), new Agent(e.profile()));
        } else {
            agent.profile = e.profile();
            agent.isLeaving = false;
            agent.isPaused = false;
        }
    }

    private void offered(CallOffered e) {
        Call call = call(e.call());
        Agent agent = agent(e.agent());
        QueuePolicy rules = rules(e.queue());
        Work work = agent.workOf(e.call(), rules);
        require(call.queue.equals(e.queue()), "offered in its queue", e);
        require(agent.ringing.isEmpty(), "one telephone rings once", e);
        require(agent.hasRoomFor(work), "nobody has more than they can do", e);
        require(!agent.isInOtherCall && !agent.isLeaving, "nobody is disturbed", e);
        require(
                call.ringing.isEmpty() || rules.agents() == AgentOrder.RING_ALL,
                "one telephone rings for a call, but where all do",
                e);
        require(e.expiresAt().equals(e.at().plus(rules.ringTime())), "rings so long", e);
        requireRecord(e);
        require(!call.isDeferred, "nobody is called too soon", e);
        requireChosen(e, call, agent);
        if (BY_POLICY.contains(e.decision().basis())) {
            require(!agent.isPaused && !agent.isResting, "nobody is disturbed", e);
            require(isPreferred(call, e) || call.step >= 0, "waits for somebody else", e);
            require(call.step < 0 || call.isFor(agent, rules), "offered to one who can", e);
            require(
                    !call.notAgainBefore.getOrDefault(e.agent(), Instant.MIN).isAfter(now),
                    "nobody is asked again so soon",
                    e);
        }
        if (e.decision().basis() == Basis.POLICY) {
            requireOrder(e, call);
            policy.bound().ifPresent(bound -> requireBound(e, call, agent, bound));
        }
        call.ringing.add(e.agent());
        agent.ringing = Optional.of(work);
    }

    /// Of who may be chosen although the policy would not.
    private static void requireChosen(CallOffered e, Call call, Agent agent) {
        Basis basis = e.decision().basis();
        require(
                call.queued.takenUpBy().isEmpty()
                        ? basis != Basis.TAKEN_UP
                        : call.queued.takenUpBy().get().equals(e.agent())
                                && basis == Basis.TAKEN_UP,
                "offered to the agent with whom it began, and to nobody else",
                e);
        boolean isOwnCall = basis == Basis.TAKEN_UP && e.callbackNumber().isPresent();
        require(
                basis == Basis.PULLED || isOwnCall || !agent.isPaused,
                "a pause is disturbed by a supervisor alone",
                e);
    }

    private static boolean isPreferred(Call call, CallOffered e) {
        return call.queued.preferred().filter(p -> p.agent().equals(e.agent())).isPresent();
    }

    private void requireRecord(CallOffered e) {
        DecisionRecord why = e.decision();
        require(why.calls().size() <= DecisionRecord.HEADS, "a record is bounded", e);
        require(why.agents().size() <= DecisionRecord.HEADS, "a record is bounded", e);
        require(why.others().size() <= DecisionRecord.REASONS, "a record is bounded", e);
        require(why.policyVersion().equals(policy.version()), "by the policy in force", e);
        require(why.winner().equals(Optional.of(e.agent())), "the winner wins", e);
        boolean namesOthers = policy.detail() != Detail.WINNER;
        require(
                namesOthers
                        ? why.calls().getFirst().call().equals(e.call())
                        : why.calls().isEmpty(),
                "the call offered is first",
                e);
        require(
                namesOthers
                        ? why.agents().getFirst().agent().equals(e.agent())
                        : why.agents().isEmpty(),
                "the winner is first",
                e);
        long counted = why.others().stream().mapToLong(DecisionRecord.Others::agents).sum();
        require(counted == 0 || counted == agents.size() - 1, "everyone else is counted", e);
    }

    private void requireOrder(CallOffered e, Call call) {
        inLine.forEach(
                (id, other) -> {
                    boolean isSameLine =
                            other.queue.equals(call.queue)
                                    && other.priority == call.priority
                                    && other.step == call.step
                                    && other.queued.need().equals(call.queued.need());
                    if (isSameLine && other.ringing.isEmpty() && other.isPlain(e.agent(), now)) {
                        require(
                                !other.since.isBefore(call.since),
                                "who differ in nothing are served in order",
                                e);
                    }
                });
    }

    private void requireBound(CallOffered e, Call call, Agent agent, StarvationBound bound) {
        inLine.forEach(
                (id, other) -> {
                    Duration behind = Duration.between(other.since, call.since);
                    boolean isViolated =
                            behind.compareTo(bound.behind()) > 0
                                    && (long) call.priority - other.priority <= bound.priorityGap();
                    require(
                            !isViolated
                                    || !isInPolicy(call.queue)
                                    || !couldTake(e.agent(), agent, id, other),
                            "nobody is passed over beyond the bound: " + id,
                            e);
                });
    }

    /// Leaves reserves out: who is kept free could not.
    private boolean couldTake(AgentId id, Agent agent, CallId callId, Call call) {
        if (!isInPolicy(call.queue)) {
            return false;
        }
        QueuePolicy rules = rules(call.queue);
        return rules.reserve().isEmpty()
                && call.ringing.isEmpty()
                && call.step >= 0
                && call.isPlain(id, now)
                && call.isFor(agent, rules)
                && agent.hasRoomFor(agent.workOf(callId, rules));
    }

    private void requirePlace(QueueId queue, RoutingEvent at) {
        require(isInPolicy(queue), "there is such a queue", at);
        long length =
                inLine.values().stream()
                        .filter(call -> call.queue.equals(queue))
                        .filter(call -> !call.isDeferred && call.queued.takenUpBy().isEmpty())
                        .count();
        require(length <= rules(queue).maxLength(), "no queue is longer than it may be", at);
    }

    private boolean isInPolicy(QueueId queue) {
        return policy.queues().containsKey(queue);
    }

    private Optional<Work> wrapUp(AgentId agent, CallId call) {
        return agent(agent).wrapUps.stream().filter(work -> work.call().equals(call)).findFirst();
    }

    private QueuePolicy rules(QueueId queue) {
        return Objects.requireNonNull(rules.get(queue), queue::value);
    }

    private Agent agent(AgentId id) {
        return Objects.requireNonNull(agents.get(id), id::value);
    }

    private Call call(CallId id) {
        return Objects.requireNonNull(inLine.get(id), id::value);
    }

    private static void require(boolean holds, String what, Object at) {
        if (!holds) {
            throw new AssertionError(what + ": " + at);
        }
    }
}
