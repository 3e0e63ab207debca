package org.strowger.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.PolicyApplied;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Idle;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Offered;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Resting;
import org.strowger.engine.routing.RoutingSnapshot.Activity.Talking;
import org.strowger.engine.routing.RoutingSnapshot.Activity.WrapUp;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// Everything the routing core knows. Only [#apply] changes it.
///
/// The facts are the policy, the lines, the calls and the agents; lanes, pools and deadlines are
/// orders over them.
final class RoutingState {
    /// When an agent's activity ends by itself.
    record Deadline(Instant at, AgentId agent) implements Comparable<Deadline> {
        @Override
        public int compareTo(Deadline other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : agent.compareTo(other.agent);
        }
    }

    private Instant now = Instant.EPOCH;
    private RoutingPolicy policy = RoutingPolicy.NONE;
    private final SortedMap<QueueId, Line> lines = new TreeMap<>();
    private final SortedMap<CallId, CallInLine> calls = new TreeMap<>();
    private final SortedMap<AgentId, Agent> agents = new TreeMap<>();

    private final SortedMap<CallId, AgentId> handlers = new TreeMap<>();
    private final SortedMap<List<SkillNeed>, Lane> lanes = new TreeMap<>(Orders.OF_NEEDS);
    private final SortedMap<SortedMap<String, Integer>, Pool> pools =
            new TreeMap<>(Orders.OF_SKILLS);
    private final TreeSet<Deadline> deadlines = new TreeSet<>();
    private final Set<Pool> readyPools = new LinkedHashSet<>();

    /// What could match since [#settled]: before that, nothing that waits can be served by anyone
    /// ready.
    private final Set<Lane> wokenLanes = new LinkedHashSet<>();

    private final Set<Pool> wokenPools = new LinkedHashSet<>();

    static RoutingState of(RoutingSnapshot snapshot) {
        RoutingState state = new RoutingState();
        state.follow(snapshot.policy());
        snapshot.closing().forEach((queue, rules) -> state.openLine(queue, rules).close());
        snapshot.agents().forEach(agent -> state.put(Agent.of(agent)));
        snapshot.calls().forEach(state::enqueue);
        state.agents.values().forEach(state::restoreContact);
        state.now = snapshot.at();
        return state;
    }

    RoutingSnapshot snapshot() {
        SortedMap<QueueId, QueuePolicy> closing = new TreeMap<>();
        List<CallInLine> inLine = new ArrayList<>(calls.size());
        lines.forEach(
                (queue, line) -> {
                    line.calls.forEach(inLine::add);
                    if (line.isClosing()) {
                        closing.put(queue, line.policy());
                    }
                });
        List<RoutingSnapshot.SignedInAgent> signedIn =
                agents.values().stream().map(Agent::toSnapshot).toList();
        return new RoutingSnapshot(now, policy, closing, inLine, signedIn);
    }

    Instant now() {
        return now;
    }

    RoutingPolicy policy() {
        return policy;
    }

    @Nullable Line line(QueueId id) {
        return lines.get(id);
    }

    @Nullable CallInLine callInLine(CallId id) {
        return calls.get(id);
    }

    boolean knows(CallId id) {
        return calls.containsKey(id) || handlers.containsKey(id);
    }

    @Nullable Agent agent(AgentId id) {
        return agents.get(id);
    }

    int agentCount() {
        return agents.size();
    }

    /// The agent who talks with the call or is being offered it.
    @Nullable Agent handlerOf(CallId id) {
        AgentId agent = handlers.get(id);
        return agent == null ? null : agents.get(agent);
    }

    @Nullable Deadline firstDeadline() {
        return deadlines.isEmpty() ? null : deadlines.first();
    }

    Collection<Lane> lanes() {
        return Collections.unmodifiableCollection(lanes.values());
    }

    Collection<Pool> pools() {
        return Collections.unmodifiableCollection(pools.values());
    }

    Pool poolOf(Agent agent) {
        return Objects.requireNonNull(pools.get(agent.skills()));
    }

    Collection<Pool> readyPools() {
        return Collections.unmodifiableCollection(readyPools);
    }

    Collection<Lane> wokenLanes() {
        return Collections.unmodifiableCollection(wokenLanes);
    }

    boolean isWoken(Lane lane) {
        return wokenLanes.contains(lane);
    }

    Collection<Pool> wokenPools() {
        return Collections.unmodifiableCollection(wokenPools);
    }

    /// Every match there was has been made. No fact changes by this.
    void settled() {
        wokenLanes.clear();
        wokenPools.clear();
    }

    void apply(RoutingEvent event) {
        now = event.at();
        switch (event) {
            case PolicyApplied(_, var next) -> follow(next);
            case AgentSignedIn(var at, var id, var skills) -> signIn(id, skills, at);
            case SignOutDeferred(_, var id) -> put(known(id).leavingAfterTalk());
            case AgentSignedOut(_, var id) -> signOut(id);
            case AgentPaused(_, var id, var reason) -> put(known(id).paused(reason));
            case AgentResumed(var at, var id) -> put(known(id).resumed(at));
            case WrapUpEnded(var at, var id) -> put(known(id).now(new Idle(at)));
            case RestEnded(var at, var id) -> put(known(id).now(new Idle(at)));
            case CallQueued(var at, var id, var queue, var priority, var needs) ->
                    enqueue(new CallInLine(id, queue, priority, at, needs, Optional.empty()));
            case PlaceKept(_, var id, _, var number) -> enqueue(dequeue(id).kept(number));
            case CallLeftQueue(_, var id, var queue, _) -> {
                dequeue(id);
                forgetIfDeserted(queue);
            }
            case CallOffered e -> offer(e);
            case OfferEnded e -> endOffer(e);
            case CallConnected e -> connect(e);
            case CallEnded e -> endTalk(e);
            case CommandRejected _ -> {}
        }
    }

