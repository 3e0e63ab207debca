package org.strowger.simulator.report;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// A screen of text: 80 columns, and no more lines than a terminal has, unless there are many
/// targets.
final class Screen {
    private static final int MOST_QUEUES = 8;
    private static final int MOST_TARGETS = 10;
    private static final int MOST_DIFFERENCES = 16;
    private static final int MOST_NOTES = 6;
    private static final int NAME = 14;
    private static final int FIGURE = 13;

    private final StringBuilder out = new StringBuilder();

    private Screen() {}

    static String simulation(SimulationReport report) {
        Screen screen = new Screen();
        screen.head(report);
        if (report.results().days() > 0) {
            screen.queues(report.results());
            screen.rest(report);
        }
        return screen.out.toString();
    }

    private void head(SimulationReport report) {
        RunFacts facts = report.facts();
        line(safe(facts.scenario()));
        line(
                "%s; %d replications, seed %d"
                        .formatted(facts.span(), report.results().days(), facts.seed()));
        if (report.isCut()) {
            line(Notes.cutWords(facts, report.results()));
        }
        line("");
    }

    private void queues(Results results) {
        line(
                "%-14s %15s %15s %15s %15s"
                        .formatted("", "calls a day", "SL-6", "abandoned", "mean wait"));
        SortedMap<String, CallResults> rows = new TreeMap<>();
        results.queues().forEach((queue, calls) -> rows.put(queue.value(), calls));
        rows.entrySet().stream()
                .limit(MOST_QUEUES)
                .forEach(each -> queue(each.getKey(), each.getValue()));
        if (rows.size() > MOST_QUEUES) {
            line("... and %d queues more".formatted(rows.size() - MOST_QUEUES));
        }
        if (rows.size() > 1) {
            queue("all queues", results.all());
        }
        line("");
    }

    private void queue(String name, CallResults calls) {
        line(
                "%-14s %15s %15s %15s %15s"
                        .formatted(
                                shortened(name, NAME),
                                figure(CallMeasure.OFFERED, calls),
                                figure(CallMeasure.SERVICE_LEVEL, calls),
                                figure(CallMeasure.ABANDONED, calls),
                                figure(CallMeasure.MEAN_WAIT, calls)));
    }

    private static String figure(CallMeasure measure, CallResults calls) {
        return Words.estimate(measure.unit(), calls.of(measure));
    }

    private void rest(SimulationReport report) {
        Results results = report.results();
        results.notTaken().ifPresent(of -> line(Notes.notTakenWords(of)));
        line(
                "Waits of the answered: half within %s, 90 %% within %s, the longest %s."
                        .formatted(
                                quantile(results, 0.5),
                                quantile(results, 0.9),
                                Words.seconds(results.all().waitsAnswered().most())));
        line(
                "Occupancy of all agents: %s."
                        .formatted(
                                Words.estimate(
                                        Unit.SHARE,
                                        results.allAgents().of(AgentMeasure.OCCUPANCY))));
        line(
                report.facts().warmUp().isZero()
                        ? "± is half a 95 % interval of confidence. No warm-up."
                        : "± is half a 95 % interval of confidence. Warm-up: "
                                + Words.duration(report.facts().warmUp())
                                + ".");
        verdicts(results);
    }

    private static String quantile(Results results, double share) {
        return Words.value(Unit.SECONDS, results.all().waitsAnswered().quantile(share));
    }

    private void verdicts(Results results) {
        results.verdicts().stream().limit(MOST_TARGETS).forEach(this::verdict);
        int more = results.verdicts().size() - MOST_TARGETS;
        if (more > 0) {
            long missed =
                    results.verdicts().stream()
                            .skip(MOST_TARGETS)
                            .filter(verdict -> !verdict.isMet())
                            .count();
            line("... and %d targets more, %d of them missed".formatted(more, missed));
        }
    }

    private void verdict(Verdict verdict) {
        line((verdict.isMet() ? "Met:    " : "MISSED: ") + safe(Words.verdict(verdict)));
    }

    static String comparison(ComparisonReport report) {
        Screen screen = new Screen();
        screen.line("Before: " + safe(report.before().facts().scenario()));
        screen.line("After:  " + safe(report.after().facts().scenario()));
        screen.line(ComparisonPage.pairs(report));
        screen.notes(report.notes());
        screen.line("");
        screen.differences(report);
        return screen.out.toString();
    }

    private void notes(List<String> notes) {
        notes.stream().limit(MOST_NOTES).forEach(note -> line("Note: " + safe(note)));
        if (notes.size() > MOST_NOTES) {
            line("... and %d notes more".formatted(notes.size() - MOST_NOTES));
        }
    }

    private void differences(ComparisonReport report) {
        line("%-13s %-13s %8s %8s %21s  %s".formatted("", "", "before", "after", "change", ""));
        var differences = report.comparison().differences();
        differences.stream().limit(MOST_DIFFERENCES).forEach(this::difference);
        if (differences.size() > MOST_DIFFERENCES) {
            line("... and %d figures more".formatted(differences.size() - MOST_DIFFERENCES));
        }
        line("");
        line(
                "± is half a 95 %% interval of the change alone; the verdict allows for all %d figures."
                        .formatted(differences.size()));
        verdicts(report.after().results());
    }

    private void difference(Difference of) {
        line(
                "%-13s %-13s %8s %8s %21s  %s"
                        .formatted(
                                shortened(Words.queue(of.queue()), FIGURE),
                                shortened(of.key().replace('_', ' '), FIGURE),
                                Words.value(of.unit(), of.before().value()),
                                Words.value(of.unit(), of.after().value()),
                                Words.change(of.unit(), of.change()),
                                of.isSignificant() ? "differs" : "may be chance"));
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }

    private static String shortened(String name, int most) {
        return name.length() <= most ? name : name.substring(0, most - 1) + "…";
    }

    /// Control characters would be orders to the terminal.
    private static String safe(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
