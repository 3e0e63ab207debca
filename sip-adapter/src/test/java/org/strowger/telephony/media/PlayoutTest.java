package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PlayoutTest {
    private static final int DELAY = Playout.DELAY_TICKS;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Playout playout = new Playout(new MediaMeters(meters));

    @Test
    void aTalkIsHeardSixtyMillisecondsAfterItsFirstPacket() {
        for (int tick = 0; tick < 50; tick++) {
            push(tick);
            assertEquals(tick < DELAY ? 0 : level(tick - DELAY), pull(), "tick " + tick);
        }
        assertCounts(0, 0, 0);
    }

    @Test
    void timestampsMayWrap() {
        int first = Integer.MAX_VALUE / 160 - 5;
        for (int i = 0; i < 20; i++) {
            push(first + i);
            assertEquals(i < DELAY ? 0 : level(first + i - DELAY), pull());
        }
        assertCounts(0, 0, 0);
    }

    @Test
    void whatIsLostIsSilenceAndDelaysNothing() {
        for (int tick = 0; tick < 50; tick++) {
            if (tick % 7 != 5) {
                push(tick);
            }
            int said = tick - DELAY;
            assertEquals(said < 0 || said % 7 == 5 ? 0 : level(said), pull());
        }
        assertCounts(0, 0, 0);
    }

    @Test
    void jitterReorderingAndDuplicatesWithinTheDelayAreNotHeard() {
        var random = new Random(7);
        List<List<Integer>> arrivals = new ArrayList<>();
        for (int i = 0; i < 210; i++) {
            arrivals.add(new ArrayList<>());
        }
        arrivals.getFirst().add(0);
        for (int tick = 1; tick < 200; tick++) {
            arrivals.get(tick + random.nextInt(DELAY + 1)).add(tick);
            arrivals.get(tick + random.nextInt(DELAY + 1)).add(tick);
        }
        for (int tick = 0; tick < 200; tick++) {
            Collections.shuffle(arrivals.get(tick), random);
            arrivals.get(tick).forEach(this::push);
            assertEquals(tick < DELAY ? 0 : level(tick - DELAY), pull(), "tick " + tick);
        }
        assertCounts(0, 0, 0);
    }

    @Test
    void whatComesTooLateIsCountedAndNotHeard() {
        for (int tick = 0; tick < 10; tick++) {
            if (tick != 4) {
                push(tick);
            }
            pull();
        }
        push(4);
        assertEquals(level(7), pull());
        assertCounts(1, 0, 0);
    }

    @Test
    void aPauseInTheTalkIsOneUnderrunAndTheTalkGoesOnAfterIt() {
        push(0);
        for (int i = 0; i < 100; i++) {
            assertEquals(i == DELAY ? level(0) : 0, pull());
        }
        push(100);
        for (int i = 0; i < 10; i++) {
            assertEquals(i == DELAY ? level(100) : 0, pull());
        }
        assertCounts(0, 2, 0);
    }

    @Test
    void aFarEndWhoseClockIsSlowIsHeardAgainAfterEachGap() {
        int heard = 0;
        for (int tick = 0; tick < 500; tick++) {
            if (tick % 50 != 0) {
                push(tick - tick / 50);
            }
            heard += pull() == 0 ? 0 : 1;
        }
        assertTrue(heard > 450, heard + " ticks heard");
        assertTrue(count("late") < 10);
    }

    @Test
    void aFarEndWhoseClockIsFastBeginsAnewAndNothingGrows() {
        int heard = 0;
        int next = 0;
        for (int tick = 0; tick < 500; tick++) {
            push(next++);
            if (tick % 20 == 0) {
                push(next++);
            }
            heard += pull() == 0 ? 0 : 1;
        }
        assertTrue(heard > 450, heard + " ticks heard");
        assertTrue(count("overflows") >= 2);
    }

    @Test
    void anotherSourceBeginsAnew() {
        for (int tick = 0; tick < 10; tick++) {
            push(tick);
            pull();
        }
        for (int i = 0; i < 10; i++) {
            push(9_000_000 / 160 + i, 2);
            assertEquals(i < DELAY ? 0 : level(9_000_000 / 160 + i - DELAY), pull());
        }
    }

    @Test
    void skippedTicksAreNotHeardAndThoseAfterThemAre() {
        for (int tick = 0; tick < 6; tick++) {
            push(tick);
        }
        pull();
        playout.skip(4);
        assertEquals(level(2), pull());
        playout.skip(40);
        assertEquals(0, pull());
    }

    @Test
    void whateverArrivesNothingBreaks() {
        var random = new Random(11);
        for (int i = 0; i < 100_000; i++) {
            byte[] payload = new byte[random.nextInt(4) == 0 ? random.nextInt(2_000) : 160];
            int timestamp = random.nextBoolean() ? random.nextInt() : random.nextInt(20_000);
            playout.push(packet(timestamp, random.nextInt(2), payload), Codec.PCMA);
            switch (random.nextInt(6)) {
                case 0 -> playout.clear();
                case 1 -> playout.skip(random.nextInt(30));
                default -> playout.pull(new short[160]);
            }
        }
        playout.clear();
        assertEquals(0, pull());
    }

    private void push(int number) {
        push(number, 1);
    }

    private void push(int number, int ssrc) {
        byte[] payload = new byte[160];
        Arrays.fill(payload, G711.toMuLaw((short) level(number)));
        playout.push(packet(number * 160, ssrc, payload), Codec.PCMU);
    }

    private static RtpPacket packet(int timestamp, int ssrc, byte[] payload) {
        return new RtpPacket(
                Codec.PCMU.payloadType(),
                false,
                timestamp / 160 & 0xFFFF,
                timestamp,
                ssrc,
                ByteBuffer.wrap(payload));
    }

    /// A level that mu-law keeps, other for each of 100 packets in a row.
    private static int level(int number) {
        return G711.fromMuLaw((byte) (Math.floorMod(number, 100) + 10));
    }

    /// The level of the next frame, which is the same throughout.
    private int pull() {
        short[] frame = new short[160];
        playout.pull(frame);
        short[] flat = new short[160];
        Arrays.fill(flat, frame[0]);
        assertArrayEquals(flat, frame);
        return frame[0];
    }

    private void assertCounts(int late, int underruns, int overflows) {
        assertEquals(late, count("late"), "late");
        assertEquals(underruns, count("underruns"), "underruns");
        assertEquals(overflows, count("overflows"), "overflows");
    }

    private double count(String what) {
        return meters.get("strowger.rtp.playout." + what).counter().count();
    }
}
