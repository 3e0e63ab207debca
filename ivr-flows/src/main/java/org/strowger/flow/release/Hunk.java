package org.strowger.flow.release;

import java.util.List;

/// A change of neighbouring lines.
///
/// @param from the first line replaced, counted from 0
/// @param to the first line after it that is not; equal to `from` when lines are only added
/// @param lines what stands there instead; none when lines are only removed
record Hunk(int from, int to, List<String> lines) {
    Hunk {
        lines = List.copyOf(lines);
    }

    /// Whether it is over before the other begins. Changes that touch count only where each puts as
    /// many lines as it takes; else nobody could say in which order their lines belong.
    boolean isBefore(Hunk other) {
        return to < other.from || (to == other.from && keepsCount() && other.keepsCount());
    }

    private boolean keepsCount() {
        return lines.size() == to - from;
    }
}
