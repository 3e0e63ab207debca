package org.strowger.simulator.load;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long the callers of one line waited, and who of them gave up.
final class LineFigures {
    private static final long LONGEST = TimeUnit.HOURS.toMicros(24);

    /// Of those who were answered, in microseconds.
    private final Histogram waits;

    private long gaveUp;

    LineFigures() {
        this(new Histogram(1, LONGEST, 3), 0);
    }

    private LineFigures(Histogram waits, long gaveUp) {
        this.waits = waits;
        this.gaveUp = gaveUp;
    }

    void answeredAfter(long nanos) {
        waits.recordValue(Math.clamp(TimeUnit.NANOSECONDS.toMicros(nanos), 0, LONGEST));
    }

    void gaveUp() {
        gaveUp++;
    }

    /// Adds those of another line.
    void add(LineFigures other) {
        waits.add(other.waits);
        gaveUp += other.gaveUp;
    }

    /// Who was answered or gave up.
    long callers() {
        return waits.getTotalCount() + gaveUp;
    }

    /// The share of callers who were answered in time, 0 to 1; all, when there were none.
    double answeredWithin(Duration time) {
        long micros = Math.min(LONGEST, time.toNanos() / 1_000);
        return callers() == 0 ? 1 : waits.getCountBetweenValues(0, micros) / (double) callers();
    }

    /// The share of callers who gave up, 0 to 1.
    double abandoned() {
        return callers() == 0 ? 0 : gaveUp / (double) callers();
    }

    /// The mean wait of those who were answered.
    Duration meanWait() {
        return waits.getTotalCount() == 0
                ? Duration.ZERO
                : Duration.ofNanos(Math.round(waits.getMean() * 1_000));
    }

    LineFigures copy() {
        return new LineFigures(waits.copy(), gaveUp);
    }
}
