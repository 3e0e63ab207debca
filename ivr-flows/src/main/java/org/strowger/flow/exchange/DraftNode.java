package org.strowger.flow.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import org.strowger.yaml.Position;

/// A node of a flow being written, with remarks on what differs from the source.
final class DraftNode {
    private final String id;
    private final Position at;
    private final Yaml.Fields content = Yaml.fields();
    private final SequencedSet<String> remarks = new LinkedHashSet<>();

    DraftNode(String id, Position at) {
        this.id = id;
        this.at = at;
    }

    String id() {
        return id;
    }

    /// Where in the source it comes from.
    Position at() {
        return at;
    }

    DraftNode with(String key, Yaml value) {
        content.with(key, value);
        return this;
    }

    DraftNode next(String target) {
        return with("next", Yaml.way(target));
    }

    void remark(Position place, String what) {
        remarks.add(YamlText.line(what) + " (line " + place.line() + ")");
    }

    List<Yaml.Way> ways() {
        return Yaml.waysIn(content);
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    void writeTo(YamlText text, int indent) {
        remarks.forEach(remark -> text.comment(indent, remark));
        text.opening(indent, id);
        content.values().forEach((key, value) -> text.entry(indent + 2, key, value));
    }
}
