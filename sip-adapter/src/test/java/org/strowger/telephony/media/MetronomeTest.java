package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.strowger.telephony.media.Metronome.Beat;

final class MetronomeTest {
    private static final long START = Long.MAX_VALUE - 3 * Metronome.TICK;

    private final Metronome metronome = new Metronome(START);

    @Test
    void itTicksOnceEach20Milliseconds() {
        assertEquals(new Beat(0, 1), metronome.at(START));
        assertEquals(new Beat(0, 0), metronome.at(START + Metronome.TICK - 1));
        assertEquals(1, metronome.untilNext(START + Metronome.TICK - 1));
        assertEquals(new Beat(0, 1), metronome.at(START + Metronome.TICK));
    }

    @Test
    void lateTicksDoNotDelayThoseAfterThem() {
        int ticks = 0;
        for (int i = 0; i < 1_000; i++) {
            ticks += metronome.at(START + i * Metronome.TICK + i % 7 * Metronome.TICK / 8).due();
        }
        assertEquals(1_000, ticks);
        assertEquals(Metronome.TICK, metronome.untilNext(START + 999 * Metronome.TICK));
    }

    @Test
    void aFewMissedTicksAreMadeUpFor() {
        assertEquals(new Beat(0, 10), metronome.at(START + 9 * Metronome.TICK));
    }

    @Test
    void moreMissedTicksAreSkipped() {
        assertEquals(new Beat(10, 1), metronome.at(START + 10 * Metronome.TICK));
        assertEquals(Metronome.TICK, metronome.untilNext(START + 10 * Metronome.TICK));
    }
}
