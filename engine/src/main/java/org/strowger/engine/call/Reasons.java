package org.strowger.engine.call;

import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowInput;

/// What flows and the routing core call the same thing.
final class Reasons {
    private Reasons() {}

    /// What a flow calls it when the core does not take a call into line.
    static FlowInput.QueueRefused.Reason refusal(CommandRejected.Reason reason) {
        return switch (reason) {
            case QUEUE_FULL, QUEUE_CLOSED -> FlowInput.QueueRefused.Reason.FULL;
            case QUEUE_EMPTY -> FlowInput.QueueRefused.Reason.NO_AGENTS;
            case UNKNOWN_CALL,
                    UNKNOWN_AGENT,
                    UNKNOWN_QUEUE,
                    ALREADY_KNOWN,
                    ALREADY_SIGNED_IN,
                    ALREADY_SIGNING_OUT,
                    ALREADY_PAUSED,
                    ALREADY_KEPT,
                    ALREADY_APPLIED,
                    ALREADY_SO,
                    NOT_PAUSED,
                    NOT_WRAPPING_UP,
                    NOT_WAITING,
                    NOT_OFFERED,
                    NOT_TALKING,
                    NOT_KEPT,
                    AGENT_BUSY,
                    TOO_LONG ->
                    FlowInput.QueueRefused.Reason.UNKNOWN_QUEUE;
        };
    }

    /// What the core calls it when a flow has a call leave its line.
    static LeaveReason leaving(FlowAction.LeaveReason reason) {
        return switch (reason) {
            case TIMED_OUT -> LeaveReason.TIMED_OUT;
            case CHOSE_TO_LEAVE -> LeaveReason.CHOSE_TO_LEAVE;
            case CALLER_HUNG_UP -> LeaveReason.ABANDONED;
        };
    }
}
