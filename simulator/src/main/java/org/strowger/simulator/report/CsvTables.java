package org.strowger.simulator.report;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.AgentResults;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Difference;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.GoodDays;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Spread;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// Results as tables: one figure in each row, so that they can be filtered and drawn; see
/// docs/reference/reports.md.
final class CsvTables {
    private CsvTables() {}

    static SortedMap<String, String> simulation(SimulationReport report) {
        RunFacts facts = report.facts();
        Results results = report.results();
        SortedMap<String, String> tables = new TreeMap<>();
        tables.put("run.csv", run(report).text());
        tables.put("targets.csv", targets(results.verdicts()).text());
        tables.put("figures.csv", figures(results).text());
        tables.put("intervals.csv", intervals(facts, results).text());
        tables.put("agent-intervals.csv", agentIntervals(facts, results).text());
        tables.put("times.csv", times(results).text());
        tables.put("days.csv", days(results).text());
        return tables;
    }

    private static Table run(SimulationReport report) {
        RunFacts facts = report.facts();
        return new Table("what", "value")
                .row("scenario", facts.scenario())
                .row("policy", facts.policy())
                .row("seed", Long.toString(facts.seed()))
                .row("replications", Integer.toString(report.results().days()))
                .row("replications_asked", Integer.toString(facts.replications()))
                .row("cut", word(report.isCut()))
                .row("from", facts.from().toString())
                .row("until", facts.until().toString())
                .row("zone", facts.zone().getId())
                .row("warm_up_seconds", Long.toString(facts.warmUp().toSeconds()))
                .row("interval_seconds", Long.toString(facts.interval().toSeconds()))
                .row("strowger", facts.version())
                .row("java", facts.java());
    }

    private static Table targets(List<Verdict> verdicts) {
        Table table = new Table("target", "value", "low", "high", "met", "certain");
        for (Verdict verdict : verdicts) {
            Cells found = Cells.of(verdict.found());
            table.row(
                    Words.goal(verdict.goal()),
                    found.value,
                    found.low,
                    found.high,
                    word(verdict.isMet()),
                    word(verdict.isCertain()));
        }
        return table;
    }

    private static String word(boolean yes) {
        return yes ? "yes" : "no";
    }

    /// An estimate in three cells, which are empty where there is nothing to say.
    private record Cells(String value, String low, String high) {
        static Cells of(Optional<Estimate> estimate) {
            return estimate.map(Cells::of).orElse(new Cells("", "", ""));
        }

        static Cells of(Estimate estimate) {
            boolean isSure = estimate.reach().isPresent();
            return new Cells(
                    Words.plain(estimate.value()),
                    isSure ? Words.plain(estimate.low()) : "",
                    isSure ? Words.plain(estimate.high()) : "");
        }
    }

    private static Table figures(Results results) {
        Table table = new Table("of", "name", "figure", "unit", "value", "low", "high");
        calls(table, "all", "", results.all());
        results.notTaken()
                .ifPresent(of -> row(table, "all", "", "not_taken", Unit.COUNT, Optional.of(of)));
        results.queues().forEach((queue, of) -> calls(table, "queue", queue.value(), of));
        results.skills().forEach((need, of) -> calls(table, "skill", need, of));
        agent(table, "all_agents", "", results.allAgents());
        results.agents().forEach((agent, of) -> agent(table, "agent", agent.value(), of));
        return table;
    }

    private static void calls(Table table, String of, String name, CallResults calls) {
        for (CallMeasure measure : CallMeasure.values()) {
            row(table, of, name, measure.key(), measure.unit(), calls.of(measure));
        }
    }

    private static void agent(Table table, String of, String name, AgentResults agent) {
        for (AgentMeasure measure : AgentMeasure.values()) {
            row(table, of, name, measure.key(), measure.unit(), agent.of(measure));
        }
    }

    private static void row(
            Table table,
            String of,
            String name,
            String figure,
            Unit unit,
            Optional<Estimate> estimate) {
        Cells cells = Cells.of(estimate);
        table.row(of, name, figure, Json.unit(unit), cells.value, cells.low, cells.high);
    }

