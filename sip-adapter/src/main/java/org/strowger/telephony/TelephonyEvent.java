package org.strowger.telephony;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

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
    /// @param phone whose it is, when a registered phone has proved that it is its call: nothing
    ///   else says that somebody is an agent
    record CallArrived(
            Instant happenedAt, LegId leg, Party caller, String dialled, Optional<Endpoint> phone)
            implements OfLeg {
        /// A call from outside.
        public CallArrived(Instant happenedAt, LegId leg, Party caller, String dialled) {
            this(happenedAt, leg, caller, dialled, Optional.empty());
        }
    }

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

    /// The leg is over. Nothing more is told of this leg but [RecordingEnded].
    record LegEnded(Instant happenedAt, LegId leg, HangupCause cause) implements OfLeg {}

    /// The far end pressed a key: `0-9`, `*`, `#` or `A-D`.
    record DigitPressed(Instant happenedAt, LegId leg, char digit) implements OfLeg {}

    /// A playback is over.
    ///
    /// @param playback the id of its [TelephonyCommand.Play]
    /// @param complete whether it was heard to its end
    record PlaybackEnded(Instant happenedAt, LegId leg, CommandId playback, boolean complete)
            implements OfLeg {}

    /// A recording is over and stored. Told once for each [TelephonyCommand.Record] that did not
    /// fail, and as late as storing takes: often after [LegEnded], when the leg's end was that of
    /// the recording.
    ///
    /// @param length of what was recorded, pauses included; nothing when it could not be recorded
    /// @param spoken whether the leg said anything
    record RecordingEnded(
            Instant happenedAt, LegId leg, RecordingId recording, Duration length, boolean spoken)
            implements OfLeg {}

    /// The far end asks for its call to be taken elsewhere; the answer is
    /// [TelephonyCommand.AnswerTransfer]. Only phones ask: those that were dialled as such, and
    /// those that proved their call. A request that is not answered in half a minute is refused,
    /// and so is another one meanwhile.
    record TransferRequested(Instant happenedAt, LegId leg, Target target) implements OfLeg {
        /// Where a phone wants its call taken.
        public sealed interface Target {
            /// As the phone would dial it.
            @SuppressWarnings("AvoidCommonTypeNames") // never seen without its Target
            record Number(String dialled) implements Target {}

            /// To whom another leg of the same phone talks.
            record OtherLeg(LegId leg) implements Target {}
        }
    }

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
