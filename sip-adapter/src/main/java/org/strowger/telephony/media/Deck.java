package org.strowger.telephony.media;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// What one stream records with: holds at most one [Tape] that runs.
final class Deck {
    private final Jack jack;
    private final MediaListener listener;
    private final MediaMeters meters;
    private final Recorder recorder;
    private @Nullable Tape tape;

    Deck(Jack jack, MediaListener listener, MediaMeters meters, Recorder recorder) {
        this.jack = jack;
        this.listener = listener;
        this.meters = meters;
        this.recorder = recorder;
    }

    /// Whether a recording runs.
    boolean running() {
        return tape != null;
    }

    /// Begins a recording in place of the one that runs.
    void record(
            RecordingId id, RecordingStore store, Duration longest, Optional<Duration> silence) {
        stop();
        var reel = new Reel(id, store, listener, meters);
        if (recorder.begin(reel)) {
            tape = new Tape(recorder, reel, longest, silence);
            jack.record(true);
        }
    }

    /// Tells of a recording that was asked for too late.
    void refuse(RecordingId id, RecordingStore store) {
        new Reel(id, store, listener, meters).refuse();
    }

    void pause(boolean paused) {
        if (tape != null) {
            tape.pause(paused);
        }
    }

    /// Adds 20 ms of both sides.
    void add(short[] far, short[] near) {
        if (tape != null && !tape.add(far, near)) {
            stop();
        }
    }

    /// Adds silence for ticks that the loop skipped.
    void skip(int ticks) {
        if (tape != null && !tape.skip(ticks)) {
            stop();
        }
    }

    /// Ends the recording, if any.
    void stop() {
        Tape ended = tape;
        if (ended == null) {
            return;
        }
        tape = null;
        jack.record(false);
        ended.end();
    }
}
