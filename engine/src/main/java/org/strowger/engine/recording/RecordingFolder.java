package org.strowger.engine.recording;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;

/// The recordings that are there, to be heard, handed out and removed; [Recorder] makes them.
///
/// As many as like may do so at once, in this process and in others. Everything waits for the disk:
/// call it on a virtual thread.
public final class RecordingFolder {
    /// The longest recording that is played to a telephone, which has it in memory: 30 minutes.
    private static final int MOST_FRAMES = 30 * 60 * WavForm.RATE;

    /// How many one [#sweep] removes.
    static final int SWEPT_AT_ONCE = 1_000;

    private static final Logger log = LoggerFactory.getLogger(RecordingFolder.class);
    private static final int COPIED_AT_ONCE = 64 << 10;

    private final RecordingSettings settings;
    private final Shelves shelves;
    private final RecordingMeters meters;

    /// Reads nothing yet, and makes nothing.
    public RecordingFolder(RecordingSettings settings, MeterRegistry meters) {
        this.settings = settings;
        this.shelves = new Shelves(settings.folder());
        this.meters = RecordingMeters.in(meters);
    }

    /// A recording, when it is there and whole. It takes no key to find an encrypted one.
    public Optional<Recorded> find(RecordingId recording) throws IOException {
        Optional<Path> file = shelves.file(recording);
        return file.isEmpty() ? Optional.empty() : recorded(recording, file.get());
    }

    private static Optional<Recorded> recorded(RecordingId recording, Path file)
            throws IOException {
        try {
            Instant madeAt = Files.getLastModifiedTime(file).toInstant();
            long size = Files.size(file);
            boolean encrypted = Shelves.isEncrypted(file);
            long content = encrypted ? RecordingKey.contentBytes(size) : size;
            return Optional.of(
                    new Recorded(
                            recording,
                            madeAt,
                            WavForm.length(WavForm.dataBytes(content)),
                            size,
                            encrypted));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /// The days (UTC) on which recordings were begun, the oldest first.
    public SortedSet<LocalDate> days() throws IOException {
        return shelves.days();
    }

    /// The whole recordings that were begun on a day (UTC), by id.
    public List<Recorded> of(LocalDate day) throws IOException {
        List<Recorded> all = new ArrayList<>();
        for (Path file : Shelves.in(shelves.of(day))) {
            Optional<RecordingId> recording = Shelves.recording(file);
            if (recording.isPresent()) {
                recorded(recording.get(), file).ifPresent(all::add);
            }
        }
        return all;
    }

    /// Writes a recording as a WAV file of 8,000 Hz, 16 bits, two channels, decrypted.
    ///
    /// When an encrypted file was changed, this fails where the change is: what was written before
    /// is what was recorded, and is to be thrown away as too little.
    ///
    /// @throws IOException when there is no such recording, it takes another key, or its file was
    ///   changed; the message says which
    public void writeWav(RecordingId recording, OutputStream out) throws IOException {
        try (Opened opened = open(recording)) {
            out.write(WavForm.header(opened.dataBytes()).array());
            byte[] some = new byte[COPIED_AT_ONCE];
            long left = opened.dataBytes();
            while (left > 0) {
                int read = opened.read(some, (int) Math.min(some.length, left));
                out.write(some, 0, read);
                left -= read;
            }
        }
    }

    /// Writes a recording to a file that is not there yet, its owner's alone: all of it, or no
    /// file.
    ///
    /// @throws IOException as [#writeWav] does, and when there is such a file
    public void export(RecordingId recording, Path to) throws IOException {
        FileChannel file =
                OwnersFiles.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (file) {
            writeWav(recording, Channels.newOutputStream(file));
        } catch (IOException | RuntimeException e) {
            Files.deleteIfExists(to);
            throw e;
        }
    }

    /// A recording as a telephone can play it, without the silence before and behind; with nothing
    /// in it when all is silence.
    ///
    /// @throws IOException as [#writeWav] does, and when it lasts more than 30 minutes
    public Sound sound(RecordingId recording, Side side) throws IOException {
        try (Opened opened = open(recording)) {
            long frames = opened.dataBytes() / WavForm.FRAME_BYTES;
            if (frames > MOST_FRAMES) {
                throw new IOException(
                        "recording %s lasts %s: the longest that is played is 30 minutes"
                                .formatted(recording, WavForm.length(opened.dataBytes())));
            }
            return new Sound(recording.value(), opened.mixdown((int) frames, side));
        }
    }

    private Opened open(RecordingId recording) throws IOException {
        Path file =
                shelves.file(recording)
                        .orElseThrow(() -> new IOException("no recording " + recording));
        long size = Files.size(file);
        if (!Shelves.isEncrypted(file)) {
            return Opened.of(recording, Files.newInputStream(file), size);
        }
        RecordingKey key =
                settings.key()
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "recording %s is encrypted, and no key is set"
                                                        .formatted(recording)));
        return Opened.of(
                recording,
                key.decrypting(recording, Files.newInputStream(file)),
                RecordingKey.contentBytes(size));
    }

