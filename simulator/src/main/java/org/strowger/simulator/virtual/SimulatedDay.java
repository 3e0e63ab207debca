package org.strowger.simulator.virtual;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.telephony.FarEnd;
import org.strowger.simulator.telephony.Line;

/// One replication of a scenario: a centre from its first call to the end of its last.
///
/// The production core is told what happens, and callers and agents do what follows from its
/// events. What happens at the same time happens in this order: what goes wrong, agents, arrivals,
/// callers; and what the core itself has to do before all of them.
final class SimulatedDay {
    private static final int TROUBLE = 0;
    private static final int FLOWS = 1;
    private static final int FIRST_DESK = 2;
    private static final int LOOKS_UP_EVERY = 4_096;

    final Calendar calendar = new Calendar();
    private final Plan plan;
    private final Witness witness;
    private final RoutingCore core = new RoutingCore();
    private final Desks desks;
    private final Callers callers;
    private final Troubles troubles;

    /// Calls through flows; nothing, if there are none.
    private final @Nullable FlowCalls flows;

    private final int firstSource;
    private long now;
    private Instant time;
    private long downUntil = Long.MIN_VALUE;
    private long events;

    /// @param replication its number, from 0
    SimulatedDay(Plan plan, int replication, Witness witness) {
        this.plan = plan;
        this.witness = witness;
        now = plan.from;
        time = Moments.instant(now);
        long key = Chance.key(plan.scenario.seed(), replication);
        firstSource = FIRST_DESK + Desks.TIMERS * plan.staff.size();
        desks = new Desks(plan, this, key, FIRST_DESK);
        callers = new Callers(plan, this, key, firstSource);
        troubles = new Troubles(plan.faults, plan.from);
        calendar.set(TROUBLE, troubles.nextAt());
        flows = plan.flows == null ? null : new FlowCalls(plan.flows, this, core);
        command(new RoutingCommand.ApplyPolicy(time, plan.policyOf(key)));
    }

    /// Whether somebody watches who must be able to tell calls apart.
    boolean isWitnessed() {
        return !witness.equals(Witness.NONE);
    }

    long now() {
        return now;
    }

    Instant time() {
        return time;
    }

    /// Plays the day to its end.
    ///
    /// @return nothing, if it was stopped before
    Optional<Day> play(BooleanSupplier stopped) {
        for (int step = 1; !isOver(); step++) {
            if (step % LOOKS_UP_EVERY == 0 && stopped.getAsBoolean()) {
                return Optional.empty();
            }
            long next = calendar.first();
            long due = due();
            if (Math.min(next, due) >= plan.closing) {
                close();
            } else if (due <= next) {
                reach(due);
                command(new RoutingCommand.PassTime(time));
            } else {
                reach(next);
                happen(calendar.firstThing());
            }
            turnFlows();
        }
        return Optional.of(
                Figures.of(plan, callers, desks, flows, Math.max(now, plan.until), events));
    }

    /// Has calls through flows do all that is to be done now.
    private void turnFlows() {
        if (flows != null) {
            flows.turn();
            calendar.set(FLOWS, flows.nextAt());
        }
    }

    boolean hasFlows() {
        return flows != null;
    }

    /// The calls through flows; only where there are some.
    FlowCalls flows() {
        return Objects.requireNonNull(flows);
    }

    /// Agents work to the end of the span, and callers are seen through.
    private boolean isOver() {
        return callers.areGone() && calendar.first() >= plan.until && due() >= plan.until;
    }

    /// How many callers were there at once, at most.
    int mostCallers() {
        return callers.most();
    }

    private long due() {
        Optional<Instant> deadline = core.nextDeadline();
        return deadline.isPresent() ? Moments.of(deadline.get()) : Calendar.NEVER;
    }

    private void reach(long moment) {
        if (moment != now) {
            now = moment;
            time = Moments.instant(moment);
            if (flows != null) {
                flows.reach(now, time);
            }
        }
    }

    /// Sends everybody home who is still there so long after the end that nothing will change it.
    private void close() {
        reach(plan.closing);
        callers.outage().clearLines(LeaveReason.TIMED_OUT);
        callers.outage().clearPlaces(LeaveReason.TIMED_OUT);
        callers.talks().endAll();
        callers.outage().cutFlows();
    }

    private void happen(int thing) {
        if (thing >= firstSource) {
            callers.happen(thing);
        } else if (thing >= FIRST_DESK) {
            desks.happen(thing);
        } else if (thing == FLOWS) {
            calendar.clear(FLOWS); // and set again, when what is due was done
        } else {
            troubles.take().accept(this);
            calendar.set(TROUBLE, troubles.nextAt());
        }
    }

