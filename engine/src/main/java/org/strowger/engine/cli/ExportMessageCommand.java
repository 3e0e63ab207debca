package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.Message;

/// `voicemail export`: a message as a WAV file that anything plays, decrypted.
final class ExportMessageCommand implements Command {
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
        Optional<Message> message =
                NamedMessage.of(given.rest().getFirst(), archive.voicemail(), terminal);
        if (message.isEmpty()) {
            return Terminal.FAILED;
        }
        archive.recordings().export(message.get().recording(), to);
        terminal.out().println(to + ": message " + message.get().id());
        return Terminal.WELL;
    }
}
