package org.strowger.engine.recording;

import java.io.IOException;
import java.nio.file.Path;

/// A process that ends in the middle of a recording, without a chance to do anything about it.
final class KilledRecorder {
    static final int KILLED = 137;

    private KilledRecorder() {}

    public static void main(String[] args) throws IOException {
        Recorder recorder = TapeRoom.plain(Path.of(args[0])).recorder();
        TapeRoom.write(recorder.begin(TapeRoom.CALL), Audio.speech(5_000));
        Runtime.getRuntime().halt(KILLED);
    }
}
