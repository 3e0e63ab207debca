package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;

/// `voicemail erase`: removes all that a caller left, for one who asks to be forgotten.
final class EraseMessagesCommand implements Command {
    @Override
    public Form form() {
        return Form.of("--config SETTINGS NUMBER", List.of(), List.of(), 1, 1).needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        if (settings.isEmpty()) {
            return Terminal.FAILED;
        }
        int erased = Archive.of(settings.get()).voicemail().erase(given.rest().getFirst());
        if (erased == 0) {
            return terminal.failed("no message of that number");
        }
        terminal.out().println("messages erased, with their recordings: " + erased);
        return Terminal.WELL;
    }
}
