package org.strowger.flow.expression;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The type of a value in a flow, by the word that a flow file uses for it.
public enum ValueType {
    STRING,
    /// A whole number of 64 bits.
    INT,
    DOUBLE,
    BOOL,
    DURATION,
    TIMESTAMP,
    /// A list of strings.
    LIST;

    private final String word = name().toLowerCase(Locale.ROOT);

    /// As it is written in a flow file: `string`.
    public String word() {
        return word;
    }

    /// The type that a flow file calls so.
    public static Optional<ValueType> ofWord(String word) {
        return Arrays.stream(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
