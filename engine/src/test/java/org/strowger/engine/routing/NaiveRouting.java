package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.DecisionRecord.AgentHead;
import org.strowger.engine.routing.DecisionRecord.CallHead;
import org.strowger.engine.routing.DecisionRecord.Standing;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;

/// The rules of routing once more, as slow and plain as they can be said: the oracle of
/// [RoutingCore].
///
/// It scans everything every time and keeps nothing twice.
final class NaiveRouting {
    private enum Doing {
        IDLE,
        OFFERED,
        TALKING,
        WRAPPING_UP,
        RESTING
    }

    private static final class A {
        final AgentId id;
        SortedMap<String, Integer> skills;
        Doing doing = Doing.IDLE;
        Instant idleSince;
        Instant until = Instant.MAX;
        @Nullable C call;
        @Nullable String pause;
        boolean leaving;

        A(AgentId id, SortedMap<String, Integer> skills, Instant at) {
            this.id = id;
            this.skills = skills;
            this.idleSince = at;
        }

        void idle(Instant at) {
            doing = Doing.IDLE;
            idleSince = at;
            until = Instant.MAX;
            call = null;
        }

        void idleLater(Doing meanwhile, Duration delay, Instant at) {
            idle(at);
            if (!delay.isZero()) {
                doing = meanwhile;
                until = at.plus(delay);
            }
        }

        boolean isReady() {
            return doing == Doing.IDLE && pause == null && !leaving;
        }
    }

    private static final class C {
        final CallId id;
        final QueueId queue;
        final int priority;
        final Instant since;
        final List<SkillNeed> needs;
        @Nullable String number;

        C(CallId id, QueueId queue, int priority, Instant since, List<SkillNeed> needs) {
            this.id = id;
            this.queue = queue;
            this.priority = priority;
            this.since = since;
            this.needs = needs;
        }
    }

    private static final Comparator<C> CALL_ORDER =
            (x, y) ->
                    x.priority != y.priority
                            ? Integer.compare(y.priority, x.priority)
                            : !x.since.equals(y.since)
                                    ? x.since.compareTo(y.since)
                                    : x.id.value().compareTo(y.id.value());

    private static final Comparator<A> AGENT_ORDER =
            (x, y) ->
                    !x.idleSince.equals(y.idleSince)
                            ? x.idleSince.compareTo(y.idleSince)
                            : x.id.value().compareTo(y.id.value());

    private final List<A> agents = new ArrayList<>();
    private final List<C> calls = new ArrayList<>();
    private final SortedMap<QueueId, QueuePolicy> closing = new TreeMap<>();
    private RoutingPolicy policy = RoutingPolicy.NONE;
    private List<RoutingEvent> out = new ArrayList<>();

    List<RoutingEvent> handle(RoutingCommand command) {
        out = new ArrayList<>();
        Instant at = command.at();
        while (nextDeadline().isPresent() && !nextDeadline().get().isAfter(at)) {
            expireFirst(at);
        }
        Reason refused = carryOut(command, at);
        if (refused != null) {
            out.add(new RoutingEvent.CommandRejected(at, command, refused));
        }
        closing.keySet().removeIf(queue -> calls.stream().noneMatch(c -> c.queue.equals(queue)));
        while (offerOne(at)) {}
        return out;
    }

    Optional<Instant> nextDeadline() {
        return agents.stream()
                .map(a -> a.until)
                .filter(t -> !t.equals(Instant.MAX))
                .min(Comparator.naturalOrder());
    }

    int place(CallId id) {
        C call = find(id);
        if (call == null || isTalking(call)) {
            return 0;
        }
        int place = 1;
        for (C other : calls) {
            if (other.queue.equals(call.queue)
                    && !isTalking(other)
                    && CALL_ORDER.compare(other, call) < 0) {
                place++;
            }
        }
        return place;
    }

