package org.strowger.simulator.soak;

import java.time.Duration;

/// How much is asked of the engine, and for how long.
///
/// @param rate new calls in each second, at least 1
/// @param length how long callers ring
/// @param seed of what people mean to do
/// @param agents how many agents there are
/// @param heap the engine's heap, as Java's `-Xmx` has it
/// @param sampleEvery the time between two looks at heap and threads
record SoakPlan(
        int rate, Duration length, long seed, int agents, String heap, Duration sampleEvery) {

    /// Agents whose calls take some five seconds each, with ringing and after-call work: about as
    /// many as there is work for, so that some callers wait.
    static int enoughAgents(int rate) {
        return Math.max(4, 5 * rate);
    }

    int calls() {
        return Math.toIntExact(rate * length.toMillis() / 1000);
    }
}