    private void follow(RoutingPolicy next) {
        policy = next;
        for (QueueId queue : List.copyOf(lines.keySet())) {
            if (!next.queues().containsKey(queue)) {
                knownLine(queue).close();
                forgetIfDeserted(queue);
            }
        }
        next.queues().forEach((queue, rules) -> openLine(queue, rules).follow(rules));
    }

    private Line openLine(QueueId queue, QueuePolicy rules) {
        return lines.computeIfAbsent(queue, _ -> new Line(rules));
    }

    private void forgetIfDeserted(QueueId queue) {
        Line line = knownLine(queue);
        if (line.isClosing() && line.isDeserted()) {
            lines.remove(queue);
        }
    }

    private void signIn(AgentId id, SortedMap<String, Integer> skills, Instant at) {
        Agent leaving = agents.get(id);
        put(leaving == null ? Agent.signedIn(id, skills, at) : leaving.signedInAgain(skills));
    }

    private void signOut(AgentId id) {
        Agent agent = Objects.requireNonNull(agents.remove(id));
        takeFromPool(agent);
        dropIfEmpty(agent);
    }

    private void offer(CallOffered e) {
        Agent agent = known(e.agent());
        handlers.put(e.call(), e.agent());
        takeFromLane(knownCall(e.call()));
        put(agent.now(new Offered(e.call(), e.expiresAt(), agent.idleSince())));
    }

    private void endOffer(OfferEnded e) {
        Agent agent = known(e.agent());
        handlers.remove(e.call());
        putInLane(knownCall(e.call()));
        Instant idleSince =
                e.outcome() == OfferEnded.Outcome.WITHDRAWN
                                && agent.activity() instanceof Offered(_, _, var before)
                        ? before
                        : e.at();
        put(
                agent.now(
                        e.restsUntil()
                                .<RoutingSnapshot.Activity>map(Resting::new)
                                .orElse(new Idle(idleSince))));
    }

    private void connect(CallConnected e) {
        CallInLine call = Objects.requireNonNull(calls.remove(e.call()));
        Line line = knownLine(e.queue());
        line.calls.remove(call);
        line.talkBegan();
        put(known(e.agent()).now(new Talking(e.call(), e.queue())));
    }

    private void endTalk(CallEnded e) {
        handlers.remove(e.call());
        knownLine(e.queue()).talkEnded();
        forgetIfDeserted(e.queue());
        put(
                known(e.agent())
                        .now(
                                e.wrapUpUntil()
                                        .<RoutingSnapshot.Activity>map(WrapUp::new)
                                        .orElse(new Idle(e.at()))));
    }

    private void enqueue(CallInLine call) {
        calls.put(call.id(), call);
        knownLine(call.queue()).calls.add(call);
        putInLane(call);
    }

    private CallInLine dequeue(CallId id) {
        CallInLine call = Objects.requireNonNull(calls.remove(id));
        knownLine(call.queue()).calls.remove(call);
        takeFromLane(call);
        return call;
    }

    private void putInLane(CallInLine call) {
        Lane lane = lanes.computeIfAbsent(call.needs(), Lane::new);
        lane.add(call);
        wokenLanes.add(lane);
    }

    private void takeFromLane(CallInLine call) {
        Lane lane = Objects.requireNonNull(lanes.get(call.needs()));
        lane.remove(call);
        if (lane.isEmpty()) {
            lanes.remove(call.needs());
            wokenLanes.remove(lane);
        }
    }

    private void put(Agent agent) {
        Agent before = agents.put(agent.id(), agent);
        if (before != null) {
            takeFromPool(before);
        }
        putInPool(agent);
        if (before != null) {
            dropIfEmpty(before);
        }
    }

    private void putInPool(Agent agent) {
        Pool pool = pools.computeIfAbsent(agent.skills(), Pool::new);
        pool.add(agent);
        if (agent.isReady()) {
            readyPools.add(pool);
            wokenPools.add(pool);
        }
        agent.activity().deadline().ifPresent(at -> deadlines.add(new Deadline(at, agent.id())));
    }

    private void takeFromPool(Agent agent) {
        Pool pool = poolOf(agent);
        pool.remove(agent);
        if (!pool.hasReady()) {
            readyPools.remove(pool);
            wokenPools.remove(pool);
        }
        agent.activity().deadline().ifPresent(at -> deadlines.remove(new Deadline(at, agent.id())));
    }

    private void dropIfEmpty(Agent left) {
        if (poolOf(left).size() == 0) {
            pools.remove(left.skills());
        }
    }

    private void restoreContact(Agent agent) {
        switch (agent.activity()) {
            case Offered(var call, _, _) -> {
                handlers.put(call, agent.id());
                takeFromLane(knownCall(call));
            }
            case Talking(var call, var queue) -> {
                handlers.put(call, agent.id());
                knownLine(queue).talkBegan();
            }
            case Idle _, WrapUp _, Resting _ -> {}
        }
    }

    private Agent known(AgentId id) {
        return Objects.requireNonNull(agents.get(id));
    }

    private CallInLine knownCall(CallId id) {
        return Objects.requireNonNull(calls.get(id));
    }

    private Line knownLine(QueueId id) {
        return Objects.requireNonNull(lines.get(id));
    }
}
