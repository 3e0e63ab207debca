package org.strowger.engine.alert;

import java.time.Instant;
import java.util.List;
import org.strowger.engine.routing.RoutingEvent;

/// What an [AlertWatch] hears of.
public sealed interface AlertInput {
    Instant at();

    /// Something happened in the routing core.
    record Routed(RoutingEvent event) implements AlertInput {
        @Override
        public Instant at() {
            return event.at();
        }
    }

    /// How things stand: about once a second.
    record Looked(Instant at, Figures figures) implements AlertInput {}

    /// From now on these rules hold. Those that held before keep what they know.
    ///
    /// @param rules at most 1,000; the same one twice is one
    record RulesReplaced(Instant at, List<AlertRule> rules) implements AlertInput {
        private static final int MOST = 1_000;

        public RulesReplaced {
            rules = List.copyOf(rules);
            if (rules.size() > MOST) {
                throw new IllegalArgumentException(
                        "there may be %d alert rules at most, but are %d"
                                .formatted(MOST, rules.size()));
            }
        }
    }

    /// Time went by: see [AlertWatch#nextDeadline].
    record TimePassed(Instant at) implements AlertInput {}
}
