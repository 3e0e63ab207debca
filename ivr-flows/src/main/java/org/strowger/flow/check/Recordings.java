package org.strowger.flow.check;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.strowger.flow.Flow;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Languages;
import org.strowger.flow.Prompt;
import org.strowger.flow.speech.SayKind;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.yaml.Problem;

/// Finds recordings that a telephone line cannot play well (L06) and those that no flow uses (L19).
final class Recordings {
    private static final int TELEPHONE_RATE = 8_000;

    /// What the centre plays by itself, and voicemail and announcements with it.
    private static final List<String> PLAYED_BY_THE_CENTRE =
            List.of(
                    "agent-greeting",
                    "beep",
                    "did-not-hear",
                    "goodbye",
                    "hold-music",
                    "in-line",
                    "not-valid",
                    "wait-is-about",
                    "you-are-number");

    private static final SortedMap<String, RecordingFacts> NONE = Collections.emptySortedMap();

    private Recordings() {}

    /// Whether there is one for a language: `en-GB` also takes what is there for `en`.
    static boolean isThere(
            SortedMap<String, SortedMap<String, RecordingFacts>> known,
            String language,
            String id) {
        return Stream.of(language, Languages.primary(language))
                .anyMatch(folder -> known.getOrDefault(folder, NONE).containsKey(id));
    }

    /// @param flows all that there are; none may be missing, or its recordings would be taken for
    ///   unused
    static List<Problem> findUnused(Collection<Flow> flows, Surroundings around) {
        List<Problem> problems = new ArrayList<>();
        around.recordings()
                .ifPresent(
                        known -> {
                            SortedSet<String> used = used(flows, known.keySet());
                            known.values().forEach(byId -> addUnused(problems, byId, used));
                        });
        return problems;
    }

    static List<Problem> findUnfit(Surroundings around) {
        List<Problem> problems = new ArrayList<>();
        around.recordings()
                .ifPresent(
                        known ->
                                known.values()
                                        .forEach(
                                                byId ->
                                                        byId.values()
                                                                .forEach(
                                                                        r ->
                                                                                addUnfit(
                                                                                        problems,
                                                                                        r))));
        return problems;
    }

    private static void addUnfit(List<Problem> problems, RecordingFacts recording) {
        if (!recording.length().isPositive()) {
            problems.add(problem(LintCode.L06, recording, "the recording is empty"));
        } else if (recording.sampleRate() != TELEPHONE_RATE || recording.channels() != 1) {
            problems.add(
                    problem(
                            LintCode.L06,
                            recording,
                            "expected a mono recording at 8000 Hz, found "
                                    + recording.channels()
                                    + (recording.channels() == 1 ? " channel" : " channels")
                                    + " at "
                                    + recording.sampleRate()
                                    + " Hz"));
        }
    }

    private static void addUnused(
            List<Problem> problems,
            SortedMap<String, RecordingFacts> byId,
            SortedSet<String> used) {
        byId.forEach(
                (id, recording) -> {
                    if (!used.contains(id)) {
                        problems.add(
                                problem(
                                        LintCode.L19,
                                        recording,
                                        "no flow uses the recording " + quoted(id)));
                    }
                });
    }

    private static Problem problem(LintCode code, RecordingFacts recording, String message) {
        return new Problem(recording.path(), 1, 1, code.severity(), code.name(), message);
    }

    /// The words of values count as used, whether or not a value is said: they belong together.
    private static SortedSet<String> used(Collection<Flow> flows, Collection<String> languages) {
        SortedSet<String> used = new TreeSet<>(PLAYED_BY_THE_CENTRE);
        for (String language : languages) {
            SpokenLanguage.of(language)
                    .ifPresent(
                            spoken ->
                                    used.addAll(
                                            spoken.vocabulary(EnumSet.allOf(SayKind.class))
                                                    .keySet()));
        }
        for (Flow flow : flows) {
            for (FlowNode node : flow.nodes().values()) {
                PromptUse.of(node).forEach(use -> addIds(used, use.prompts()));
            }
        }
        return used;
    }

    private static void addIds(SortedSet<String> used, List<Prompt> prompts) {
        for (Prompt prompt : prompts) {
            switch (prompt) {
                case Prompt.Recorded(String id) -> used.add(id);
                case Prompt.Uninterrupted whole -> addIds(used, whole.prompts());
                case Prompt.Plural plural ->
                        plural.forms().values().forEach(said -> addIds(used, said));
                case Prompt.Text _, Prompt.Silence _, Prompt.SayAs _ -> {}
            }
        }
    }
}
