package org.strowger.engine.recording;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.strowger.telephony.RecordingId;

/// A line of the file of messages: a message as it is from then on, or that it is gone.
sealed interface MessageLine {
    record Is(Message message) implements MessageLine {}

    record Gone(MessageId id) implements MessageLine {}

    /// The line, with its end.
    static String write(MessageLine line) {
        JsonObject json =
                switch (line) {
                    case Is(Message message) -> json(message);
                    case Gone(MessageId id) -> new JsonObject().put("gone", id.value());
                };
        return json.encode() + "\n";
    }

    private static JsonObject json(Message message) {
        JsonObject json =
                new JsonObject().put("id", message.id().value()).put("box", message.box());
        message.queue().ifPresent(queue -> json.put("queue", queue));
        message.number().ifPresent(number -> json.put("number", number));
        message.name().ifPresent(name -> json.put("name", name));
        json.put("left_at", message.leftAt().toString())
                .put("length_ms", message.length().toMillis())
                .put("recording", message.recording().value())
                .put("state", message.state().name());
        message.handledBy().ifPresent(agent -> json.put("handled_by", agent));
        return json;
    }

    /// Reads one back; nothing when it is none.
    static Optional<MessageLine> read(String line) {
        try {
            JsonObject json = new JsonObject(line);
            String gone = json.getString("gone");
            return Optional.of(
                    gone == null ? new Is(message(json)) : new Gone(new MessageId(gone)));
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Message message(JsonObject json) {
        return new Message(
                new MessageId(json.getString("id")),
                json.getString("box"),
                Optional.ofNullable(json.getString("queue")),
                Optional.ofNullable(json.getString("number")),
                Optional.ofNullable(json.getString("name")),
                Instant.parse(json.getString("left_at")),
                Duration.ofMillis(json.getLong("length_ms")),
                new RecordingId(json.getString("recording")),
                Message.State.valueOf(json.getString("state")),
                Optional.ofNullable(json.getString("handled_by")));
    }
}
