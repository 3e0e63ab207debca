package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.media.TonePhones.Told;
import org.strowger.telephony.peers.Recording;

/// What is on the tape of a stream, over real sockets.
@Timeout(120)
final class StereoRecordingTest {
    private static final int LEFT = 0;
    private static final int RIGHT = 1;
    private static final int SECRET = 1_250;
    private static final int MOST_TRIES = 40;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MemoryStore store = new MemoryStore();
    private TonePhones phones;
    private TonePhones.Phone anna;
    private TonePhones.Phone ben;
    private TonePhones.Phone carla;

    @BeforeEach
    void plugIn() throws IOException {
        phones = new TonePhones();
        anna = phones.phone("anna", 400, Codec.PCMU);
        ben = phones.phone("ben", 550, Codec.PCMA);
        carla = phones.phone("carla", 700, Codec.PCMU);
    }

    @AfterEach
    void hangUp() {
        phones.close();
    }

    @Test
    void theLeftIsWhatTheFarEndSaysAndTheRightWhatItIsSent() throws IOException {
        anna.stream.bridge(ben.stream);
        record(anna, "talk", SECOND);
        assertEquals("talk 1000 true", ended(anna));
        assertEquals(8_000, store.side("talk", LEFT).length);
        assertHolds("talk", LEFT, 400);
        assertHolds("talk", RIGHT, 550);
    }

    @Test
    void bothSidesOfARelayedTalkAreAlignedAndSampleForSampleWhatWasSaid() throws IOException {
        anna.stream.bridge(ben.stream);
        ben.frequency = anna.frequency;
        int left = 0;
        int right = Integer.MAX_VALUE;
        // What is sent at the same time may be on the two sides of a tick.
        for (int i = 0; i < MOST_TRIES && Math.abs(left - right) > 160 + 1; i++) {
            recordUndisturbed("talk" + i, anna, ben);
            left = onset(store.side("talk" + i, LEFT));
            right = onset(store.side("talk" + i, RIGHT));
            assertIsToneOfAnna(store.side("talk" + i, LEFT), left);
        }
        assertTrue(Math.abs(left - right) <= 160 + 1, left + " and " + right);
        assertTrue(Math.floorMod(left - right + 1, 160) <= 2, left + " and " + right);
    }

    @Test
    void whatComesOutOfOrderAndTwiceIsRecordedAsItWasSaid() throws IOException {
        anna.shaken = true;
        recordUndisturbed("shaken", anna);
        short[] left = store.side("shaken", LEFT);
        assertIsToneOfAnna(left, onset(left));
    }

    @Test
    void theRightHoldsPlaybacksAndMusic() throws IOException {
        anna.stream.music(TonePhones.sound(700, 50));
        record(anna, "music", SECOND);
        ended(anna);
        assertHolds("music", RIGHT, 700);
        anna.stream.play("prompt", List.of(TonePhones.sound(550, 1_000)));
        record(anna, "prompt", SECOND);
        ended(anna);
        assertHolds("prompt", RIGHT, 550);
        assertHolds("prompt", LEFT, 400);
    }

    @Test
    void theRightOfAMemberHoldsTheConferenceAndWhoWhispers() throws IOException {
        TonePhones.Phone dave = phones.phone("dave", 950, Codec.PCMU);
        for (TonePhones.Phone member : List.of(anna, ben, carla)) {
            member.stream.join(new ConferenceId("room"));
        }
        dave.stream.listen(anna.stream, Ear.WHISPER);
        phones.expectHeard(
                "anna: ben carla dave",
                "ben: anna carla",
                "carla: anna ben",
                "dave: anna ben carla");
        record(anna, "anna", SECOND);
        record(ben, "ben", SECOND);
        ended(anna);
        ended(ben);
        assertHolds("anna", RIGHT, 550, 700, 950);
        assertHolds("ben", RIGHT, 400, 700);
        assertHolds("ben", LEFT, 550);
    }

    @Test
    void theMutedAreNotRecordedNorIsWhatTheHeldAreNotSent() throws IOException {
        anna.stream.bridge(ben.stream);
        anna.stream.mute(true);
        ben.connect(Direction.RECEIVE_ONLY);
        record(anna, "muted", SECOND);
        record(ben, "held", SECOND);
        assertEquals("muted 1000 false", ended(anna));
        ended(ben);
        assertHolds("muted", LEFT);
        assertHolds("muted", RIGHT, 550);
        assertHolds("held", LEFT, 550);
        assertHolds("held", RIGHT);
    }