    /// Has the core carry out a command, and everybody do at once what they do at once.
    void command(RoutingCommand command) {
        List<RoutingEvent> happened = core.handle(command);
        events += happened.size();
        witness.saw(command, happened);
        if (flows != null) {
            flows.heard(ofFlows(happened));
        }
        for (int i = 0; i < happened.size(); i++) {
            happened(happened.get(i));
        }
        desks.answerPromptly();
    }

    private List<RoutingEvent> ofFlows(List<RoutingEvent> happened) {
        List<RoutingEvent> theirs = new ArrayList<>(happened.size());
        for (RoutingEvent event : happened) {
            if (CallOf.event(event).filter(callers::isStraight).isEmpty()) {
                theirs.add(event);
            }
        }
        return theirs;
    }

    private void happened(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.CallQueued e -> callers.queued(e);
            case RoutingEvent.CallOffered e -> desks.offered(e, callers.find(e.call()));
            case RoutingEvent.CallConnected e -> connected(e);
            case RoutingEvent.CallEnded e -> ended(e);
            case RoutingEvent.CallLeftQueue e -> callers.left(e);
            case RoutingEvent.OfferEnded e -> desks.offerEnded(e);
            case RoutingEvent.WrapUpEnded e -> desks.find(e.agent()).wrapUpEnded(now);
            case RoutingEvent.CallMoved e -> callers.moved(e);
            case RoutingEvent.CommandRejected e -> callers.rejected(e.command());
            case RoutingEvent.AgentSignedIn e -> desks.find(e.agent()).signedIn(now);
            case RoutingEvent.AgentSignedOut e -> desks.signedOut(desks.find(e.agent()));
            case RoutingEvent.AgentPaused e -> desks.find(e.agent()).paused(now, e.reason());
            case RoutingEvent.AgentResumed e -> desks.find(e.agent()).resumed(now);
            case RoutingEvent.StepReached _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.PolicyApplied _ -> {}
            case RoutingEvent.PlaceKept e -> callers.placeKept(callers.find(e.call()));
            case RoutingEvent.PlaceRetried e -> {
                Caller caller = callers.find(e.call());
                callers.placeRetried(caller, e.notBefore());
                desks.retried(desks.find(e.agent()), caller, e.wrapUpUntil().isPresent());
            }
            case RoutingEvent.CallGivenBack e -> {
                Caller caller = callers.find(e.call());
                callers.givenBack(caller);
                desks.gaveBack(desks.find(e.agent()), caller);
            }
            case RoutingEvent.PlaceDeferred e -> callers.placeDeferred(e);
            case RoutingEvent.DeferralEnded _ -> {}
            case RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.CallReprioritized _,
                    RoutingEvent.CallHandedOver _ ->
                    throw new IllegalStateException("nobody asked for " + event);
        }
    }

    private void connected(RoutingEvent.CallConnected event) {
        Caller caller = callers.find(event.call());
        Desk desk = desks.find(event.agent(), caller.desk);
        desks.connected(desk, caller);
        callers.talks().connected(caller, desk);
    }

    private void ended(RoutingEvent.CallEnded event) {
        Caller caller = callers.find(event.call());
        Desk desk = desks.find(event.agent(), caller.desk);
        desks.ended(event, desk, callers.talks().ended(event, caller, desk));
    }

    /// Says whom the next events are likely about.
    void expect(Caller caller) {
        callers.expect(caller);
    }

    /// The telephone of an agent rings for a call through a flow.
    FarEnd rings(Desk desk, Line line, boolean isOutside) {
        return desks.rings(desk, line, isOutside);
    }

    /// A caller through a flow has hung up, or was hung up on.
    void hungUp(Caller caller) {
        callers.hungUp(caller);
    }

    /// A caller has taken a call back.
    void taken(Caller caller) {
        callers.talks().taken(caller);
    }

    // What goes wrong.

    boolean isDown() {
        return now < downUntil;
    }

    /// The switch starts anew: those in line first, so that nobody is offered a call meanwhile.
    /// Places that are kept outlive it.
    void restart(long until) {
        downUntil = until;
        callers.outage().clearLines(LeaveReason.NODE_LOST);
        callers.outage().holdPlaces(until);
        callers.talks().endAll();
        callers.outage().cutFlows();
    }

    void loseTelephones(List<AgentId> agents, long until) {
        for (AgentId agent : agents) {
            Desk desk = desks.find(agent);
            desks.loseTelephone(desk, until);
            callers.talks().endAllOf(desk);
        }
    }

    void findTelephones(List<AgentId> agents) {
        agents.forEach(agent -> desks.findTelephone(desks.find(agent)));
    }
}
