package org.strowger.flow;

import org.strowger.flow.expression.SecretText;
import org.strowger.flow.expression.Value;

/// Keeps what is secret in a type that does not show it.
final class Secrets {
    private Secrets() {}

    static Value of(Value value) {
        return value instanceof Value.Text(String text)
                ? new Value.Secret(SecretText.of(text))
                : value;
    }
}