    @Test
    void keysMakeNoSound() throws IOException {
        anna.silent = true;
        record(anna, "keys", SECOND);
        for (int i = 0; i < 10; i++) {
            anna.press('5');
            phones.pass(3);
        }
        assertEquals("keys 1000 false", ended(anna));
        assertSilent(store.side("keys", LEFT));
        assertSilent(store.side("keys", RIGHT));
    }

    @Test
    void aPauseIsSilentOnBothSidesAndNothingOfItIsHeardAfterwards() throws IOException {
        anna.stream.bridge(ben.stream);
        record(anna, "talk", MINUTE);
        phones.pass(25);
        anna.stream.pauseRecording(true);
        anna.awaitCommands();
        anna.frequency = SECRET;
        ben.frequency = SECRET;
        phones.pass(25);
        anna.stream.pauseRecording(false);
        anna.awaitCommands();
        anna.frequency = 400;
        ben.frequency = 550;
        phones.pass(60);
        anna.stream.stopRecording();
        ended(anna);
        for (int side : List.of(LEFT, RIGHT)) {
            short[] samples = store.side("talk", side);
            for (int at = 0; at + 160 <= samples.length; at += 160) {
                assertTrue(
                        level(Arrays.copyOfRange(samples, at, at + 160), SECRET) < -55,
                        "the secret is heard at " + at);
            }
            int middle = samples.length / 2;
            assertSilent(Arrays.copyOfRange(samples, middle - 800, middle));
            assertTrue(level(Arrays.copyOf(samples, 4_000), side == LEFT ? 400 : 550) > -35);
            assertTrue(level(tail(samples, 3_200), side == LEFT ? 400 : 550) > -35);
        }
    }

    @Test
    void aRecordingEndsWhenTheFarEndSaysNothing() throws IOException {
        record(anna, "message", MINUTE, SECOND);
        phones.pass(30);
        anna.silent = true;
        String message = ended(anna);
        assertTrue(message.matches("message \\d+ true"), message);
        short[] left = store.side("message", LEFT);
        assertSilent(tail(left, 7_000));
        assertHolds("message", LEFT, 400);

        record(anna, "nothing", MINUTE, Duration.ofMillis(400));
        assertEquals("nothing 400 false", ended(anna));
    }

    @Test
    void aRecordingInPlaceOfAnotherEndsIt() throws IOException {
        record(anna, "first", MINUTE);
        phones.pass(10);
        record(anna, "second", SECOND);
        assertTrue(ended(anna).startsWith("first "));
        assertEquals("second 1000 true", ended(anna));
    }

    @Test
    void theEndOfTheStreamAndOfTheLoopAreEndsOfRecordings() throws IOException {
        record(anna, "stream", MINUTE);
        phones.pass(10);
        anna.stream.close();
        assertTrue(ended(anna).startsWith("stream "));
        record(ben, "loop", MINUTE);
        phones.pass(10);
        phones.loop.close();
        assertTrue(ben.told.recordings.remove().startsWith("loop "));
        assertEquals(0, store.open());
        assertTrue(anna.told.recordings.isEmpty());
        assertTrue(ben.told.recordings.isEmpty());
    }

    @Test
    void everyRecordingThatWasAskedForIsToldOnceHoweverSoonItsStreamOrLoopEnds() {
        var told = new Told();
        int asked = 0;
        for (int i = 0; i < 300; i++) {
            MediaStream stream = phones.loop.open(told).orElse(null);
            if (i == 250) {
                new Thread(phones.loop::close).start();
            }
            if (stream != null) {
                var id = new RecordingId("soon-" + i);
                asked += stream.record(id, store, MINUTE, Optional.empty()) ? 1 : 0;
                stream.close();
            }
        }
        phones.loop.close();
        assertTrue(asked >= 50, asked + " asked");
        assertEquals(asked, told.recordings.size());
        assertEquals(asked, Set.copyOf(told.recordings).size());
        assertEquals(0, store.open());
    }

