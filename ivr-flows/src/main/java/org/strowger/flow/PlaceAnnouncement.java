package org.strowger.flow;

import java.util.List;

/// How a caller is told the place in line.
final class PlaceAnnouncement {
    static final Prompt BEFORE = new Prompt.Recorded("you-are-number");
    static final Prompt AFTER = new Prompt.Recorded("in-line");

    private PlaceAnnouncement() {}

    static List<Prompt> of(int place) {
        return List.of(BEFORE, new Prompt.Number(place), AFTER);
    }
}
