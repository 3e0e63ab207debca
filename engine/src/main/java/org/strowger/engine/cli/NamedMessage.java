package org.strowger.engine.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.recording.Message;
import org.strowger.engine.recording.VoicemailBook;
import org.strowger.yaml.Spelling;

/// A message that somebody typed the id of.
final class NamedMessage {
    private NamedMessage() {}

    /// The message, when it is there; when not, why has been told.
    static Optional<Message> of(String typed, VoicemailBook book, Terminal terminal)
            throws IOException {
        SortedMap<String, Message> all = new TreeMap<>();
        book.all().forEach(message -> all.put(message.id().value(), message));
        Message meant = all.get(typed);
        if (meant == null) {
            terminal.failed(
                    "no message '%s'%s"
                            .formatted(
                                    Releases.plain(typed),
                                    Spelling.didYouMean(typed, all.sequencedKeySet())));
        }
        return Optional.ofNullable(meant);
    }
}
