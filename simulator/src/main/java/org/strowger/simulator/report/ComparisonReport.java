package org.strowger.simulator.report;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.RunFacts.QueueFacts;
import org.strowger.simulator.result.Comparison;

/// Two scenarios beside each other, in every form that it is told in.
///
/// @param before the first
/// @param after the second
/// @param promised what the queues of the second promise, though both are counted by the limits of
///   the first
/// @param comparison of their days, pair by pair
public record ComparisonReport(
        SimulationReport before,
        SimulationReport after,
        SortedMap<QueueId, QueueFacts> promised,
        Comparison comparison)
        implements Report {
    public ComparisonReport {
        promised = Collections.unmodifiableSortedMap(new TreeMap<>(promised));
    }

    /// What the scenarios differ in beside what is compared, in sentences.
    List<String> notes() {
        return Unlike.notes(before.facts(), after.facts(), promised);
    }

    /// Whether the scenarios share their chance.
    public boolean sharesChance() {
        return before.facts().seed() == after.facts().seed();
    }

    /// Whether the second scenario meets all its goals.
    public boolean isMet() {
        return after.isMet();
    }

    /// A page that stands by itself: it loads nothing and runs nothing.
    @Override
    public String html() {
        return ComparisonPage.of(this);
    }

    /// The same for programs, as docs/reference/reports.md has it.
    @Override
    public String json() {
        return Json.written(Json.comparison(this));
    }

    /// The same as tables, by the names of their files.
    @Override
    public SortedMap<String, String> csv() {
        return CsvTables.comparison(this);
    }

    /// A screen of text.
    @Override
    public String text() {
        return Screen.comparison(this);
    }
}
