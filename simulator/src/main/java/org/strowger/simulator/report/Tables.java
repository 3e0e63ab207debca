package org.strowger.simulator.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.AgentResults;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Spread;
import org.strowger.simulator.result.Unit;

/// The tables of a report: all that its drawings show, in figures.
final class Tables {
    /// Rows of one table; the JSON and CSV files have all of them.
    static final int MOST_ROWS = 500;

    static final List<CallMeasure> MAIN =
            List.of(
                    CallMeasure.OFFERED,
                    CallMeasure.ANSWERED,
                    CallMeasure.SERVICE_LEVEL,
                    CallMeasure.ABANDONED,
                    CallMeasure.MEAN_WAIT,
                    CallMeasure.MEAN_TALK);
    private static final List<CallMeasure> LOST =
            List.of(
                    CallMeasure.SHORT_ABANDONS,
                    CallMeasure.TURNED_AWAY,
                    CallMeasure.LEFT_OTHERWISE,
                    CallMeasure.MEAN_WAIT_ABANDONED);
    private static final List<CallMeasure> VARIANTS =
            List.of(
                    CallMeasure.SERVICE_LEVEL_1,
                    CallMeasure.SERVICE_LEVEL_2,
                    CallMeasure.SERVICE_LEVEL_3,
                    CallMeasure.SERVICE_LEVEL_4,
                    CallMeasure.SERVICE_LEVEL_5,
                    CallMeasure.SERVICE_LEVEL,
                    CallMeasure.SERVICE_LEVEL_7);
    private static final List<Double> QUANTILES = List.of(0.5, 0.8, 0.9, 0.95, 0.99);

    private Tables() {}

    private static void begin(Html page, String caption, List<String> heads) {
        page.begin("div", "class", "wide").begin("table").element("caption", caption);
        page.heads(heads).begin("tbody");
    }

    private static void end(Html page, int rows) {
        page.end().end().end();
        if (rows > MOST_ROWS) {
            page.element(
                    "p",
                    "The first %d of %d; the JSON and CSV files have all of them."
                            .formatted(MOST_ROWS, rows),
                    "class",
                    "soft");
        }
    }

    private static List<String> heads(String first, List<CallMeasure> measures) {
        List<String> heads = new ArrayList<>(List.of(first));
        measures.forEach(measure -> heads.add(Words.name(measure)));
        return heads;
    }

    private static void calls(
            Html page,
            String caption,
            String first,
            List<CallMeasure> measures,
            SortedMap<String, CallResults> of) {
        begin(page, caption, heads(first, measures));
        of.entrySet().stream()
                .limit(MOST_ROWS)
                .forEach(each -> page.row(each.getKey(), cells(each.getValue(), measures)));
        end(page, of.size());
    }

    private static List<String> cells(CallResults calls, List<CallMeasure> measures) {
        return measures.stream()
                .map(measure -> Words.estimate(measure.unit(), calls.of(measure)))
                .toList();
    }

    /// What became of calls.
    static void main(Html page, String first, SortedMap<String, CallResults> of) {
        calls(page, "Means of a day, with 95 % intervals.", first, MAIN, of);
    }

    /// Those who were not answered.
    static void lost(Html page, String first, SortedMap<String, CallResults> of) {
        calls(page, "Who was not answered, on a day.", first, LOST, of);
    }

    /// The service level as others count it.
    static void variants(Html page, String first, SortedMap<String, CallResults> of) {
        calls(page, "The service level by all its definitions; SL-6 is ours.", first, VARIANTS, of);
    }

    /// How times are spread.
    static void spreads(
            Html page, String caption, String first, SortedMap<String, Spread> spreads) {
        List<String> heads = new ArrayList<>(List.of(first));
        QUANTILES.forEach(share -> heads.add(Math.round(100 * share) + " % within"));
        heads.add("Longest");
        begin(page, caption, heads);
        spreads.entrySet().stream()
                .limit(MOST_ROWS)
                .forEach(each -> page.row(each.getKey(), cells(each.getValue())));
        end(page, spreads.size());
    }

    private static List<String> cells(Spread spread) {
        List<String> cells = new ArrayList<>();
        QUANTILES.forEach(share -> cells.add(Words.value(Unit.SECONDS, spread.quantile(share))));
        cells.add(spread.count() == 0 ? Words.NOTHING : Words.seconds(spread.most()));
        return cells;
    }

    /// The intervals of the span.
    static void intervals(Html page, RunFacts facts, List<CallResults> intervals) {
        List<CallMeasure> measures = MAIN.stream().filter(Results.OF_INTERVALS::contains).toList();
        List<String> heads = new ArrayList<>(heads("From", measures));
        heads.add("90 % answered within");
        begin(page, "By the interval in which the call came.", heads);
        for (int i = 0; i < Math.min(MOST_ROWS, intervals.size()); i++) {
            page.row(
                    clock(facts, i),
                    facts.isWarmUp(i)
                            ? Collections.nCopies(heads.size() - 1, Words.NOTHING)
                            : interval(intervals.get(i), measures));
        }
        end(page, intervals.size());
    }

    private static List<String> interval(CallResults calls, List<CallMeasure> measures) {
        List<String> cells = new ArrayList<>(cells(calls, measures));
        cells.add(Words.value(Unit.SECONDS, calls.waitsAnswered().quantile(0.9)));
        return cells;
    }

    /// Agents, each and all together.
    static void agents(Html page, SortedMap<String, AgentResults> agents, AgentResults all) {
        List<AgentMeasure> measures = List.of(AgentMeasure.values());
        List<String> heads = new ArrayList<>(List.of("Agent"));
        measures.forEach(measure -> heads.add(Words.name(measure)));
        begin(page, "Means of a day, with 95 % intervals.", heads);
        page.row("all agents", cells(all));
        agents.entrySet().stream()
                .limit(MOST_ROWS)
                .forEach(each -> page.row(each.getKey(), cells(each.getValue())));
        end(page, agents.size());
    }

    /// What all agents together do, interval by interval.
    static void agentIntervals(Html page, RunFacts facts, List<AgentResults> intervals) {
        List<String> heads = new ArrayList<>(List.of("From"));
        for (AgentMeasure measure : AgentMeasure.values()) {
            heads.add(Words.name(measure));
        }
        begin(page, "All agents together, in each interval of a day.", heads);
        for (int i = 0; i < Math.min(MOST_ROWS, intervals.size()); i++) {
            page.row(
                    clock(facts, i),
                    facts.isWarmUp(i)
                            ? Collections.nCopies(heads.size() - 1, Words.NOTHING)
                            : cells(intervals.get(i)));
        }
        end(page, intervals.size());
    }

    private static String clock(RunFacts facts, int interval) {
        return facts.clock(interval) + (facts.isWarmUp(interval) ? " (warm-up)" : "");
    }

    private static List<String> cells(AgentResults agent) {
        return List.of(AgentMeasure.values()).stream()
                .map(measure -> Words.estimate(measure.unit(), agent.of(measure)))
                .toList();
    }
}
