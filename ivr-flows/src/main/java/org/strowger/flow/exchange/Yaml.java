package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A value of the YAML to be written.
sealed interface Yaml {

    /// Written as it stands: an id, a number, a duration, true or false.
    record Word(String word) implements Yaml {}

    /// Somebody's own text, quoted where it must be.
    record Text(String text) implements Yaml {}

    record Items(List<Yaml> items) implements Yaml {
        public Items {
            items = List.copyOf(items);
        }
    }

    /// Where a call goes; turned elsewhere when the way would be a circle without an end.
    final class Way implements Yaml {
        private final boolean paced;
        private String to;

        private Way(String to, boolean paced) {
            this.to = to;
            this.paced = paced;
        }

        String to() {
            return to;
        }

        /// Whether the caller pressed a key or waited in line before going this way.
        boolean isPaced() {
            return paced;
        }

        void turnTo(String other) {
            to = other;
        }
    }

    final class Fields implements Yaml {
        private final SequencedMap<String, Yaml> values = new LinkedHashMap<>();

        Fields with(String key, Yaml value) {
            values.put(key, value);
            return this;
        }

        Fields with(String key, Optional<? extends Yaml> value) {
            value.ifPresent(v -> values.put(key, v));
            return this;
        }

        boolean isEmpty() {
            return values.isEmpty();
        }

        boolean has(String key) {
            return values.containsKey(key);
        }

        SequencedMap<String, Yaml> values() {
            return values;
        }
    }

    static Yaml word(String word) {
        return new Word(word);
    }

    static Yaml number(long number) {
        return new Word(Long.toString(number));
    }

    static Yaml text(String text) {
        return new Text(text);
    }

    static Fields fields() {
        return new Fields();
    }

    /// A way a call goes on its own.
    static Way way(String to) {
        return new Way(to, false);
    }

    /// A way a call goes when its caller pressed something or has waited.
    static Way pacedWay(String to) {
        return new Way(to, true);
    }

    /// All ways in a value, in their order.
    static List<Way> waysIn(Yaml value) {
        List<Way> ways = new ArrayList<>();
        collectWays(value, ways);
        return ways;
    }

    private static void collectWays(Yaml value, List<Way> ways) {
        switch (value) {
            case Way way -> ways.add(way);
            case Items(List<Yaml> items) -> items.forEach(item -> collectWays(item, ways));
            case Fields fields -> fields.values().values().forEach(v -> collectWays(v, ways));
            case Word _, Text _ -> {}
        }
    }
}
