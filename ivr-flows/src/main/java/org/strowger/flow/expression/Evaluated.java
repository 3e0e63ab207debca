package org.strowger.flow.expression;

/// What an expression came to at one moment.
public sealed interface Evaluated {

    record Known(Value value) implements Evaluated {}

    /// There is no value, for example because a number was divided by zero.
    ///
    /// @param reason for logs; it never holds the value of a variable
    record Failed(String reason) implements Evaluated {}
}
