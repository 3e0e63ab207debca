package org.strowger.engine.call;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;

/// A line of the book of callbacks: one as it is from then on.
final class CallbackLine {
    private CallbackLine() {}

    /// The line, with its end.
    static String write(Callback callback) {
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
    static Optional<Callback> read(String line) {
        try {
            return Optional.of(callback(new JsonObject(line)));
        } catch (DecodeException
                | ClassCastException
                | NullPointerException
                | IllegalArgumentException
                | DateTimeException _) {
            return Optional.empty();
        }
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
