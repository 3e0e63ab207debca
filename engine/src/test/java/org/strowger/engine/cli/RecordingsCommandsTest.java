package org.strowger.engine.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ContactBook;
import org.strowger.engine.contact.ContactSettings;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.contact.Segment;
import org.strowger.engine.recording.Message;
import org.strowger.engine.recording.MessageId;
import org.strowger.engine.recording.Recorder;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.engine.recording.RecordingKey;
import org.strowger.engine.recording.RecordingSettings;
import org.strowger.engine.recording.VoicemailBook;
import org.strowger.engine.recording.VoicemailSettings;
import org.strowger.engine.routing.CallId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// `recordings` and `voicemail`, which share what they are about.
class RecordingsCommandsTest {
    @TempDir Path folder;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Shop shop;

    @BeforeEach
    void open() throws IOException {
        shop = Shop.in(folder);
    }

    private Typed recordings(String command, String... rest) throws InterruptedException {
        return typed("recordings", command, rest);
    }

    private Typed voicemail(String command, String... rest) throws InterruptedException {
        return typed("voicemail", command, rest);
    }

    private Typed typed(String group, String command, String... rest) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(group, command));
        words.addAll(List.of("--config", shop.settings()));
        words.addAll(List.of(rest));
        return Typed.of(words.toArray(String[]::new));
    }

    private RecordingSettings settings(Optional<RecordingKey> key) {
        return new RecordingSettings(
                folder.resolve("data/recordings"), RecordingSettings.KEEP, key);
    }

    /// A recording of 65 seconds that ended at nine.
    private void recorded(String id, Optional<RecordingKey> key) throws IOException {
        try (Recorder recorder = Recorder.open(settings(key), meters);
                RecordingStore.Take take = recorder.begin(new RecordingId(id))) {
            take.write(ByteBuffer.allocate(65 * 32_000));
        }
        String day =
                "%s/%s/%s".formatted(id.substring(0, 4), id.substring(4, 6), id.substring(6, 8));
        String name = id + (key.isEmpty() ? ".wav" : ".wav.enc");
        Path file = folder.resolve("data/recordings").resolve(day).resolve(name);
        Files.setLastModifiedTime(file, FileTime.from(Typed.NINE));
    }

    private RecordingKey key() throws IOException {
        Path file = folder.resolve("key");
        Files.write(file, Base64.getEncoder().encodeToString(new byte[32]).getBytes(US_ASCII));
        return RecordingKey.read(file);
    }

    private void left(String id, Instant at) throws IOException {
        String day = at.toString().substring(0, 10).replace("-", "");
        recorded(day + "-" + id + "-1", Optional.empty());
        book().add(
                        new Message(
                                new MessageId(id),
                                "office",
                                Optional.of("support"),
                                Optional.of("+442079460001"),
                                Optional.of("Caller\u001b[2J"),
                                at,
                                Duration.ofSeconds(65),
                                new RecordingId(day + "-" + id + "-1"),
                                Message.State.NEW,
                                Optional.empty()));
    }

    private VoicemailBook book() {
        return new VoicemailBook(
                folder.resolve("data"),
                new VoicemailSettings(VoicemailSettings.KEEP),
                new RecordingFolder(settings(Optional.empty()), meters),
                meters);
    }

    @Test
    void recordingsAreListedByDay() throws Exception {
        recorded("20261122-call-7-1", Optional.empty());
        recorded("20261121-call-3-1", Optional.of(key()));
        String first = "20261121-call-3-1  2026-11-22T09:00:00Z  1:05  2088244 bytes, encrypted\n";
        String second = "20261122-call-7-1  2026-11-22T09:00:00Z  1:05  2080044 bytes\n";
        assertEquals(new Typed(0, first + second, ""), recordings("list"));
        assertEquals(new Typed(0, second, ""), recordings("list", "--day", "2026-11-22"));
        assertEquals(new Typed(0, "", ""), recordings("list", "--day", "2026-11-20"));
        assertEquals(
                new Typed(
                        2,
                        "",
                        "strowger: recordings list: expected a day as 2026-11-22 behind --day\n"),
                recordings("list", "--day", "today"));
    }

    @Test
    void aRecordingIsExportedAsAWavFileButNeverOverAnother() throws Exception {
        recorded("20261122-call-7-1", Optional.empty());
        Path to = folder.resolve("out.wav");
        assertEquals(
                new Typed(0, to + ": recording 20261122-call-7-1\n", ""),
                recordings("export", "20261122-call-7-1", to.toString()));
        assertEquals(44 + 65 * 32_000, Files.size(to));
        assertEquals(
                new Typed(1, "", "strowger: " + to + ": is there already\n"),
                recordings("export", "20261122-call-7-1", to.toString()));
        assertEquals(44 + 65 * 32_000, Files.size(to));
    }

    @Test
    void whatCannotBeDecryptedLeavesNoFile() throws Exception {
        recorded("20261122-call-7-1", Optional.of(key()));
        Path to = folder.resolve("out.wav");
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: recording 20261122-call-7-1 is encrypted, and no key is set\n"),
                recordings("export", "20261122-call-7-1", to.toString()));
        assertFalse(Files.exists(to));
    }

    @Test
    void aRecordingIsDeletedByItsIdAndAWrongOneIsGuessed() throws Exception {
        recorded("20261122-call-7-1", Optional.empty());
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: no recording '20261122-call-8-1', did you mean"
                                + " '20261122-call-7-1'?\n"),
                recordings("delete", "20261122-call-8-1"));
        assertEquals(
                new Typed(
                        1,
                        "",
                        "strowger: '../../strowger' is not the id of a recording: expected one as"
                                + " 20261122-call-1\n"),
                recordings("delete", "../../strowger"));
        assertEquals(
                new Typed(0, "20261122-call-7-1: deleted\n", ""),
                recordings("delete", "20261122-call-7-1"));
        assertEquals(new Typed(0, "", ""), recordings("list"));
    }

    @Test
    void aSweepRemovesWhatIsTooOldAndNotWhatAMessageHolds() throws Exception {
        recorded("20260823-call-1-1", Optional.empty());
        recorded("20260824-call-1-1", Optional.empty());
        left("young", Typed.NINE.minus(Duration.ofDays(29)));
        left("old", Typed.NINE.minus(Duration.ofDays(30)));
        assertEquals(
                new Typed(0, "messages removed: 1, other recordings removed: 1\n", ""),
                recordings("sweep"));
        Typed rest = recordings("list");
        assertTrue(rest.out().startsWith("20260824-call-1-1  "), rest.out());
        assertTrue(rest.out().contains("\n20261024-young-1  "), rest.out());
        assertEquals(2, rest.out().lines().count());
    }

    @Test
    void messagesAreListedDoneExportedAndErased() throws Exception {
        left("m1", Typed.NINE);
        assertEquals(
                new Typed(
                        0,
                        "m1  2026-11-22T09:00:00Z  1:05  new  box office, queue support  from"
                                + " +442079460001 (Caller [2J)\n",
                        ""),
                voicemail("list"));
        assertEquals(new Typed(0, "", ""), voicemail("list", "--box", "anna"));
        Path to = folder.resolve("m1.wav");
        assertEquals(
                new Typed(0, to + ": message m1\n", ""), voicemail("export", "m1", to.toString()));
        assertEquals(44 + 65 * 32_000, Files.size(to));
        assertEquals(
                new Typed(0, "m1: done, by anna\n", ""), voicemail("done", "--by", "anna", "m1"));
        Typed listed = voicemail("list", "--box", "office");
        assertTrue(listed.out().contains("  done by anna  "), listed.out());
        assertEquals(
                new Typed(0, "messages erased, with their recordings: 1\n", ""),
                voicemail("erase", "+44 20 7946 0001"));
        assertEquals(new Typed(0, "", ""), recordings("list"));
        assertEquals(
                new Typed(1, "", "strowger: no message of that number\n"),
                voicemail("erase", "+442079460001"));
    }

    private void called(String recording) throws IOException {
        recorded(recording, Optional.empty());
        try (ContactBook book =
                ContactBook.open(
                        folder.resolve("data/contacts"),
                        new ContactSettings(Duration.ofDays(365), 1_000),
                        InstantSource.fixed(Typed.NINE),
                        meters)) {
            book.add(
                    new Contact(
                            new CallId("c1"),
                            new Party("+442079460001", "Caller"),
                            Optional.empty(),
                            "100",
                            "main",
                            Optional.empty(),
                            Optional.empty(),
                            Typed.NINE,
                            Optional.empty(),
                            Typed.NINE.plusSeconds(60),
                            Outcome.SELF_SERVED,
                            Optional.empty(),
                            List.of(new RecordingId(recording)),
                            List.of(
                                    new Segment(
                                            Segment.Kind.FLOW,
                                            Optional.empty(),
                                            Typed.NINE,
                                            Typed.NINE.plusSeconds(60)))));
        }
    }

    private Typed forget(String number) throws InterruptedException {
        return Typed.of("forget", "--config", shop.settings(), number);
    }

    @Test
    void aCustomerIsForgottenWithContactsRecordingsAndMessages() throws Exception {
        left("m1", Typed.NINE);
        called("20261122-c1-1");
        recorded("20261122-other-1", Optional.empty());
        assertEquals(
                new Typed(
                        0,
                        "contacts made anonymous: 1, recordings erased: 1, messages erased: 1\n",
                        ""),
                forget("+44 20 7946 0001"));
        assertEquals("", voicemail("list").out());
        assertTrue(recordings("list").out().startsWith("20261122-other-1  "));
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertFalse(
                        new String(Files.readAllBytes(file), US_ASCII).contains("2079460001"),
                        file::toString);
            }
        }
        assertEquals(
                new Typed(1, "", "strowger: nothing is kept of that number\n"),
                forget("+442079460001"));
        assertEquals(new Typed(1, "", "strowger: expected a telephone number\n"), forget(" "));
        assertEquals(2, Typed.of("forget", "--config", shop.settings()).status());
    }

    @Test
    void recordingsAreWhereTheSettingsSay() throws Exception {
        shop.write(
                "strowger.yaml",
                Files.readString(Path.of(shop.settings()))
                        + "\nrecordings: { folder: elsewhere }\n");
        recorded("20261122-call-7-1", Optional.empty());
        assertEquals("", recordings("list").out());
        Files.move(folder.resolve("data/recordings"), folder.resolve("elsewhere"));
        assertTrue(recordings("list").out().startsWith("20261122-call-7-1  "));
    }

    @Test
    void aMessageThatIsNotThereIsGuessed() throws Exception {
        left("message-1", Typed.NINE);
        Typed guessed =
                new Typed(1, "", "strowger: no message 'message-2', did you mean 'message-1'?\n");
        assertEquals(guessed, voicemail("done", "message-2"));
        assertEquals(guessed, voicemail("export", "message-2", "x.wav"));
    }

    @Test
    void whatIsNotUnderstoodIsExplained() throws Exception {
        Typed wrong = Typed.of("recordings", "lst");
        assertEquals(2, wrong.status());
        assertEquals(
                """
                strowger: unknown command 'recordings lst', did you mean 'list'?
                usage:
                  recordings list --config SETTINGS [--day YYYY-MM-DD]
                  recordings export --config SETTINGS ID FILE.wav
                  recordings delete --config SETTINGS ID
                  recordings sweep --config SETTINGS
                """,
                wrong.err());
        assertEquals(
                """
                usage:
                  voicemail list --config SETTINGS [--box BOX]
                  voicemail export --config SETTINGS ID FILE.wav
                  voicemail done --config SETTINGS [--by NAME] ID
                  voicemail erase --config SETTINGS NUMBER
                """,
                Typed.of("voicemail", "help").out());
        assertEquals(2, Typed.of("voicemail", "erase", "--config", shop.settings()).status());
        assertEquals(
                "strowger: expected serve, flow, recordings, voicemail, centre or forget\n",
                Typed.of("speak").err());
    }
}
