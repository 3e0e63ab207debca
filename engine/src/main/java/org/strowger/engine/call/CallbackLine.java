package org.strowger.engine.call;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// A line of the book of callbacks.
sealed interface CallbackLine {
    /// A callback as it is from then on.
    record OfCallback(Callback callback) implements CallbackLine {}

    /// A call outside that was begun.
    record OfDialled(Dialled call) implements CallbackLine {}

    /// The line, with its end.
    default String written() {
        return switch (this) {
            case OfCallback(var callback) -> write(callback);
            case OfDialled(var call) -> write(call);
        };
    }

    private static String write(Dialled call) {
        return new JsonObject()
                        .put("dialled", call.at().toString())
                        .put("use", call.use().name())
                        .put("about", new JsonArray(List.copyOf(call.about())))
                        .encode()
                + "\n";
    }

    private static String write(Callback callback) {
        Callback.Ask ask = callback.ask();
        JsonObject json =
                new JsonObject()
                        .put("call", callback.call().value())
                        .put("state", callback.state().name())
                        .put("attempts", callback.attempts())
                        .put("kept_at", callback.keptAt().toString())
                        .put("expires_at", callback.expiresAt().toString());
        callback.notBefore().ifPresent(time -> json.put("not_before", time.toString()));
        json.put("queue", ask.queue().value())
                .put("priority", ask.priority())
                .put("since", ask.since().toString())
                .put("caller_number", ask.caller().number())
                .put("caller_name", ask.caller().name())
                .put("number", ask.number());
        JsonObject skills = new JsonObject();
        ask.skills().forEach(skills::put);
        json.put("skills", skills);
        ask.preferred()
                .ifPresent(
                        p ->
                                json.put("prefer", p.agent().value())
                                        .put("prefer_ms", p.alone().toMillis()));
        JsonObject shown = new JsonObject();
        ask.shown().forEach(shown::put);
        return json.put("shown", shown).encode() + "\n";
    }

    /// Reads one back; nothing when it is none.
    static Optional<CallbackLine> read(String line) {
        try {
            JsonObject json = new JsonObject(line);
            return Optional.of(
                    json.containsKey("dialled")
                            ? new OfDialled(dialled(json))
                            : new OfCallback(callback(json)));
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | DateTimeException _) {
            return Optional.empty();
        }
    }

    private static Dialled dialled(JsonObject json) {
        SortedSet<String> about = new TreeSet<>();
        JsonArray marks = json.getJsonArray("about");
        for (int i = 0; i < marks.size(); i++) {
            about.add(marks.getString(i));
        }
        return new Dialled(
                Instant.parse(json.getString("dialled")),
                Dialled.Use.valueOf(json.getString("use")),
                about);
    }

    private static Callback callback(JsonObject json) {
        return new Callback(
                new CallId(json.getString("call")),
                ask(json),
                Instant.parse(json.getString("kept_at")),
                Instant.parse(json.getString("expires_at")),
                json.getInteger("attempts"),
                Callback.State.valueOf(json.getString("state")),
                Optional.ofNullable(json.getString("not_before")).map(Instant::parse));
    }

    private static Callback.Ask ask(JsonObject json) {
        SortedMap<String, Integer> skills = new TreeMap<>();
        JsonObject levels = json.getJsonObject("skills");
        levels.fieldNames().forEach(skill -> skills.put(skill, levels.getInteger(skill)));
        SortedMap<String, String> shown = new TreeMap<>();
        JsonObject data = json.getJsonObject("shown");
        data.fieldNames().forEach(name -> shown.put(name, data.getString(name)));
        return new Callback.Ask(
                new QueueId(json.getString("queue")),
                json.getInteger("priority"),
                skills,
                Optional.ofNullable(json.getString("prefer"))
                        .map(
                                agent ->
                                        new Preferred(
                                                new AgentId(agent),
                                                Duration.ofMillis(json.getLong("prefer_ms")))),
                Instant.parse(json.getString("since")),
                new Party(json.getString("caller_number"), json.getString("caller_name")),
                json.getString("number"),
                shown);
    }
}
