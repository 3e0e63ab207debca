package org.strowger.simulator.report;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Spread;

/// The page of two scenarios beside each other.
final class ComparisonPage {
    private final Html page;
    private final ComparisonReport report;

    private ComparisonPage(Html page, ComparisonReport report) {
        this.page = page;
        this.report = report;
    }

    static String of(ComparisonReport report) {
        String title =
                report.before().facts().scenario() + " → " + report.after().facts().scenario();
        Html page = PageFrame.begin(title);
        page.element("h1", title);
        new ComparisonPage(page, report).write();
        return PageFrame.end(page);
    }

    /// How they were compared.
    static String pairs(ComparisonReport report) {
        return "%d pairs of days with %s"
                .formatted(
                        report.comparison().days(),
                        report.sharesChance()
                                ? "common random numbers (seed %d)"
                                        .formatted(report.before().facts().seed())
                                : "chance of their own: the seeds differ (%d and %d), which makes intervals wider"
                                        .formatted(
                                                report.before().facts().seed(),
                                                report.after().facts().seed()));
    }

    private void write() {
        page.element("p", pairs(report), "class", "soft");
        for (String note : report.notes()) {
            page.element("p", note, "class", "notice", "role", "note");
        }
        if (report.before().isCut() || report.after().isCut()) {
            Notes.cut(page, report.before().facts(), report.before().results());
        }
        if (report.comparison().days() > 0) {
            differences(report.comparison().differences());
        }
        page.element(
                "p",
                "Each pair of days has the same callers with the same patience, so far as both scenarios have them; ± is half the 95 % interval of the change alone (Student's distribution over pairs). As several figures are looked at, the verdict is Holm's: of comparisons between which nothing differs, at most 5 % call anything here a difference. The joint interval is Bonferroni's: all of them together hold with 95 %. “May be chance” does not mean that there is no difference, but that these days do not show one.");
        waits();
        page.element(
                "p",
                "In whole, each as its own report: ./strowger simulate with --html.",
                "class",
                "soft");
        side("Before", report.before());
        side("After", report.after());
        Notes.reading(page, report.after().facts());
        provenance("Before: where it comes from", report.before());
        provenance("After: where it comes from", report.after());
    }

    private void waits() {
        SortedMap<String, Spread> waits = new TreeMap<>();
        waits.put("1. before", report.before().results().all().waitsAnswered());
        waits.put("2. after", report.after().results().all().waitsAnswered());
        page.element("h2", "Waits");
        Charts.spreads(page, "waits", "Share of answered calls that waited at most so long", waits);
        Tables.spreads(page, "Waits of those who were answered.", "Scenario", waits);
    }

    private void provenance(String title, SimulationReport of) {
        page.element("h2", title);
        Notes.facts(page, of.facts(), of.results());
    }

    private void differences(List<Difference> differences) {
        page.element("h2", "What differs").begin("div", "class", "wide").begin("table");
        page.element("caption", "%d figures, looked at together.".formatted(differences.size()));
        page.heads(
                List.of(
                        "Figure",
                        "Before",
                        "After",
                        "Change",
                        "Verdict",
                        "By chance",
                        "Of all figures",
                        "Joint interval"));
        page.begin("tbody");
        differences.stream().limit(Tables.MOST_ROWS).forEach(this::row);
        page.end().end().end();
    }

    private void row(Difference of) {
        page.row(
                Words.name(of.key()) + ", " + Words.queue(of.queue()),
                List.of(
                        Words.estimate(of.unit(), of.before()),
                        Words.estimate(of.unit(), of.after()),
                        Words.change(of.unit(), of.change()),
                        of.isSignificant() ? "differs" : "may be chance",
                        Words.chance(of.chance()),
                        Words.chance(of.jointChance()),
                        Words.joint(of)));
    }

    private void side(String name, SimulationReport of) {
        page.element("h2", name + ": " + of.facts().scenario());
        if (of.results().days() > 0) {
            Notes.verdicts(page, of.results().verdicts());
            SimulationPage.queueTables(page, of);
        }
    }
}
