package org.strowger.flow.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.Utterance;

/// What happened in a call, line by line, with the time since it began. Nothing secret is in it.
final class Trace {
    private static final int MOST_LINES = 2_000;

    private final Instant begin;
    private final List<String> lines = new ArrayList<>();

    Trace(Instant begin) {
        this.begin = begin;
    }

    void add(Instant at, String line) {
        if (lines.size() < MOST_LINES) {
            Duration since = Duration.between(begin, at);
            lines.add(
                    "%d:%02d.%03d %s"
                            .formatted(
                                    since.toMinutes(),
                                    since.toSecondsPart(),
                                    since.toMillisPart(),
                                    line));
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /// The lines from one on, and how many there are then.
    List<String> from(int line) {
        return List.copyOf(lines.subList(line, lines.size()));
    }

    int size() {
        return lines.size();
    }

    static String words(List<Utterance> utterances) {
        return utterances.stream().map(Trace::words).collect(Collectors.joining(" "));
    }

    static String words(Utterance utterance) {
        return switch (utterance) {
            case Utterance.Recording(_, var id) -> id;
            case Utterance.Speech(_, var text, _) -> '"' + text + '"';
            case Utterance.Spoken(_, var word) -> '"' + word.text() + '"';
            case Utterance.Silence(var lasts) -> "(" + lasts.toMillis() + " ms)";
        };
    }

    static String words(LinePlace line) {
        return line.queue()
                + " with priority "
                + line.priority()
                + (line.skills().isEmpty() ? "" : ", skills " + line.skills())
                + line.prefer().map(agent -> ", preferring " + agent).orElse("");
    }

    static String words(FlowAction.Destination to) {
        return switch (to) {
            case FlowAction.Destination.Number(var number, _) -> number;
            case FlowAction.Destination.Agent(var agent) -> "agent " + agent;
        };
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