    private void expireFirst(Instant at) {
        A first =
                agents.stream()
                        .min(Comparator.comparing((A a) -> a.until).thenComparing(a -> a.id))
                        .orElseThrow();
        if (first.doing == Doing.OFFERED) {
            fail(first, Outcome.EXPIRED, at);
        } else {
            out.add(
                    first.doing == Doing.WRAPPING_UP
                            ? new RoutingEvent.WrapUpEnded(at, first.id)
                            : new RoutingEvent.RestEnded(at, first.id));
            first.idle(at);
        }
    }

    private @Nullable Reason carryOut(RoutingCommand command, Instant at) {
        return switch (command) {
            case RoutingCommand.ApplyPolicy(_, var next) -> apply(next, at);
            case RoutingCommand.SignInAgent(_, var id, var skills) -> signIn(id, skills, at);
            case RoutingCommand.SignOutAgent(_, var id) -> signOut(id, at);
            case RoutingCommand.PauseAgent(_, var id, var reason) -> pause(id, reason, at);
            case RoutingCommand.ResumeAgent(_, var id) -> resume(id, at);
            case RoutingCommand.EndWrapUp(_, var id) -> endWrapUp(id, at);
            case RoutingCommand.EnqueueCall(_, var id, var queue, var priority, var needs) ->
                    enqueue(new C(id, queue, priority, at, needs), at);
            case RoutingCommand.LeaveQueue(_, var id, var reason) -> leave(id, reason, at);
            case RoutingCommand.KeepPlace(_, var id, var number) -> keep(id, number, at);
            case RoutingCommand.AcceptOffer(_, var agent, var call) -> accept(agent, call, at);
            case RoutingCommand.RefuseOffer(_, var agent, var call, var refusal) -> {
                A offered = offered(agent, call);
                if (offered == null) {
                    yield Reason.NOT_OFFERED;
                }
                fail(offered, Outcome.valueOf(refusal.name()), at);
                yield null;
            }
            case RoutingCommand.EndCall(_, var id) -> end(id, at);
            case RoutingCommand.PassTime _ -> null;
        };
    }

    private @Nullable Reason apply(RoutingPolicy next, Instant at) {
        if (next.equals(policy)) {
            return Reason.ALREADY_APPLIED;
        }
        closing.putAll(policy.queues());
        closing.keySet().removeAll(next.queues().keySet());
        policy = next;
        out.add(new RoutingEvent.PolicyApplied(at, next));
        return null;
    }

    private @Nullable Reason signIn(AgentId id, SortedMap<String, Integer> skills, Instant at) {
        A agent = agent(id);
        if (agent != null && !agent.leaving) {
            return Reason.ALREADY_SIGNED_IN;
        }
        out.add(new RoutingEvent.AgentSignedIn(at, id, skills));
        if (agent == null) {
            agents.add(new A(id, skills, at));
        } else {
            agent.leaving = false;
            agent.pause = null;
            agent.skills = skills;
        }
        return null;
    }

