package org.strowger.engine.routing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentResumed;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallGivenBack;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CallReprioritized;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.DeferralEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OtherCallBegan;
import org.strowger.engine.routing.RoutingEvent.OtherCallEnded;
import org.strowger.engine.routing.RoutingEvent.PauseDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceDeferred;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingEvent.PlaceRetried;
import org.strowger.engine.routing.RoutingEvent.PolicyApplied;
import org.strowger.engine.routing.RoutingEvent.ProfileChanged;
import org.strowger.engine.routing.RoutingEvent.QueueClosed;
import org.strowger.engine.routing.RoutingEvent.QueueOpened;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.SignOutDeferred;
import org.strowger.engine.routing.RoutingEvent.StaffingChanged;
import org.strowger.engine.routing.RoutingEvent.StepReached;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingEvent.WrapUpExtended;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.QueueState;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// Everything the routing core knows. Only [#apply] changes a fact.
///
/// The facts are the policy, the lines, the calls and the agents; the floor and the timers are
/// orders over them, as of a time that [#reach] brings forward.
final class RoutingState {
    private static final Phase TALKING = new Phase.Talking();

    private long now = Moment.of(Instant.EPOCH);

    /// Until when the orders hold: never before [#now].
    private long reached = now;

    private RoutingPolicy policy = RoutingPolicy.NONE;
    private long offers;
    private int shares;
    private final SortedMap<QueueId, Line> lines = new TreeMap<>();
    private final Map<QueueId, Line> linesById = new HashMap<>();

    // Where these are walked over, nothing depends on the order.
    private final Map<CallId, Known> calls = new HashMap<>();
    private final Map<AgentId, Agent> agents = new HashMap<>();

    // Those asked for last: most events of a command are about the same.
    private @Nullable WaitingCall lastCall;
    private @Nullable Agent lastAgent;

    final Floor floor = new Floor();
    final Timed.Timers timers = new Timed.Timers();

    /// What has changed that something may follow from; emptied by who sees to it.
    final FollowUps followUps = new FollowUps();

    /// Calls that will wait on other terms by the mere passing of time, by when they will.
    private final Heap<WaitingCall> changing =
            new Heap<>() {
                @Override
                long keyOf(WaitingCall call) {
                    return call.termsChange;
                }

                @Override
                boolean goesBefore(WaitingCall a, WaitingCall b) {
                    return false;
                }

                @Override
                int placeOf(WaitingCall call) {
                    return call.placeInChanging;
                }

                @Override
                void setPlace(WaitingCall call, int place) {
                    call.placeInChanging = place;
                }
            };

    static RoutingState of(RoutingSnapshot snapshot) {
        RoutingState state = new RoutingState();
        state.policy = snapshot.policy();
        state.offers = snapshot.offers();
        state.now = Moment.of(snapshot.at());
        state.reached = state.now;
        state.sumShares();
        snapshot.queues().forEach(state::restore);
        snapshot.calls().forEach(state::restore);
        snapshot.agents().forEach(state::restore);
        state.forEachInLine(state::settle);
        return state;
    }

    private void restore(QueueState queue) {
        QueuePolicy rules =
                queue.closingRules()
                        .orElseGet(() -> Objects.requireNonNull(policy.queues().get(queue.id())));
        Line line = Line.of(queue, rules);
        line.balanceBy(policy.balance());
        add(line);
    }

    private void restore(CallInLine call) {
        WaitingCall waiting = WaitingCall.of(call, line(call.queue()));
        calls.put(call.id(), waiting);
        putInPlace(waiting, now);
    }

    /// Has a call that waits be where it is looked for, or aside while it is not.
    private void putInPlace(WaitingCall call, long time) {
        if (call.isDeferred()) {
            call.line.aside.add(call);
        } else {
            floor.add(call, time);
        }
    }

