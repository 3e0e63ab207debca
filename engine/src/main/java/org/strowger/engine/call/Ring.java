package org.strowger.engine.call;

import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;

/// An agent's phone that is called because a call is offered to the agent.
///
/// @param confirms whether who answers has to press 1 to take the call
/// @param holds whether its hold key was pressed since it was answered
record Ring(AgentId agent, LegId leg, boolean confirms, Progress progress, boolean holds) {
    enum Progress {
        RINGING,
        /// Answered by somebody, or by a machine, that has not pressed 1.
        ASKED,
        /// Taken; the routing core has not agreed yet.
        TAKEN,
        /// Answered and hung up again, and the routing core has not said whether the agent has the
        /// call.
        GONE
    }

    Ring now(Progress now) {
        return new Ring(agent, leg, confirms, now, holds);
    }

    Ring holding(boolean isHeld) {
        return new Ring(agent, leg, confirms, progress, isHeld);
    }

    boolean isAsked() {
        return progress == Progress.ASKED;
    }

    boolean isTaken() {
        return progress == Progress.TAKEN;
    }

    boolean isGone() {
        return progress == Progress.GONE;
    }

    /// What the routing core is told of a phone that was not answered.
    static Refusal refusal(HangupCause cause) {
        return switch (cause) {
            case BUSY -> Refusal.BUSY;
            case NORMAL, REJECTED -> Refusal.REJECTED;
            case UNREACHABLE, UNKNOWN_NUMBER, NO_ANSWER -> Refusal.UNREACHABLE;
            case CANCELLED, NO_COMMON_CODEC, CONGESTION, NETWORK_FAILURE, SHUTDOWN ->
                    Refusal.FAILED;
        };
    }
}
