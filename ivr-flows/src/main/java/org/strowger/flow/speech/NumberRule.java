package org.strowger.flow.speech;

import java.util.List;

/// How numbers from a base upwards are put together, as in CLDR's rule-based number format.
///
/// @param exact what is said where nothing is left after division by the divisor
/// @param rest what is said otherwise
record NumberRule(long base, long divisor, List<Part> exact, List<Part> rest) {

    /// A piece of what is said.
    sealed interface Part {}

    /// Always this word.
    record Said(Word word) implements Part {}

    /// The word in the form that goes with the quotient.
    record Inflected(Forms forms) implements Part {}

    /// Another number, said by the rules of that number.
    record Sub(Share share, int rules) implements Part {}

    /// What of a number is said.
    enum Share {
        QUOTIENT,
        REMAINDER,
        ALL
    }
}
