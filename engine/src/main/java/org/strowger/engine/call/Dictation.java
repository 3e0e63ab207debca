package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowAction;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.Record;
import org.strowger.telephony.TelephonyCommand.StopRecording;

/// What a caller says to a machine: a beep, the recording, and what ends it.
///
/// A caller who hangs up has said what they wanted to say: what was recorded counts.
final class Dictation {
    private final FlowAction.StartRecording asked;
    private final RecordingId id;
    private final CallId call;
    private final Party party;
    private final LegId caller;
    private final CommandCount commands;
    private final Desk desk;
    private final Listener listener;
    private Optional<CommandId> beep = Optional.empty();

    /// Who wanted it.
    interface Listener {
        /// It is stored.
        ///
        /// @param length nothing when nobody spoke, or when it could not be recorded
        void dictated(FlowAction.StartRecording asked, RecordingId id, Duration length);
    }

    Dictation(
            FlowAction.StartRecording asked,
            RecordingId id,
            CallId call,
            Party party,
            LegId caller,
            CommandCount commands,
            Desk desk,
            Listener listener) {
        this.asked = asked;
        this.id = id;
        this.call = call;
        this.party = party;
        this.caller = caller;
        this.commands = commands;
        this.desk = desk;
        this.listener = listener;
    }

    void begin() {
        if (!asked.beep()) {
            record();
            return;
        }
        CommandId playback = commands.next();
        beep = Optional.of(playback);
        desk.send(
                new Play(
                        playback,
                        caller,
                        List.of(desk.services().announcement(Announcement.BEEP))));
    }

    private void record() {
        beep = Optional.empty();
        desk.record(
                new Record(commands.next(), caller, id, asked.max(), Optional.of(asked.silence())),
                (length, spoken) -> ended(spoken ? length : Duration.ZERO));
    }

    private void ended(Duration length) {
        if (!length.isZero()) {
            asked.box().ifPresent(box -> leaveIn(box, length));
        }
        listener.dictated(asked, id, length);
    }

    private void leaveIn(String box, Duration length) {
        Optional<QueueId> queue = asked.queue().map(QueueId::new);
        Future<Void> kept =
                desk.services()
                        .left(
                                new CallServices.LeftMessage(
                                        box, queue, call, party, desk.now(), id, length));
        if (queue.isPresent()) {
            kept.onSuccess(_ -> desk.onLoop(desk.messages()::look));
        }
    }

    void playbackEnded(CommandId playback) {
        if (beep.filter(playback::equals).isPresent()) {
            record();
        }
    }

    void digitPressed(char digit) {
        if (beep.isEmpty() && asked.termKeys().indexOf(digit) >= 0) {
            desk.send(new StopRecording(commands.next(), caller));
        }
    }

    /// The caller hung up: one who had not begun to speak has said nothing.
    void callerLeft() {
        if (beep.isPresent()) {
            beep = Optional.empty();
            ended(Duration.ZERO);
        }
    }
}
