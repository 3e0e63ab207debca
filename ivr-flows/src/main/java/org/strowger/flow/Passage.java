package org.strowger.flow;

import java.util.List;

/// What plays to a caller: one playback, and the parts that follow it.
///
/// @param playback as in [FlowAction.Play]
/// @param mayBeCut whether a key may end the part that plays
/// @param rest the parts still to come
public record Passage(int playback, boolean mayBeCut, List<Part> rest) {
    public Passage {
        rest = List.copyOf(rest);
    }

    /// Sounds that keys may cut short together, or may not.
    public record Part(boolean mayBeCut, List<Utterance> utterances) {
        public Part {
            utterances = List.copyOf(utterances);
        }
    }
}
