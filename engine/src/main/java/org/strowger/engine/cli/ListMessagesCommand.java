package org.strowger.engine.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.Message;
import org.strowger.engine.recording.VoicemailBook;

/// `voicemail list`: what callers left, the oldest first.
final class ListMessagesCommand implements Command {
    private static final String BOX = "--box";

    @Override
    public Form form() {
        return Form.of("--config SETTINGS [--box BOX]", List.of(), List.of(BOX), 0, 0)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        if (settings.isEmpty()) {
            return Terminal.FAILED;
        }
        VoicemailBook book = Archive.of(settings.get()).voicemail();
        Optional<String> box = given.value(BOX);
        List<Message> messages = box.isPresent() ? book.ofBox(box.get()) : book.all();
        messages.forEach(message -> print(message, terminal.out()));
        return Terminal.WELL;
    }

    private static void print(Message message, PrintStream out) {
        String from = message.number().orElse("withheld");
        String name = message.name().map(each -> " (" + each + ")").orElse("");
        String queue = message.queue().map(each -> ", queue " + each).orElse("");
        String by = message.handledBy().map(each -> " by " + each).orElse("");
        out.println(
                Releases.plain(
                        "%s  %s  %s  %s%s  box %s%s  from %s%s"
                                .formatted(
                                        message.id(),
                                        message.leftAt().truncatedTo(ChronoUnit.SECONDS),
                                        Archive.clock(message.length()),
                                        message.state().name().toLowerCase(Locale.ROOT),
                                        by,
                                        message.box(),
                                        queue,
                                        from,
                                        name)));
    }
}
