package org.strowger.engine.recording;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.engine.recording.TapeRoom.CALL;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.media.G711;

class RecordingFolderTest {
    @TempDir Path root;

    @Test
    void aRecordingIsAWavFileUnderItsDayThatOtherProgramsRead() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        byte[] said = Audio.speech(9_990);
        room.record(CALL, said);
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav"), room.files());
        assertArrayEquals(said, TapeRoom.samples(Files.readAllBytes(room.file(".wav"))));
        assertArrayEquals(said, room.exported(CALL));
        Recorded found = room.folder().find(CALL).orElseThrow();
        assertEquals(Duration.ofMillis(9_990), found.length());
        assertEquals(said.length + 44, found.size());
        assertFalse(found.encrypted());
        assertEquals(1, room.count("strowger.recordings.kept"));
        assertEquals(said.length, room.count("strowger.recordings.bytes"));
    }

    /// Around the ends of segments, where the arithmetic could be wrong.
    @ParameterizedTest
    @ValueSource(ints = {1, 999, 1_000, 1_009, 1_010, 1_011, 2_018, 2_019, 2_020, 79_920})
    void anEncryptedRecordingIsTheSameAndItsLengthIsKnownWithoutTheKey(int frames)
            throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        byte[] said = Arrays.copyOf(Audio.speech(10_000), frames * 4);
        room.record(CALL, said);
        assertEquals(List.of("2026/11/22/20261122-call-7-1.wav.enc"), room.files());
        assertArrayEquals(said, room.exported(CALL));
        RecordingFolder withoutKey = TapeRoom.plain(root).folder();
        Recorded found = withoutKey.find(CALL).orElseThrow();
        assertTrue(found.encrypted());
        assertEquals(Duration.ofMillis(frames / 8), found.length());
    }

    @Test
    void nothingThatWasSaidIsOnTheDiskInPlainAtAnyTime() throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        byte[] said = Audio.speech(2_000);
        byte[] piece = Arrays.copyOfRange(said, 32_000, 32_016);
        try (Recorder recorder = room.recorder();
                var take = recorder.begin(CALL)) {
            TapeRoom.write(take, said);
            byte[] meanwhile = Files.readAllBytes(room.file(".wav.enc.part"));
            assertTrue(meanwhile.length > 56_000, "most of it is on the disk already");
            assertFalse(Audio.contains(meanwhile, piece));
            assertFalse(Audio.contains(meanwhile, "RIFF".getBytes(StandardCharsets.US_ASCII)));
        }
        byte[] after = Files.readAllBytes(room.file(".wav.enc"));
        assertFalse(Audio.contains(after, piece));
        TapeRoom open = TapeRoom.plain(root.resolve("open"));
        open.record(CALL, said);
        assertTrue(Audio.contains(Files.readAllBytes(open.file(".wav")), piece));
    }

    @Test
    void whatWasNeverFinishedOfARecordingIsRemovedWithIt() throws Exception {
        for (TapeRoom room : List.of(TapeRoom.plain(root), TapeRoom.encrypted(root))) {
            room.recordAndDie(CALL, Audio.speech(2_000));
            assertEquals(1, room.files().size());
            assertTrue(room.folder().delete(CALL));
            assertEquals(List.of(), room.files());
            assertFalse(room.folder().delete(CALL));
        }
    }

    @Test
    void anotherKeyOpensNothingAndSaysWhy() throws Exception {
        TapeRoom.encrypted(root).record(CALL, Audio.speech(1_000));
        RecordingFolder other = new TapeRoom(root, Optional.of(TapeRoom.key(root, 2))).folder();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IOException refused = assertThrows(IOException.class, () -> other.writeWav(CALL, out));
        assertEquals(
                "recording 20261122-call-7-1 cannot be decrypted: it takes another key, or its"
                        + " file was changed",
                refused.getMessage());
        assertEquals(0, out.size());
        assertThrows(IOException.class, () -> other.sound(CALL, Side.BOTH));
    }

    @Test
    void withoutAKeyAnEncryptedRecordingIsNotHeard() throws Exception {
        TapeRoom.encrypted(root).record(CALL, Audio.speech(1_000));
        IOException refused =
                assertThrows(IOException.class, () -> TapeRoom.plain(root).exported(CALL));
        assertEquals(
                "recording 20261122-call-7-1 is encrypted, and no key is set",
                refused.getMessage());
    }

    @Test
    void whatWasRecordedBeforeThereWasAKeyIsStillHeard() throws Exception {
        byte[] said = Audio.speech(500);
        TapeRoom.plain(root).record(CALL, said);
        assertArrayEquals(said, TapeRoom.encrypted(root).exported(CALL));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 20, 41, 5_000, 31_000})
    void aByteThatSomebodyChangedIsNoticed(int at) throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        room.record(CALL, Audio.speech(1_000));
        byte[] file = Files.readAllBytes(room.file(".wav.enc"));
        file[at] ^= 1;
        Files.write(room.file(".wav.enc"), file);
        assertThrows(IOException.class, () -> room.exported(CALL));
    }

    @Test
    void anEndThatSomebodyCutOffIsNoticed() throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        room.record(CALL, Audio.speech(1_000));
        byte[] file = Files.readAllBytes(room.file(".wav.enc"));
        Files.write(room.file(".wav.enc"), Arrays.copyOf(file, 4_096 * 5));
        assertThrows(IOException.class, () -> room.exported(CALL));
    }

    @Test
    void oneEncryptedRecordingDoesNotPassForAnother() throws Exception {
        TapeRoom room = TapeRoom.encrypted(root);
        room.record(CALL, Audio.speech(1_000));
        RecordingId other = new RecordingId("20261122-call-8-1");
        Files.move(room.file(".wav.enc"), room.root.resolve("2026/11/22/" + other + ".wav.enc"));
        assertThrows(IOException.class, () -> room.exported(other));
    }

    @Test
    void whatTelephonesPlayIsOneChannelWithoutTheSilenceAround() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        byte[] said =
                Audio.joined(
                        Audio.level(3_000, 10, -10),
                        Audio.level(1_000, 8_000, 2_000),
                        Audio.level(3_000, 0, 0));
        room.record(CALL, said);
        Sound left = room.folder().sound(CALL, Side.LEFT);
        assertEquals(Duration.ofMillis(1_400), left.duration());
        assertEquals(G711.toMuLaw((short) 8_000), sample(left, 700));
        assertEquals(G711.toMuLaw((short) 10), sample(left, 100));
        Sound both = room.folder().sound(CALL, Side.BOTH);
        assertEquals(G711.toMuLaw((short) 10_000), sample(both, 700));
    }

    private static byte sample(Sound sound, int millisecond) {
        byte[] one = new byte[1];
        sound.copy(millisecond * 8, one, 0, 1);
        return one[0];
    }

    @Test
    void twoWhoShoutAtOnceAreCutOffAndNotTurnedOver() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.level(100, 30_000, 30_000));
        Sound both = room.folder().sound(CALL, Side.BOTH);
        assertEquals(G711.toMuLaw(Short.MAX_VALUE), sample(both, 50));
    }

    @Test
    void ofSilenceNothingIsLeft() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.level(500, 20, 20_000));
        assertEquals(0, room.folder().sound(CALL, Side.LEFT).length());
    }

    @Test
    void whatDoesNotFitInMemoryIsNotPlayed() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.speech(10));
        try (var file = new RandomAccessFile(room.file(".wav").toFile(), "rw")) {
            file.setLength(44 + 32_000L * (30 * 60 + 1));
        }
        IOException refused =
                assertThrows(IOException.class, () -> room.folder().sound(CALL, Side.BOTH));
        assertEquals(
                "recording 20261122-call-7-1 lasts PT30M1S: the longest that is played is 30"
                        + " minutes",
                refused.getMessage());
    }

    @Test
    void filesAndFoldersAreTheirOwnersAlone() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.speech(100));
        assertEquals("rw-------", permissions(room.file(".wav")));
        for (String folder : List.of("", "2026", "2026/11", "2026/11/22")) {
            assertEquals("rwx------", permissions(room.root.resolve(folder)));
        }
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "20261122-../x",
                "20261122-a/b",
                "20261122-a\\b",
                "20261122-a\0",
                "/etc/passwd",
                "20261340-call",
                "call-7-1",
                "20261122",
                ""
            })
    void noNameLeadsOutOfTheFolder(String typed) {
        assertEquals(Optional.empty(), RecordingIds.read(typed));
    }

    @Test
    void anIdWithoutADayIsNeitherRecordedNorFound() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        RecordingId id = new RecordingId("call-7");
        try (Recorder recorder = room.recorder()) {
            IOException refused = assertThrows(IOException.class, () -> recorder.begin(id));
            assertEquals(
                    "call-7: expected an id that begins with its day, as 20261122-call-1",
                    refused.getMessage());
        }
        assertEquals(Optional.empty(), room.folder().find(id));
        assertEquals(1, room.count("strowger.recordings.failed"));
    }

    @Test
    void anIdSaysTheDayAndTheCall() {
        Instant late = Instant.parse("2026-11-22T23:59:59.9Z");
        assertEquals("20261122-42-3", RecordingIds.of(late, "42", 3).value());
        assertEquals("20261122-a_b_c-1", RecordingIds.of(late, "a/b@c", 1).value());
        String longest = RecordingIds.of(late, "x".repeat(500), Integer.MAX_VALUE).value();
        assertEquals(120, longest.length());
    }

    @Test
    void aRecordingIsNotRecordedOver() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        byte[] said = Audio.speech(100);
        room.record(CALL, said);
        assertThrows(IOException.class, () -> room.record(CALL, Audio.speech(200)));
        assertThrows(
                IOException.class, () -> TapeRoom.encrypted(root).record(CALL, Audio.speech(200)));
        assertArrayEquals(said, room.exported(CALL));
    }

    @Test
    void aDeletedRecordingIsGone() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.speech(100));
        assertTrue(room.folder().delete(CALL));
        assertFalse(room.folder().delete(CALL));
        assertEquals(Optional.empty(), room.folder().find(CALL));
        IOException missing = assertThrows(IOException.class, () -> room.exported(CALL));
        assertEquals("no recording 20261122-call-7-1", missing.getMessage());
    }

    @Test
    void aRecordingGoesWhenItsTimeIsOverAndNotBefore() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.speech(100));
        room.record(new RecordingId("20261123-call-9-1"), Audio.speech(100));
        Instant over = Instant.parse("2026-11-23T00:00:00Z").plus(TapeRoom.KEEP);
        assertEquals(new Swept(0, 0, false), room.folder().sweep(over.minusMillis(1)));
        assertEquals(new Swept(1, 0, false), room.folder().sweep(over));
        assertEquals(List.of("2026/11/23/20261123-call-9-1.wav"), room.files());
        assertFalse(Files.exists(room.root.resolve("2026/11/22")));
        assertEquals(1, room.count("strowger.recordings.swept", "how", "removed"));
    }

    @Test
    void whatAMessageHoldsIsNotSweptAndWhatNobodyKnowsIsLeftAlone() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(CALL, Audio.speech(100));
        Files.writeString(room.file("-note.txt"), "not ours");
        Instant late = Instant.parse("2028-01-01T00:00:00Z");
        assertEquals(new Swept(0, 0, false), room.folder().sweep(late, CALL::equals));
        assertEquals(new Swept(1, 0, false), room.folder().sweep(late));
        assertEquals(List.of("2026/11/22/20261122-call-7-1-note.txt"), room.files());
    }

    @Test
    void oneSweepRemovesNoMoreThanAThousand() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        Path day = room.root.resolve("2026/11/22");
        Files.createDirectories(day);
        for (int i = 0; i < 1_001; i++) {
            Files.createFile(day.resolve("20261122-" + i + "-1.wav"));
        }
        Instant late = Instant.parse("2028-01-01T00:00:00Z");
        assertEquals(new Swept(1_000, 0, true), room.folder().sweep(late));
        assertEquals(new Swept(1, 0, false), room.folder().sweep(late));
    }

    @Test
    void theRecordingsOfADayAreListedById() throws Exception {
        TapeRoom room = TapeRoom.plain(root);
        room.record(new RecordingId("20261122-b-1"), Audio.speech(100));
        room.record(new RecordingId("20261122-a-1"), Audio.speech(200));
        LocalDate day = LocalDate.of(2026, 11, 22);
        assertEquals(List.of(day), List.copyOf(room.folder().days()));
        assertEquals(
                List.of("20261122-a-1", "20261122-b-1"),
                room.folder().of(day).stream().map(one -> one.id().value()).toList());
        assertEquals(List.of(), room.folder().of(day.plusDays(1)));
    }

    @Test
    void whatIsNoKeyIsRefusedAndNeverShown() throws Exception {
        Path file = root.resolve("key");
        Files.writeString(file, "c2hvcnQ=");
        IOException refused = assertThrows(IOException.class, () -> RecordingKey.read(file));
        assertEquals(
                file
                        + ": a key of 5 bytes; expected a key of 32 bytes in base64, as"
                        + " 'head -c 32 /dev/urandom | base64' makes it",
                refused.getMessage());
        Files.writeString(file, "not base64, but secret");
        IOException garbled = assertThrows(IOException.class, () -> RecordingKey.read(file));
        assertEquals(
                file
                        + ": not base64; expected a key of 32 bytes in base64, as"
                        + " 'head -c 32 /dev/urandom | base64' makes it",
                garbled.getMessage());
        assertEquals("a key", TapeRoom.key(root, 1).toString());
    }
}
