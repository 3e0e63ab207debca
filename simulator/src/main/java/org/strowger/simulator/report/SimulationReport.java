package org.strowger.simulator.report;

import java.util.SortedMap;
import org.strowger.simulator.result.Results;

/// What a simulated scenario came to, in every form that it is told in.
///
/// @param facts what was simulated
/// @param results what came of it; of fewer days than were asked for, when the run was stopped
public record SimulationReport(RunFacts facts, Results results) implements Report {

    /// Whether it was stopped before all days were played.
    public boolean isCut() {
        return results.days() < facts.replications();
    }

    /// Whether all goals are met.
    public boolean isMet() {
        return results.verdicts().stream().allMatch(verdict -> verdict.isMet());
    }

    /// A page that stands by itself: it loads nothing and runs nothing.
    @Override
    public String html() {
        return SimulationPage.of(this);
    }

    /// The same for programs, as docs/reference/reports.md has it.
    @Override
    public String json() {
        return Json.written(Json.simulation(this));
    }

    /// The same as tables, by the names of their files.
    @Override
    public SortedMap<String, String> csv() {
        return CsvTables.simulation(this);
    }

    /// A screen of text.
    @Override
    public String text() {
        return Screen.simulation(this);
    }
}