    @Test
    void aStoreThatCannotBeginOrWriteIsToldAndCountedAndDisturbsNobody() throws IOException {
        anna.stream.bridge(ben.stream);
        RecordingStore none =
                recording -> {
                    throw new IOException("no room");
                };
        anna.stream.record(new RecordingId("none"), none, MINUTE, Optional.empty());
        ben.stream.record(new RecordingId("full"), id -> new FullDisk(), MINUTE, Optional.empty());
        assertEquals("none 0 false", ended(anna));
        assertEquals("full 500 true", ended(ben));
        assertEquals(2, phones.count("strowger.rtp.recordings.failures"));
        phones.expectHeard("anna: ben", "ben: anna");
    }

    @Test
    void aSlowDiskDelaysNoAudio() throws IOException {
        var disk = new CountDownLatch(1);
        var slow = new MemoryStore(disk);
        anna.stream.bridge(ben.stream);
        anna.stream.record(new RecordingId("slow"), slow, SECOND, Optional.empty());
        phones.pass(70);
        phones.expectHeard("anna: ben", "ben: anna");
        assertTrue(anna.told.recordings.isEmpty());
        disk.countDown();
        assertEquals("slow 1000 true", ended(anna));
        assertEquals(8_000, slow.side("slow", LEFT).length);
    }

    /// A disk that has room for half a second.
    private static final class FullDisk implements RecordingStore.Take {
        private int left = 16_000;

        @Override
        public void write(ByteBuffer samples) throws IOException {
            left -= samples.remaining();
            if (left < 0) {
                throw new IOException("disk full");
            }
        }

        @Override
        public void close() {}
    }

    /// Records how anna and perhaps others begin to talk, again and again until this machine has
    /// let everybody run in time.
    private void recordUndisturbed(String id, TonePhones.Phone... talking) throws IOException {
        double disturbed = -1;
        for (int i = 0; i < MOST_TRIES && disturbed != disturbances(); i++) {
            disturbed = disturbances();
            for (TonePhones.Phone phone : talking) {
                phone.silent = true;
            }
            phones.pass(15);
            record(anna, id, MINUTE);
            anna.awaitCommands();
            for (TonePhones.Phone phone : talking) {
                phone.silent = false;
            }
            phones.pass(20);
            anna.stream.stopRecording();
            ended(anna);
        }
        assertEquals(disturbed, disturbances(), "disturbances");
    }

    private double disturbances() {
        return phones.count("strowger.rtp.playout.late")
                + phones.count("strowger.rtp.playout.underruns")
                + phones.count("strowger.rtp.playout.overflows")
                + phones.count("strowger.rtp.ticks.skipped");
    }

    private void record(TonePhones.Phone phone, String id, Duration longest) {
        phone.stream.record(new RecordingId(id), store, longest, Optional.empty());
    }

    private void record(TonePhones.Phone phone, String id, Duration longest, Duration silence) {
        phone.stream.record(new RecordingId(id), store, longest, Optional.of(silence));
    }

    /// Has time pass until a recording has ended.
    private String ended(TonePhones.Phone phone) throws IOException {
        for (int i = 0; i < 500 && phone.told.recordings.isEmpty(); i++) {
            phones.pass(1);
        }
        return Told.next(phone.told.recordings);
    }

    /// The tones of all phones that one side holds.
    private void assertHolds(String id, int side, Integer... frequencies) {
        short[] samples = store.side(id, side);
        var heard =
                List.of(400, 550, 700, 950).stream()
                        .filter(frequency -> level(samples, frequency) > -40)
                        .toList();
        assertEquals(List.of(frequencies), heard);
    }

    private static void assertIsToneOfAnna(short[] samples, int from) {
        for (int i = 0; i < 1_600; i++) {
            double phase = 2 * Math.PI * 400 * (from + i) / 8_000;
            short linear = (short) Math.round(4_000 * Math.sin(phase));
            assertEquals(G711.fromMuLaw(G711.toMuLaw(linear)), samples[from + i], "sample " + i);
        }
    }

    private static double level(short[] samples, int frequency) {
        Recording recording = Recording.of(samples);
        return recording.toneLevel(frequency, Duration.ZERO, recording.duration());
    }

    private static void assertSilent(short[] samples) {
        for (int i = 0; i < samples.length; i++) {
            assertEquals(0, samples[i], "sample " + i);
        }
    }

    private static int onset(short[] samples) {
        for (int i = 0; i < samples.length; i++) {
            if (samples[i] != 0) {
                return i;
            }
        }
        throw new AssertionError("silence");
    }

    private static short[] tail(short[] samples, int length) {
        return Arrays.copyOfRange(samples, samples.length - length, samples.length);
    }
}