    private void restore(SignedInAgent from) {
        Agent agent = Agent.of(from);
        agents.put(agent.id, agent);
        for (Contact contact : from.contacts()) {
            switch (contact.phase()) {
                case Phase.Ringing _ -> ringsAt(call(contact.call()), agent);
                case Phase.Talking _ -> restoreTalk(agent, contact);
                case Phase.WrapUp _ -> {}
            }
        }
        changed(agent);
    }

    private void restoreTalk(Agent agent, Contact contact) {
        Line line = line(contact.queue());
        WaitingCall place = contact.place().map(call -> WaitingCall.of(call, line)).orElse(null);
        Contact plain = contact.in(contact.phase());
        calls.put(contact.call(), new Known.Talk(agent, line, plain, place));
        line.talkBegan();
    }

    /// A talk with the place in line that led to it.
    private Contact complete(Contact contact) {
        return contact.phase() instanceof Phase.Talking
                ? contact.with(talk(contact.call()).place(now))
                : contact;
    }

    RoutingSnapshot snapshot() {
        List<CallInLine> inLine = new ArrayList<>(calls.size());
        forEachInLine(call -> inLine.add(call.toSnapshot(now)));
        inLine.sort(Comparator.comparing(CallInLine::id));
        List<SignedInAgent> signedIn = new ArrayList<>(agents.size());
        agents.values().forEach(agent -> signedIn.add(agent.toSnapshot(this::complete)));
        signedIn.sort(Comparator.comparing(SignedInAgent::id));
        return new RoutingSnapshot(
                now(),
                policy,
                offers,
                lines.values().stream().map(Line::toSnapshot).toList(),
                inLine,
                signedIn);
    }

    /// The time of the last event.
    Instant now() {
        return Moment.instant(now);
    }

    long moment() {
        return now;
    }

    /// The time up to which the orders hold.
    long reached() {
        return reached;
    }

    RoutingPolicy policy() {
        return policy;
    }

    /// How many offers were made so far.
    long offers() {
        return offers;
    }

    /// The sum of the queues' shares of waiting calls.
    int shares() {
        return shares;
    }

    Iterable<Line> lines() {
        return lines.values();
    }

    @Nullable Line findLine(QueueId id) {
        return linesById.get(id);
    }

    Line line(QueueId id) {
        return Objects.requireNonNull(linesById.get(id), id.value());
    }

    private void forEachInLine(Consumer<WaitingCall> action) {
        for (Known known : calls.values()) {
            if (known instanceof WaitingCall call) {
                action.accept(call);
            }
        }
    }

    /// The call, if it is in line.
    @Nullable WaitingCall findCall(CallId id) {
        if (lastCall == null || !lastCall.id.equals(id)) {
            lastCall = calls.get(id) instanceof WaitingCall call ? call : null;
        }
        return lastCall;
    }

    WaitingCall call(CallId id) {
        return Objects.requireNonNull(findCall(id), id.value());
    }

    boolean knows(CallId id) {
        return calls.containsKey(id);
    }

    /// The call, if somebody talks with it.
    Known.@Nullable Talk findTalk(CallId id) {
        return calls.get(id) instanceof Known.Talk talk ? talk : null;
    }

    private Known.Talk talk(CallId id) {
        return Objects.requireNonNull(findTalk(id), id.value());
    }

    @Nullable Agent findAgent(AgentId id) {
        if (lastAgent == null || !lastAgent.id.equals(id)) {
            lastAgent = agents.get(id);
        }
        return lastAgent;
    }

    Agent agent(AgentId id) {
        return Objects.requireNonNull(findAgent(id), id.value());
    }

    Collection<Agent> agents() {
        return Collections.unmodifiableCollection(agents.values());
    }

    int agentCount() {
        return agents.size();
    }

    // Time.

    /// Brings the orders forward: calls whose points have stopped to rise, or which an agent may be
    /// offered again, wait on other terms.
    void reach(long time) {
        reached = Math.max(reached, time);
        while (!changing.isEmpty() && changing.first().termsChange <= reached) {
            WaitingCall call = changing.first();
            stopChanging(call);
            if (call.lane != null) {
                floor.remove(call);
                floor.add(call, reached);
            }
            awaitChange(call);
        }
    }

