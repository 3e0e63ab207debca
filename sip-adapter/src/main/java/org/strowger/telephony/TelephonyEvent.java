package org.strowger.telephony;

import java.time.Instant;
import java.util.List;

/// What happened on the telephone network. Facts: they can be late, but not refused.
public sealed interface TelephonyEvent {

    Instant happenedAt();

    /// What happened to one leg.
    sealed interface OfLeg extends TelephonyEvent {
        LegId leg();
    }

    /// A call came in and waits to be answered or refused.
    ///
    /// @param dialled the number that the caller dialled
    record CallArrived(Instant happenedAt, LegId leg, Party caller, String dialled)
            implements OfLeg {}

    /// A dialled phone rings.
    record LegRinging(Instant happenedAt, LegId leg) implements OfLeg {}

    /// The leg is answered and has audio.
    record LegAnswered(Instant happenedAt, LegId leg) implements OfLeg {}

    /// A dialled leg ended before it was answered. Nothing more is told of this leg.
    record LegFailed(Instant happenedAt, LegId leg, HangupCause cause) implements OfLeg {}

    /// The far end put the leg on hold.
    record LegHeld(Instant happenedAt, LegId leg) implements OfLeg {}

    /// The far end took the leg from hold.
    record LegResumed(Instant happenedAt, LegId leg) implements OfLeg {}

    /// The leg is over. Nothing more is told of this leg.
    record LegEnded(Instant happenedAt, LegId leg, HangupCause cause) implements OfLeg {}

    /// The far end pressed a key: `0-9`, `*`, `#` or `A-D`.
    record DigitPressed(Instant happenedAt, LegId leg, char digit) implements OfLeg {}

    /// A playback is over.
    ///
    /// @param playback the id of its [TelephonyCommand.Play]
    /// @param complete whether it was heard to its end
    record PlaybackEnded(Instant happenedAt, LegId leg, CommandId playback, boolean complete)
            implements OfLeg {}

    /// A command could not be carried out and changed nothing.
    record CommandFailed(Instant happenedAt, LegId leg, CommandId command, Reason reason)
            implements OfLeg {
        public enum Reason {
            /// The leg has ended or never was.
            NO_SUCH_LEG,
            /// The leg exists but is not in a state for this, such as music before the answer.
            WRONG_STATE
        }
    }

    /// A phone registered for the first time, or again after it was lost.
    record EndpointRegistered(Instant happenedAt, Endpoint endpoint) implements TelephonyEvent {}

    /// A phone took its registration back or let it expire.
    record EndpointLost(Instant happenedAt, Endpoint endpoint) implements TelephonyEvent {}

    /// The legs that exist, in the order of their ids.
    record LegsListed(Instant happenedAt, CommandId command, List<LegId> legs)
            implements TelephonyEvent {
        public LegsListed {
            legs = List.copyOf(legs);
        }
    }
}
