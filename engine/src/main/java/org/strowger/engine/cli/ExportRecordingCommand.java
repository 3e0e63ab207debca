package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.telephony.RecordingId;

/// `recordings export`: a recording as a WAV file that anything plays, decrypted.
final class ExportRecordingCommand implements Command {
    @Override
    public Form form() {
        return Form.of("--config SETTINGS ID FILE.wav", List.of(), List.of(), 2, 2)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        return settings.isEmpty()
                ? Terminal.FAILED
                : export(Archive.of(settings.get()), given, terminal);
    }

    private static int export(Archive archive, Arguments given, Terminal terminal)
            throws IOException {
        Path to = Path.of(given.rest().getLast());
        Optional<RecordingId> recording =
                NamedRecording.of(given.rest().getFirst(), archive.recordings(), terminal);
        if (recording.isEmpty()) {
            return Terminal.FAILED;
        }
        archive.recordings().export(recording.get(), to);
        terminal.out().println(to + ": recording " + recording.get());
        return Terminal.WELL;
    }
}
