package org.strowger.engine.recording;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;
import org.strowger.disk.OwnersFiles;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.RecordingStore;

/// One recording being made: under a name that says so, until all of it is on the disk. Of one
/// thread at a time.
///
/// After a failure nothing more is written; what was written stays under that name, as after a
/// crash, and is finished on the next start.
final class Tape implements RecordingStore.Take {
    /// The longest recording: 24 hours, 2.8 GB; a WAV file holds 37.
    static final long MOST_BYTES = 24L * 3_600 * WavForm.BYTES_PER_SECOND;

    /// After how much more audio the size in the header is put right.
    private static final long PATCHED_EVERY = 4L * WavForm.BYTES_PER_SECOND;

    private enum State {
        GOING,
        FAILED,
        CLOSED
    }

    private final RecordingId recording;
    private final Path whole;
    private final Path part;
    private final TapeFile file;
    private final @Nullable OutputStream encrypting;
    private final RecordingMeters meters;
    private State state = State.GOING;
    private long written;
    private long patched;

    private Tape(
            RecordingId recording,
            Path whole,
            TapeFile file,
            @Nullable OutputStream encrypting,
            RecordingMeters meters) {
        this.recording = recording;
        this.whole = whole;
        this.part = part(whole);
        this.file = file;
        this.encrypting = encrypting;
        this.meters = meters;
    }

    /// Begins a recording that anybody can hear who can read the file.
    static Tape plain(
            RecordingId recording, Path whole, TapeFile.Opener opener, RecordingMeters meters)
            throws IOException {
        TapeFile file = opener.open(part(whole));
        try {
            file.write(WavForm.header(0));
            return new Tape(recording, whole, file, null, meters);
        } catch (IOException e) {
            abandon(file, whole, e);
            throw e;
        }
    }

    /// Begins one that takes the key: no sample gets to the disk without having been encrypted.
    static Tape encrypted(
            RecordingId recording,
            Path whole,
            RecordingKey key,
            TapeFile.Opener opener,
            RecordingMeters meters)
            throws IOException {
        TapeFile file = opener.open(part(whole));
        try {
            OutputStream encrypting = key.encrypting(recording, new Appending(file));
            encrypting.write(WavForm.header(WavForm.UNKNOWN).array());
            return new Tape(recording, whole, file, encrypting, meters);
        } catch (IOException e) {
            abandon(file, whole, e);
            throw e;
        }
    }

    private static Path part(Path whole) {
        return whole.resolveSibling(whole.getFileName() + Shelves.PART);
    }

    private static void abandon(TapeFile file, Path whole, IOException why) {
        try {
            file.close();
            Files.deleteIfExists(part(whole));
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    @Override
    public void write(ByteBuffer samples) throws IOException {
        if (state != State.GOING) {
            throw new IOException("recording " + recording + " goes on no more");
        }
        int length = samples.remaining();
        if (written + length > MOST_BYTES) {
            throw new IOException("recording " + recording + " lasts 24 hours already");
        }
        try {
            append(samples);
        } catch (IOException e) {
            fail();
            throw e;
        }
        written += length;
        meters.bytes().increment(length);
    }

    private void append(ByteBuffer samples) throws IOException {
        if (encrypting != null) {
            byte[] bytes = new byte[samples.remaining()];
            samples.get(bytes);
            encrypting.write(bytes);
            return;
        }
        file.write(samples);
        if (written - patched >= PATCHED_EVERY) {
            file.overwriteStart(WavForm.header(written));
            patched = written;
        }
    }

    private void fail() {
        state = State.FAILED;
        meters.failed().increment();
    }

    /// @throws IOException when it is not there whole: after a failed write, too
    @Override
    public void close() throws IOException {
        State before = state;
        if (before == State.CLOSED) {
            return;
        }
        try {
            finish(before);
        } catch (IOException e) {
            if (state == State.GOING) {
                fail();
            }
            throw e;
        } finally {
            state = State.CLOSED;
        }
    }

    private void finish(State before) throws IOException {
        try (file) {
            if (before == State.GOING && written > 0) {
                complete();
            }
        }
        if (written == 0) {
            Files.deleteIfExists(part);
        } else if (before == State.GOING) {
            put(part, whole);
            meters.kept().increment();
        } else {
            throw new IOException("recording " + recording + " is finished on the next start only");
        }
    }

    private void complete() throws IOException {
        if (encrypting != null) {
            encrypting.close();
        } else {
            file.overwriteStart(WavForm.header(WavForm.dataBytes(WavForm.HEADER_BYTES + written)));
        }
        file.force();
    }

    /// Gives what is whole and on the disk its name.
    static void put(Path part, Path whole) throws IOException {
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
        OwnersFiles.forceNames(whole.resolveSibling(""));
    }

    /// Leaves the file open, for it must be forced when all has been encrypted.
    private static final class Appending extends OutputStream {
        private final TapeFile file;

        Appending(TapeFile file) {
            this.file = file;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            file.write(ByteBuffer.wrap(bytes, from, length));
        }
    }
}
