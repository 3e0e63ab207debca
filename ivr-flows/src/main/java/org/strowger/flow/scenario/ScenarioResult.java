package org.strowger.flow.scenario;

import java.util.List;
import java.util.Optional;
import org.strowger.flow.FlowEvent;
import org.strowger.yaml.Position;
import org.strowger.yaml.Problem;

/// What became of one scenario.
///
/// @param at where its file names it
/// @param failure the step that was not as expected, with what happened instead; empty when all was
/// @param trace what happened, line by line
/// @param events what its call reported, for [Coverage]
public record ScenarioResult(
        String name,
        Position at,
        Optional<Problem> failure,
        List<String> trace,
        List<FlowEvent> events) {
    public ScenarioResult {
        trace = List.copyOf(trace);
        events = List.copyOf(events);
    }

    public boolean passed() {
        return failure.isEmpty();
    }
}