    private void awaitChange(WaitingCall call) {
        call.termsChange = call.termsChangeAfter(reached);
        if (call.termsChange != Moment.NEVER) {
            changing.add(call);
        }
    }

    private void stopChanging(WaitingCall call) {
        if (changing.holds(call)) {
            changing.remove(call);
        }
    }

    /// When something is due next.
    Optional<Instant> nextDeadline() {
        return timers.isEmpty()
                ? Optional.empty()
                : Optional.of(Moment.instant(timers.first().due));
    }

    // Events.

    void apply(RoutingEvent event) {
        now = Moment.of(event.at());
        reach(now);
        switch (event) {
            case CallOffered e -> offer(e);
            case CallConnected e -> connect(e);
            case CallEnded e -> endTalk(e);
            case CallQueued e -> enqueue(e);
            case OfferEnded e -> endOffer(e);
            case WrapUpEnded(_, var id, var call) -> endWrapUp(agent(id), call);
            case StepReached(_, var id, _, var step, _) -> reachStep(call(id), step);
            case CallLeftQueue(_, var id, _, _) -> leave(call(id));
            case RestEnded(_, var id) -> endRest(agent(id));
            case CallMoved e -> move(e);
            case CallReprioritized(_, var id, _, var priority) -> reprioritize(call(id), priority);
            case PlaceKept(_, var id, _, var number) -> keepPlace(call(id), number);
            case PlaceDeferred(_, var id, _, var until) -> defer(call(id), Moment.of(until));
            case DeferralEnded(_, var id, _) -> defer(call(id), Moment.NEVER);
            case PlaceRetried e -> retry(e);
            case CallGivenBack e -> giveBack(e);
            case CallHandedOver e -> handOver(e);
            case AgentSignedIn(_, var id, var profile) -> signIn(id, profile);
            case AgentSignedOut(_, var id) -> signOut(agent(id));
            case SignOutDeferred(_, var id) -> {
                agent(id).signingOut = true;
                followUps.staffing = true;
                changed(agent(id));
            }
            case ProfileChanged(_, var id, var profile) -> changeProfile(agent(id), profile);
            case AgentPaused(_, var id, var reason) -> pause(agent(id), reason, null);
            case PauseDeferred(_, var id, var reason) -> pause(agent(id), null, reason);
            case AgentResumed(_, var id) -> resume(agent(id));
            case OtherCallBegan(_, var id) -> otherCall(agent(id), true);
            case OtherCallEnded(_, var id) -> otherCall(agent(id), false);
            case WrapUpExtended(_, var id, var call, var until) ->
                    extendWrapUp(agent(id), call, until);
            case PolicyApplied(_, var next) -> follow(next);
            case QueueOpened(_, var queue) -> line(queue).open(true);
            case QueueClosed(_, var queue) -> line(queue).open(false);
            case StaffingChanged(_, var queue, var staffed) -> staffed(line(queue), staffed);
            case CommandRejected _ -> {}
        }
    }

    private void follow(RoutingPolicy next) {
        policy = next;
        sumShares();
        List<WaitingCall> inLine = new ArrayList<>();
        forEachInLine(inLine::add);
        List<WaitingCall> waiting = new ArrayList<>();
        for (WaitingCall call : inLine) {
            if (call.lane != null) {
                waiting.add(call);
                floor.remove(call);
            }
        }
        for (Line line : List.copyOf(lines.values())) {
            floor.dropLanes(line);
            if (!next.queues().containsKey(line.id())) {
                line.close();
            }
        }
        next.queues().forEach(this::follow);
        lines.values().forEach(line -> line.balanceBy(next.balance()));
        floor.forgetOrders();
        floor.forEachGroup(group -> group.staffs.clear());
        for (WaitingCall call : inLine) {
            stopChanging(call);
            call.rulesChanged();
        }
        waiting.forEach(call -> floor.add(call, reached));
        inLine.forEach(this::settle);
        List.copyOf(lines.values()).forEach(this::forgetIfDeserted);
        followUps.staffing = true;
    }

