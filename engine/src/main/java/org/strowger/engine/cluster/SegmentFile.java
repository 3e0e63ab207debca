package org.strowger.engine.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.strowger.disk.OwnersFiles;

/// A file that events are appended to. A port, so that a test can have a disk that fills up.
interface SegmentFile extends AutoCloseable {
    /// Opens a file, made if it is not there.
    interface Opener {
        SegmentFile open(Path path) throws IOException;
    }

    /// Appends all the bytes, or fails with some of them written.
    void write(ByteBuffer bytes) throws IOException;

    void truncate(long length) throws IOException;

    /// Returns when the disk has what was written.
    void force() throws IOException;

    @Override
    void close() throws IOException;

    /// Opens the real thing.
    static SegmentFile open(Path path) throws IOException {
        FileChannel channel =
                OwnersFiles.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.APPEND);
        return new SegmentFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }

            @Override
            public void truncate(long length) throws IOException {
                channel.truncate(length);
            }

            @Override
            public void force() throws IOException {
                channel.force(false);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }
}
