package org.strowger.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.strowger.engine.routing.AgentId;

/// What goes wrong.
public sealed interface Fault {
    Instant at();

    /// Agents' telephones are gone, and back after a time; talks end.
    record PhonesLost(Instant at, Duration lasting, List<AgentId> agents) implements Fault {
        public PhonesLost {
            agents = List.copyOf(agents);
        }
    }

    /// A source has more calls than usual, or fewer.
    ///
    /// @param factor zero or more, by which its rate is multiplied
    record Surge(Instant at, Duration lasting, String source, double factor) implements Fault {}

    /// The switch starts anew: talks and callers in line are lost, kept places are not; calls that
    /// come meanwhile are turned away.
    record Restart(Instant at, Duration lasting) implements Fault {}
}
