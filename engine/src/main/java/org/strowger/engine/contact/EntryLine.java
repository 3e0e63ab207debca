package org.strowger.engine.contact;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;

/// An [Entry] as a line of JSON, with the line feed.
///
/// ```
/// {"begun":"c1","number":"+44...","arrived":"2026-11-22T09:30:00Z",...}
/// {"renamed":"c0"}
/// {"contact":"c1","number":"+44...","arrived":"2026-11-22T09:30:00Z","ended":...,
///  "outcome":"ANSWERED","segments":[["FLOW",null,4200],["TALK","anna",93000],
///  ["WRAP_UP","anna",20000,"2026-11-22T09:31:37.200Z"]]}
/// {"disposed":"c1","reason":"solved","note":"","at":"2026-11-22T09:31:50Z"}
/// {"wrapped_up":"c1","agent":"anna","until":"2026-11-22T09:31:57Z"}
/// ```
///
/// A segment has its length in milliseconds: it begins where the one before it ends.
final class EntryLine {
    private static final String CONTACT = "contact";

    /// How the line of a contact begins, as [#write] writes it.
    static final String BEGIN_OF_CONTACT = "{\"" + CONTACT + "\"";

    private static final String BEGUN = "begun";
    private static final String RENAMED = "renamed";
    private static final String DISPOSED = "disposed";
    private static final String WRAPPED_UP = "wrapped_up";

    private EntryLine() {}

    static byte[] write(Entry entry) {
        JsonObject json =
                switch (entry) {
                    case Entry.Ended(var contact) -> json(CONTACT, contact);
                    case Entry.Begun(var contact) -> json(BEGUN, contact);
                    case Entry.Renamed(var call) -> new JsonObject().put(RENAMED, call.value());
                    case Entry.Disposed(var call, var disposition) ->
                            json(disposition).put(DISPOSED, call.value());
                    case Entry.WrappedUp(var call, var agent, var until) ->
                            new JsonObject()
                                    .put(WRAPPED_UP, call.value())
                                    .put("agent", agent.value())
                                    .put("until", until.toString());
                };
        return (json.encode() + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static JsonObject json(String what, Contact contact) {
        JsonObject json = new JsonObject();
        json.put(what, contact.call().value());
        putText(json, "number", contact.caller().number());
        putText(json, "name", contact.caller().name());
        contact.key().ifPresent(key -> json.put("key", key));
        putText(json, "dialled", contact.dialled());
        putText(json, "flow", contact.flow());
        contact.queue().ifPresent(queue -> json.put("queue", queue.value()));
        contact.agent().ifPresent(agent -> json.put("agent", agent.value()));
        json.put("arrived", contact.arrivedAt().toString());
        contact.answeredAt().ifPresent(at -> json.put("answered", at.toString()));
        json.put("ended", contact.endedAt().toString());
        json.put("outcome", contact.outcome().name());
        contact.failure().ifPresent(why -> json.put("failure", why.name()));
        contact.disposition().ifPresent(given -> json.put("disposition", json(given)));
        if (!contact.recordings().isEmpty()) {
            JsonArray recordings = new JsonArray();
            contact.recordings().forEach(recording -> recordings.add(recording.value()));
            json.put("recordings", recordings);
        }
        JsonArray segments = new JsonArray();
        contact.segments().forEach(segment -> segments.add(json(segment)));
        return json.put("segments", segments);
    }

    private static void putText(JsonObject json, String field, String text) {
        if (!text.isEmpty()) {
            json.put(field, text);
        }
    }

    private static JsonObject json(Disposition disposition) {
        return new JsonObject()
                .put("reason", disposition.reason())
                .put("note", disposition.note())
                .put("at", disposition.at().toString());
    }

    private static JsonArray json(Segment segment) {
        JsonArray json = new JsonArray().add(segment.kind().name());
        segment.who().ifPresentOrElse(who -> json.add(who.value()), json::addNull);
        json.add(segment.length().toMillis());
        return segment.isCallers() ? json : json.add(segment.from().toString());
    }

    /// What a line says; empty when it is not one.
    static Optional<Entry> read(String line) {
        try {
            return Optional.of(entry(new JsonObject(line)));
        } catch (RuntimeException notOne) {
            // The file is from outside, and what is missing or of another type shows itself in as
            // many ways as there are fields.
            return Optional.empty();
        }
    }

    private static Entry entry(JsonObject json) {
        if (json.containsKey(DISPOSED)) {
            return new Entry.Disposed(new CallId(text(json, DISPOSED)), disposition(json));
        }
        if (json.containsKey(WRAPPED_UP)) {
            return new Entry.WrappedUp(
                    new CallId(text(json, WRAPPED_UP)),
                    new AgentId(text(json, "agent")),
                    time(json, "until"));
        }
        if (json.containsKey(RENAMED)) {
            return new Entry.Renamed(new CallId(text(json, RENAMED)));
        }
        return json.containsKey(BEGUN)
                ? new Entry.Begun(contact(BEGUN, json))
                : new Entry.Ended(contact(CONTACT, json));
    }

    private static Contact contact(String what, JsonObject json) {
        Instant arrivedAt = time(json, "arrived");
        return new Contact(
                new CallId(text(json, what)),
                new Party(textOrNone(json, "number"), textOrNone(json, "name")),
                optional(json, "key"),
                textOrNone(json, "dialled"),
                textOrNone(json, "flow"),
                optional(json, "queue").map(QueueId::new),
                optional(json, "agent").map(AgentId::new),
                arrivedAt,
                optional(json, "answered").map(Instant::parse),
                time(json, "ended"),
                Outcome.valueOf(text(json, "outcome")),
                Optional.ofNullable(json.getJsonObject("disposition")).map(EntryLine::disposition),
                recordings(json.getJsonArray("recordings", new JsonArray())),
                segments(json.getJsonArray("segments"), arrivedAt),
                optional(json, "failure").map(WhyFailed::valueOf));
    }

    private static Disposition disposition(JsonObject json) {
        return new Disposition(text(json, "reason"), textOrNone(json, "note"), time(json, "at"));
    }

    private static List<RecordingId> recordings(JsonArray json) {
        List<RecordingId> recordings = new ArrayList<>();
        for (int i = 0; i < json.size(); i++) {
            recordings.add(new RecordingId(json.getString(i)));
        }
        return recordings;
    }

    private static List<Segment> segments(JsonArray json, Instant arrivedAt) {
        List<Segment> segments = new ArrayList<>();
        Instant reached = arrivedAt;
        for (int i = 0; i < json.size(); i++) {
            Segment segment = segment(json.getJsonArray(i), reached);
            reached = segment.until();
            segments.add(segment);
        }
        return segments;
    }

    private static Segment segment(JsonArray json, Instant reached) {
        Instant from = json.size() > 3 ? Instant.parse(json.getString(3)) : reached;
        return new Segment(
                Kind.valueOf(json.getString(0)),
                Optional.ofNullable(json.getString(1)).map(AgentId::new),
                from,
                from.plus(Duration.ofMillis(json.getLong(2))));
    }

    private static Optional<String> optional(JsonObject json, String field) {
        return Optional.ofNullable(json.getString(field));
    }

    private static String textOrNone(JsonObject json, String field) {
        return json.getString(field, "");
    }

    private static String text(JsonObject json, String field) {
        return optional(json, field)
                .orElseThrow(() -> new IllegalArgumentException("no '" + field + "'"));
    }

    private static Instant time(JsonObject json, String field) {
        return Instant.parse(text(json, field));
    }
}
