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

/// An element of an XML source, which knows what of it was used.
final class SourceElement implements SourcePart {
    private final String name;
    private final Position at;
    private final SequencedMap<String, SourceText> attributes = new LinkedHashMap<>();
    private final List<SourcePart> parts = new ArrayList<>();
    private @Nullable DraftNode concerned;
    private boolean used;

    SourceElement(String name, Position at) {
        this.name = name;
        this.at = at;
    }

    void put(String attribute, SourceText value) {
        attributes.put(attribute, value);
    }

    void append(SourcePart part) {
        parts.add(part);
    }

    String name() {
        return name;
    }

    @Override
    public Position at() {
        return at;
    }

    /// Marks the element as known; its attributes and content are marked one by one.
    SourceElement use() {
        used = true;
        return this;
    }

    /// Marks the element and all it holds: somebody has told about it as a whole.
    SourceElement useAll() {
        used = true;
        attributes.values().forEach(SourceText::use);
        for (SourcePart part : parts) {
            switch (part) {
                case SourceElement element -> element.useAll();
                case SourceText text -> text.use();
            }
        }
        return this;
    }

    /// The node this became; what is left over is noted there.
    void became(DraftNode node) {
        concerned = node;
    }

    /// An attribute that says something; an empty one says nothing.
    Optional<String> attribute(String key) {
        SourceText value = attributes.get(key);
        return Optional.ofNullable(value).map(SourceText::use).filter(text -> !text.isBlank());
    }

    /// An attribute, without using it: for looking ahead.
    Optional<String> peek(String key) {
        SourceText value = attributes.get(key);
        return value == null
                ? Optional.empty()
                : Optional.of(value.text()).filter(t -> !t.isBlank());
    }

    /// An attribute of a `<prompt>`; other elements have none of that kind.
    Optional<String> attributeOfSpoken(String key) {
        return name.equals("prompt") ? attribute(key) : Optional.empty();
    }

    /// A time in milliseconds; an attribute that is none stays unused, and so is told.
    OptionalLong millis(String key, String unit) {
        OptionalLong millis =
                peek(key).map(written -> Times.millis(written, unit)).orElse(OptionalLong.empty());
        if (millis.isPresent()) {
            attribute(key);
        }
        return millis;
    }

    /// An attribute as it is written, empty or not.
    Optional<String> written(String key) {
        return Optional.ofNullable(attributes.get(key)).map(SourceText::use);
    }

    Position placeOf(String key) {
        SourceText value = attributes.get(key);
        return value == null ? at : value.at();
    }

    List<SourcePart> parts() {
        return parts;
    }

    List<SourceElement> elements() {
        List<SourceElement> elements = new ArrayList<>();
        for (SourcePart part : parts) {
            switch (part) {
                case SourceElement element -> elements.add(element);
                case SourceText _ -> {}
            }
        }
        return elements;
    }

    /// The elements of a name, known from now on.
    List<SourceElement> elements(String wanted) {
        return elements().stream()
                .filter(element -> element.name.equals(wanted))
                .map(SourceElement::use)
                .toList();
    }

    /// The element's own text, without that of elements in it, spaces run together.
    String text() {
        StringBuilder text = new StringBuilder();
        for (SourcePart part : parts) {
            switch (part) {
                case SourceElement _ -> text.append(' ');
                case SourceText own -> text.append(own.use());
            }
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }

    void noteLeftOvers(Notes notes) {
        noteLeftOvers(notes, Optional.empty());
    }

    private void noteLeftOvers(Notes notes, Optional<DraftNode> outer) {
        Optional<DraftNode> node = Optional.ofNullable(concerned).or(() -> outer);
        if (!used) {
            notes.add(at, node, "<" + name + "> has no counterpart: left out, with all in it");
            return;
        }
        attributes.forEach(
                (key, value) -> {
                    if (!value.isUsed()) {
                        String what = "attribute " + quoted(key) + " has no counterpart: left out";
                        notes.add(value.at(), node, what);
                    }
                });
        for (SourcePart part : parts) {
            switch (part) {
                case SourceElement element -> element.noteLeftOvers(notes, node);
                case SourceText text -> {
                    if (text.isLeftOver()) {
                        String words = quoted(text.text().strip());
                        notes.add(text.at(), node, "text " + words + " has no place: left out");
                    }
                }
            }
        }
    }
}
