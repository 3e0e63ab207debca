package org.strowger.simulator.load;

import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.QueueId;

/// A call that is to be made.
///
/// @param number counted from 0 over all sources
/// @param due in nanoseconds from the beginning
/// @param presses what is pressed, when, and how long it takes to come there
/// @param line that the keys lead to, if they do
/// @param patience how long the caller waits from the last key, in nanoseconds
/// @param talks the key of the chance that the talk is drawn by
record DueCall(
        long number,
        String source,
        long due,
        String dialled,
        List<Press> presses,
        Optional<QueueId> line,
        long patience,
        long talks) {
    DueCall {
        presses = List.copyOf(presses);
    }

    /// Keys that are pressed one after the other.
    ///
    /// @param after the 200, or the last key before, in nanoseconds
    record Press(String keys, long after) {}
}
