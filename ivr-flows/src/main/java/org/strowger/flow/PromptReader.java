package org.strowger.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.strowger.yaml.Position;
import org.strowger.yaml.YamlValue;

/// Reads prompts, and notes each with the place that first names it.
final class PromptReader {
    private static final String A_PROMPT_ID = "a prompt id (a-z, 0-9, _ and -, at most 64)";

    private final SequencedMap<Prompt, Position> noted = new LinkedHashMap<>();

    SequencedMap<Prompt, Position> noted() {
        return noted;
    }

    Optional<Prompt> recorded(YamlValue value) {
        return recorded(value, A_PROMPT_ID).map(prompt -> note(prompt, value.at()));
    }

    Prompt note(Prompt prompt, Position at) {
        noted.putIfAbsent(prompt, at);
        return prompt;
    }

    /// A prompt of one or more parts; of none when there is none to read.
    List<Prompt> prompt(YamlValue value) {
        if (!value.isPresent()) {
            return List.of();
        }
        if (!value.isList()) {
            return segment(value).stream().toList();
        }
        List<Prompt> segments = new ArrayList<>();
        value.list().forEach(item -> segment(item).ifPresent(segments::add));
        if (value.list().isEmpty()) {
            value.refuse("a prompt expects at least one recording or text");
        }
        return segments;
    }

    private Optional<Prompt> segment(YamlValue value) {
        Optional<Prompt> prompt =
                value.isMap()
                        ? spoken(value.map().required("text"))
                        : recorded(value, A_PROMPT_ID + " or {text: ...}");
        return prompt.map(p -> note(p, value.at()));
    }

    private static Optional<Prompt> spoken(YamlValue text) {
        return text.text()
                .filter(
                        words -> {
                            if (words.isBlank()) {
                                text.refuse("'text' expects words, found none");
                            }
                            return !words.isBlank();
                        })
                .map(Prompt.Text::new);
    }

    private static Optional<Prompt> recorded(YamlValue value, String expected) {
        return value.text(Prompt.Recorded.FORM, expected).map(Prompt.Recorded::new);
    }
}