    private void follow(QueueId id, QueuePolicy rules) {
        Line line = linesById.get(id);
        if (line == null) {
            line = new Line(id, rules);
            add(line);
        }
        line.follow(rules);
    }

    private void add(Line line) {
        lines.put(line.id(), line);
        linesById.put(line.id(), line);
    }

    private void sumShares() {
        shares = policy.queues().values().stream().mapToInt(QueuePolicy::share).sum();
    }

    private void forgetIfDeserted(Line line) {
        if (line.isClosing() && line.isDeserted()) {
            floor.dropLanes(line);
            lines.remove(line.id());
            linesById.remove(line.id());
        }
    }

    private void staffed(Line line, boolean staffed) {
        line.staffed(staffed, now);
        for (Lane lane : line.lanes) {
            lane.forEach(this::rearm);
        }
    }

    // Events of agents.

    private void signIn(AgentId id, RoutingProfile profile) {
        Agent agent = findAgent(id);
        if (agent == null) {
            agent = new Agent(id, profile, now);
            agents.put(id, agent);
        } else {
            floor.remove(agent);
            agent.profile = profile;
            agent.signingOut = false;
            agent.pauseReason = null;
            agent.pauseDeferred = null;
            agent.workChanged(now);
            followUps.skills = true;
        }
        followUps.staffing = true;
        changed(agent);
    }

    private void signOut(Agent agent) {
        agents.remove(agent.id);
        lastAgent = null;
        timers.set(agent, Moment.NEVER);
        floor.remove(agent);
        for (Lane lane : floor.lanesFor(agent.id)) {
            lane.forEach(call -> followUps.calls.add(call.id));
        }
        followUps.staffing = true;
        followUps.skills = true;
    }

    private void changeProfile(Agent agent, RoutingProfile profile) {
        floor.remove(agent);
        agent.profile = profile;
        agent.workChanged(now);
        followUps.staffing = true;
        followUps.skills = true;
        changed(agent);
    }

    private void pause(Agent agent, @Nullable String reason, @Nullable String deferred) {
        agent.pauseReason = reason;
        agent.pauseDeferred = deferred;
        followUps.staffing = true;
        changed(agent);
    }

    private void resume(Agent agent) {
        agent.pauseReason = null;
        agent.pauseDeferred = null;
        agent.missed = 0;
        agent.idleSince = now;
        followUps.staffing = true;
        changed(agent);
    }

    private void otherCall(Agent agent, boolean began) {
        agent.otherCall = began;
        if (!began) {
            agent.idleSince = now;
        }
        agent.workChanged(now);
        changed(agent);
    }

    private void endRest(Agent agent) {
        agent.restsUntil = Moment.NEVER;
        agent.idleSince = now;
        changed(agent);
    }

    private void extendWrapUp(Agent agent, CallId call, Instant until) {
        Contact wrapUp = Objects.requireNonNull(agent.firstWrapUp(call));
        agent.removeContact(wrapUp);
        agent.addContact(wrapUp.in(new Phase.WrapUp(until)));
        changed(agent);
    }

    private void endWrapUp(Agent agent, CallId call) {
        agent.removeContact(Objects.requireNonNull(agent.firstWrapUp(call)));
        agent.idleSince = now;
        agent.workChanged(now);
        changed(agent);
    }

    private void changed(Agent agent) {
        floor.place(agent);
        timers.set(agent, agent.deadline());
        if (agent.signingOut || agent.pauseDeferred != null) {
            followUps.agents.add(agent.id);
        }
    }

    // Events of calls.

