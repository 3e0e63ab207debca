package org.strowger.simulator.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.Chart.Told;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.AgentResults;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.Goal;
import org.strowger.simulator.result.Results;
import org.strowger.simulator.result.Spread;
import org.strowger.simulator.result.Unit;
import org.strowger.simulator.result.Verdict;

/// The page of one simulated scenario.
final class SimulationPage {
    /// Bars of one drawing; the tables have more.
    private static final int MOST_BARS = 40;

    /// Queues of which each has its own drawings; the JSON and CSV files have all of them.
    private static final int MOST_QUEUES = 30;

    private final Html page;
    private final RunFacts facts;
    private final Results results;

    private SimulationPage(Html page, SimulationReport report) {
        this.page = page;
        this.facts = report.facts();
        this.results = report.results();
    }

    static String of(SimulationReport report) {
        Html page = PageFrame.begin(report.facts().scenario());
        page.element("h1", report.facts().scenario());
        new SimulationPage(page, report).write(report.isCut());
        return PageFrame.end(page);
    }

    private void write(boolean isCut) {
        page.element("p", subtitle(), "class", "soft");
        if (isCut) {
            Notes.cut(page, facts, results);
        }
        if (results.days() > 0) {
            Notes.verdicts(page, results.verdicts());
            cards();
            results.notTaken().ifPresent(of -> page.element("p", Notes.notTakenWords(of)));
            queues();
            waits();
            intervals();
            skills();
            agents();
        }
        Notes.reading(page, facts);
        Notes.provenance(page, facts, results);
    }

    private String subtitle() {
        return "Simulated: %s; %d replications".formatted(facts.span(), results.days());
    }

    private void cards() {
        page.element("h2", "At a glance").begin("ul", "class", "cards");
        for (CallMeasure measure :
                List.of(
                        CallMeasure.SERVICE_LEVEL,
                        CallMeasure.ABANDONED,
                        CallMeasure.MEAN_WAIT,
                        CallMeasure.OFFERED)) {
            card(Words.name(measure), measure.unit(), results.all().of(measure));
        }
        card("Occupancy", Unit.SHARE, results.allAgents().of(AgentMeasure.OCCUPANCY));
        page.end().element("p", Notes.variant(facts), "class", "soft");
    }

    private void card(String name, Unit unit, Optional<Estimate> found) {
        page.begin("li").element("span", name, "class", "soft");
        page.element("strong", Words.estimate(unit, found)).end();
    }

    private void queues() {
        SortedMap<String, CallResults> queues = named(results.queues(), QueueId::value);
        page.element("h2", "Queues");
        Charts.shares(
                page,
                "sl",
                "Service level by queue",
                estimates(queues, CallMeasure.SERVICE_LEVEL),
                MOST_BARS);
        bars("lost", "Abandoned by queue", CallMeasure.ABANDONED, queues);
        bars("asa", "Mean wait by queue", CallMeasure.MEAN_WAIT, queues);
        SortedMap<String, CallResults> rows = withAll(queues);
        Tables.main(page, "Queue", rows);
        Tables.lost(page, "Queue", rows);
        Tables.variants(page, "Queue", rows);
        Charts.days(
                page,
                "days",
                "How many days had which service level, all queues together",
                results.all().days(),
                goal(Optional.empty()));
    }

    /// What became of the calls of each queue.
    static void queueTables(Html page, SimulationReport report) {
        SimulationPage of = new SimulationPage(page, report);
        SortedMap<String, CallResults> rows =
                of.withAll(named(report.results().queues(), QueueId::value));
        Tables.main(page, "Queue", rows);
        Tables.lost(page, "Queue", rows);
    }

    private void bars(
            String id, String title, CallMeasure measure, SortedMap<String, CallResults> of) {
        Charts.bars(page, id, title, measure.unit(), estimates(of, measure), MOST_BARS);
    }

    private static SortedMap<String, Estimate> estimates(
            SortedMap<String, CallResults> of, CallMeasure measure) {
        SortedMap<String, Estimate> estimates = new TreeMap<>();
        of.forEach(
                (name, calls) -> calls.of(measure).ifPresent(found -> estimates.put(name, found)));
        return estimates;
    }

    /// With several, all of them together, too; their name sorts before any queue's.
    private SortedMap<String, CallResults> withAll(SortedMap<String, CallResults> queues) {
        SortedMap<String, CallResults> rows = new TreeMap<>(queues);
        if (queues.size() > 1) {
            rows.put(" all queues", results.all());
        }
        return rows;
    }

    private static <K, V> SortedMap<String, V> named(SortedMap<K, V> of, Function<K, String> name) {
        SortedMap<String, V> named = new TreeMap<>();
        of.forEach((key, value) -> named.put(name.apply(key), value));
        return named;
    }

    /// What is to be reached of the service level that is drawn; not of one within another time.
    private Optional<Double> goal(Optional<QueueId> queue) {
        for (Verdict verdict : results.verdicts()) {
            if (verdict.goal() instanceof Goal.ServiceLevel(var of, var seconds, var share)
                    && of.equals(queue)
                    && facts.countsBy(queue, seconds)) {
                return Optional.of(share);
            }
        }
        return Optional.empty();
    }