    /// Removes a recording and whatever there is of it: what was never finished, too.
    ///
    /// @return false when there was nothing
    public boolean delete(RecordingId recording) throws IOException {
        boolean some = false;
        for (Path file : shelves.remains(recording)) {
            some |= Files.deleteIfExists(file);
        }
        return some;
    }

    /// Removes what is older than recordings are kept, 1,000 at a time.
    public Swept sweep(Instant now) throws IOException {
        return sweep(now, _ -> false);
    }

    /// Removes what is older than recordings are kept, 1,000 at a time, without those that somebody
    /// else answers for: messages, say, which have a time of their own.
    public Swept sweep(Instant now, Predicate<RecordingId> spared) throws IOException {
        int removed = 0;
        int failed = 0;
        for (LocalDate day : shelves.days()) {
            if (now.isBefore(goes(day))) {
                return new Swept(removed, failed, false);
            }
            for (Path file : Shelves.in(shelves.of(day))) {
                if (isSpared(file, spared)) {
                    continue;
                }
                if (removed + failed == SWEPT_AT_ONCE) {
                    return new Swept(removed, failed, true);
                }
                if (remove(file)) {
                    removed++;
                } else {
                    failed++;
                }
            }
            removeIfEmpty(shelves.of(day));
        }
        return new Swept(removed, failed, false);
    }

    /// When the recordings of a day are too old.
    private Instant goes(LocalDate day) {
        return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(settings.keep());
    }

    private static boolean isSpared(Path file, Predicate<RecordingId> spared) {
        return Shelves.recording(file)
                .or(() -> Shelves.unfinished(file))
                .map(spared::test)
                .orElse(true);
    }

    private boolean remove(Path file) {
        try {
            Files.deleteIfExists(file);
            meters.swept().increment();
            return true;
        } catch (IOException e) {
            meters.unswept().increment();
            log.warn("{} is too old and cannot be removed", file, e);
            return false;
        }
    }

    private void removeIfEmpty(Path day) throws IOException {
        try {
            Path folder = day;
            while (!folder.equals(shelves.root())) {
                Files.deleteIfExists(folder);
                folder = folder.resolveSibling("");
            }
        } catch (DirectoryNotEmptyException _) {
            // Another month or another day is still there, or what somebody else put there.
        }
    }

    /// The samples of a recording, to be read.
    private record Opened(RecordingId recording, InputStream in, long dataBytes)
            implements AutoCloseable {

        static Opened of(RecordingId recording, InputStream in, long contentBytes)
                throws IOException {
            Opened opened = new Opened(recording, in, WavForm.dataBytes(contentBytes));
            try {
                opened.skipHeader();
                return opened;
            } catch (IOException e) {
                in.close();
                throw e;
            }
        }

        private void skipHeader() throws IOException {
            try {
                in.skipNBytes(WavForm.HEADER_BYTES);
            } catch (IOException e) {
                throw inWords(e);
            }
        }

        int read(byte[] to, int most) throws IOException {
            try {
                int read = in.read(to, 0, most);
                if (read < 0) {
                    throw new IOException("recording " + recording + " ends before its end");
                }
                return read;
            } catch (IOException e) {
                throw inWords(e);
            }
        }

        byte[] mixdown(int frames, Side side) throws IOException {
            try {
                return Mixdown.of(in, frames, side);
            } catch (IOException e) {
                throw inWords(e);
            }
        }

        private IOException inWords(IOException e) {
            return e.getCause() instanceof GeneralSecurityException
                    ? new IOException(
                            "recording %s cannot be decrypted: it takes another key, or its file was changed"
                                    .formatted(recording),
                            e)
                    : e;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
