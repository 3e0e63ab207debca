package org.strowger.telephony;

import java.time.Duration;
import java.util.List;

/// What the engine asks of the telephone network.
public sealed interface TelephonyCommand {

    CommandId id();

    /// Answers a leg that arrived. The outcome is [TelephonyEvent.LegAnswered].
    record Answer(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Plays sounds one after another, in place of what the leg heard before.
    ///
    /// A new playback ends the one that runs. When the last sound is over, or another command ends
    /// it, [TelephonyEvent.PlaybackEnded] is told once and music, if there was any, goes on.
    record Play(CommandId id, LegId leg, List<Sound> sounds) implements TelephonyCommand {
        public Play {
            sounds = List.copyOf(sounds);
        }
    }

    /// Ends the playback that runs on the leg, if any; music, if there was any, goes on.
    record StopPlaying(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Plays one sound over and over, beneath every playback, until the leg is bridged or ends.
    record StartMusic(CommandId id, LegId leg, Sound music) implements TelephonyCommand {}

    /// Ends the music, if any; a playback that runs goes on.
    record StopMusic(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Presses keys towards the far end: `0-9`, `*`, `#`, `A-D`.
    record SendDigits(CommandId id, LegId leg, String digits) implements TelephonyCommand {}

    /// Calls a destination; the new leg's id is chosen by the sender.
    ///
    /// The outcome is [TelephonyEvent.LegAnswered] or [TelephonyEvent.LegFailed].
    ///
    /// @param from who the far end is told is calling
    /// @param ringTime how long it may ring; then the leg fails with [HangupCause#NO_ANSWER]
    record Dial(CommandId id, LegId leg, Destination to, Party from, Duration ringTime)
            implements TelephonyCommand {}

    /// Lets two answered legs hear each other; ends playback and music on both.
    record Bridge(CommandId id, LegId leg, LegId other) implements TelephonyCommand {}

    /// Parts a leg from the one that it is bridged with; both then hear silence.
    record Unbridge(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Ends a leg, whatever it is doing. A leg not yet answered is refused with the cause.
    record Hangup(CommandId id, LegId leg, HangupCause cause) implements TelephonyCommand {}

    /// Asks which legs exist; the answer is [TelephonyEvent.LegsListed].
    record ListLegs(CommandId id) implements TelephonyCommand {}
}
