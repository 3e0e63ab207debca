package org.strowger.engine.alert;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// Two counts, a whole and a part of it, over the last minutes: the whole ones of a window, and the
/// one that runs.
///
/// There is one bucket for each minute of the day's clock, so a window of 30 minutes looks back on
/// at least 30 and less than 31. The times that it is told must not go back.
final class MinuteCounts {
    private static final int SECONDS = 60;

    private final long[] parts;
    private final long[] wholes;
    private long part;
    private long whole;
    private long minute = Long.MIN_VALUE;

    MinuteCounts(Duration window) {
        int buckets = Math.toIntExact(window.toMinutes()) + 1;
        parts = new long[buckets];
        wholes = new long[buckets];
    }

    void add(Instant at, long partOf, long wholeOf) {
        advance(at);
        int bucket = bucket(minute);
        parts[bucket] += partOf;
        wholes[bucket] += wholeOf;
        part += partOf;
        whole += wholeOf;
    }

    /// Takes back what was added at a time, unless that is forgotten.
    void takeBack(Instant addedAt, long partOf, long wholeOf) {
        long of = minute(addedAt);
        if (minute - of >= parts.length) {
            return;
        }
        int bucket = bucket(of);
        parts[bucket] -= partOf;
        wholes[bucket] -= wholeOf;
        part -= partOf;
        whole -= wholeOf;
    }

    /// Forgets what is too long ago.
    void advance(Instant at) {
        long now = minute(at);
        if (minute == Long.MIN_VALUE || now - minute >= parts.length) {
            empty();
            minute = now;
        }
        while (minute < now) {
            minute++;
            int bucket = bucket(minute);
            part -= parts[bucket];
            whole -= wholes[bucket];
            parts[bucket] = 0;
            wholes[bucket] = 0;
        }
    }

    private void empty() {
        Arrays.fill(parts, 0);
        Arrays.fill(wholes, 0);
        part = 0;
        whole = 0;
    }

    long part() {
        return part;
    }

    long whole() {
        return whole;
    }

    /// Of a hundred of the whole, how many are the part; 0 when there is no whole.
    double percent() {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /// When a bucket leaves the window next; absent when none has anything in it.
    Optional<Instant> nextChange() {
        return part == 0 && whole == 0
                ? Optional.empty()
                : Optional.of(Instant.ofEpochSecond((minute + 1) * SECONDS));
    }

    private int bucket(long of) {
        return Math.floorMod(of, parts.length);
    }

    private static long minute(Instant at) {
        return Math.floorDiv(at.getEpochSecond(), SECONDS);
    }
}
