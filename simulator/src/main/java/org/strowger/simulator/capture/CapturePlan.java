package org.strowger.simulator.capture;

import java.time.Duration;

/// What load SIPp puts on the engine.
///
/// @param rate new calls in each second
/// @param calls how many calls in all
/// @param warmUp how many calls are made before, at ten a second, and not counted
/// @param agents how many agents there are
/// @param talk how long an agent talks
/// @param heap the engine's heap, as Java's `-Xmx` has it
record CapturePlan(int rate, int calls, int warmUp, int agents, Duration talk, String heap) {}
