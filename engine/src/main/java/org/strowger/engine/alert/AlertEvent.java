package org.strowger.engine.alert;

import java.time.Duration;
import java.time.Instant;

/// That an alert began, or is over.
public sealed interface AlertEvent {
    Instant at();

    AlertRule rule();

    /// A figure is out of its bounds, and has been for as long as the rule asks.
    ///
    /// @param value of [AlertRule#figure]
    /// @param since when it went out of bounds
    record Raised(Instant at, AlertRule rule, double value, Instant since) implements AlertEvent {}

    /// The figure has been within its bounds again for long enough, or the rule is gone.
    ///
    /// @param lasted from when the alert was raised
    record Cleared(Instant at, AlertRule rule, Duration lasted) implements AlertEvent {}
}
