package org.strowger.flow.check;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is there for flows to use. Nothing is checked against what is absent here.
///
/// @param queues by name
/// @param skills that agents may have
/// @param agents by id
/// @param boxes voicemail boxes, by name
/// @param allowedNumbers how the numbers begin that flows may have called
/// @param recordings by language, then by id
public record Surroundings(
        Optional<SortedSet<String>> queues,
        Optional<SortedSet<String>> skills,
        Optional<SortedSet<String>> agents,
        Optional<SortedSet<String>> boxes,
        Optional<List<String>> allowedNumbers,
        Optional<SortedMap<String, SortedMap<String, RecordingFacts>>> recordings) {

    public Surroundings {
        queues = queues.map(Surroundings::copy);
        skills = skills.map(Surroundings::copy);
        agents = agents.map(Surroundings::copy);
        boxes = boxes.map(Surroundings::copy);
        allowedNumbers = allowedNumbers.map(List::copyOf);
        recordings = recordings.map(Surroundings::deepCopy);
    }

    /// Where nothing is known.
    public static Surroundings unknown() {
        return new Surroundings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static SortedSet<String> copy(SortedSet<String> names) {
        return Collections.unmodifiableSortedSet(new TreeSet<>(names));
    }

    private static SortedMap<String, SortedMap<String, RecordingFacts>> deepCopy(
            SortedMap<String, SortedMap<String, RecordingFacts>> recordings) {
        SortedMap<String, SortedMap<String, RecordingFacts>> copy = new TreeMap<>();
        recordings.forEach(
                (language, facts) ->
                        copy.put(
                                language, Collections.unmodifiableSortedMap(new TreeMap<>(facts))));
        return Collections.unmodifiableSortedMap(copy);
    }
}
