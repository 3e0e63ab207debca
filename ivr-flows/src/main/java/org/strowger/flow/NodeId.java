package org.strowger.flow;

import java.util.Set;
import java.util.regex.Pattern;

/// Names a node of one flow.
///
/// @param value lower-case letters, digits, `_` and `-`, at most 63, the first a letter; not one of
///   the words that mean a target of another kind
public record NodeId(String value) implements Comparable<NodeId> {
    static final Pattern FORM = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    static final Set<String> RESERVED = Set.of("hangup", "repeat", "back");

    public NodeId {
        if (!FORM.matcher(value).matches() || RESERVED.contains(value)) {
            throw new IllegalArgumentException("not a node id: " + value);
        }
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
