package org.strowger.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;
import org.strowger.engine.contact.ContactBook;
import org.strowger.engine.contact.Erased;
import org.strowger.engine.recording.Recorder;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.engine.recording.VoicemailBook;

/// Where a customer is forgotten who asks for it: their contacts, the recordings of their calls,
/// the messages that they left.
///
/// Contacts belong to one process. While an engine runs, a command leaves the number in the folder
/// `forget` under `data`, for the engine to do it and to answer there; both are gone a moment
/// later.
public final class Forgetting {
    private static final Logger LOG = LoggerFactory.getLogger(Forgetting.class);
    private static final String FOLDER = "forget";
    private static final String ASKED = ".asked";
    private static final String DONE = ".done";
    private static final int MOST_AT_ONCE = 100;
    private static final int LONGEST_NUMBER = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern ANSWER = Pattern.compile("done ([0-9]+) ([0-9]+) ([0-9]+)");

    private final Path folder;
    private final KeptCalls kept;

    /// The engine's part.
    Forgetting(Path data, KeptCalls kept) {
        this.folder = data.resolve(FOLDER);
        this.kept = kept;
    }

    /// Does what was asked since the last time; waits for the disk.
    void look() {
        for (Path asked : asked()) {
            try {
                answer(asked);
            } catch (IOException e) {
                LOG.error("somebody asked to be forgotten, and it cannot be answered", e);
            }
        }
    }

    private List<Path> asked() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ASKED))
                    .sorted()
                    .limit(MOST_AT_ONCE)
                    .toList();
        } catch (IOException e) {
            LOG.warn("{} cannot be looked at", folder, e);
            return List.of();
        }
    }

    private void answer(Path asked) throws IOException {
        String number = Files.readString(asked);
        String name = asked.getFileName().toString();
        String stem = name.substring(0, name.length() - ASKED.length());
        write(folder, stem + DONE, outcome(number));
        // Last, so that an engine that is killed meanwhile does it when it starts again.
        Files.deleteIfExists(asked);
    }

    private String outcome(String number) {
        try {
            Forgotten gone = forget(number, kept.contacts(), kept.recordings(), kept.voicemail());
            return "done %d %d %d".formatted(gone.contacts(), gone.recordings(), gone.messages());
        } catch (IOException e) {
            LOG.error("somebody is not forgotten, or not all of them", e);
            return "failed: " + e.getMessage();
        }
    }

    /// Forgets a customer of a centre, whether its engine runs or not.
    ///
    /// @param number as people write it
    /// @throws IOException when not all of it could be removed; it can be repeated
    public static Forgotten forget(EngineSettings settings, String number) throws IOException {
        if (number.isBlank() || number.length() > LONGEST_NUMBER) {
            throw new IOException("expected a telephone number");
        }
        MeterRegistry meters = new SimpleMeterRegistry();
        Optional<Recorder> alone = takeFolder(settings, meters);
        if (alone.isEmpty()) {
            return ask(settings.data().resolve(FOLDER), number);
        }
        AroundCalls services = settings.services();
        try (Recorder _ = alone.get();
                ContactBook contacts =
                        ContactBook.open(
                                settings.data().resolve("contacts"),
                                services.contacts(),
                                InstantSource.system(),
                                meters)) {
            RecordingFolder recordings = new RecordingFolder(services.recordings(), meters);
            return forget(
                    number,
                    contacts,
                    recordings,
                    new VoicemailBook(settings.data(), services.voicemail(), recordings, meters));
        }
    }

    /// Nothing when an engine has the folder of recordings, and so runs.
    private static Optional<Recorder> takeFolder(EngineSettings settings, MeterRegistry meters)
            throws IOException {
        try {
            return Optional.of(Recorder.open(settings.services().recordings(), meters));
        } catch (Recorder.TakenException _) {
            return Optional.empty();
        }
    }

    private static Forgotten ask(Path folder, String number) throws IOException {
        OwnersFiles.makeFolder(folder);
        String stem = UUID.randomUUID().toString();
        write(folder, stem + ASKED, number);
        Path done = folder.resolve(stem + DONE);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!Files.exists(done)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("the engine that runs did not answer");
                }
                Thread.sleep(50);
            }
            return answered(Files.readString(done));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(folder.resolve(stem + ASKED));
            Files.deleteIfExists(done);
        }
    }

    private static Forgotten answered(String text) throws IOException {
        Matcher numbers = ANSWER.matcher(text);
        if (!numbers.matches()) {
            throw new IOException(text);
        }
        return new Forgotten(
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                Integer.parseInt(numbers.group(3)));
    }

    private static void write(Path folder, String name, String text) throws IOException {
        OwnersFiles.place(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8));
    }

    /// The log says that it was done, without the number.
    private static Forgotten forget(
            String number,
            ContactBook contacts,
            RecordingFolder recordings,
            VoicemailBook voicemail)
            throws IOException {
        // Messages first: their recordings are among those of the contacts, too.
        int messages = voicemail.erase(number);
        Erased erased = erased(number, contacts, recordings);
        LOG.info(
                "audit: a customer was forgotten: {} contacts, {} recordings, {} messages",
                erased.contacts(),
                erased.recordings(),
                messages);
        return new Forgotten(erased.contacts(), erased.recordings(), messages);
    }

    private static Erased erased(String number, ContactBook contacts, RecordingFolder recordings)
            throws IOException {
        try {
            return contacts.erase(number, recordings::delete).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException("contacts are not erased: " + e.getMessage(), e);
        }
    }
}