    private void waits() {
        SortedMap<String, Spread> answered = new TreeMap<>();
        SortedMap<String, Spread> abandoned = new TreeMap<>();
        SortedMap<String, Spread> talks = new TreeMap<>();
        withAll(named(results.queues(), QueueId::value))
                .forEach(
                        (name, calls) -> {
                            answered.put(name, calls.waitsAnswered());
                            abandoned.put(name, calls.waitsAbandoned());
                            talks.put(name, calls.talks());
                        });
        page.element("h2", "Waits");
        Charts.spreads(
                page, "waits", "Share of answered calls that waited at most so long", answered);
        Tables.spreads(page, "Waits of those who were answered.", "Queue", answered);
        Charts.spreads(
                page,
                "gave-up",
                "Share of callers who hung up that did so after at most so long",
                abandoned);
        Tables.spreads(page, "Waits of those who hung up.", "Queue", abandoned);
        page.element("h2", "Talks");
        Charts.spreads(page, "talks", "Share of talks that lasted at most so long", talks);
        Tables.spreads(page, "How long talks lasted.", "Queue", talks);
    }

    private void intervals() {
        page.element("h2", "Over the day");
        intervals("all", "all queues", results.intervals(), goal(Optional.empty()));
        if (results.queueIntervals().size() < 2) {
            return;
        }
        List<Map.Entry<QueueId, List<CallResults>>> queues =
                List.copyOf(results.queueIntervals().entrySet());
        for (int i = 0; i < Math.min(MOST_QUEUES, queues.size()); i++) {
            QueueId queue = queues.get(i).getKey();
            page.element("h3", "Queue " + queue.value());
            intervals("q" + i, queue.value(), queues.get(i).getValue(), goal(Optional.of(queue)));
        }
        if (queues.size() > MOST_QUEUES) {
            page.element(
                    "p",
                    "The first %d of %d queues; the JSON and CSV files have all of them."
                            .formatted(MOST_QUEUES, queues.size()),
                    "class",
                    "soft");
        }
    }

    private void intervals(
            String id, String name, List<CallResults> intervals, Optional<Double> goal) {
        List<CallResults> drawn =
                intervals.subList(0, Math.min(Tables.MOST_ROWS, intervals.size()));
        for (CallMeasure measure :
                List.of(
                        CallMeasure.OFFERED,
                        CallMeasure.SERVICE_LEVEL,
                        CallMeasure.ABANDONED,
                        CallMeasure.MEAN_WAIT)) {
            Told told =
                    new Told(
                            id + "-" + measure.key(),
                            Words.name(measure) + " by interval, " + name,
                            "Upright strokes are 95 % intervals; the table below has the figures.");
            Charts.intervals(
                    page,
                    told,
                    facts,
                    drawn,
                    measure,
                    measure == CallMeasure.SERVICE_LEVEL ? goal : Optional.empty());
        }
        Tables.intervals(page, facts, intervals);
    }

    private void skills() {
        page.element("h2", "Skills that calls ask for");
        page.element(
                "p", "By what the call asks beside its queue; {} asks nothing.", "class", "soft");
        Charts.shares(
                page,
                "sk",
                "Service level by need",
                estimates(results.skills(), CallMeasure.SERVICE_LEVEL),
                MOST_BARS);
        bars("sk-lost", "Abandoned by need", CallMeasure.ABANDONED, results.skills());
        bars("sk-asa", "Mean wait by need", CallMeasure.MEAN_WAIT, results.skills());
        Tables.main(page, "Need", results.skills());
        SortedMap<String, Spread> waits = new TreeMap<>();
        results.skills().forEach((need, calls) -> waits.put(need, calls.waitsAnswered()));
        Tables.spreads(page, "Waits of those who were answered.", "Need", waits);
    }

    private void agents() {
        SortedMap<String, AgentResults> agents = named(results.agents(), agent -> agent.value());
        SortedMap<String, Estimate> occupancies = new TreeMap<>();
        agents.forEach(
                (name, agent) ->
                        agent.of(AgentMeasure.OCCUPANCY)
                                .ifPresent(found -> occupancies.put(name, found)));
        page.element("h2", "Agents");
        agentIntervals();
        Charts.shares(page, "occ", "Occupancy by agent", occupancies, MOST_BARS);
        Charts.howMany(
                page,
                "occ-agents",
                "How many agents have which occupancy",
                "agents",
                occupancies.values());
        Tables.agents(page, agents, results.allAgents());
    }

    private void agentIntervals() {
        List<AgentResults> intervals = results.agentIntervals();
        Told told =
                new Told(
                        "occ-intervals",
                        "Occupancy by interval, all agents together",
                        "Upright strokes are 95 % intervals; the table below has the figures.");
        Charts.agentIntervals(
                page,
                told,
                facts,
                intervals.subList(0, Math.min(Tables.MOST_ROWS, intervals.size())),
                AgentMeasure.OCCUPANCY);
        Tables.agentIntervals(page, facts, intervals);
    }
}