    private @Nullable Reason signOut(AgentId id, Instant at) {
        A agent = agent(id);
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.leaving) {
            return Reason.ALREADY_SIGNING_OUT;
        }
        if (agent.doing == Doing.TALKING) {
            agent.leaving = true;
            out.add(new RoutingEvent.SignOutDeferred(at, id));
            return null;
        }
        withdraw(agent, at);
        agents.remove(agent);
        out.add(new RoutingEvent.AgentSignedOut(at, id));
        return null;
    }

    private @Nullable Reason pause(AgentId id, String reason, Instant at) {
        A agent = agent(id);
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (reason.equals(agent.pause)) {
            return Reason.ALREADY_PAUSED;
        }
        agent.pause = reason;
        out.add(new RoutingEvent.AgentPaused(at, id, reason));
        return null;
    }

    private @Nullable Reason resume(AgentId id, Instant at) {
        A agent = agent(id);
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.pause == null) {
            return Reason.NOT_PAUSED;
        }
        agent.pause = null;
        if (agent.doing == Doing.IDLE) {
            agent.idle(at);
        }
        out.add(new RoutingEvent.AgentResumed(at, id));
        return null;
    }

    private @Nullable Reason endWrapUp(AgentId id, Instant at) {
        A agent = agent(id);
        if (agent == null) {
            return Reason.UNKNOWN_AGENT;
        }
        if (agent.doing != Doing.WRAPPING_UP) {
            return Reason.NOT_WRAPPING_UP;
        }
        agent.idle(at);
        out.add(new RoutingEvent.WrapUpEnded(at, id));
        return null;
    }

    private @Nullable Reason enqueue(C call, Instant at) {
        QueuePolicy rules = policy.queues().get(call.queue);
        if (find(call.id) != null) {
            return Reason.ALREADY_KNOWN;
        }
        if (rules == null) {
            return Reason.UNKNOWN_QUEUE;
        }
        if (calls.stream().filter(c -> c.queue.equals(call.queue) && !isTalking(c)).count()
                >= rules.maxLength()) {
            return Reason.QUEUE_FULL;
        }
        calls.add(call);
        out.add(new RoutingEvent.CallQueued(at, call.id, call.queue, call.priority, call.needs));
        return null;
    }

    private @Nullable Reason leave(CallId id, LeaveReason reason, Instant at) {
        C call = find(id);
        if (call == null) {
            return Reason.UNKNOWN_CALL;
        }
        if (isTalking(call)) {
            return Reason.NOT_WAITING;
        }
        withdraw(handler(call), at);
        calls.remove(call);
        out.add(new RoutingEvent.CallLeftQueue(at, id, call.queue, reason));
        return null;
    }

    private @Nullable Reason keep(CallId id, String number, Instant at) {
        C call = find(id);
        if (call == null) {
            return Reason.UNKNOWN_CALL;
        }
        if (isTalking(call)) {
            return Reason.NOT_WAITING;
        }
        if (call.number != null) {
            return Reason.ALREADY_KEPT;
        }
        withdraw(handler(call), at);
        call.number = number;
        out.add(new RoutingEvent.PlaceKept(at, id, call.queue, number));
        return null;
    }

    private @Nullable Reason accept(AgentId id, CallId call, Instant at) {
        A agent = offered(id, call);
        if (agent == null || agent.call == null) {
            return Reason.NOT_OFFERED;
        }
        agent.doing = Doing.TALKING;
        agent.until = Instant.MAX;
        out.add(new RoutingEvent.CallConnected(at, call, agent.call.queue, id));
        return null;
    }

    private @Nullable Reason end(CallId id, Instant at) {
        C call = find(id);
        if (call == null) {
            return Reason.UNKNOWN_CALL;
        }
        A agent = handler(call);
        if (agent == null || agent.doing != Doing.TALKING) {
            return Reason.NOT_TALKING;
        }
        agent.idleLater(
                Doing.WRAPPING_UP, agent.leaving ? Duration.ZERO : rules(call.queue).wrapUp(), at);
        calls.remove(call);
        out.add(new RoutingEvent.CallEnded(at, id, call.queue, agent.id, until(agent)));
        if (agent.leaving) {
            agents.remove(agent);
            out.add(new RoutingEvent.AgentSignedOut(at, agent.id));
        }
        return null;
    }

    private void fail(A agent, Outcome outcome, Instant at) {
        C call = Objects.requireNonNull(agent.call);
        agent.idleLater(Doing.RESTING, rules(call.queue).retryDelay(), at);
        out.add(
                new RoutingEvent.OfferEnded(
                        at, call.id, call.queue, agent.id, outcome, until(agent)));
    }

    private void withdraw(@Nullable A agent, Instant at) {
        if (agent == null || agent.doing != Doing.OFFERED || agent.call == null) {
            return;
        }
        C call = agent.call;
        agent.idle(agent.idleSince);
        out.add(
                new RoutingEvent.OfferEnded(
                        at, call.id, call.queue, agent.id, Outcome.WITHDRAWN, Optional.empty()));
    }

    private boolean offerOne(Instant at) {
        for (C call : calls.stream().filter(c -> handler(c) == null).sorted(CALL_ORDER).toList()) {
            Optional<A> agent =
                    agents.stream().filter(a -> a.isReady() && hasSkills(a, call)).min(AGENT_ORDER);
            if (agent.isPresent()) {
                offer(call, agent.get(), at);
                return true;
            }
        }
        return false;
    }

    private void offer(C call, A agent, Instant at) {
        DecisionRecord why = explain(call, agent, at);
        agent.doing = Doing.OFFERED;
        agent.call = call;
        agent.until = at.plus(rules(call.queue).ringTime());
        out.add(
                new RoutingEvent.CallOffered(
                        at,
                        call.id,
                        call.queue,
                        agent.id,
                        Optional.ofNullable(call.number),
                        agent.until,
                        why));
    }

    private DecisionRecord explain(C call, A winner, Instant at) {
        List<C> heads =
                calls.stream()
                        .filter(c -> handler(c) == null && hasSkills(winner, c))
                        .filter(
                                c ->
                                        calls.stream()
                                                .noneMatch(
                                                        d ->
                                                                handler(d) == null
                                                                        && d.needs.equals(c.needs)
                                                                        && CALL_ORDER.compare(d, c)
                                                                                < 0))
                        .sorted(CALL_ORDER)
                        .toList();
        List<A> rivals =
                agents.stream()
                        .filter(a -> a.isReady() && hasSkills(a, call))
                        .filter(
                                a ->
                                        agents.stream()
                                                .noneMatch(
                                                        b ->
                                                                b.isReady()
                                                                        && b.skills.equals(a.skills)
                                                                        && AGENT_ORDER.compare(b, a)
                                                                                < 0))
                        .sorted(AGENT_ORDER)
                        .toList();
        SortedMap<Standing, Integer> others = new TreeMap<>();
        agents.stream()
                .filter(a -> a != winner)
                .forEach(a -> others.merge(standing(a, call), 1, Integer::sum));
        return new DecisionRecord(
                policy.version(),
                winner.id,
                heads.stream()
                        .limit(DecisionRecord.HEADS)
                        .map(c -> new CallHead(c.id, c.priority, Duration.between(c.since, at)))
                        .toList(),
                Math.max(0, heads.size() - DecisionRecord.HEADS),
                rivals.stream()
                        .limit(DecisionRecord.HEADS)
                        .map(a -> new AgentHead(a.id, Duration.between(a.idleSince, at)))
                        .toList(),
                Math.max(0, rivals.size() - DecisionRecord.HEADS),
                others);
    }

    private static Standing standing(A agent, C call) {
        if (!hasSkills(agent, call)) {
            return Standing.UNSKILLED;
        }
        return switch (agent.doing) {
            case IDLE -> agent.isReady() ? Standing.READY : Standing.PAUSED;
            case OFFERED, TALKING -> Standing.BUSY;
            case WRAPPING_UP -> Standing.WRAP_UP;
            case RESTING -> Standing.RESTING;
        };
    }

    private static boolean hasSkills(A agent, C call) {
        return call.needs.stream()
                .allMatch(n -> agent.skills.getOrDefault(n.skill(), 0) >= n.level());
    }

    private QueuePolicy rules(QueueId queue) {
        QueuePolicy rules = policy.queues().get(queue);
        return rules != null ? rules : Objects.requireNonNull(closing.get(queue));
    }

    private static Optional<Instant> until(A agent) {
        return agent.until.equals(Instant.MAX) ? Optional.empty() : Optional.of(agent.until);
    }

    private @Nullable A agent(AgentId id) {
        return agents.stream().filter(a -> a.id.equals(id)).findFirst().orElse(null);
    }

    private @Nullable A offered(AgentId id, CallId call) {
        A agent = agent(id);
        return agent != null
                        && agent.doing == Doing.OFFERED
                        && agent.call != null
                        && agent.call.id.equals(call)
                ? agent
                : null;
    }

    private @Nullable C find(CallId id) {
        return calls.stream().filter(c -> c.id.equals(id)).findFirst().orElse(null);
    }

    private @Nullable A handler(C call) {
        return agents.stream().filter(a -> a.call == call).findFirst().orElse(null);
    }

    private boolean isTalking(C call) {
        A agent = handler(call);
        return agent != null && agent.doing == Doing.TALKING;
    }
}
