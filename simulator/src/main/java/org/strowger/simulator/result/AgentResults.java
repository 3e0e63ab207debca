package org.strowger.simulator.result;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What became of an agent's time over all days, or of that of all agents together.
public final class AgentResults {
    private final Map<AgentMeasure, Ratio> ratios = new EnumMap<>(AgentMeasure.class);

    AgentResults() {
        for (AgentMeasure measure : AgentMeasure.values()) {
            ratios.put(measure, new Ratio());
        }
    }

    void add(AgentFigures day) {
        ratios.forEach((measure, ratio) -> ratio.add(measure.over(day), measure.under(day)));
    }

    /// Absent when there was nothing to divide by: the occupancy of who never worked.
    public Optional<Estimate> of(AgentMeasure measure) {
        return Objects.requireNonNull(ratios.get(measure)).estimate();
    }
}
