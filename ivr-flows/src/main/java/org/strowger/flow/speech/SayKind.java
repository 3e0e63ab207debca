package org.strowger.flow.speech;

/// What a value is said as.
public enum SayKind {
    DIGITS,
    NUMBER,
    ORDINAL,
    CURRENCY,
    DATE,
    TIME,
    DURATION,
    PHONE,
    SPELL
}
