package org.strowger.telephony.media;

import java.util.concurrent.TimeUnit;

/// Says when 20 ms have passed, by deadlines that never move: a late tick does not delay the next.
///
/// Instants are those of [System#nanoTime], which may wrap.
final class Metronome {
    static final long TICK = TimeUnit.MILLISECONDS.toNanos(20);

    /// Who is later than this skips what was missed: audio in a burst helps nobody.
    static final int MOST_TICKS_LATE = 10;

    private long next;

    /// What has to happen now.
    ///
    /// @param skipped how many ticks are lost
    /// @param due how many ticks are to be made up for, one after another
    record Beat(int skipped, int due) {}

    Metronome(long firstTick) {
        next = firstTick;
    }

    Beat at(long now) {
        long late = now - next;
        if (late < 0) {
            return new Beat(0, 0);
        }
        long passed = late / TICK + 1;
        next += passed * TICK;
        boolean tooLate = passed > MOST_TICKS_LATE;
        return tooLate ? new Beat((int) (passed - 1), 1) : new Beat(0, (int) passed);
    }

    /// How long to wait for the next tick; negative when it is late.
    long untilNext(long now) {
        return next - now;
    }
}
