package org.strowger.simulator.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.virtual.Caller.State;

/// Everybody who calls on a day: they come, wait, hang up, talk, are transferred, call again.
final class Callers {
    /// Who has been in line so often is transferred no more: else talks without length could go on
    /// for ever.
    private static final int MOST_STAYS = 100;

    private final Plan plan;
    private final SimulatedDay day;
    private final SourceDay[] sources;
    private final int firstSource;
    private final int firstCaller;
    private final Chance chance = new Chance(0);

    /// By their numbers, which are those of their ids; those who are away included.
    private final List<Caller> callers = new ArrayList<>();

    /// How calls of each source behave that go through a flow.
    private final FlowCalls.@Nullable Behind[] flows;

    private final Map<CallId, Caller> byId = new HashMap<>();
    private final ArrayList<Caller> away = new ArrayList<>();
    private @Nullable Caller last;
    private int openSources;
    private long lastArrival = Long.MIN_VALUE;

    /// @param firstSource the number of the first source in the calendar; callers follow them
    Callers(Plan plan, SimulatedDay day, long key, int firstSource) {
        this.plan = plan;
        this.day = day;
        this.firstSource = firstSource;
        firstCaller = firstSource + plan.sources.length;
        sources = new SourceDay[plan.sources.length];
        flows = new FlowCalls.Behind[sources.length];
        openSources = sources.length;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new SourceDay(plan, i, key);
            flows[i] = plan.sources[i].through().map(FlowCalls.Behind::new).orElse(null);
            planArrival(i);
        }
    }

    private void planArrival(int source) {
        long next = sources[source].arriving.next();
        day.calendar.set(firstSource + source, next);
        openSources -= next == Calendar.NEVER ? 1 : 0;
    }

    /// Whether nobody is there or will come any more.
    boolean areGone() {
        return openSources == 0 && away.size() == callers.size();
    }

    /// How many were there at once, at most.
    int most() {
        return callers.size();
    }

    /// What the calendar has for a number at or after the first source.
    void happen(int thing) {
        if (thing < firstCaller) {
            arrive(thing - firstSource);
            return;
        }
        Caller caller = callers.get(thing - firstCaller);
        day.calendar.clear(thing);
        switch (caller.state) {
            case IN_LINE -> losePatience(caller);
            case TALKING -> endTalk(caller);
            case WILL_REDIAL -> join(caller);
            case AWAY, IN_FLOW ->
                    throw new IllegalStateException("nothing is planned for who is away");
        }
    }

    private void arrive(int source) {
        SourceDay from = sources[source];
        if (day.now() == lastArrival) {
            day.calendar.set(firstSource + source, lastArrival + 1);
            return; // nobody comes at the very same time: who was first is what routing goes by
        }
        lastArrival = day.now();
        Caller caller = away.isEmpty() ? oneMore() : away.removeLast();
        caller.begin(source, from.calls++, from.arriving.recorded());
        if (day.isWitnessed()) {
            rename(caller, plan.sources[source].name() + " " + caller.number);
        }
        planArrival(source);
        join(caller);
    }

    private void rename(Caller caller, String name) {
        byId.remove(caller.id, caller);
        caller.id = new CallId(name);
        byId.put(caller.id, caller);
        last = null;
    }

    private Caller oneMore() {
        int number = callers.size();
        Caller caller =
                new Caller(
                        new CallId("call " + number), firstCaller + number, SourceDay.NOT_COUNTED);
        callers.add(caller);
        byId.put(caller.id, caller);
        return caller;
    }

    /// Says whom the next events are likely about.
    void expect(Caller caller) {
        last = caller;
    }

    Caller find(CallId id) {
        Caller found = last;
        if (found != null && found.id.equals(id)) {
            return found;
        }
        found = byId.get(id);
        if (found == null) {
            found = beside(id);
        }
        last = found;
        return found;
    }

    /// A caller whose place is kept does something else: the call has a number more in its name.
    private Caller beside(CallId id) {
        int end = Math.max(0, id.value().lastIndexOf('-'));
        Caller base = byId.get(new CallId(id.value().substring(0, end)));
        if (base == null || base.guided == null) {
            throw new IllegalStateException("nobody has " + id);
        }
        Caller caller = away.isEmpty() ? oneMore() : away.removeLast();
        caller.begin(base.source, base.number, null);
        caller.isBeside = true;
        caller.guided = base.guided;
        caller.state = State.IN_FLOW;
        rename(caller, id.value());
        return caller;
    }

    /// Whether a call came straight to a queue, and not through a flow.
    boolean isStraight(CallId id) {
        Caller caller = byId.get(id);
        return caller != null && caller.guided == null;
    }

    // In line.

    private void join(Caller caller) {
        Plan.From from = plan.sources[caller.source];
        FlowCalls.Behind flow = flows[caller.source];
        if (flow != null) {
            dial(caller, flow);
            return;
        }
        beginStay(caller);
        if (day.isDown()) {
            turnAway(caller, from.queue());
            return;
        }
        expect(caller);
        day.command(
                new RoutingCommand.EnqueueCall(
                        day.time(),
                        caller.id,
                        from.queueId(),
                        from.priority(),
                        from.need(),
                        preferred(caller.recorded),
                        Optional.empty()));
        losePatienceInTime(caller);
    }

    /// Somebody comes through a flow.
    private void dial(Caller caller, FlowCalls.Behind flow) {
        if (day.isDown()) {
            redialOrGo(caller);
            return;
        }
        caller.state = State.IN_FLOW;
        Plan.From from = plan.sources[caller.source];
        String name = from.name() + " " + caller.number;
        rename(caller, caller.redials == 0 ? name : name + " again " + caller.redials);
        long key = Chance.key(sources[caller.source].key, caller.number);
        caller.guided =
                day.flows()
                        .call(
                                caller,
                                flow,
                                day.now() >= plan.countsFrom,
                                Chance.key(Chance.key(key, Purpose.KEYS), caller.redials));
    }

    private static Optional<Preferred> preferred(Arrivals.@Nullable Call recorded) {
        return recorded == null
                ? Optional.empty()
                : recorded.preferred().map(agent -> new Preferred(agent, Duration.ZERO));
    }

    private void beginStay(Caller caller) {
        caller.key =
                Chance.key(Chance.key(sources[caller.source].key, caller.number), caller.stay++);
        caller.rung = 0;
    }

    void queued(RoutingEvent.CallQueued event) {
        Caller caller = find(event.call());
        caller.state = State.IN_LINE;
        caller.joined = day.now();
        enter(caller, event.queue());
        if (caller.guided != null) {
            beginStay(caller);
            losePatienceInTime(caller);
        }
    }

    void moved(RoutingEvent.CallMoved event) {
        Caller caller = find(event.call());
        caller.tally.leftOtherwise();
        enter(caller, event.queue());
    }

    private void enter(Caller caller, QueueId queue) {
        Plan.From from = plan.sources[caller.source];
        caller.queue = queue.equals(from.queueId()) ? from.queue() : plan.queue(queue);
        caller.tally = sources[caller.source].tally(caller.queue, day.now());
        caller.tally.came();
    }

    private void losePatienceInTime(Caller caller) {
        if (caller.state != State.IN_LINE) {
            return;
        }
        double patience = patience(caller);
        if (patience < Double.POSITIVE_INFINITY) {
            day.calendar.set(caller.timer, caller.joined + Moments.nanos(patience));
        }
    }

    private double patience(Caller caller) {
        Arrivals.Call recorded = caller.recorded;
        if (recorded != null && caller.stay == 1 && recorded.patience().isPresent()) {
            return recorded.patience().get();
        }
        return plan.patience
                .of(caller.source, caller.queue)
                .draw(chance.about(Chance.key(caller.key, Purpose.PATIENCE)));
    }

    private void losePatience(Caller caller) {
        GuidedCall guided = caller.guided;
        if (guided == null) {
            leave(caller, LeaveReason.ABANDONED);
        } else {
            guided.hangUp();
        }
    }

    /// The caller waits for a call back, and may do so for long.
    void placeKept(Caller caller) {
        day.calendar.clear(caller.timer);
    }

    /// A call is in line again that an agent had, but did not talk with.
    void backInLine(Caller caller) {
        caller.state = State.IN_LINE;
        day.calendar.clear(caller.timer);
    }

    private void leave(Caller caller, LeaveReason reason) {
        expect(caller);
        day.command(new RoutingCommand.LeaveQueue(day.time(), caller.id, reason));
    }

    void left(RoutingEvent.CallLeftQueue event) {
        Caller caller = find(event.call());
        day.calendar.clear(caller.timer);
        if (event.reason() == LeaveReason.ABANDONED) {
            caller.tally.abandoned(
                    Moments.seconds(day.now() - caller.joined),
                    plan.targets[caller.queue],
                    plan.shortAbandons[caller.queue]);
        } else {
            caller.tally.leftOtherwise();
        }
        if (caller.guided == null) {
            redialOrGo(caller);
        } else {
            caller.state = State.IN_FLOW;
            goIfOver(caller);
        }
    }

    /// A caller through a flow has hung up, or was hung up on.
    void hungUp(Caller caller) {
        goIfOver(caller);
    }

    private void goIfOver(Caller caller) {
        GuidedCall guided = caller.guided;
        if (guided == null || caller.state != State.IN_FLOW) {
            return;
        }
        if (caller.isBeside) {
            go(caller);
        } else if (guided.line == null) {
            day.flows().gone(guided);
            redialOrGo(caller);
        }
    }

    private void turnedAway(Caller caller, int queue) {
        if (caller.guided == null) {
            turnAway(caller, queue);
        } else {
            caller.queue = queue;
            Tally tally = sources[caller.source].tally(queue, day.now());
            tally.came();
            tally.turnedAway();
            goIfOver(caller);
        }
    }

    /// A call that did not get in.
    private void turnAway(Caller caller, int queue) {
        caller.queue = queue;
        caller.tally = sources[caller.source].tally(queue, day.now());
        caller.tally.came();
        caller.tally.turnedAway();
        redialOrGo(caller);
    }

    private void redialOrGo(Caller caller) {
        Plan.Again again =
                caller.queue < 0 ? null : plan.onward[caller.queue].redial().orElse(null);
        if (again != null && !caller.talked && caller.redials < again.most()) {
            chance.about(Chance.key(caller.key, Purpose.REDIAL));
            if (chance.uniform() < again.chance()) {
                long at = day.now() + Moments.nanos(again.after().draw(chance));
                if (at < plan.until) {
                    caller.redials++;
                    caller.state = State.WILL_REDIAL;
                    day.calendar.set(caller.timer, at);
                    return;
                }
            }
        }
        go(caller);
    }

    private void go(Caller caller) {
        if (caller.guided != null) {
            byId.remove(caller.id, caller);
            last = null;
            caller.guided = null;
        }
        caller.state = State.AWAY;
        caller.desk = null;
        away.add(caller);
    }

    /// A command of a caller that did not apply.
    void rejected(RoutingCommand command) {
        if (command instanceof RoutingCommand.EnqueueCall enqueue) {
            turnedAway(find(enqueue.call()), plan.queue(enqueue.queue()));
        } else if (command instanceof RoutingCommand.TransferCall transfer) {
            notTransferred(find(transfer.call()), plan.queue(transfer.queue()));
        }
    }

    // In a talk.

    void connected(Caller caller, Desk desk) {
        long now = day.now();
        caller.state = State.TALKING;
        caller.connected = now;
        caller.talked = true;
        caller.desk = desk;
        caller.tally.answered(Moments.seconds(now - caller.joined), plan.targets[caller.queue]);
        if (caller.guided == null || caller.guided.line != null) {
            talk(caller);
        }
    }

    /// A caller who is called back talks from now on, if the agent is there already.
    void taken(Caller caller) {
        if (caller.state == State.TALKING && !day.calendar.has(caller.timer)) {
            talk(caller);
        }
    }

    private void talk(Caller caller) {
        Desk desk = Objects.requireNonNull(caller.desk);
        day.calendar.set(caller.timer, day.now() + Moments.nanos(talk(caller, desk)));
    }

    private double talk(Caller caller, Desk desk) {
        Arrivals.Call recorded = caller.recorded;
        if (recorded != null && caller.stay == 1 && recorded.talk().isPresent()) {
            return recorded.talk().get();
        }
        return plan.talks
                .of(caller.source, caller.queue, desk.index)
                .draw(chance.about(Chance.key(caller.key, Purpose.TALK)));
    }

    private void endTalk(Caller caller) {
        List<Plan.To> transfers = plan.onward[caller.queue].transfers();
        if (!transfers.isEmpty() && caller.stay < MOST_STAYS) {
            double lot = chance.about(Chance.key(caller.key, Purpose.TRANSFER)).uniform();
            for (Plan.To to : transfers) {
                if (lot < to.upTo()) {
                    transfer(caller, to);
                    return;
                }
            }
        }
        hangUp(caller);
    }

    private void transfer(Caller caller, Plan.To to) {
        Plan.From from = plan.sources[caller.source];
        if (caller.guided != null) {
            day.flows().transfer(caller, plan.queues.get(to.queue()));
            return;
        }
        caller.transferring = true;
        day.command(
                new RoutingCommand.TransferCall(
                        day.time(),
                        caller.id,
                        plan.queues.get(to.queue()),
                        from.priority(),
                        from.need(),
                        to.keepsWait()));
        if (caller.transferring) {
            caller.transferring = false;
            losePatienceInTime(caller);
        }
    }

    private void notTransferred(Caller caller, int queue) {
        caller.transferring = false;
        Tally tally = sources[caller.source].tally(queue, day.now());
        tally.came();
        tally.turnedAway();
        if (caller.state == State.TALKING) {
            hangUp(caller);
        }
    }

    private void hangUp(Caller caller) {
        GuidedCall guided = caller.guided;
        if (guided != null) {
            guided.isDone = true;
            boolean byAgent =
                    chance.about(Chance.key(caller.key, Purpose.WHO_HANGS_UP)).uniform() < 0.5;
            if (byAgent) {
                guided.agentHangsUp();
            } else {
                guided.hangUp();
            }
            return;
        }
        expect(caller);
        day.command(new RoutingCommand.EndCall(day.time(), caller.id));
    }

    /// A talk is over.
    ///
    /// @return the after-call work that the agent needs, in seconds; infinite: all there is
    double ended(RoutingEvent.CallEnded event, Caller caller, Desk desk) {
        day.calendar.clear(caller.timer);
        caller.tally.talked(Moments.seconds(day.now() - caller.connected));
        double wrapUp = Double.POSITIVE_INFINITY;
        if (event.wrapUpUntil().isPresent()) {
            Sampler sampler = plan.wrapUps.of(caller.source, caller.queue, desk.index);
            wrapUp = sampler.draw(chance.about(Chance.key(caller.key, Purpose.WRAP_UP)));
        }
        if (caller.guided != null) {
            caller.state = State.IN_FLOW;
            caller.desk = null;
            goIfOver(caller);
        } else if (caller.transferring) {
            beginStay(caller);
        } else {
            go(caller);
        }
        return wrapUp;
    }

    // When something goes wrong.

    /// Has everybody in line leave.
    void clearLines(LeaveReason reason) {
        for (int i = 0; i < callers.size(); i++) {
            if (callers.get(i).state == State.IN_LINE) {
                leave(callers.get(i), reason);
            }
        }
    }

    /// Has every talk end.
    void endTalks() {
        for (int i = 0; i < callers.size(); i++) {
            if (callers.get(i).state == State.TALKING) {
                hangUp(callers.get(i));
            }
        }
    }

    /// Has the talks of an agent end.
    void endTalksOf(Desk desk) {
        for (int i = 0; i < callers.size(); i++) {
            Caller caller = callers.get(i);
            if (caller.state == State.TALKING && desk.equals(caller.desk)) {
                loseAgent(caller);
            }
        }
    }

    private void loseAgent(Caller caller) {
        GuidedCall guided = caller.guided;
        if (guided == null) {
            hangUp(caller);
        } else {
            guided.isDone = true;
            guided.agentHangsUp();
        }
    }

    /// Has the network lose everybody whom a flow guides.
    void cutFlows() {
        for (int i = 0; i < callers.size(); i++) {
            GuidedCall guided = callers.get(i).guided;
            if (guided != null) {
                day.flows().cut(guided);
            }
        }
    }

    SourceDay[] sources() {
        return sources;
    }
}
