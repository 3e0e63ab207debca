package org.strowger.simulator.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.virtual.Caller.State;

/// Everybody who calls on a day: they come, wait, hang up, call again.
final class Callers {
    private final Plan plan;
    private final SimulatedDay day;
    private final SourceDay[] sources;
    private final int firstSource;
    private final int firstCaller;
    private final Chance chance = new Chance(0);

    private final CallerBook book;
    private final Talks talks;
    private final Outage outage;

    /// How calls of each source behave that go through a flow.
    private final FlowCalls.@Nullable Behind[] flows;

    private int openSources;
    private long notTaken;
    private long lastArrival = Long.MIN_VALUE;

    /// @param firstSource the number of the first source in the calendar; callers follow them
    Callers(Plan plan, SimulatedDay day, long key, int firstSource) {
        this.plan = plan;
        this.day = day;
        this.firstSource = firstSource;
        firstCaller = firstSource + plan.sources.length;
        book = new CallerBook(plan, firstCaller);
        talks = new Talks(plan, day, this, book);
        outage = new Outage(day, this, book);
        sources = new SourceDay[plan.sources.length];
        flows = new FlowCalls.Behind[sources.length];
        openSources = sources.length;
        for (int i = 0; i < sources.length; i++) {
            sources[i] = new SourceDay(plan, i, key);
            flows[i] = plan.sources[i].through().map(FlowCalls.Behind::new).orElse(null);
            planArrival(i);
        }
    }

    /// A trace of whole seconds has many calls at one moment: the next comes after all who have.
    private void planArrival(int source) {
        long next = Math.max(sources[source].arriving.next(), lastArrival + 1);
        day.calendar.set(firstSource + source, next);
        openSources -= next == Calendar.NEVER ? 1 : 0;
    }

    /// What they do with agents.
    Talks talks() {
        return talks;
    }

    /// What becomes of all of them at once.
    Outage outage() {
        return outage;
    }

    /// Whether nobody is there or will come any more.
    boolean areGone() {
        return openSources == 0 && book.isEmpty();
    }

    /// How many were there at once, at most.
    int most() {
        return book.all().size();
    }

    /// How many calls that count came to a flow while the switch was down.
    long notTaken() {
        return notTaken;
    }

    /// What the calendar has for a number at or after the first source.
    void happen(int thing) {
        if (thing < firstCaller) {
            arrive(thing - firstSource);
            return;
        }
        Caller caller = book.at(thing);
        day.calendar.clear(thing);
        switch (caller.state) {
            case IN_LINE -> losePatience(caller);
            case TALKING -> talks.endTalk(caller);
            case WILL_REDIAL -> join(caller);
            case AWAY, IN_FLOW, KEPT ->
                    throw new IllegalStateException("nothing is planned for who is away");
        }
    }

    private void arrive(int source) {
        SourceDay from = sources[source];
        if (day.now() <= lastArrival) {
            day.calendar.set(firstSource + source, lastArrival + 1);
            return; // nobody comes at the very same time: who was first is what routing goes by
        }
        lastArrival = day.now();
        Caller caller = book.next();
        caller.begin(source, from.calls++, from.arriving.recorded());
        if (day.isWitnessed()) {
            book.name(caller, new CallId(plan.sources[source].name() + " " + caller.number));
        }
        planArrival(source);
        join(caller);
    }

    /// Says whom the next events are likely about.
    void expect(Caller caller) {
        book.expect(caller);
    }

    Caller find(CallId id) {
        Caller found = book.find(id);
        return found == null ? beside(id) : found;
    }

    /// A caller whose place is kept does something else: the call has a number more in its name.
    private Caller beside(CallId id) {
        int end = id.value().lastIndexOf('-');
        Caller base = end < 1 ? null : book.find(new CallId(id.value().substring(0, end)));
        if (base == null || base.guided == null) {
            throw new IllegalStateException("nobody has " + id);
        }
        Caller caller = book.next();
        caller.begin(base.source, base.number, null);
        caller.isBeside = true;
        caller.guided = base.guided;
        caller.state = State.IN_FLOW;
        book.name(caller, id);
        return caller;
    }