    private static Table intervals(RunFacts facts, Results results) {
        Table table =
                new Table("from", "queue", "figure", "unit", "value", "low", "high", "warm_up");
        intervals(table, facts, "", results.intervals());
        results.queueIntervals()
                .forEach((queue, parts) -> intervals(table, facts, queue.value(), parts));
        return table;
    }

    private static void intervals(
            Table table, RunFacts facts, String queue, List<CallResults> intervals) {
        for (int i = 0; i < intervals.size(); i++) {
            String from = facts.start(i).toString();
            for (CallMeasure measure : CallMeasure.values()) {
                if (Results.OF_INTERVALS.contains(measure)) {
                    Cells cells = cells(facts, i, intervals.get(i).of(measure));
                    table.row(
                            from,
                            queue,
                            measure.key(),
                            Json.unit(measure.unit()),
                            cells.value,
                            cells.low,
                            cells.high,
                            word(facts.isWarmUp(i)));
                }
            }
        }
    }

    private static Cells cells(RunFacts facts, int interval, Optional<Estimate> estimate) {
        return Cells.of(facts.isWarmUp(interval) ? Optional.empty() : estimate);
    }

    private static Table agentIntervals(RunFacts facts, Results results) {
        Table table = new Table("from", "figure", "unit", "value", "low", "high", "warm_up");
        for (int i = 0; i < results.agentIntervals().size(); i++) {
            for (AgentMeasure measure : AgentMeasure.values()) {
                Cells cells = cells(facts, i, results.agentIntervals().get(i).of(measure));
                table.row(
                        facts.start(i).toString(),
                        measure.key(),
                        Json.unit(measure.unit()),
                        cells.value,
                        cells.low,
                        cells.high,
                        word(facts.isWarmUp(i)));
            }
        }
        return table;
    }

    private static Table times(Results results) {
        Table table = new Table("queue", "times", "percent", "seconds");
        times(table, "", results.all());
        results.queues().forEach((queue, of) -> times(table, queue.value(), of));
        return table;
    }

    private static void times(Table table, String queue, CallResults of) {
        times(table, queue, "waits_answered", of.waitsAnswered());
        times(table, queue, "waits_abandoned", of.waitsAbandoned());
        times(table, queue, "talks", of.talks());
    }

    private static void times(Table table, String queue, String kind, Spread spread) {
        for (int percent = 1; percent <= 100; percent++) {
            OptionalDouble time = spread.quantile(percent / 100.0);
            if (time.isPresent()) {
                table.row(queue, kind, Integer.toString(percent), Words.plain(time.getAsDouble()));
            }
        }
    }

    private static Table days(Results results) {
        Table table = new Table("queue", "service_level_percent_from", "days");
        days(table, "", results.all().days());
        results.queues().forEach((queue, of) -> days(table, queue.value(), of.days()));
        return table;
    }

    private static void days(Table table, String queue, GoodDays days) {
        for (int i = 0; i < GoodDays.CLASSES; i++) {
            if (days.in(i) > 0) {
                table.row(queue, Integer.toString(i), Long.toString(days.in(i)));
            }
        }
    }

    static SortedMap<String, String> comparison(ComparisonReport report) {
        SortedMap<String, String> tables = new TreeMap<>();
        Table table =
                new Table(
                        "queue",
                        "figure",
                        "unit",
                        "before",
                        "after",
                        "change",
                        "low",
                        "high",
                        "chance",
                        "joint_chance",
                        "significant");
        report.comparison().differences().forEach(difference -> row(table, difference));
        tables.put("differences.csv", table.text());
        simulation(report.before()).forEach((name, text) -> tables.put("before-" + name, text));
        simulation(report.after()).forEach((name, text) -> tables.put("after-" + name, text));
        return tables;
    }

    private static void row(Table table, Difference of) {
        Cells change = Cells.of(of.change());
        table.row(
                of.queue().map(queue -> queue.value()).orElse(""),
                of.key(),
                Json.unit(of.unit()),
                Words.plain(of.before().value()),
                Words.plain(of.after().value()),
                change.value,
                change.low,
                change.high,
                Words.plain(of.chance()),
                Words.plain(of.jointChance()),
                word(of.isSignificant()));
    }
}
