package org.strowger.engine.routing;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.DeferralEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.RestEnded;
import org.strowger.engine.routing.RoutingEvent.StaffingChanged;
import org.strowger.engine.routing.RoutingEvent.StepReached;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;

/// What happens without being commanded: because time went by, or because something else happened.
final class Consequences {
    private final RoutingState state;
    private final Recorder recorder;
    private final OfferRules offers;
    private final Entrance entrance;

    Consequences(RoutingState state, Recorder recorder, OfferRules offers, Entrance entrance) {
        this.state = state;
        this.recorder = recorder;
        this.offers = offers;
        this.entrance = entrance;
    }

    // Time.

    /// Does what is due. Each thing takes away the reason why it was due, or makes it due later
    /// than now, so this ends however much time went by.
    void ofTime(Instant at) {
        long now = Moment.of(at);
        while (!state.timers.isEmpty() && state.timers.first().due <= now) {
            switch (state.timers.first()) {
                case Agent agent -> doDue(agent, at);
                case WaitingCall call -> doDue(call, at);
            }
            ofEvents(at);
        }
    }

    private void doDue(Agent agent, Instant at) {
        Contact due = agent.firstToEnd();
        if (due == null || Moment.of(Agent.endOf(due)) != agent.due) {
            recorder.emit(new RestEnded(at, agent.id));
            return;
        }
        switch (due.phase()) {
            case Phase.Ringing _ -> offers.fail(state.call(due.call()), agent, Outcome.EXPIRED, at);
            case Phase.WrapUp _ -> recorder.emit(new WrapUpEnded(at, agent.id, due.call()));
            case Phase.Talking _ -> throw new IllegalStateException("a talk has no end to come");
        }
    }

    private void doDue(WaitingCall call, Instant at) {
        if (call.stepEnd() == call.due) {
            toNextStep(call, StepReached.Why.EXPIRED, at);
        } else if (call.longestWaitEnd() == call.due) {
            overflow(
                    call,
                    call.line.policy().overflow().afterMaxWait(),
                    CallMoved.Why.MAX_WAIT,
                    LeaveReason.MAX_WAIT,
                    at);
        } else if (call.emptyEnd() == call.due) {
            overflow(
                    call,
                    call.line.policy().overflow().whenEmpty(),
                    CallMoved.Why.EMPTY,
                    LeaveReason.EMPTY,
                    at);
        } else if (call.notBefore == call.due) {
            recorder.emit(new DeferralEnded(at, call.id, call.line.id()));
        } else {
            state.rearm(call); // a refusal holds no more: the call waits where it may be offered
        }
    }

    private void overflow(
            WaitingCall call,
            Optional<QueueId> into,
            CallMoved.Why why,
            LeaveReason otherwise,
            Instant at) {
        if (into.isPresent()
                && entrance.wayIn(
                                into.get(),
                                call.need,
                                Optional.ofNullable(call.preferred),
                                call.line.id())
                        instanceof Entrance.Into(var line)) {
            recorder.emit(
                    new CallMoved(
                            at,
                            call.id,
                            call.line.id(),
                            line.id(),
                            Moment.instant(call.since),
                            why));
        } else {
            recorder.emit(new CallLeftQueue(at, call.id, call.line.id(), otherwise));
        }
    }

    private void toNextStep(WaitingCall call, StepReached.Why why, Instant at) {
        recorder.emit(new StepReached(at, call.id, call.line.id(), call.step + 1, why));
    }

    // Events.

    /// Does what follows from what has happened.
    void ofEvents(Instant at) {
        FollowUps changed = state.followUps;
        while (!changed.areNone()) {
            while (!changed.agents.isEmpty()) {
                seeTo(state.findAgent(changed.agents.pollFirst()), at);
            }
            if (changed.staffing) {
                changed.staffing = false;
                seeToStaffing(at);
            }
            if (changed.skills) {
                changed.skills = false;
                state.floor.forEachToSkip(call -> changed.calls.add(call.id));
            }
            while (!changed.calls.isEmpty()) {
                seeTo(state.findCall(changed.calls.pollFirst()), at);
            }
        }
    }

    private void seeTo(@Nullable Agent agent, Instant at) {
        if (agent == null) {
            return;
        }
        if (agent.pauseDeferred != null && agent.contacts.isEmpty()) {
            recorder.emit(new AgentPaused(at, agent.id, agent.pauseDeferred));
        }
        if (agent.signingOut && !agent.talks()) {
            recorder.emit(new AgentSignedOut(at, agent.id));
        }
    }

    private void seeToStaffing(Instant at) {
        for (Line line : state.lines()) {
            if (line.asksForStaff() && line.isStaffed() != entrance.isStaffed(line)) {
                recorder.emit(new StaffingChanged(at, line.id(), !line.isStaffed()));
            }
        }
    }

    private void seeTo(@Nullable WaitingCall call, Instant at) {
        while (call != null
                && call.lane != null
                && call.lane.skippedIfNobody
                && !hasAnybodyFor(call.lane)) {
            toNextStep(call, StepReached.Why.NOBODY, at);
        }
    }

    private boolean hasAnybodyFor(Lane lane) {
        return lane.preferred != null
                ? state.findAgent(lane.preferred) != null
                : state.floor.hasAnybodyFor(lane);
    }
}