    /// Whether a call came straight to a queue, and not through a flow; also when it is over.
    boolean isStraight(CallId id) {
        return book.isStraight(id);
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
        book.expect(caller);
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

    /// Somebody comes through a flow. As long as they have not come to a queue, lots that are drawn
    /// are of this try, and what is said of a queue is not for them.
    private void dial(Caller caller, FlowCalls.Behind flow) {
        long tries = Chance.key(callKey(caller), Purpose.KEYS);
        caller.key = Chance.key(tries, caller.redials);
        caller.queue = -1;
        if (day.isDown()) {
            notTaken += day.now() < plan.countsFrom ? 0 : 1;
            redialOrGo(caller);
            return;
        }
        caller.state = State.IN_FLOW;
        Plan.From from = plan.sources[caller.source];
        String name = from.name() + " " + caller.number;
        book.name(
                caller, new CallId(caller.redials == 0 ? name : name + " again " + caller.redials));
        caller.guided = day.flows().call(caller, flow, day.now() >= plan.countsFrom, caller.key);
    }

    /// Of all draws for a call.
    private long callKey(Caller caller) {
        return Chance.key(sources[caller.source].key, caller.number);
    }

    private static Optional<Preferred> preferred(Arrivals.@Nullable Call recorded) {
        return recorded == null
                ? Optional.empty()
                : recorded.preferred().map(agent -> new Preferred(agent, Duration.ZERO));
    }

    void beginStay(Caller caller) {
        caller.key = Chance.key(callKey(caller), caller.stay++);
        caller.rung = 0;
        caller.unheard = 0;
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
        caller.tally = tally(caller, caller.queue);
        caller.tally.came();
    }

    /// What counts a call that comes to a queue now.
    Tally tally(Caller caller, int queue) {
        return sources[caller.source].tally(queue, day.now());
    }

    void losePatienceInTime(Caller caller) {
        if (caller.state != State.IN_LINE) {
            return;
        }
        double patience = patience(caller);
        if (patience < Double.POSITIVE_INFINITY) {
            long end = caller.joined + Moments.nanos(patience);
            day.calendar.set(caller.timer, Math.max(end, day.now()));
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
            leave(caller, leaves(caller));
        } else {
            guided.hangUp();
        }
    }

    private static LeaveReason leaves(Caller caller) {
        Arrivals.Call recorded = caller.recorded;
        return recorded == null || caller.stay > 1 ? LeaveReason.ABANDONED : recorded.leaves();
    }

    /// The caller waits for a call back, and may do so for long.
    void placeKept(Caller caller) {
        caller.state = State.KEPT;
        day.calendar.clear(caller.timer);
    }

    void placeDeferred(RoutingEvent.PlaceDeferred event) {
        find(event.call()).heldUntil = Moments.of(event.notBefore());
    }

    /// Who should have been called back was not reached.
    void placeRetried(Caller caller, Instant notBefore) {
        placeKept(caller);
        caller.heldUntil = Moments.of(notBefore);
    }

    /// A call waits on as before that an agent had who did not talk with it.
    void givenBack(Caller caller) {
        GuidedCall guided = caller.guided;
        placeKept(caller);
        caller.unheard++;
        if (guided != null && guided.line != null) {
            guided.isDone = false;
            caller.state = State.IN_LINE;
            losePatienceInTime(caller);
        }
    }

    void leave(Caller caller, LeaveReason reason) {
        book.expect(caller);
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

    void goIfOver(Caller caller) {
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

    /// A call that did not get in.
    private void turnAway(Caller caller, int queue) {
        caller.queue = queue;
        caller.tally = tally(caller, queue);
        caller.tally.came();
        caller.tally.turnedAway();
        if (caller.guided == null) {
            redialOrGo(caller);
        } else {
            goIfOver(caller);
        }
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

    void go(Caller caller) {
        caller.guided = null;
        caller.state = State.AWAY;
        caller.desk = null;
        book.release(caller);
    }

    /// A command of a caller that did not apply.
    void rejected(RoutingCommand command) {
        if (command instanceof RoutingCommand.EnqueueCall enqueue) {
            turnAway(find(enqueue.call()), plan.queue(enqueue.queue()));
        } else if (command instanceof RoutingCommand.TransferCall transfer) {
            talks.notTransferred(find(transfer.call()), plan.queue(transfer.queue()));
        }
    }

    SourceDay[] sources() {
        return sources;
    }
}
