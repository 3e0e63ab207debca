package org.strowger.flow;

import java.time.Duration;

/// The recordings around a place in line and a wait: "you are number", "in line", "the wait is
/// about".
public final class LineWords {
    public static final Prompt.Recorded BEFORE_PLACE = new Prompt.Recorded("you-are-number");
    public static final Prompt.Recorded AFTER_PLACE = new Prompt.Recorded("in-line");
    public static final Prompt.Recorded BEFORE_WAIT = new Prompt.Recorded("wait-is-about");

    private LineWords() {}

    /// Whole minutes, never less than one: nobody's wait is known to the second.
    static Duration rounded(Duration wait) {
        return Duration.ofMinutes(Math.max(1, wait.plusSeconds(59).toMinutes()));
    }
}
