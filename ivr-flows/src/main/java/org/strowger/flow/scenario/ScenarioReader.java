package org.strowger.flow.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.flow.CallFacts;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.flow.scenario.Circumstances.Dip;
import org.strowger.flow.scenario.Scenario.Placed;
import org.strowger.flow.scenario.ScenarioFile.Parsed;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads a test file.
final class ScenarioReader {
    private static final int SCHEMA = 1;
    private static final int MOST_SCENARIOS = 1_000;
    private static final int MOST_STEPS = 200;
    private static final int MOST_CALLS = 100_000;
    private static final Duration LONGEST_WAIT = Duration.ofHours(24);
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final String ID_FORM = "the id of a flow";

    private ScenarioReader() {}

    static Parsed read(String fileName, String text) {
        YamlDocument document = YamlDocument.read(fileName, text);
        YamlMap file = document.root();
        Optional<String> flow = file.required("flow").text(ID, ID_FORM);
        file.required("schema").integer(SCHEMA, SCHEMA);
        Circumstances usual = circumstances(file, Circumstances.USUAL);
        List<Scenario> scenarios = scenarios(file.required("scenarios"), usual);
        List<Problem> problems = document.problems();
        return problems.isEmpty()
                ? new Parsed.Ok(new ScenarioFile(fileName, flow.orElseThrow(), scenarios))
                : new Parsed.Refused(problems);
    }

    private static List<Scenario> scenarios(YamlValue value, Circumstances usual) {
        SequencedMap<String, YamlValue> entries = value.map().entries();
        if (value.isMap() && entries.isEmpty()) {
            value.refuse("'scenarios' expects at least one scenario");
        }
        if (entries.size() > MOST_SCENARIOS) {
            value.refuseKey("more than " + MOST_SCENARIOS + " scenarios");
            return List.of();
        }
        List<Scenario> scenarios = new ArrayList<>();
        entries.forEach((name, scenario) -> scenarios.add(scenario(name, scenario, usual)));
        return scenarios;
    }

    private static Scenario scenario(String name, YamlValue value, Circumstances usual) {
        YamlMap map = value.map();
        return new Scenario(
                name, value.keyAt(), circumstances(map, usual), steps(map.required("steps")));
    }

    private static List<Placed> steps(YamlValue value) {
        List<YamlValue> items = value.list();
        if (value.isList() && items.isEmpty()) {
            value.refuse("'steps' expects at least one step");
        }
        if (items.size() > MOST_STEPS) {
            value.refuseKey("more than " + MOST_STEPS + " steps");
            return List.of();
        }
        List<Placed> steps = new ArrayList<>();
        for (YamlValue item : items) {
            StepReader.read(item).ifPresent(step -> steps.add(new Placed(step, item.at())));
        }
        return steps;
    }

    /// What the map says, and what is usual where it says nothing.
    private static Circumstances circumstances(YamlMap map, Circumstances usual) {
        SequencedMap<String, Dip> data = new LinkedHashMap<>(usual.data());
        map.optional("data")
                .map()
                .entries()
                .forEach((node, dip) -> data.put(node, new Dip(dip(dip.map()), dip.keyAt())));
        SortedMap<String, QueueFigures> queues = new TreeMap<>(usual.queues());
        map.optional("queues")
                .map()
                .entries()
                .forEach((name, queue) -> queues.put(name, figures(queue.map())));
        Instant now = now(map.optional("now")).orElse(usual.now());
        return new Circumstances(now, facts(map, usual.facts()), data, queues);
    }

    private static Optional<Instant> now(YamlValue value) {
        Optional<String> text = value.text();
        Optional<Instant> now = text.flatMap(Given::instant);
        if (text.isPresent() && now.isEmpty()) {
            value.refuse(
                    "'now' expects a date and time with its offset such as"
                            + " 2026-11-24T10:00:00+00:00, found '"
                            + text.get()
                            + "'");
        }
        return now;
    }

    private static CallFacts facts(YamlMap map, CallFacts usual) {
        YamlMap caller = map.optional("caller").map();
        YamlValue closed = map.optional("closed_by_hand");
        SortedSet<String> calendars = new TreeSet<>();
        closed.list().forEach(item -> item.text().ifPresent(id -> calendars.add(id)));
        return new CallFacts(
                usual.id(),
                caller.optional("number").text().orElse(usual.callerNumber()),
                caller.optional("name").text().orElse(usual.callerName()),
                map.optional("dialled").text().orElse(usual.dialled()),
                closed.isPresent() ? calendars : usual.closedByHand(),
                lastAgent(caller.optional("last_agent"), usual));
    }

    /// `""` is nobody.
    private static Optional<String> lastAgent(YamlValue value, CallFacts usual) {
        return value.isPresent() ? value.text().filter(id -> !id.isEmpty()) : usual.lastAgent();
    }

    private static DipAnswer dip(YamlMap map) {
        Duration after =
                map.optional("after")
                        .duration(Duration.ZERO, LONGEST_WAIT)
                        .orElse(DipAnswer.USUALLY);
        YamlValue answer = map.optional("answer");
        Optional<String> fails = map.optional("fails").text();
        if (map.has("answer") == map.has("fails")) {
            map.refuse("the data of a dip expects either 'answer' or 'fails'");
        }
        return fails.isPresent()
                ? new DipAnswer.Failure(fails.get(), after)
                : new DipAnswer.Fields(StepReader.given(answer), after);
    }

    private static QueueFigures figures(YamlMap map) {
        QueueFigures usual = Circumstances.USUAL_QUEUE;
        return new QueueFigures(
                map.optional("waiting").integer(0, MOST_CALLS).orElse(usual.waiting()),
                map.optional("ready").integer(0, MOST_CALLS).orElse(usual.ready()),
                map.optional("expected_wait")
                        .duration(Duration.ZERO, LONGEST_WAIT)
                        .orElse(usual.expectedWait()));
    }
}
