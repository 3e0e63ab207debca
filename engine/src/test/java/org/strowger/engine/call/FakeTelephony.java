package org.strowger.engine.call;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Sound;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;

/// A telephone network that does nothing but write down what it is asked, in the words of a person.
final class FakeTelephony implements Telephony {
    private final List<TelephonyCommand> asked = new ArrayList<>();
    private boolean broken;

    @Override
    public synchronized void send(TelephonyCommand command) {
        if (broken) {
            broken = false;
            throw new IllegalStateException("a fault planted by the test");
        }
        asked.add(command);
    }

    /// The next command is met with an exception, which no network should throw.
    synchronized void failOnce() {
        broken = true;
    }

    /// What was asked since the last time.
    synchronized List<TelephonyCommand> commands() {
        List<TelephonyCommand> commands = List.copyOf(asked);
        asked.clear();
        return commands;
    }

    static String told(TelephonyCommand command) {
        return switch (command) {
            case TelephonyCommand.Answer c -> "answer " + c.leg();
            case TelephonyCommand.Play c -> "play " + names(c.sounds()) + " to " + c.leg();
            case TelephonyCommand.StopPlaying c -> "stop playing to " + c.leg();
            case TelephonyCommand.StartMusic c -> "music to " + c.leg();
            case TelephonyCommand.StopMusic c -> "no music to " + c.leg();
            case TelephonyCommand.SendDigits c -> "keys " + c.digits() + " to " + c.leg();
            case TelephonyCommand.Dial c ->
                    "dial %s as %s for %ds"
                            .formatted(name(c.to()), c.leg(), c.ringTime().toSeconds());
            case TelephonyCommand.Bridge c -> "bridge " + c.leg() + " with " + c.other();
            case TelephonyCommand.Unbridge c -> "part " + c.leg();
            case TelephonyCommand.Hangup c -> "hang up " + c.leg() + ": " + c.cause();
            case TelephonyCommand.ListLegs _ -> "list legs";
            case TelephonyCommand.JoinConference c -> c.leg() + " joins " + c.conference();
            case TelephonyCommand.LeaveConference c -> c.leg() + " leaves the conference";
            case TelephonyCommand.Listen c ->
                    "%s listens to %s: %s".formatted(c.leg(), c.target(), c.ear());
            case TelephonyCommand.StopListening c -> c.leg() + " listens no more";
            case TelephonyCommand.Mute c -> (c.muted() ? "mute " : "unmute ") + c.leg();
            case TelephonyCommand.Record c -> "record %s as %s".formatted(c.leg(), c.recording());
            case TelephonyCommand.PauseRecording c ->
                    (c.paused() ? "pause recording " : "go on recording ") + c.leg();
            case TelephonyCommand.StopRecording c -> "stop recording " + c.leg();
            case TelephonyCommand.AnswerTransfer c ->
                    "transfer of %s %s".formatted(c.leg(), c.done() ? "done" : "refused");
        };
    }

    private static String name(Destination to) {
        return switch (to) {
            case Destination.Phone(var endpoint) -> endpoint.name();
            case Destination.Address(var uri) -> uri;
        };
    }

    private static String names(List<Sound> sounds) {
        return sounds.stream().map(Sound::name).collect(Collectors.joining("+"));
    }

    @Override
    public void close() {}
}
