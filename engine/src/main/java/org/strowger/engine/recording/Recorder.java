package org.strowger.engine.recording;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import org.strowger.disk.OwnersFiles;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// What puts recordings into a folder; one process at a time does that.
///
/// Opening it finishes what a process that ended by itself had begun. Everything here waits for the
/// disk.
public final class Recorder implements RecordingStore, AutoCloseable {
    private final RecordingSettings settings;
    private final Shelves shelves;
    private final TapeFile.Opener opener;
    private final RecordingMeters meters;
    private final FileChannel lock;

    /// Another process records into the folder.
    public static final class TakenException extends IOException {
        private static final long serialVersionUID = 1;

        TakenException(String message) {
            super(message);
        }
    }

    private Recorder(
            RecordingSettings settings,
            TapeFile.Opener opener,
            RecordingMeters meters,
            FileChannel lock) {
        this.settings = settings;
        this.shelves = new Shelves(settings.folder());
        this.opener = opener;
        this.meters = meters;
        this.lock = lock;
    }

    /// Takes a folder, and finishes what is left there of recordings that were never ended.
    ///
    /// @throws TakenException when another process has it
    /// @throws IOException when it cannot be written to
    public static Recorder open(RecordingSettings settings, MeterRegistry meters)
            throws IOException {
        return open(settings, TapeFile::open, meters);
    }

    static Recorder open(RecordingSettings settings, TapeFile.Opener opener, MeterRegistry registry)
            throws IOException {
        Path folder = settings.folder();
        OwnersFiles.makeFolder(folder);
        FileChannel lock = lock(folder);
        try {
            RecordingMeters meters = RecordingMeters.in(registry);
            new Leftovers(settings, meters).finish();
            return new Recorder(settings, opener, meters, lock);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FileChannel lock(Path folder) throws IOException {
        FileChannel file =
                OwnersFiles.open(
                        folder.resolve(".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
        try {
            if (file.tryLock() != null) {
                return file;
            }
        } catch (OverlappingFileLockException _) {
            // Another one in this process has it, which is told as of another process.
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        file.close();
        throw new TakenException(folder + ": another process records into this folder");
    }

    /// @throws IOException when the id is not one of [RecordingIds], when there is such a recording
    ///   already, or when the disk does not take it
    @Override
    public Take begin(RecordingId recording) throws IOException {
        try {
            return tape(recording);
        } catch (IOException e) {
            meters.failed().increment();
            throw e;
        }
    }

    private Take tape(RecordingId recording) throws IOException {
        LocalDate day =
                RecordingIds.day(recording)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                recording
                                                        + ": expected an id that begins with its"
                                                        + " day, as 20261122-call-1"));
        if (shelves.file(recording).isPresent()) {
            throw new FileAlreadyExistsException(recording.value());
        }
        Path folder = shelves.make(day);
        return settings.key().isEmpty()
                ? Tape.plain(recording, folder.resolve(recording + Shelves.PLAIN), opener, meters)
                : Tape.encrypted(
                        recording,
                        folder.resolve(recording + Shelves.ENCRYPTED),
                        settings.key().get(),
                        opener,
                        meters);
    }

    /// Lets another process record here. Recordings that are being made are to be closed before.
    @Override
    public void close() throws IOException {
        lock.close();
    }
}
