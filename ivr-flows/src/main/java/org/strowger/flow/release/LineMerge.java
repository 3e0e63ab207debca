package org.strowger.flow.release;

import java.util.List;
import java.util.Optional;

/// Two edits of one text put together, where each changes lines that the other leaves.
final class LineMerge {
    private final List<String> base;
    private final StringBuilder merged = new StringBuilder();
    private int at;

    private LineMerge(List<String> base) {
        this.base = base;
    }

    /// Empty when both change the same lines in different ways, or when it cannot be told in which
    /// order their changes belong.
    static Optional<String> merged(String base, String theirs, String yours) {
        return new LineMerge(TextLines.of(base))
                .merged(
                        LineDiff.between(base, theirs).hunks(),
                        LineDiff.between(base, yours).hunks());
    }

    private Optional<String> merged(List<Hunk> theirs, List<Hunk> yours) {
        int t = 0;
        int y = 0;
        while (t < theirs.size() && y < yours.size()) {
            Hunk their = theirs.get(t);
            Hunk your = yours.get(y);
            if (their.equals(your)) {
                apply(their);
                t++;
                y++;
            } else if (their.isBefore(your)) {
                apply(their);
                t++;
            } else if (your.isBefore(their)) {
                apply(your);
                y++;
            } else {
                return Optional.empty();
            }
        }
        theirs.subList(t, theirs.size()).forEach(this::apply);
        yours.subList(y, yours.size()).forEach(this::apply);
        keepUntil(base.size());
        return Optional.of(merged.toString());
    }

    private void apply(Hunk hunk) {
        keepUntil(hunk.from());
        hunk.lines().forEach(merged::append);
        at = hunk.to();
    }

    private void keepUntil(int end) {
        base.subList(at, end).forEach(merged::append);
        at = end;
    }
}
