package org.strowger.flow.exchange;

import java.util.List;
import java.util.Optional;

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
}
