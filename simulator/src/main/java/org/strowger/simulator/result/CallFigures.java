package org.strowger.simulator.result;

/// What became of some calls.
///
/// @param offered how many came
/// @param answered by an agent
/// @param answeredInTime within the service target of their queue
/// @param abandoned the caller hung up in line
/// @param abandonedInTime of those, within the service target
/// @param shortAbandons of those, within the short-abandon limit (5 s)
/// @param turnedAway the queue was closed, full or empty
/// @param leftOtherwise moved on by the flow, by a maximum wait or a fault
/// @param waitsAnswered the waits of those who were answered
/// @param waitsAbandoned the waits of those who hung up
/// @param talks how long they talked
public record CallFigures(
        long offered,
        long answered,
        long answeredInTime,
        long abandoned,
        long abandonedInTime,
        long shortAbandons,
        long turnedAway,
        long leftOtherwise,
        Times waitsAnswered,
        Times waitsAbandoned,
        Times talks) {}
