package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.telephony.RecordingId;

/// `recordings delete`: removes one, before its time is over.
final class DeleteRecordingCommand implements Command {
    @Override
    public Form form() {
        return Form.of("--config SETTINGS ID", List.of(), List.of(), 1, 1).needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        if (settings.isEmpty()) {
            return Terminal.FAILED;
        }
        RecordingFolder folder = Archive.of(settings.get()).recordings();
        Optional<RecordingId> recording =
                NamedRecording.of(given.rest().getFirst(), folder, terminal);
        if (recording.isEmpty()) {
            return Terminal.FAILED;
        }
        folder.delete(recording.get());
        terminal.out().println(recording.get() + ": deleted");
        return Terminal.WELL;
    }
}
