package org.strowger.simulator.result;

/// What became of an agent's time.
///
/// @param calls how many were answered
/// @param missed how many offers were not taken
/// @param ready seconds idle and ready, ringing included
/// @param talking seconds
/// @param wrapUp seconds of after-call work
/// @param paused seconds
public record AgentFigures(
        long calls, long missed, double ready, double talking, double wrapUp, double paused) {}
