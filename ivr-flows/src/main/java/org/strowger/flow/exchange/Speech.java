package org.strowger.flow.exchange;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Prompts of ours, as YAML.
final class Speech {
    private static final Yaml NOTHING = Yaml.fields().with("silence", Yaml.word("100ms"));

    private Speech() {}

    static Yaml text(String words) {
        return Yaml.fields().with("text", Yaml.text(words));
    }

    static Yaml ssml(String markup) {
        return Yaml.fields().with("ssml", Yaml.text(markup));
    }

    /// One prompt of several segments; none of none.
    static Optional<Yaml> of(List<Yaml> segments) {
        return switch (segments.size()) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(segments.getFirst());
            default -> Optional.of(new Yaml.Items(segments));
        };
    }

    /// As [#of], with a moment's silence for none, where our language asks for a prompt.
    static Yaml orSilence(List<Yaml> segments) {
        return of(segments).orElse(NOTHING);
    }

    /// Words in which another language's notation stands for values: they are spelt out, and those
    /// unknown here are left out. Both are noted.
    ///
    /// @param places where values stand in the text
    /// @param value the expression for what stands in such a place, if it is known here
    static List<Yaml> withValues(
            String text,
            Pattern places,
            Function<String, Optional<String>> value,
            Consumer<String> notes) {
        List<Yaml> segments = new ArrayList<>();
        Matcher place = places.matcher(text);
        int end = 0;
        while (place.find()) {
            addWords(segments, text.substring(end, place.start()));
            Optional<String> known = value.apply(place.group());
            known.ifPresent(v -> segments.add(spelt(v)));
            notes.accept(
                    quoted(place.group())
                            + (known.isPresent()
                                    ? " is spelt out here: choose how it is said"
                                    : " is not known here: left out of what is said"));
            end = place.end();
        }
        addWords(segments, text.substring(end));
        return segments;
    }

    private static Yaml spelt(String value) {
        return Yaml.fields().with("say_as", Yaml.word("spell")).with("value", Yaml.text(value));
    }

    private static void addWords(List<Yaml> segments, String words) {
        String plain = words.strip().replaceAll("\\s+", " ");
        if (!plain.isEmpty()) {
            segments.add(text(plain));
        }
    }
}
