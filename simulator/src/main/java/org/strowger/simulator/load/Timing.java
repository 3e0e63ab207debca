package org.strowger.simulator.load;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The times that are measured under load. Each counts from when something was due, not from when
/// we came to do it: who is late measures too little otherwise (coordinated omission).
enum Timing {
    /// From when a call was due to its 200.
    ANSWER("INVITE to 200"),
    /// From when the last key was due to the ring at an agent who had been free before.
    RING("key to the agent's ring"),
    /// From when an agent was due to hang up, and the time for after-call work, to the next ring
    /// there, of a caller who had been in line before.
    NEXT("agent free to the next INVITE"),
    /// From when we were due to hang up to the 200 of the BYE.
    BYE("BYE to 200"),
    /// From when the last key was due to an agent's answer.
    WAIT("key to the agent's answer"),
    /// By how much we were late: from when a call, a key or an end was due to when we began it.
    OWN("this client's own lateness");

    private final String words;

    Timing(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /// As it is named on the command line.
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Timing> of(String key) {
        return List.of(values()).stream().filter(timing -> timing.key().equals(key)).findFirst();
    }
}
