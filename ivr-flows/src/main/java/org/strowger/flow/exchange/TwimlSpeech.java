package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// TwiML's `<Say>`, `<Play>` and `<Pause>`, being written as segments of a prompt.
final class TwimlSpeech {
    private static final int MOST_TIMES = 10;

    private final FlowDraft flow;
    private Optional<String> language = Optional.empty();

    TwimlSpeech(FlowDraft flow) {
        this.flow = flow;
    }

    List<Yaml> segments(List<SourceElement> verbs, DraftNode node) {
        List<Yaml> segments = new ArrayList<>();
        for (SourceElement verb : verbs) {
            List<Yaml> once =
                    switch (verb.name()) {
                        case "Say" -> say(verb, node);
                        case "Play" -> play(verb);
                        default -> List.of(pause(verb));
                    };
            for (int i = times(verb, node); i > 0; i--) {
                segments.addAll(once);
            }
        }
        return segments;
    }

    private List<Yaml> say(SourceElement say, DraftNode node) {
        speak(say, node);
        List<Yaml> segments = new ArrayList<>();
        StringBuilder words = new StringBuilder();
        words(say, words, segments, node);
        flush(words, segments);
        return segments;
    }

    private void speak(SourceElement say, DraftNode node) {
        Optional<String> tag = say.attribute("language");
        if (tag.isEmpty()) {
            return;
        }
        if (language.isEmpty()) {
            language = tag;
            flow.speak(tag.get());
        } else if (!language.equals(tag)) {
            String what = "spoken in " + quoted(tag.get()) + " there; here in the flow's language";
            flow.notes().add(say.placeOf("language"), node, what);
        }
    }

    private void words(
            SourceElement element, StringBuilder words, List<Yaml> segments, DraftNode node) {
        for (SourcePart part : element.parts()) {
            switch (part) {
                case SourceText text -> words.append(text.use());
                case SourceElement inner when inner.name().equals("break") -> {
                    flush(words, segments);
                    segments.add(silence(inner.use()));
                }
                case SourceElement inner -> {
                    String what = "markup <" + inner.name() + "> is left out, its words are kept";
                    flow.notes().add(inner.use().at(), node, what);
                    words(inner, words, segments, node);
                }
            }
        }
    }

    private Yaml silence(SourceElement pause) {
        return flow.silence(pause.millis("time", "s").orElse(500), pause.at());
    }

    private static void flush(StringBuilder words, List<Yaml> segments) {
        String text = words.toString().strip().replaceAll("\\s+", " ");
        words.setLength(0);
        if (!text.isEmpty()) {
            segments.add(Speech.text(text));
        }
    }

    private List<Yaml> play(SourceElement play) {
        String file = play.text();
        return file.isEmpty() ? List.of() : List.of(flow.recording(file, play.at()));
    }

    private Yaml pause(SourceElement pause) {
        return flow.silence(pause.millis("length", "s").orElse(1_000), pause.at());
    }

    private int times(SourceElement verb, DraftNode node) {
        String written = verb.attribute("loop").orElse("1");
        int times = written.matches("[1-9][0-9]?") ? Integer.parseInt(written) : 0;
        if (times >= 1 && times <= MOST_TIMES) {
            return times;
        }
        int most = times == 0 ? 1 : MOST_TIMES;
        String what = "loop " + quoted(written) + " there; here " + most + " times at most";
        flow.notes().add(verb.placeOf("loop"), node, what);
        return most;
    }
}
