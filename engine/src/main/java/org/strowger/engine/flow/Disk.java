package org.strowger.engine.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that are on the disk, whole, when writing them returns, and that nobody sees half written.
final class Disk {
    private Disk() {}

    /// Reads a file whole.
    ///
    /// @param longest a file with more bytes is refused
    /// @throws IOException that names the file
    static byte[] read(Path file, int longest) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] content = in.readNBytes(longest + 1);
            if (content.length > longest) {
                throw new IOException(file + ": longer than " + longest + " bytes");
            }
            return content;
        }
    }

    /// Puts a content in place in one step: a reader finds what was there before or all of this.
    ///
    /// What a crash leaves behind is a file of another name beside it, with a dot in front. One
    /// thread of a process at a time may do this for the same file.
    static void place(Path file, byte[] content) throws IOException {
        long process = ProcessHandle.current().pid();
        Path beside = file.resolveSibling("." + file.getFileName() + "." + process + ".tmp");
        try {
            write(
                    beside,
                    content,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE);
            move(beside, file);
        } finally {
            Files.deleteIfExists(beside);
        }
        forceNames(folderOf(file));
    }

    private static void move(Path beside, Path file) throws IOException {
        try {
            Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException(file + ": its file system cannot replace a file in one step", e);
        }
    }

    /// Adds to the end of a file that is there or not.
    static void append(Path file, byte[] content) throws IOException {
        boolean isNew = !Files.exists(file);
        write(file, content, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew) {
            forceNames(folderOf(file));
        }
    }

    /// Cuts what a file has beyond a length.
    static void cut(Path file, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(length);
            channel.force(true);
        }
    }

    private static void write(Path file, byte[] content, StandardOpenOption... how)
            throws IOException {
        try (FileChannel channel = FileChannel.open(file, how)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /// Makes a folder, and those that it is in, where they are not there yet.
    static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Path above = folderOf(folder);
            makeFolder(above);
            Files.createDirectories(folder);
            forceNames(above);
        }
    }

    /// Returns when the disk has the names of a folder's files.
    private static void forceNames(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }
}
