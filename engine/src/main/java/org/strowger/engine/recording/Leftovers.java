package org.strowger.engine.recording;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.time.LocalDate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;
import org.strowger.telephony.RecordingId;

/// What a process that ended by itself left of recordings, made into files that end where it did.
///
/// An encrypted one loses its last segment, a quarter of a second with what was not yet encrypted:
/// it has no mark that it is the last, which would tell an end from a cut.
final class Leftovers {
    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final RecordingSettings settings;
    private final RecordingMeters meters;

    Leftovers(RecordingSettings settings, RecordingMeters meters) {
        this.settings = settings;
        this.meters = meters;
    }

    /// Nobody else may be recording into the folder.
    void finish() throws IOException {
        Shelves shelves = new Shelves(settings.folder());
        for (LocalDate day : shelves.days()) {
            for (Path file : Shelves.in(shelves.of(day))) {
                Shelves.unfinished(file).ifPresent(recording -> finish(recording, file));
            }
        }
    }

    /// What cannot be finished is left as it is, and in nobody's way.
    private void finish(RecordingId recording, Path part) {
        String name = part.toString();
        Path whole = Path.of(name.substring(0, name.length() - Shelves.PART.length()));
        try {
            boolean some =
                    Shelves.isEncrypted(whole)
                            ? finishEncrypted(recording, part, whole)
                            : finishPlain(part, whole);
            (some ? meters.finished() : meters.empty()).increment();
        } catch (IOException e) {
            meters.unfinished().increment();
            log.warn("{} cannot be finished: {}", part, e.getMessage());
        }
    }

    private static boolean finishPlain(Path part, Path whole) throws IOException {
        long data;
        try (FileChannel file =
                FileChannel.open(part, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            data = WavForm.dataBytes(file.size());
            if (data > 0) {
                file.truncate(WavForm.HEADER_BYTES + data);
                file.write(WavForm.header(data), 0);
                file.force(true);
            }
        }
        return place(data > 0, part, whole);
    }

    private boolean finishEncrypted(RecordingId recording, Path part, Path whole)
            throws IOException {
        // Of a single segment nothing can be read before it has its end.
        if (Files.size(part) <= RecordingKey.SEGMENT_BYTES) {
            return place(false, part, whole);
        }
        RecordingKey key =
                settings.key()
                        .orElseThrow(() -> new IOException("it is encrypted, and no key is set"));
        Path mended = part.resolveSibling(part.getFileName() + Shelves.MENDED);
        Files.deleteIfExists(mended);
        try {
            mend(recording, key, part, mended);
            Tape.put(mended, whole);
        } finally {
            Files.deleteIfExists(mended);
        }
        Files.delete(part);
        return true;
    }

    private static void mend(RecordingId recording, RecordingKey key, Path part, Path mended)
            throws IOException {
        try (FileChannel file =
                OwnersFiles.open(mended, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = key.encrypting(recording, appending(file));
            try (InputStream in = key.decrypting(recording, Files.newInputStream(part))) {
                if (copyReadable(in, out) == 0) {
                    throw new IOException(
                            "it is encrypted with another key, or its file was changed");
                }
            }
            out.close();
            file.force(true);
        }
    }

    private static OutputStream appending(FileChannel file) {
        OutputStream out = Channels.newOutputStream(file);
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                out.write(b);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }
        };
    }

    /// Copies until the segment that has no end, and says how much that was: a segment at a time,
    /// for a read that comes upon that one gives nothing of those before it.
    private static long copyReadable(InputStream in, OutputStream out) throws IOException {
        byte[] segment = new byte[RecordingKey.CONTENT_BYTES];
        long copied = 0;
        int length = readable(in, segment, RecordingKey.FIRST_CONTENT_BYTES);
        while (length > 0) {
            out.write(segment, 0, length);
            copied += length;
            length = readable(in, segment, RecordingKey.CONTENT_BYTES);
        }
        return copied;
    }

    private static int readable(InputStream in, byte[] segment, int most) throws IOException {
        try {
            return in.readNBytes(segment, 0, most);
        } catch (IOException e) {
            if (e.getCause() instanceof GeneralSecurityException) {
                return 0;
            }
            throw e;
        }
    }

    private static boolean place(boolean some, Path part, Path whole) throws IOException {
        if (some) {
            Tape.put(part, whole);
        } else {
            Files.delete(part);
        }
        return some;
    }
}
