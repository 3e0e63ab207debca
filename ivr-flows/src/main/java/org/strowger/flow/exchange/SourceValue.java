package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.Position;

/// A value of a JSON or CSV source, or its absence, which knows whether it was used.
final class SourceValue {
    private final Kind kind;
    private final Position keyAt;
    private final Position at;
    private final String text;
    private final SequencedMap<String, SourceValue> fields = new LinkedHashMap<>();
    private final List<SourceValue> items = new ArrayList<>();
    private @Nullable DraftNode concerned;
    private boolean asked;
    private boolean read;

    private enum Kind {
        MAP,
        LIST,
        TEXT,
        NOTHING
    }

    private SourceValue(Kind kind, Position keyAt, Position at, String text) {
        this.kind = kind;
        this.keyAt = keyAt;
        this.at = at;
        this.text = text;
    }

    static SourceValue map(Position keyAt, Position at) {
        return new SourceValue(Kind.MAP, keyAt, at, "");
    }

    static SourceValue list(Position keyAt, Position at) {
        return new SourceValue(Kind.LIST, keyAt, at, "");
    }

    static SourceValue text(Position keyAt, Position at, String text) {
        return new SourceValue(Kind.TEXT, keyAt, at, text);
    }

    static SourceValue nothing(Position at) {
        return new SourceValue(Kind.NOTHING, at, at, "");
    }

    void put(String key, SourceValue value) {
        fields.put(key, value);
    }

    void append(SourceValue item) {
        items.add(item);
    }

    Position at() {
        return at;
    }

    Position keyAt() {
        return keyAt;
    }

    boolean isMap() {
        return kind == Kind.MAP;
    }

    boolean isList() {
        return kind == Kind.LIST;
    }

    boolean has(String key) {
        return fields.containsKey(key);
    }

    /// The value of a key, known from now on; one that is absent answers every question with that.
    SourceValue field(String key) {
        SourceValue value = fields.get(key);
        if (value == null) {
            return nothing(at);
        }
        value.asked = true;
        return value;
    }

    /// All values by key, known from now on, of a map whose keys are the writer's own.
    SequencedMap<String, SourceValue> fields() {
        fields.values().forEach(value -> value.asked = true);
        return fields;
    }

    List<SourceValue> items() {
        items.forEach(item -> item.asked = true);
        return items;
    }

    /// The text as it is written, empty or not.
    Optional<String> written() {
        read = true;
        return kind == Kind.TEXT ? Optional.of(text) : Optional.empty();
    }

    /// Text that says something; an empty one says nothing.
    Optional<String> text() {
        return written().filter(words -> !words.isBlank());
    }

    /// Whether the text is a word; text that is not stays unused, and so is told.
    boolean isWord(String word) {
        boolean same = text.equalsIgnoreCase(word);
        read |= same;
        return same;
    }

    /// A time in milliseconds; text that is none stays unused, and so is told.
    OptionalLong millis(String unit) {
        OptionalLong millis = Times.millis(text, unit);
        read |= millis.isPresent();
        return millis;
    }

    /// The text of a key, when it says something.
    Optional<String> text(String key) {
        return field(key).text();
    }

    boolean is(String key, String word) {
        return text(key).filter(word::equalsIgnoreCase).isPresent();
    }

    /// The keys of a map, without using their values.
    List<String> keys() {
        return List.copyOf(fields.sequencedKeySet());
    }

    /// The text of a key, without using it: for looking ahead.
    Optional<String> peek(String key) {
        SourceValue value = fields.get(key);
        return value == null || value.kind != Kind.TEXT || value.text.isBlank()
                ? Optional.empty()
                : Optional.of(value.text);
    }

    /// The text of a key that nobody used so far.
    Optional<String> unread(String key) {
        SourceValue value = fields.get(key);
        return value == null || value.read ? Optional.empty() : peek(key);
    }

    /// The node this became; what is left over is noted there.
    void became(DraftNode node) {
        concerned = node;
    }

    /// Marks the value and all in it: somebody has told about it as a whole.
    SourceValue useAll() {
        asked = true;
        read = true;
        fields.values().forEach(SourceValue::useAll);
        items.forEach(SourceValue::useAll);
        return this;
    }

    void noteLeftOvers(Notes notes) {
        asked = true;
        noteLeftOvers(notes, "the file", Optional.empty());
    }

    private void noteLeftOvers(Notes notes, String name, Optional<DraftNode> outer) {
        Optional<DraftNode> node = Optional.ofNullable(concerned).or(() -> outer);
        if (isEmpty()) {
            return;
        }
        if (!asked) {
            String all = kind == Kind.TEXT ? "" : ", with all in it";
            notes.add(keyAt, node, name + " has no counterpart: left out" + all);
        } else if (kind == Kind.TEXT && !read) {
            notes.add(at, node, name + " has an unexpected value " + quoted(text) + ": left out");
        }
        if (asked) {
            fields.forEach((key, value) -> value.noteLeftOvers(notes, "key " + quoted(key), node));
            items.forEach(item -> item.noteLeftOvers(notes, "an item of " + name, node));
        }
    }

    /// An empty value says nothing, so there is nothing to tell about it.
    private boolean isEmpty() {
        return switch (kind) {
            case MAP -> fields.isEmpty();
            case LIST -> items.isEmpty();
            case TEXT -> text.isBlank();
            case NOTHING -> true;
        };
    }
}
