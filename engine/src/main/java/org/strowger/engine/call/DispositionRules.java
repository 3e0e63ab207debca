package org.strowger.engine.call;

import java.util.List;

/// What agents may, or must, say that a call of a queue came to.
///
/// @param required whether wrap-up lasts until the agent has said it
/// @param reasons those to choose from, in the order in which they are shown and numbered from 1;
///   none: nothing is asked
public record DispositionRules(boolean required, List<String> reasons) {
    public DispositionRules {
        reasons = List.copyOf(reasons);
        if (required && reasons.isEmpty()) {
            throw new IllegalArgumentException("required dispositions need reasons");
        }
    }

    /// Nothing is asked.
    public static DispositionRules none() {
        return new DispositionRules(false, List.of());
    }
}
