package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.Swept;
import org.strowger.telephony.RecordingId;

/// `recordings sweep`: removes the recordings and messages whose time is over, now.
final class SweepCommand implements Command {
    @Override
    public Form form() {
        return Form.of("--config SETTINGS", List.of(), List.of(), 0, 0).needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        return settings.isEmpty() ? Terminal.FAILED : sweep(Archive.of(settings.get()), terminal);
    }

    private static int sweep(Archive archive, Terminal terminal) throws IOException {
        int messages = all(() -> archive.voicemail().sweep(terminal.now())).removed();
        Predicate<RecordingId> held = archive.voicemail().held();
        Swept recordings = all(() -> archive.recordings().sweep(terminal.now(), held));
        terminal.out()
                .println(
                        "messages removed: %d, other recordings removed: %d"
                                .formatted(messages, recordings.removed()));
        return recordings.failed() == 0
                ? Terminal.WELL
                : terminal.failed(recordings.failed() + " recordings could not be removed");
    }

    private interface Sweep {
        Swept once() throws IOException;
    }

    /// Until nothing is left that can be removed.
    private static Swept all(Sweep sweep) throws IOException {
        Swept last = sweep.once();
        int removed = last.removed();
        while (last.more() && last.removed() > 0) {
            last = sweep.once();
            removed += last.removed();
        }
        return new Swept(removed, last.failed(), last.more());
    }
}