    private void enqueue(CallQueued e) {
        WaitingCall call =
                new WaitingCall(
                        e.call(),
                        line(e.queue()),
                        e.priority(),
                        e.need(),
                        e.preferred().orElse(null),
                        e.takenUpBy().orElse(null),
                        Moment.of(e.since()),
                        now);
        calls.put(call.id, call);
        lastCall = call;
        wait(call);
    }

    /// Has a call that is in no lane wait where it belongs.
    private void wait(WaitingCall call) {
        putInPlace(call, reached);
        settle(call);
    }

    private void stopWaiting(WaitingCall call) {
        stopChanging(call);
        if (call.lane != null) {
            floor.remove(call);
        } else if (call.isDeferred()) {
            call.line.aside.remove(call);
        }
    }

    /// Puts a call into the orders by time, and among those that something may follow from.
    private void settle(WaitingCall call) {
        stopChanging(call);
        awaitChange(call);
        if (call.lane != null && call.lane.skippedIfNobody) {
            followUps.calls.add(call.id);
        }
        rearm(call);
    }

    void rearm(WaitingCall call) {
        timers.set(call, call.deadline(reached));
    }

    private void leave(WaitingCall call) {
        stopWaiting(call);
        calls.remove(call.id);
        lastCall = null;
        timers.set(call, Moment.NEVER);
        forgetIfDeserted(call.line);
    }

    private void reachStep(WaitingCall call, int step) {
        boolean waits = !call.isRinging();
        stopWaiting(call);
        call.toStep(step, now);
        if (waits) {
            wait(call);
        } else {
            settle(call);
        }
    }

    private void reprioritize(WaitingCall call, int priority) {
        boolean waits = !call.isRinging();
        stopWaiting(call);
        call.priority = priority;
        call.rulesChanged();
        if (waits) {
            wait(call);
        } else {
            settle(call);
        }
    }

    private void move(CallMoved e) {
        WaitingCall call = call(e.call());
        stopWaiting(call);
        Line from = call.line;
        call.moveTo(line(e.queue()), Moment.of(e.since()), now);
        wait(call);
        forgetIfDeserted(from);
    }

    private void keepPlace(WaitingCall call, String number) {
        call.callbackNumber = number;
        rearm(call);
    }

    private void defer(WaitingCall call, long notBefore) {
        stopWaiting(call);
        call.notBefore = notBefore;
        wait(call);
    }

    private void retry(PlaceRetried e) {
        Known.Talk talk = talk(e.call());
        WaitingCall call =
                WaitingCall.anew(
                        talk.place(now).orElseThrow(), line(e.queue()), Moment.of(e.since()), now);
        call.notBefore = Moment.of(e.notBefore());
        calls.put(call.id, call);
        wait(call);
        endTalk(talk, e.wrapUpUntil());
    }

    /// The policy may be another than when the agent took the call.
    private void giveBack(CallGivenBack e) {
        Known.Talk talk = talk(e.call());
        Agent agent = talk.agent();
        WaitingCall call = WaitingCall.of(talk.place(now).orElseThrow(), line(e.queue()));
        call.rulesChanged();
        turnDown(talk.agent(), call, e.restsUntil(), e.notAgainBefore());
        calls.put(call.id, call);
        wait(call);
        agent.calls--;
        endTalk(talk, Optional.empty());
    }

    private void offer(CallOffered e) {
        WaitingCall call = call(e.call());
        Agent agent = agent(e.agent());
        QueuePolicy.Work work = call.line.policy().work();
        agent.addContact(
                new Contact(
                        call.id,
                        call.line.id(),
                        Moment.instant(call.since),
                        work.channel(),
                        Load.unitsOf(work, agent.profile),
                        new Phase.Ringing(e.expiresAt())));
        offers++;
        call.line.lastOffered = agent.id;
        ringsAt(call, agent);
        rearm(call);
        changed(agent);
    }

