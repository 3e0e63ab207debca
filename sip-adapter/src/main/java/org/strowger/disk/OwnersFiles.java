package org.strowger.disk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Files (600) and folders (700) that are their owner's alone from the moment they are made, where
/// the file system can say so. What is there already stays as open as it is.
///
/// Everything here waits for the disk.
public final class OwnersFiles {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnersFiles() {}

    /// Makes a folder, and those that it is in, where they are not there yet.
    public static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, ownersOnly("rwx------"));
            forceNames(folderOf(folder));
        }
    }

    /// Opens a file as [FileChannel#open(Path, OpenOption...)] does; what that makes is its
    /// owner's.
    public static FileChannel open(Path file, OpenOption... how) throws IOException {
        return FileChannel.open(file, Set.of(how), ownersOnly("rw-------"));
    }

    /// Puts a content in place in one step, in a folder that is made for it: a reader finds what
    /// was there before or all of this, after a crash, too. One thread at a time may do this for a
    /// file.
    public static void place(Path file, byte[] content) throws IOException {
        makeFolder(folderOf(file));
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel out =
                open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        forceNames(folderOf(file));
    }

    /// Returns when the disk has the names of a folder's files.
    public static void forceNames(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    private static FileAttribute<?>[] ownersOnly(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
