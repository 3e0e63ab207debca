package org.strowger.engine.contact;

import java.util.List;

/// A screen pop as it was read, or why it cannot be used.
public sealed interface ReadScreenPop {
    record Ok(ScreenPop screenPop) implements ReadScreenPop {}

    /// It cannot be used.
    ///
    /// @param mistakes at least one, in the order of the text
    record Refused(List<Mistake> mistakes) implements ReadScreenPop {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }
}