    private void ringsAt(WaitingCall call, Agent agent) {
        if (call.lane != null) {
            floor.remove(call);
            (call.isTakenUp() ? call.line.aside : call.line.ringing).add(call);
        }
        if (!call.isRinging()) {
            call.ringing = List.of(agent);
            return;
        }
        List<Agent> more = new ArrayList<>(call.ringing.size() + 1);
        more.addAll(call.ringing);
        more.add(agent);
        call.ringing = more;
    }

    /// Takes an agent from those whose telephones ring for a call.
    private Contact stopRinging(WaitingCall call, Agent agent) {
        Contact contact = Objects.requireNonNull(agent.ringing());
        agent.removeContact(contact);
        if (call.ringing.size() == 1) {
            call.ringing = List.of();
            (call.isTakenUp() ? call.line.aside : call.line.ringing).remove(call);
            return contact;
        }
        List<Agent> fewer = new ArrayList<>(call.ringing);
        fewer.remove(agent);
        call.ringing = fewer;
        return contact;
    }

    private void endOffer(OfferEnded e) {
        WaitingCall call = call(e.call());
        Agent agent = agent(e.agent());
        stopRinging(call, agent);
        if (e.outcome() != OfferEnded.Outcome.WITHDRAWN) {
            agent.idleSince = now;
        }
        if (e.outcome().isMissed()) {
            agent.missed++;
        }
        turnDown(agent, call, e.restsUntil(), e.notAgainBefore());
        changed(agent);
        if (!call.isRinging()) {
            wait(call);
        }
    }

    private void turnDown(
            Agent agent,
            WaitingCall call,
            Optional<Instant> restsUntil,
            Optional<Instant> notAgainBefore) {
        restsUntil.ifPresent(until -> agent.restsUntil = Moment.of(until));
        notAgainBefore.ifPresent(until -> call.refuse(agent.id, Moment.of(until), reached));
    }

    private void connect(CallConnected e) {
        WaitingCall call = call(e.call());
        Agent agent = agent(e.agent());
        Contact contact = stopRinging(call, agent);
        stopWaiting(call);
        timers.set(call, Moment.NEVER);
        Contact talk =
                new Contact(
                        call.id,
                        contact.queue(),
                        contact.since(),
                        contact.channel(),
                        contact.units(),
                        TALKING);
        agent.addContact(talk);
        agent.calls++;
        agent.missed = 0;
        WaitingCall from = call.isTakenUp() ? null : call;
        calls.put(call.id, new Known.Talk(agent, call.line, talk, from));
        lastCall = null;
        call.line.talkBegan();
        agent.workChanged(now);
        changed(agent);
    }

    private void endTalk(CallEnded e) {
        Known.Talk talk = talk(e.call());
        calls.remove(e.call());
        endTalk(talk, e.wrapUpUntil());
    }

    private void endTalk(Known.Talk talk, Optional<Instant> wrapUpUntil) {
        Agent agent = talk.agent();
        agent.removeContact(talk.contact());
        if (wrapUpUntil.isPresent()) {
            agent.addContact(talk.contact().in(new Phase.WrapUp(wrapUpUntil.get())));
        } else {
            agent.idleSince = now;
        }
        talk.line().talkEnded();
        agent.workChanged(now);
        changed(agent);
        forgetIfDeserted(talk.line());
    }

    /// The talk of the consultation goes on as a talk with the call, in what it takes of the agent.
    private void handOver(CallHandedOver e) {
        Known.Talk talk = talk(e.call());
        Known.Talk consult = talk(e.consult());
        Contact before = consult.contact();
        Contact after =
                new Contact(
                        e.call(),
                        before.queue(),
                        talk.contact().since(),
                        before.channel(),
                        before.units(),
                        before.phase());
        consult.agent().removeContact(before);
        consult.agent().addContact(after);
        endTalk(talk, e.wrapUpUntil());
        calls.remove(e.consult());
        calls.put(e.call(), new Known.Talk(consult.agent(), consult.line(), after, null));
    }
}
