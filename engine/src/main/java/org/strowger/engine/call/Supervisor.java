package org.strowger.engine.call;

import java.util.Collections;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.telephony.Endpoint;

/// A person who sees and steers agents.
///
/// @param id of an agent too, if the same person is both
/// @param name what people call them
/// @param teams whose agents, and whose calls, they see and steer
/// @param phone where they listen; without one they use any shared phone
/// @param number what they type to say who they are
/// @param pin what they type to prove it
public record Supervisor(
        String id,
        String name,
        Teams teams,
        Optional<Endpoint> phone,
        Optional<String> number,
        Optional<Pin> pin) {

    /// Which teams.
    public sealed interface Teams {
        /// Every team, and the agents who are in none.
        record All() implements Teams {}

        /// Those that are named.
        ///
        /// @param names at least one
        record Some(SortedSet<String> names) implements Teams {
            public Some {
                names = Collections.unmodifiableSortedSet(new TreeSet<>(names));
            }
        }

        /// Whether an agent of this team, or of none, is among them.
        default boolean include(Optional<String> team) {
            return switch (this) {
                case All() -> true;
                case Some(var names) -> team.isPresent() && names.contains(team.get());
            };
        }
    }

    /// Whether they may see and steer this agent.
    public boolean steers(AgentProfile agent) {
        return teams.include(agent.team());
    }
}
