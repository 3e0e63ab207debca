package org.strowger.flow.speech;

import java.util.List;

/// What became of reading marked-up text.
public sealed interface ReadSsml {

    /// It can be spoken.
    ///
    /// @param canonical the same markup written in one way only, so that equal prompts are equal
    ///   text
    /// @param plain what is said, without markup
    record Ok(String canonical, String plain) implements ReadSsml {}

    /// It cannot, and this is all that is wrong with it.
    record Refused(List<Mistake> mistakes) implements ReadSsml {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }

    /// Something wrong in the text.
    ///
    /// @param offset at which character, from 0
    record Mistake(int offset, String message) {}
}
