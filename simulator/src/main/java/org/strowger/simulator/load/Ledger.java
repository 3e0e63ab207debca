package org.strowger.simulator.load;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What happened under load: counts, errors by kind, and times. Of one thread; [#copy] is for
/// others.
final class Ledger {
    /// More kinds of errors than there are; so no text from outside can fill the memory.
    private static final int MOST_KINDS = 200;

    private static final long LONGEST = TimeUnit.HOURS.toMicros(24);
    private static final int DIGITS = 3;

    private final Map<Timing, Histogram> times = new EnumMap<>(Timing.class);
    private final SortedMap<String, Long> errors = new TreeMap<>();
    private final SortedMap<String, LineFigures> lines = new TreeMap<>();
    long due;
    long rang;
    long answered;

    /// Calls that were made and whose keys lead to a line.
    long forLine;

    /// Talks of agents, and callers who had one at least.
    long talks;

    long talked;
    long gaveUp;
    long sentAway;
    long ended;
    long heard;
    long listened;

    Ledger() {
        for (Timing timing : Timing.values()) {
            times.put(timing, new Histogram(1, LONGEST, DIGITS));
        }
    }

    /// Adds a time; a negative one, where clocks of two threads cross, is none.
    void took(Timing timing, long nanos) {
        of(timing).recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST));
    }

    private Histogram of(Timing timing) {
        return Objects.requireNonNull(times.get(timing));
    }

    void error(String kind) {
        if (errors.containsKey(kind) || errors.size() < MOST_KINDS) {
            errors.merge(kind, 1L, Long::sum);
        }
    }

    LineFigures line(String queue) {
        return lines.computeIfAbsent(queue, _ -> new LineFigures());
    }

    SortedMap<String, LineFigures> lines() {
        return Collections.unmodifiableSortedMap(lines);
    }

    SortedMap<String, Long> errors() {
        return Collections.unmodifiableSortedMap(errors);
    }

    long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    long count(Timing timing) {
        return of(timing).getTotalCount();
    }

    /// The least time that so many per cent of all do not exceed; nothing of none.
    Duration at(Timing timing, double percent) {
        Histogram all = of(timing);
        return all.getTotalCount() == 0
                ? Duration.ZERO
                : Duration.of(
                        all.getValueAtPercentile(percent), TimeUnit.MICROSECONDS.toChronoUnit());
    }

    /// In microseconds, every value of each time with its count.
    Histogram histogram(Timing timing) {
        return of(timing).copy();
    }

    Ledger copy() {
        Ledger copy = new Ledger();
        times.forEach((timing, all) -> copy.times.put(timing, all.copy()));
        copy.errors.putAll(errors);
        lines.forEach((queue, figures) -> copy.lines.put(queue, figures.copy()));
        copy.due = due;
        copy.rang = rang;
        copy.answered = answered;
        copy.forLine = forLine;
        copy.talks = talks;
        copy.talked = talked;
        copy.gaveUp = gaveUp;
        copy.sentAway = sentAway;
        copy.ended = ended;
        copy.heard = heard;
        copy.listened = listened;
        return copy;
    }
}
