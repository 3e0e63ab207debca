package org.strowger.simulator.telephony;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.call.Loop;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CommandFailed.Reason;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;

/// A leg of the simulated network. Whoever is at its far end speaks all the time.
final class SimulatedLeg implements Line {
    /// How long a transfer is waited for that a phone asked for.
    private static final Duration TRANSFER = Duration.ofSeconds(30);

    private static final FarEnd NOBODY = new FarEnd() {};

    private final LegId id;
    private final SimulatedTelephony network;
    private final boolean isDialled;
    private final boolean isPhone;
    private FarEnd farEnd = NOBODY;
    private State state = State.RINGING;
    private @Nullable Timer<CommandId> playing;
    private @Nullable Taping taping;
    private Loop.@Nullable Timer ringing;
    private Loop.@Nullable Timer transfer;
    private boolean isMuted;

    private enum State {
        RINGING,
        UP,
        OVER
    }

    /// Something that lasts, and the timer of its end.
    private record Timer<T>(T what, Loop.Timer end) {}

    /// A recording that runs.
    private static final class Taping {
        final RecordingId recording;
        final Instant since;
        final @Nullable Duration silence;
        boolean isSpoken;
        Loop.@Nullable Timer longest;
        Loop.@Nullable Timer quiet;

        Taping(TelephonyCommand.Record record, Instant since) {
            this.recording = record.recording();
            this.since = since;
            this.silence = record.silence().orElse(null);
        }
    }

    SimulatedLeg(LegId id, SimulatedTelephony network, boolean isDialled, boolean isPhone) {
        this.id = id;
        this.network = network;
        this.isDialled = isDialled;
        this.isPhone = isPhone;
    }

    void isOf(FarEnd who) {
        farEnd = who;
    }

    private Instant now() {
        return network.clock().instant();
    }

    private static void cancel(Loop.@Nullable Timer timer) {
        if (timer != null) {
            timer.cancel();
        }
    }

    // Its beginning.

    void rings(Subscriber whose, TelephonyCommand.Dial dial) {
        ringing = network.loop().after(dial.ringTime(), () -> end(HangupCause.NO_ANSWER));
        network.tell(new TelephonyEvent.LegRinging(now(), id));
        farEnd = whose.rings(this, dial);
    }

    /// The switch answers.
    void answered(TelephonyCommand.Answer command) {
        if (isDialled || state != State.RINGING) {
            network.fail(command, id, Reason.WRONG_STATE);
        } else {
            goesUp();
        }
    }

    private void goesUp() {
        state = State.UP;
        cancel(ringing);
        network.tell(new TelephonyEvent.LegAnswered(now(), id));
        // Later, so that who answers at once is known as the far end by then.
        network.loop().soon(() -> farEnd.talks());
    }

    // Its end.

    /// The switch hangs up.
    void hungUpOn(HangupCause cause) {
        end(isDialled && !isUp() ? HangupCause.CANCELLED : cause);
    }

    void end(HangupCause cause) {
        if (state == State.OVER) {
            return;
        }
        boolean wasUp = state == State.UP;
        state = State.OVER;
        cancel(ringing);
        if (playing != null) {
            playing.end().cancel();
            playing = null;
        }
        endTransfer(false);
        stopRecording();
        network.gone(id);
        network.tell(
                isDialled && !wasUp
                        ? new LegFailed(now(), id, cause)
                        : new TelephonyEvent.LegEnded(now(), id, cause));
        network.loop().soon(() -> farEnd.over(cause));
    }

    // Words.

    void play(TelephonyCommand.Play play) {
        stopPlaying();
        Duration length = Duration.ZERO;
        for (Sound sound : play.sounds()) {
            length = length.plus(sound.duration());
        }
        playing =
                new Timer<>(play.id(), network.loop().after(length, () -> played(play.id(), true)));
        farEnd.wordsBegin(length);
    }

    void stopPlaying() {
        if (playing != null) {
            playing.end().cancel();
            played(playing.what(), false);
        }
    }

    private void played(CommandId playback, boolean complete) {
        playing = null;
        network.tell(new PlaybackEnded(now(), id, playback, complete));
        if (complete) {
            farEnd.wordsEnd();
        }
    }

    void keys(String keys) {
        keys.chars().forEach(key -> farEnd.key((char) key));
    }

    // Recordings.

    void record(TelephonyCommand.Record record) {
        stopRecording();
        Taping begun = new Taping(record, now());
        try {
            network.recordings().begin(record.recording()).close();
        } catch (IOException e) {
            network.tell(new RecordingEnded(now(), id, record.recording(), Duration.ZERO, false));
            return;
        }
        taping = begun;
        begun.longest = network.loop().after(record.longest(), this::stopRecording);
        speaks();
    }

    void mute(boolean muted) {
        isMuted = muted;
        speaks();
    }

    private void speaks() {
        Taping runs = taping;
        if (runs == null) {
            return;
        }
        runs.isSpoken |= !isMuted;
        cancel(runs.quiet);
        runs.quiet =
                isMuted && runs.silence != null
                        ? network.loop().after(runs.silence, this::stopRecording)
                        : null;
    }

    void stopRecording() {
        Taping was = taping;
        if (was == null) {
            return;
        }
        taping = null;
        cancel(was.longest);
        cancel(was.quiet);
        Duration length = Duration.between(was.since, now());
        network.tell(new RecordingEnded(now(), id, was.recording, length, was.isSpoken));
    }

    // Transfers that phones ask for.

    void transferred(TelephonyCommand.AnswerTransfer answer) {
        if (transfer == null) {
            network.fail(answer, id, Reason.WRONG_STATE);
        } else {
            endTransfer(answer.done());
        }
    }

    private void endTransfer(boolean done) {
        if (transfer != null) {
            transfer.cancel();
            transfer = null;
            farEnd.transferred(done);
        }
    }

    // What its far end does.

    @Override
    public LegId leg() {
        return id;
    }

    @Override
    public boolean isUp() {
        return state == State.UP;
    }

    @Override
    public void answer() {
        if (isDialled && state == State.RINGING) {
            goesUp();
        }
    }

    @Override
    public void hangUp(HangupCause refusal) {
        end(isUp() ? HangupCause.NORMAL : isDialled ? refusal : HangupCause.CANCELLED);
    }

    @Override
    public void press(char key) {
        if (isUp()) {
            network.tell(new TelephonyEvent.DigitPressed(now(), id, key));
        }
    }

    @Override
    public void hold() {
        if (isUp()) {
            network.tell(new TelephonyEvent.LegHeld(now(), id));
        }
    }

    @Override
    public void resume() {
        if (isUp()) {
            network.tell(new TelephonyEvent.LegResumed(now(), id));
        }
    }

    @Override
    public void transfer(TransferRequested.Target to) {
        if (!isUp() || !isPhone || transfer != null) {
            farEnd.transferred(false);
            return;
        }
        transfer = network.loop().after(TRANSFER, () -> endTransfer(false));
        network.tell(new TransferRequested(now(), id, to));
    }
}
