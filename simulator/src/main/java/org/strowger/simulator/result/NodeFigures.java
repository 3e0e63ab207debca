package org.strowger.simulator.result;

/// What became of the callers who came to a node of a flow.
///
/// @param reached how many times somebody came to it
/// @param hungUp how many hung up there before anybody talked with them: in line, where it is a
///   queue
/// @param seconds how long all of them were there together; a talk that a queue led to is part of
///   its time
public record NodeFigures(long reached, long hungUp, double seconds) {}
