package org.strowger.simulator.scenario;

import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.routing.RoutingPolicy;

/// A centre, its callers and its people over a span of time: what is needed to simulate it, and all
/// of it.
///
/// @param name for people; reports show it
/// @param policy the queues and their rules
/// @param span when it begins and ends
/// @param staff who works, and when, in the order of their ids
/// @param sources where calls come from
/// @param behaviour what callers and agents do
/// @param faults what goes wrong, in order of time
/// @param targets what is to be met; a run that misses one says so
/// @param seed the same seed gives the same days
/// @param replications how many days are simulated, 1 to 100,000
/// @param centre the settings that policy and staff come from, with what calls through a flow need;
///   absent when there are none
public record Scenario(
        String name,
        RoutingPolicy policy,
        Span span,
        List<Staff> staff,
        List<Source> sources,
        Behaviour behaviour,
        List<Fault> faults,
        List<Target> targets,
        long seed,
        int replications,
        Optional<EngineSettings> centre) {
    public Scenario {
        staff = List.copyOf(staff);
        sources = List.copyOf(sources);
        faults = List.copyOf(faults);
        targets = List.copyOf(targets);
    }
}
