package org.strowger.engine.routing;

/// How the calls of different queues are weighed against each other for an agent who can serve
/// several.
public enum Balance {
    /// By the urgency of the calls alone: [CallOrder].
    URGENCY,
    /// The queue whose number of waiting calls most exceeds its share of all waiting calls goes
    /// first, then urgency (fixed queue ratio: Gurvich and Whitt, Operations Research 58(2), 2010).
    FIXED_QUEUE_RATIO,
    /// The call for which its cost of waiting at this moment, times the rate at which the agent
    /// serves such calls, is greatest goes first (generalised c-mu: van Mieghem 1995; Mandelbaum
    /// and Stolyar, Operations Research 52(6), 2004). Cost grows with the square of the wait.
    GENERALIZED_C_MU
}
