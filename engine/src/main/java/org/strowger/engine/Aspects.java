package org.strowger.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// What can be told apart in a thing that people configure, each by the name of its setting.
final class Aspects<T> {
    private final SequencedMap<String, Function<T, Object>> byName = new LinkedHashMap<>();

    Aspects<T> and(String name, Function<T, Object> of) {
        byName.put(name, of);
        return this;
    }

    /// The names of those that are not the same in both.
    List<String> changed(T before, T after) {
        List<String> changed = new ArrayList<>();
        byName.forEach(
                (name, of) -> {
                    if (!of.apply(before).equals(of.apply(after))) {
                        changed.add(name);
                    }
                });
        return Collections.unmodifiableList(changed);
    }

    /// What became of things with names, a sentence for each.
    ///
    /// @param kind what they are: "agent"
    List<String> sentences(String kind, SortedMap<String, T> before, SortedMap<String, T> after) {
        SortedSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<String> sentences = new ArrayList<>();
        for (String name : names) {
            T was = before.get(name);
            T is = after.get(name);
            String who = kind + " " + name;
            if (was == null) {
                sentences.add(who + " is added");
            } else if (is == null) {
                sentences.add(who + " is removed");
            } else if (!changed(was, is).isEmpty()) {
                sentences.add(who + " is changed: " + String.join(", ", changed(was, is)));
            }
        }
        return sentences;
    }
}
