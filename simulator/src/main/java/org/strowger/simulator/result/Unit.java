package org.strowger.simulator.result;

/// What a figure is measured in.
public enum Unit {
    /// A number of things on a day.
    COUNT,
    /// A part of a whole, 0 to 1.
    SHARE,
    /// Seconds.
    SECONDS
}
