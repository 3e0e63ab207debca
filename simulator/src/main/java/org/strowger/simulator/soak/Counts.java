package org.strowger.simulator.soak;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// How often things happened, by name. Of one thread.
final class Counts {
    private final TreeMap<String, Long> counts = new TreeMap<>();

    void add(String name) {
        add(name, 1);
    }

    void add(String name, long times) {
        counts.merge(name, times, Long::sum);
    }

    long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    SortedMap<String, Long> byName() {
        return new TreeMap<>(counts);
    }

    @Override
    public String toString() {
        return counts.entrySet().stream()
                .map(count -> "%s %,d".formatted(count.getKey(), count.getValue()))
                .collect(Collectors.joining(", "));
    }
}
