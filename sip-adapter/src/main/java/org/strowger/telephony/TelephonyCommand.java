package org.strowger.telephony;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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
    /// @param autoAnswer whether the phone is asked to answer by itself; one that does not know how
    ///   rings
    record Dial(
            CommandId id,
            LegId leg,
            Destination to,
            Party from,
            Duration ringTime,
            boolean autoAnswer)
            implements TelephonyCommand {
        /// Calls a destination that rings.
        public Dial(CommandId id, LegId leg, Destination to, Party from, Duration ringTime) {
            this(id, leg, to, from, ringTime, false);
        }
    }

    /// Lets two answered legs hear each other; ends playback and music on both.
    record Bridge(CommandId id, LegId leg, LegId other) implements TelephonyCommand {}

    /// Parts a leg from the one that it is bridged with; both then hear silence.
    record Unbridge(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Has a leg hear everybody in a conference, and be heard by them. It leaves the bridge or
    /// conference that it was in, stops listening, and its playback and music end; a playback that
    /// begins later is heard in place of the conference, and by this leg alone. The first to join
    /// makes the conference.
    record JoinConference(CommandId id, LegId leg, ConferenceId conference)
            implements TelephonyCommand {}

    /// Parts a leg from its conference; it hears silence then. The last to leave ends the
    /// conference.
    record LeaveConference(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Has a leg hear what another hears and says, whatever that one's bridge or conference is now
    /// or later, until [StopListening] or one of the two ends. It leaves the bridge or conference
    /// that it was in, and its playback and music end. Listening again changes who hears it.
    ///
    /// @param leg the supervisor's
    /// @param target the agent's
    record Listen(CommandId id, LegId leg, LegId target, Ear ear) implements TelephonyCommand {
        /// Who hears the one who listens.
        public enum Ear {
            /// Nobody.
            MONITOR,
            /// The leg that is listened to.
            WHISPER,
            /// Everybody whom that leg talks with, too.
            BARGE
        }
    }

    /// Ends [Listen]; the leg hears silence then.
    record StopListening(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Has nobody hear what a leg says, recordings included, or lets it be heard again. Its keys
    /// are told all the same.
    record Mute(CommandId id, LegId leg, boolean muted) implements TelephonyCommand {}

    /// Records a leg: what it says on the left, what it hears on the right. The answer is
    /// [TelephonyEvent.RecordingEnded], however the recording ends and also when it cannot be
    /// stored; a recording of the leg that runs is ended first.
    ///
    /// @param longest it ends by itself after this time, and after a day at the latest
    /// @param silence it ends by itself when the leg says nothing for so long
    @SuppressWarnings("AvoidCommonTypeNames") // never seen without its TelephonyCommand
    record Record(
            CommandId id,
            LegId leg,
            RecordingId recording,
            Duration longest,
            Optional<Duration> silence)
            implements TelephonyCommand {}

    /// Has the recording of a leg hold silence in place of both sides, or, a moment later, what is
    /// said again: nothing of the pause is in it.
    record PauseRecording(CommandId id, LegId leg, boolean paused) implements TelephonyCommand {}

    /// Ends the recording of a leg, if any.
    record StopRecording(CommandId id, LegId leg) implements TelephonyCommand {}

    /// Says what became of [TelephonyEvent.TransferRequested]. The leg goes on: who took its call
    /// elsewhere hangs it up, after this. One that is hung up before is told that it was not done.
    record AnswerTransfer(CommandId id, LegId leg, boolean done) implements TelephonyCommand {}

    /// Ends a leg, whatever it is doing. A leg not yet answered is refused with the cause.
    record Hangup(CommandId id, LegId leg, HangupCause cause) implements TelephonyCommand {}

    /// Asks which legs exist; the answer is [TelephonyEvent.LegsListed].
    record ListLegs(CommandId id) implements TelephonyCommand {}
}
