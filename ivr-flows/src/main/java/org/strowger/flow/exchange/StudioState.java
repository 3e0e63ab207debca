package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A widget of a Twilio Studio flow.
record StudioState(String name, String type, SourceValue source) {

    static Optional<StudioState> of(SourceValue source) {
        Optional<String> name = source.text("name");
        Optional<String> type = source.text("type");
        return name.flatMap(n -> type.map(t -> new StudioState(n, t, source)));
    }

    SourceValue property(String key) {
        return source.field("properties").field(key);
    }

    /// The widget an event leads to; none when the event ends the call.
    Optional<String> next(String event) {
        return transitions().stream()
                .filter(t -> t.text("event").equals(Optional.of(event)))
                .findFirst()
                .flatMap(t -> t.text("next"));
    }

    /// The widget that the first event that leads anywhere leads to.
    Optional<String> firstNext() {
        return transitions().stream()
                .filter(t -> t.text("event").isPresent() && t.peek("next").isPresent())
                .findFirst()
                .flatMap(t -> t.text("next"));
    }

    List<SourceValue> transitions() {
        return source.field("transitions").items();
    }

    /// The matches of a split, each with its only condition; none when one has more.
    Optional<List<Match>> matches() {
        List<Match> matches = new ArrayList<>();
        for (SourceValue transition : transitions()) {
            if (transition.is("event", "match")) {
                List<SourceValue> conditions = transition.field("conditions").items();
                if (conditions.size() != 1) {
                    return Optional.empty();
                }
                matches.add(Match.of(transition, conditions.getFirst()));
            }
        }
        return Optional.of(matches);
    }

    /// One way out of a split.
    record Match(SourceValue at, String label, String type, String value, Optional<String> next) {
        private static Match of(SourceValue transition, SourceValue condition) {
            condition.field("arguments").useAll();
            return new Match(
                    condition,
                    condition.text("friendly_name").orElse(""),
                    condition.text("type").orElse(""),
                    condition.field("value").written().orElse(""),
                    transition.text("next"));
        }
    }
}
