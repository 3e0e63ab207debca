package org.strowger.engine.recording;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.telephony.RecordingId;

/// A message that a caller left, and what became of it.
///
/// @param box whose it is: an agent's, a team's, a line's
/// @param queue the queue whose agents are to hear it as work; none when it only lies in its box
/// @param number the caller's, none when it was withheld; longer ones are cut to 128 characters, as
///   names are
/// @param name what the caller's telephone says the caller is called
/// @param leftAt when it was left
/// @param length how long it lasts
/// @param recording what was said
/// @param handledBy the agent who heard it last, or was done with it
public record Message(
        MessageId id,
        String box,
        Optional<String> queue,
        Optional<String> number,
        Optional<String> name,
        Instant leftAt,
        Duration length,
        RecordingId recording,
        State state,
        Optional<String> handledBy) {
    private static final int LONGEST_WORD = 128;

    public Message {
        if (box.isEmpty() || box.length() > LONGEST_WORD) {
            throw new IllegalArgumentException("a box has a name of 1 to 128 characters: " + box);
        }
        number = number.map(Message::cut);
        name = name.map(Message::cut);
    }

    /// What people have done about it.
    public enum State {
        /// Nobody has heard it to the end.
        NEW,
        /// Somebody has.
        HEARD,
        /// Nothing remains to be done about it.
        DONE
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_WORD ? text : text.substring(0, LONGEST_WORD);
    }

    Message handled(State next, String agent) {
        return new Message(
                id, box, queue, number, name, leftAt, length, recording, next, Optional.of(agent));
    }

    /// Never with the caller's number or name, for logs.
    @Override
    public String toString() {
        return "message " + id + " in " + box + ", " + state;
    }
}
