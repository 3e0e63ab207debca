package org.strowger.engine.cli;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.strowger.engine.AroundCalls;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.engine.recording.VoicemailBook;

/// What a centre has kept of what people said.
record Archive(RecordingFolder recordings, VoicemailBook voicemail) {

    static Archive of(EngineSettings settings) {
        // A command ends before anybody could ask for its figures.
        MeterRegistry meters = new SimpleMeterRegistry();
        AroundCalls services = settings.services();
        RecordingFolder recordings = new RecordingFolder(services.recordings(), meters);
        return new Archive(
                recordings,
                new VoicemailBook(settings.data(), services.voicemail(), recordings, meters));
    }

    /// A length as people read it: `12:05` for twelve minutes and five seconds.
    static String clock(Duration length) {
        return "%d:%02d".formatted(length.toMinutes(), length.toSecondsPart());
    }
}
