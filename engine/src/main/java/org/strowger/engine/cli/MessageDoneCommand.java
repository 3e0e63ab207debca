package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.Message;
import org.strowger.engine.recording.MessageChange;
import org.strowger.engine.recording.VoicemailBook;

/// `voicemail done`: nothing remains to be done about a message.
final class MessageDoneCommand implements Command {
    @Override
    public Form form() {
        return Form.of("--config SETTINGS [--by NAME] ID", List.of(), List.of(Releases.BY), 1, 1)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        if (settings.isEmpty()) {
            return Terminal.FAILED;
        }
        VoicemailBook book = Archive.of(settings.get()).voicemail();
        Optional<Message> message = NamedMessage.of(given.rest().getFirst(), book, terminal);
        return message.isEmpty()
                ? Terminal.FAILED
                : tell(book.markDone(message.get().id(), Releases.by(given)), terminal);
    }

    private static int tell(MessageChange change, Terminal terminal) {
        return switch (change) {
            case MessageChange.Done(Message message) -> {
                terminal.out()
                        .println(
                                Releases.plain(
                                        message.id()
                                                + ": done"
                                                + message.handledBy()
                                                        .map(agent -> ", by " + agent)
                                                        .orElse("")));
                yield Terminal.WELL;
            }
            case MessageChange.Refused(var reason) -> terminal.failed(words(reason));
        };
    }

    private static String words(MessageChange.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> "the message was removed meanwhile";
            case FULL -> "there are as many messages as there may be";
            case KNOWN -> "there is such a message already";
        };
    }
}
