package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.media.TonePhones.Told;

/// Tapes and their writer, without a network.
@Timeout(60)
final class TapeTest {
    private static final short[] LOUD = frame(8_000);
    private static final short[] QUIET = frame(100);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration DAYS = Duration.ofDays(100_000_000);

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MediaMeters meters = new MediaMeters(registry);
    private final Told told = new Told();

    @Test
    void whatTheWriterHasNoRoomForIsSilenceOfTheSameLength() throws InterruptedException {
        var disk = new CountDownLatch(1);
        var store = new MemoryStore(disk);
        var recorder = recorder(2);
        Tape tape = tape(recorder, store, DAYS, Optional.empty());
        for (int tick = 1; tick <= 10 * Tape.TICKS_PER_BLOCK + 3; tick++) {
            assertTrue(tape.add(frame(tick), LOUD));
        }
        disk.countDown();
        tape.end();
        assertEquals("tape 5060 true", Told.next(told.recordings));
        short[] left = store.side("tape", 0);
        int written = 0;
        for (int tick = 0; tick < left.length / 160; tick++) {
            short sample = left[160 * tick];
            assertTrue(sample == 0 || sample == tick + 1, "tick " + tick + " is " + sample);
            written += sample == 0 ? 0 : 1;
        }
        double lost = registry.get("strowger.rtp.recordings.lost").counter().count();
        assertEquals(5_060, written * 20 + lost);
        assertTrue(lost >= 3_500, lost + " ms lost");
        recorder.end();
        recorder.awaitEnd();
    }

    @Test
    void aRecordingEndsAtItsLongestTimeAndNeverLaterThanAfterADay() {
        var recorder = recorder(100);
        Tape second = tape(recorder, new MemoryStore(), Duration.ofSeconds(1), Optional.empty());
        for (int tick = 1; tick < 50; tick++) {
            assertTrue(second.add(LOUD, LOUD));
        }
        assertFalse(second.add(LOUD, LOUD));
        Tape shortest = tape(recorder, new MemoryStore(), Duration.ZERO, Optional.empty());
        assertFalse(shortest.add(LOUD, LOUD));
        Tape days = tape(recorder, recording -> take(() -> {}), DAYS, Optional.of(DAYS));
        assertFalse(days.skip(24 * 3_600 * 50));
    }

    @Test
    void silenceIsCountedFromTheLastWord() {
        var recorder = recorder(100);
        var patience = Optional.of(Duration.ofMillis(100));
        Tape tape = tape(recorder, new MemoryStore(), MINUTE, patience);
        for (int i = 0; i < 2; i++) {
            assertTrue(tape.add(QUIET, LOUD));
        }
        for (int i = 0; i < 3; i++) {
            assertTrue(tape.add(LOUD, QUIET));
        }
        for (int i = 0; i < 4; i++) {
            assertTrue(tape.add(QUIET, LOUD));
        }
        assertFalse(tape.add(QUIET, LOUD));
    }

    @Test
    void aPauseIsNoSilence() {
        Tape tape =
                tape(recorder(100), new MemoryStore(), MINUTE, Optional.of(Duration.ofMillis(100)));
        tape.pause(true);
        for (int i = 0; i < 50; i++) {
            assertTrue(tape.add(QUIET, QUIET));
        }
        tape.pause(false);
        for (int i = 0; i < Tape.TICKS_AFTER_PAUSE + 4; i++) {
            assertTrue(tape.add(QUIET, QUIET));
        }
        assertFalse(tape.add(QUIET, QUIET));
    }

    @Test
    void skippedTicksAreSilenceThatCountsForTheLength() {
        var store = new MemoryStore();
        Tape tape = tape(recorder(100), store, MINUTE, Optional.empty());
        tape.add(LOUD, LOUD);
        assertTrue(tape.skip(48));
        tape.add(LOUD, LOUD);
        tape.end();
        assertEquals("tape 1000 false", Told.next(told.recordings));
        short[] right = store.side("tape", 1);
        for (int i = 0; i < right.length; i++) {
            assertEquals(i < 160 || i >= 49 * 160 ? 8_000 : 0, right[i]);
        }
    }

    @Test
    void aRecordingThatCannotBeClosedIsNone() {
        RecordingStore store =
                recording ->
                        take(
                                () -> {
                                    throw new IOException("the disk is gone");
                                });
        Tape tape = tape(recorder(100), store, MINUTE, Optional.empty());
        tape.add(LOUD, LOUD);
        tape.end();
        assertEquals("tape 0 false", Told.next(told.recordings));
        assertEquals(1, registry.get("strowger.rtp.recordings.failures").counter().count());
    }

    @Test
    void aStoreThatBreaksEndsTheTapeAndIsClosedBeforeThatIsTold() {
        var closed = new CountDownLatch(1);
        RecordingStore store =
                recording ->
                        new RecordingStore.Take() {
                            @Override
                            public void write(ByteBuffer samples) {
                                throw new IllegalStateException("broken");
                            }

                            @Override
                            public void close() {
                                closed.countDown();
                            }
                        };
        Tape tape = tape(recorder(10_000), store, DAYS, Optional.empty());
        while (tape.add(LOUD, LOUD)) {
            Thread.onSpinWait();
        }
        tape.end();
        assertEquals("tape 0 false", Told.next(told.recordings));
        assertEquals(0, closed.getCount());
    }

    @Test
    void clicksAndNoiseAreNoSpeech() {
        var voice = new VoiceActivity();
        for (int i = 0; i < 100; i++) {
            voice.hear(i % 10 < 2 ? LOUD : QUIET);
        }
        assertFalse(voice.spoken());
        assertEquals(100, voice.silentTicks());
        for (int i = 0; i < 3; i++) {
            voice.hear(LOUD);
        }
        assertTrue(voice.spoken());
        assertEquals(0, voice.silentTicks());
    }

    @Test
    void theThresholdIs45DecibelsBelowOverload() {
        assertEquals(1, spokenAt(185));
        assertEquals(0, spokenAt(184));
    }

    private static int spokenAt(int rootMeanSquare) {
        var voice = new VoiceActivity();
        for (int i = 0; i < 3; i++) {
            voice.hear(frame(rootMeanSquare));
        }
        return voice.spoken() ? 1 : 0;
    }

    private Recorder recorder(int mostBlocks) {
        var recorder = new Recorder(meters, mostBlocks);
        recorder.start();
        return recorder;
    }

    private Tape tape(
            Recorder recorder, RecordingStore store, Duration longest, Optional<Duration> silence) {
        var reel = new Reel(new RecordingId("tape"), store, told, meters);
        assertTrue(recorder.begin(reel));
        return new Tape(recorder, reel, longest, silence);
    }

    private static RecordingStore.Take take(Closeable end) {
        return new RecordingStore.Take() {
            @Override
            public void write(ByteBuffer samples) {
                samples.position(samples.limit());
            }

            @Override
            public void close() throws IOException {
                end.close();
            }
        };
    }

    private static short[] frame(int level) {
        short[] frame = new short[160];
        Arrays.fill(frame, (short) level);
        return frame;
    }
}
