package org.strowger.flow.speech;

import java.util.List;

/// What is said for a value.
public sealed interface Spoken {

    /// These words, one after the other.
    record Words(List<Word> words) implements Spoken {
        public Words {
            words = List.copyOf(words);
        }
    }

    /// There are no words for it.
    record CannotSay(String reason) implements Spoken {}
}
