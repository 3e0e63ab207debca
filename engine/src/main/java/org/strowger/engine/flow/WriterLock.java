package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;

/// The right to change some files, which one thread of one process has at a time.
///
/// The lock on a file is the whole process's and ends with it, however it ends; between threads of
/// this process a second lock decides.
final class WriterLock implements AutoCloseable {
    private static final ReentrantLock THREADS = new ReentrantLock();

    private final FileChannel channel;

    private WriterLock(FileChannel channel) {
        this.channel = channel;
    }

    /// Waits until nobody else has it.
    ///
    /// @param file made when it is not there, and left there
    static WriterLock on(Path file) throws IOException {
        THREADS.lock();
        try {
            Disk.makeFolder(file.toAbsolutePath().normalize().resolveSibling(""));
            return new WriterLock(locked(file));
        } catch (IOException | RuntimeException e) {
            THREADS.unlock();
            throw e;
        }
    }

    private static FileChannel locked(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            channel.lock();
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /// Closing the file ends its lock.
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            THREADS.unlock();
        }
    }
}
