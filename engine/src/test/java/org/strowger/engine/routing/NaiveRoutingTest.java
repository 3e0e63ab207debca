package org.strowger.engine.routing;

import org.junit.jupiter.api.Nested;

/// The rules said a second time, by the same examples as the core: what both are held to must be
/// right itself.
final class NaiveRoutingTest {
    @Nested
    final class Everyday extends EverydayRouting {
        Everyday() {
            super(new NaiveRouting());
        }
    }

    @Nested
    final class Rules extends RoutingRules {
        Rules() {
            super(new NaiveRouting());
        }
    }
}
