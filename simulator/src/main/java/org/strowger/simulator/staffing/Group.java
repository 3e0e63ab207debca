package org.strowger.simulator.staffing;

import java.util.List;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;

/// Agents who are alike in all that a simulation knows of them: profile, rules and faults. Whoever
/// it takes more is like the first.
///
/// @param profile what they have in common
/// @param agents of the scenario, in its order, at least one
/// @param most how many there may be
public record Group(RoutingProfile profile, List<AgentId> agents, int most) {
    public Group {
        agents = List.copyOf(agents);
    }

    /// `like anna`.
    public String name() {
        return "like " + agents.getFirst();
    }

    /// Those of the scenario first.
    ///
    /// @param number from 0
    AgentId agent(int number) {
        return number < agents.size()
                ? agents.get(number)
                : new AgentId(agents.getFirst() + "+" + (number - agents.size() + 1));
    }
}
