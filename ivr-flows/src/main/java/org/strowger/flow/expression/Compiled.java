package org.strowger.flow.expression;

import java.util.List;

/// What became of the text of an expression.
public sealed interface Compiled {

    record Ok(Expression expression) implements Compiled {}

    /// The text is not an expression that could be published.
    ///
    /// @param mistakes at least one, in the order of the text
    record Refused(List<Mistake> mistakes) implements Compiled {
        public Refused {
            mistakes = List.copyOf(mistakes);
        }
    }
}
