package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.Forgetting;
import org.strowger.engine.Forgotten;

/// `forget`: removes what is kept of a customer who asks for it.
final class ForgetCommand implements Command {
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
        Forgotten gone = Forgetting.forget(settings.get(), given.rest().getFirst());
        if (gone.isNothing()) {
            return terminal.failed("nothing is kept of that number");
        }
        terminal.out()
                .println(
                        "contacts made anonymous: %d, recordings erased: %d, messages erased: %d"
                                .formatted(gone.contacts(), gone.recordings(), gone.messages()));
        return Terminal.WELL;
    }
}
