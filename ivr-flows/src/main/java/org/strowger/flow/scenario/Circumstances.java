package org.strowger.flow.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.strowger.flow.CallFacts;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.yaml.Position;

/// What a test call comes into: the time, who calls, and what the world around answers.
///
/// @param data by node, or by `flow/node`
/// @param queues by name
record Circumstances(
        Instant now,
        CallFacts facts,
        SequencedMap<String, Dip> data,
        SortedMap<String, QueueFigures> queues) {

    /// Noon on a Monday, and a caller with a number that nobody has (Ofcom keeps these for drama).
    static final Circumstances USUAL =
            new Circumstances(
                    Instant.parse("2026-01-05T12:00:00Z"),
                    new CallFacts("test", "+441632960001", "", "", Collections.emptySortedSet()),
                    new LinkedHashMap<>(),
                    Collections.emptySortedMap());

    /// How a queue stands of which a test says nothing.
    static final QueueFigures USUAL_QUEUE = new QueueFigures(0, 1, Duration.ZERO);

    /// A data dip's answer.
    ///
    /// @param at where the test file says it
    record Dip(DipAnswer answer, Position at) {}

    Circumstances {
        data = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(data));
        queues = Collections.unmodifiableSortedMap(new TreeMap<>(queues));
    }

    Optional<DipAnswer> answerOf(String flow, String node) {
        Dip dip = data.getOrDefault(flow + '/' + node, data.get(node));
        return Optional.ofNullable(dip).map(Dip::answer);
    }

    SortedMap<String, QueueFigures> figuresOf(SortedSet<String> asked) {
        SortedMap<String, QueueFigures> figures = new TreeMap<>();
        asked.forEach(name -> figures.put(name, figuresOf(name)));
        return figures;
    }

    QueueFigures figuresOf(String queue) {
        return queues.getOrDefault(queue, USUAL_QUEUE);
    }
}
