package org.strowger.flow.scenario;

import java.util.List;
import org.strowger.yaml.Position;

/// One call of a test file.
///
/// @param at where the file has its name
record Scenario(String name, Position at, Circumstances circumstances, List<Placed> steps) {
    Scenario {
        steps = List.copyOf(steps);
    }

    /// A step, and where the file has it.
    record Placed(Step step, Position at) {}
}
