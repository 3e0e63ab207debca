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

/// What must hold whatever the seed and whatever the rules. Knows only events, never a core's
/// state.
final class RoutingInvariants {
    private final SortedMap<AgentId, Agent> agents = new TreeMap<>();
    private final SortedMap<CallId, Call> inLine = new TreeMap<>();
    private final SortedMap<CallId, AgentId> talks = new TreeMap<>();
    private final SortedMap<QueueId, QueuePolicy> rules = new TreeMap<>();
    private RoutingPolicy policy = RoutingPolicy.NONE;
    private Instant now = Instant.MIN;

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
            return queued.preferred().isEmpty()
                    && !notAgainBefore.getOrDefault(agent, Instant.MIN).isAfter(now);
        }
    }

    /// Checks what one command led to.
    void check(Instant at, List<RoutingEvent> events) {
        require(!at.isBefore(now), "time never goes back", at);
        now = at;
        for (RoutingEvent event : events) {
            require(event.at().equals(at), "what happens happens when it was asked", event);
            check(event);
        }
    }

    private void check(RoutingEvent event) {
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
                requirePlace(e.queue(), e);
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
            case RoutingEvent.PlaceKept e ->
                    require(call(e.call()).ringing.isEmpty(), "nobody rings for the voice", e);
            case RoutingEvent.CallLeftQueue e -> {
                require(call(e.call()).ringing.isEmpty(), "leaves nobody ringing", e);
                inLine.remove(e.call());
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
                inLine.remove(e.call());
                require(talks.put(e.call(), e.agent()) == null, "bridged to one", e);
                agent.talks.add(agent.ringing.orElseThrow());
                agent.ringing = Optional.empty();
            }
            case RoutingEvent.CallEnded e -> {
                require(e.agent().equals(talks.remove(e.call())), "was in that talk", e);
                Agent agent = agent(e.agent());
                Work work =
                        agent.talks.stream()
                                .filter(talk -> talk.call().equals(e.call()))
                                .findFirst()
                                .orElseThrow();
                agent.talks.remove(work);
                e.wrapUpUntil().ifPresent(_ -> agent.wrapUps.add(work));
            }
        }
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
        if (e.decision().basis() != Basis.PULLED) {
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
        require(why.calls().getFirst().call().equals(e.call()), "the call offered is first", e);
        require(why.agents().getFirst().agent().equals(e.agent()), "the winner is first", e);
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
        long length = inLine.values().stream().filter(call -> call.queue.equals(queue)).count();
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
