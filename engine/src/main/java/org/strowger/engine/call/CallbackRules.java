package org.strowger.engine.call;

import java.time.Duration;
import java.util.Optional;

/// How customers of a queue are called back who left a number instead of waiting.
///
/// @param dial who is dialled first
/// @param attempts how often a customer who cannot be reached is tried, 1 to 20
/// @param retry the time between two attempts
/// @param expires how long after the promise a callback that came to nothing is given up
/// @param hours the calendar outside which nothing is dialled; without one, none
/// @param confirm whether the customer presses 1 before being connected, so that no answering
///   machine takes an agent's time
public record CallbackRules(
        Dial dial,
        int attempts,
        Duration retry,
        Duration expires,
        Optional<String> hours,
        boolean confirm) {

    /// The rules of a queue that says no more than that it calls back.
    public static CallbackRules standard() {
        return new CallbackRules(
                Dial.AGENT_FIRST,
                3,
                Duration.ofMinutes(10),
                Duration.ofHours(24),
                Optional.empty(),
                true);
    }

    /// Who is dialled first.
    public enum Dial {
        /// The agent, who then hears the customer's telephone ring.
        AGENT_FIRST,
        /// The customer, who then waits for the agent in the front of the line.
        CUSTOMER_FIRST
    }
}
