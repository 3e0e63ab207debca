package org.strowger.engine.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.strowger.disk.OwnersFiles;

/// A new file that a recording is written to. A port, so that a test can have a disk that fills up.
interface TapeFile extends AutoCloseable {
    /// Makes a file that is not there yet.
    interface Opener {
        TapeFile open(Path path) throws IOException;
    }

    /// Appends all the bytes, or fails with some of them written.
    void write(ByteBuffer bytes) throws IOException;

    /// Writes over the beginning.
    void overwriteStart(ByteBuffer bytes) throws IOException;

    /// Returns when the disk has what was written.
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /// Makes the real thing.
    static TapeFile open(Path path) throws IOException {
        FileChannel channel =
                OwnersFiles.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        return new TapeFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void overwriteStart(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes, bytes.position());
                }
            }

            @Override
            public void force() throws IOException {
                channel.force(true);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
