package org.strowger.engine.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.recording.TapeRoom.CALL;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.telephony.RecordingStore;

class RecorderTest {
    @TempDir Path root;

    @Test
    void aRecordingHasItsNameOnlyWhenItIsWhole() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        try (Recorder recorder = room.recorder()) {
            RecordingStore.Take take = recorder.begin(CALL);
            TapeRoom.write(take, Audio.speech(500));
            assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.part"), room.files());
            assertEquals(Optional.empty(), room.folder().find(CALL));
            take.close();
            take.close();
            assertEquals(List.of("2026/11/22/20261122-call-7-1.wav"), room.files());
            assertEquals(1, room.count("strowger.recordings.kept"));
        }
    }

    @Test
    void whileItGoesOnTheHeaderSaysMostOfWhatIsThere() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        try (Recorder recorder = room.recorder();
                RecordingStore.Take take = recorder.begin(CALL)) {
            TapeRoom.write(take, Audio.speech(9_000));
            ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(room.file(".wav.part")));
            int size = Integer.reverseBytes(file.getInt(40));
            assertTrue(size >= 5 * 32_000 && size <= 9 * 32_000, () -> "it says " + size);
        }
    }

    @Test
    void aRecordingOfNothingLeavesNothing() throws Exception {
        for (TapeRoom room :
                List.of(TapeRoom.plain(root.resolve("a")), encryptedIn(root.resolve("b")))) {
            room.record(CALL, new byte[0]);
            assertEquals(List.of(), room.files());
        }
    }

    private static TapeRoom encryptedIn(Path folder) throws IOException {
        Files.createDirectories(folder);
        return TapeRoom.encrypted(folder);
    }

    @Test
    void whatACrashLeftIsFinishedOnTheNextStart() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        byte[] said = Audio.speech(1_500);
        room.recordAndDie(CALL, said);
        // The last sample was torn, too.
        Files.write(room.file(".wav.part"), new byte[3], StandardOpenOption.APPEND);
        room.recorder().close();
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav"), room.files());
        assertArrayEquals(said, TapeRoom.samples(Files.readAllBytes(room.file(".wav"))));
        assertEquals(1, room.count("strowger.recordings.leftovers", "what", "finished"));
    }

    @Test
    void anEncryptedOneThatACrashLeftLosesAQuarterOfASecondAtMost() throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        byte[] said = Audio.speech(3_000);
        room.recordAndDie(CALL, said);
        Files.createFile(room.file(".wav.enc.part.mended"));
        room.recorder().close();
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.enc"), room.files());
        byte[] left = room.exported(CALL);
        assertArrayEquals(Arrays.copyOf(said, left.length), left);
        assertTrue(left.length >= said.length - 8_192, () -> left.length + " bytes are left");
    }

    @Test
    void anEncryptedOneThatWasWholeButForItsNameLosesNothing() throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        byte[] said = Audio.speech(1_000);
        room.record(CALL, said);
        Files.move(room.file(".wav.enc"), room.file(".wav.enc.part"));
        room.recorder().close();
        assertArrayEquals(said, room.exported(CALL));
    }

    @Test
    void withAnotherKeyOrNoneItIsLeftAsItIs() throws Exception {
        TapeRoom.encrypted(root).recordAndDie(CALL, Audio.speech(1_000));
        TapeRoom other = new TapeRoom(root, Optional.of(TapeRoom.key(root, 2)));
        other.recorder().close();
        TapeRoom none = TapeRoom.plain(root);
        none.recorder().close();
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.enc.part"), none.files());
        assertEquals(1, other.count("strowger.recordings.leftovers", "what", "unreadable"));
        assertEquals(1, none.count("strowger.recordings.leftovers", "what", "unreadable"));
        TapeRoom.encrypted(root).recorder().close();
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.enc"), none.files());
    }

    @Test
    void whatACrashLeftEmptyIsRemoved() throws Exception {
        TapeRoom plain = TapeRoom.plain(root);
        plain.recordAndDie(CALL, new byte[0]);
        plain.recorder().close();
        assertEquals(List.of(), plain.files());
        assertEquals(1, plain.count("strowger.recordings.leftovers", "what", "empty"));
        TapeRoom encrypted = TapeRoom.encrypted(root);
        encrypted.recordAndDie(CALL, Audio.speech(20));
        encrypted.recorder().close();
        assertEquals(List.of(), encrypted.files());
    }

    @Test
    void aProcessThatIsKilledLeavesARecordingThatCanBeHeard() throws Exception {
        Process child =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KilledRecorder.class.getName(),
                                root.toString())
                        .redirectErrorStream(true)
                        .start();
        assertTrue(child.waitFor(60, TimeUnit.SECONDS));
        assertEquals(KilledRecorder.KILLED, child.exitValue());
        TapeRoom room = TapeRoom.plain(root);
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.part"), room.files());
        room.recorder().close();
        assertEquals(Duration.ofSeconds(5), room.folder().find(CALL).orElseThrow().length());
        assertArrayEquals(Audio.speech(5_000), room.exported(CALL));
    }

    @Test
    void twoDoNotRecordIntoOneFolder() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        Recorder first = room.recorder();
        IOException refused = assertThrows(IOException.class, room::recorder);
        assertEquals(
                room.root + ": another process records into this folder", refused.getMessage());
        first.close();
        room.recorder().close();
    }

    /// A disk with so many bytes left, which writes what still fits.
    private static TapeFile.Opener diskWith(long bytes) {
        long[] left = {bytes};
        return path -> {
            TapeFile file = TapeFile.open(path);
            return new TapeFile() {
                @Override
                public void write(ByteBuffer samples) throws IOException {
                    int fits = (int) Math.min(left[0], samples.remaining());
                    int wanted = samples.remaining();
                    file.write(samples.slice(samples.position(), fits));
                    samples.position(samples.limit());
                    left[0] -= fits;
                    if (fits < wanted) {
                        throw new IOException("No space left on device");
                    }
                }

                @Override
                public void overwriteStart(ByteBuffer samples) throws IOException {
                    file.overwriteStart(samples);
                }

                @Override
                public void force() throws IOException {
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        };
    }

    @Test
    void aFullDiskEndsTheRecordingAndWhatFittedIsKeptForTheNextStart() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        byte[] said = Audio.speech(1_000);
        try (Recorder recorder = Recorder.open(room.settings, diskWith(10_001), meters)) {
            RecordingStore.Take take = recorder.begin(CALL);
            assertThrows(IOException.class, () -> TapeRoom.write(take, said));
            assertThrows(IOException.class, () -> take.write(ByteBuffer.allocate(640)));
            IOException notThere = assertThrows(IOException.class, take::close);
            assertEquals(
                    "recording 20261122-call-7-1 is finished on the next start only",
                    notThere.getMessage());
            take.close();
            assertEquals(1, meters.counter("strowger.recordings.failed").count());
            assertEquals(0, meters.counter("strowger.recordings.kept").count());
            assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.part"), room.files());
            assertEquals(Optional.empty(), room.folder().find(CALL));
        }
        room.recorder().close();
        byte[] left = room.exported(CALL);
        assertArrayEquals(Arrays.copyOf(said, 9_956), left);
    }

    @Test
    void aDiskThatIsFullAtTheEndOfAnEncryptedRecordingLeavesNoHalfFileUnderItsName()
            throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Recorder recorder = Recorder.open(room.settings, diskWith(4_200), meters)) {
            RecordingStore.Take take = recorder.begin(CALL);
            TapeRoom.write(take, Audio.speech(200));
            assertThrows(IOException.class, take::close);
            assertEquals(1, meters.counter("strowger.recordings.failed").count());
            assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.enc.part"), room.files());
        }
    }

    @Test
    void aDiskThatIsFullFromTheBeginningLeavesNothing() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (Recorder recorder = Recorder.open(room.settings, diskWith(10), meters)) {
            assertThrows(IOException.class, () -> recorder.begin(CALL));
        }
        assertEquals(List.of(), room.files());
        assertEquals(1, meters.counter("strowger.recordings.failed").count());
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() throws Exception {
        Files.writeString(root.resolve("recordings"), "a file");
        assertThrows(IOException.class, () -> TapeRoom.plain(root).recorder());
        assertFalse(Files.isDirectory(root.resolve("recordings")));
    }
}
