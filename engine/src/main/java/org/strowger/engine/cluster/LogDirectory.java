package org.strowger.engine.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.strowger.disk.OwnersFiles;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.RoutingSnapshot;

/// The directory of one event log: its lock, its segments and its snapshots, and what they are
/// called.
///
/// `events-<first number>-<epoch>.log`, `snapshot-<last number>.bin`, `lock`. Names sort in the
/// order of the numbers. Files with any other name are somebody else's and left alone.
final class LogDirectory {
    private static final Pattern SEGMENT = Pattern.compile("events-[0-9]{19}-[0-9]{19}\\.log");
    private static final Pattern SNAPSHOT = Pattern.compile("snapshot-[0-9]{19}\\.bin");
    private static final long SNAPSHOT_MAGIC = 0x5354_5257_534e_4150L; // STRWSNAP
    private static final int SNAPSHOT_HEADER = 12;

    /// A snapshot, and the number of the last event in it.
    record Saved(long seq, RoutingSnapshot snapshot) {}

    private final Path directory;
    private @Nullable FileChannel lockFile;

    LogDirectory(Path directory) {
        this.directory = directory;
    }

    void lock() throws IOException {
        if (lockFile != null) {
            return;
        }
        OwnersFiles.makeFolder(directory);
        FileChannel file =
                OwnersFiles.open(
                        directory.resolve("lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        if (!tryLock(file)) {
            file.close();
            throw new EventLogException(
                    Reason.IN_USE,
                    "the event log in " + directory + " is in use by another process");
        }
        lockFile = file;
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    void unlock() throws IOException {
        if (lockFile != null) {
            lockFile.close();
            lockFile = null;
        }
    }

    List<Path> segments() throws IOException {
        return named(SEGMENT);
    }

    Path segment(long firstSeq, long epoch) {
        return directory.resolve(
                String.format(Locale.ROOT, "events-%019d-%019d.log", firstSeq, epoch));
    }

    static long firstSeq(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(7, 26));
    }

    /// The epoch of the owner who wrote a segment.
    static long epoch(Path segment) {
        return Long.parseLong(segment.getFileName().toString().substring(27, 46));
    }

    Optional<Saved> newestSnapshot() throws IOException {
        List<Path> snapshots = named(SNAPSHOT);
        return snapshots.isEmpty()
                ? Optional.empty()
                : Optional.of(readSnapshot(snapshots.getLast()));
    }

    /// The oldest snapshot that contains at least the events before a number.
    Optional<Saved> snapshotToGoOnFrom(long firstSeq) throws IOException {
        for (Path path : named(SNAPSHOT)) {
            Saved saved = readSnapshot(path);
            if (saved.seq() >= firstSeq - 1) {
                return Optional.of(saved);
            }
        }
        return Optional.empty();
    }

    private static Saved readSnapshot(Path path) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(path));
        if (bytes.capacity() < SNAPSHOT_HEADER
                || bytes.getLong() != SNAPSHOT_MAGIC
                || bytes.getInt()
                        != Segment.checksum(
                                bytes, SNAPSHOT_HEADER, bytes.capacity() - SNAPSHOT_HEADER)) {
            throw new EventLogException(
                    Reason.DAMAGED, path + " is damaged: its header or its checksum is wrong");
        }
        byte[] encoded = new byte[bytes.remaining()];
        bytes.get(encoded);
        try {
            return new Saved(lastSeq(path), EventCodec.decodeSnapshot(encoded));
        } catch (EventLogException unreadable) {
            throw unreadable.in(path);
        }
    }

    /// Returns when the disk has the snapshot; a crash before leaves no trace but a file that is
    /// written over.
    void writeSnapshot(Saved saved) throws IOException {
        byte[] encoded = EventCodec.encodeSnapshot(saved.snapshot());
        ByteBuffer bytes = ByteBuffer.allocate(SNAPSHOT_HEADER + encoded.length);
        bytes.putLong(SNAPSHOT_MAGIC).putInt(0).put(encoded);
        bytes.putInt(Long.BYTES, Segment.checksum(bytes, SNAPSHOT_HEADER, encoded.length)).flip();
        Path written = directory.resolve("unfinished.tmp");
        try (FileChannel file =
                OwnersFiles.open(
                        written,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
        String name = String.format(Locale.ROOT, "snapshot-%019d.bin", saved.seq());
        Files.move(written, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        force();
    }

    /// The segments with events that a snapshot does not contain; the last is always one of them.
    List<Path> segmentsAfter(long snapshotSeq) throws IOException {
        List<Path> segments = segments();
        int first = 0;
        while (first + 1 < segments.size()
                && firstSeq(segments.get(first + 1)) <= snapshotSeq + 1) {
            first++;
        }
        return segments.subList(first, segments.size());
    }

    /// Deletes what came before the newest snapshot that is old enough, or before a newer one, as
    /// long as there is too much. The newest snapshot and what came after it always stay.
    void forget(JournalRetention keep, Instant now) throws IOException {
        List<Path> snapshots = named(SNAPSHOT);
        Instant oldEnough = now.minus(keep.keep());
        int base = -1;
        for (int i = 0; i < snapshots.size(); i++) {
            boolean isOld =
                    !Files.getLastModifiedTime(snapshots.get(i)).toInstant().isAfter(oldEnough);
            base = isOld ? i : base;
        }
        while (base + 1 < snapshots.size() && bytesFrom(snapshots, base) > keep.mostBytes()) {
            base++;
        }
        if (base >= 0) {
            forgetBefore(snapshots, base);
        }
    }

    /// What is left on the disk when all before a snapshot is forgotten.
    private long bytesFrom(List<Path> snapshots, int base) throws IOException {
        long bytes = 0;
        for (Path kept : base < 0 ? segments() : segmentsAfter(lastSeq(snapshots.get(base)))) {
            bytes += Files.size(kept);
        }
        for (Path kept : snapshots.subList(Math.max(0, base), snapshots.size())) {
            bytes += Files.size(kept);
        }
        return bytes;
    }

    /// Segments first: what a crash leaves in between can be read.
    private void forgetBefore(List<Path> snapshots, int base) throws IOException {
        List<Path> segments = segments();
        int kept = segmentsAfter(lastSeq(snapshots.get(base))).size();
        for (Path superfluous : segments.subList(0, segments.size() - kept)) {
            Files.delete(superfluous);
        }
        for (Path older : snapshots.subList(0, base)) {
            Files.delete(older);
        }
    }

    private static long lastSeq(Path snapshot) {
        return Long.parseLong(snapshot.getFileName().toString().substring(9, 28));
    }

    /// Returns when the disk has the names of the files.
    void force() throws IOException {
        OwnersFiles.forceNames(directory);
    }

    @Override
    public String toString() {
        return directory.toString();
    }

    private List<Path> named(Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> name.matcher(file.getFileName().toString()).matches())
                    .sorted()
                    .toList();
        }
    }
}
