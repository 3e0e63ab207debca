package org.strowger.flow.exchange;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.strowger.yaml.Position;

/// The notes taken on one source; those that concern a node are written beside it too.
final class Notes {
    private final SequencedSet<Note> taken = new LinkedHashSet<>();

    void add(Position at, String what) {
        taken.add(Note.at(at, YamlText.line(what)));
    }

    void add(Position at, DraftNode node, String what) {
        add(at, what);
        node.remark(at, what);
    }

    void add(Position at, Optional<DraftNode> node, String what) {
        node.ifPresentOrElse(n -> add(at, n, what), () -> add(at, what));
    }

    List<Note> inFileOrder() {
        return taken.stream().sorted(Note.FIRST_IN_FILE_FIRST).toList();
    }
}
