package org.strowger.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.report.RunFacts.QueueFacts;

/// What two scenarios that are compared differ in beside their figures: who reads these must know
/// that a part of a change may come from it.
final class Unlike {
    private Unlike() {}

    /// @param promised what the queues of the second promise, by whatever they are counted
    static List<String> notes(
            RunFacts before, RunFacts after, SortedMap<QueueId, QueueFacts> promised) {
        List<String> notes = new ArrayList<>();
        note(notes, "The spans", before.span(), after.span());
        note(
                notes,
                "The warm-ups",
                Words.duration(before.warmUp()),
                Words.duration(after.warmUp()));
        note(
                notes,
                "The lengths of the intervals",
                Words.duration(before.interval()),
                Words.duration(after.interval()));
        promised.forEach(
                (queue, of) -> {
                    QueueFacts counted = Objects.requireNonNull(after.queues().get(queue));
                    if (!of.equals(counted)) {
                        notes.add(
                                "In queue %s the second has %s; both are counted by the first's %s."
                                        .formatted(queue.value(), limits(of), limits(counted)));
                    }
                });
        return List.copyOf(notes);
    }

    private static void note(List<String> notes, String what, String before, String after) {
        if (!before.equals(after)) {
            notes.add("%s differ: %s before, %s after.".formatted(what, before, after));
        }
    }

    private static String limits(QueueFacts of) {
        return "within %s (short below %s)"
                .formatted(Words.duration(of.inTime()), Words.duration(of.shortAbandon()));
    }
}
