package org.strowger.engine.contact;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.strowger.disk.OwnersFiles;

/// A folder with a file of lines for each day, `2026-11-22.jsonl`, that only its owner may read.
///
/// What is written is on the disk when writing it returns. A line that a crash tore is cut off
/// before the next one is written.
final class DayFiles {
    /// The most bytes of a line; a longer one is not one of ours.
    static final int LONGEST_LINE = 1 << 18;

    private static final String ENDING = ".jsonl";
    private static final String BESIDE = ".tmp";
    private static final int BUFFER = 1 << 16;

    private final Path folder;

    /// Hears of the lines of a file.
    interface LineListener {
        /// A line has ended.
        ///
        /// @param line without its line feed
        void whole(String line) throws IOException;

        /// The bytes after the last line feed, or a line that is too long.
        void broken();
    }

    /// What becomes of a line; nothing when it is to go.
    interface Rewriting extends LineListener {
        /// What has come of the lines heard since the last time.
        List<byte[]> written();
    }

    private DayFiles(Path folder) {
        this.folder = folder;
    }

    /// Makes the folder if it is not there, and clears away what a crash left of a rewriting.
    static DayFiles in(Path folder) throws IOException {
        OwnersFiles.makeFolder(folder);
        try (Stream<Path> files = Files.list(folder)) {
            for (Path left : files.filter(file -> nameOf(file).endsWith(BESIDE)).toList()) {
                Files.delete(left);
            }
        }
        return new DayFiles(folder);
    }

    private static String nameOf(Path file) {
        return file.getFileName().toString();
    }

    /// The days that have a file, the first one first.
    List<LocalDate> days() throws IOException {
        List<LocalDate> days = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> dayOf(nameOf(file)).ifPresent(days::add));
        }
        Collections.sort(days);
        return days;
    }

    private static Optional<LocalDate> dayOf(String name) {
        if (!name.endsWith(ENDING)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LocalDate.parse(name.substring(0, name.length() - ENDING.length())));
        } catch (DateTimeException notOurs) {
            return Optional.empty();
        }
    }

    Path file(LocalDate day) {
        return folder.resolve(day + ENDING);
    }

    /// Adds whole lines to a day's file.
    void append(LocalDate day, byte[] lines) throws IOException {
        try (FileChannel channel = open(file(day))) {
            channel.position(wholeLength(channel));
            channel.truncate(channel.position());
            writeAll(channel, ByteBuffer.wrap(lines));
            channel.force(true);
        }
    }

    private FileChannel open(Path file) throws IOException {
        boolean isNew = !Files.exists(file);
        FileChannel channel =
                OwnersFiles.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            if (isNew) {
                OwnersFiles.forceNames(folder);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /// How long the file is up to its last line feed.
    private static long wholeLength(FileChannel channel) throws IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        for (long length = channel.size(); length > 0; length--) {
            one.clear();
            channel.read(one, length - 1);
            if (one.get(0) == '\n') {
                return length;
            }
        }
        return 0;
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /// Tells the lines of a day's file.
    void read(LocalDate day, LineListener listener) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file(day)), BUFFER)) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (int b = in.read(); b >= 0; b = in.read()) {
                if (b != '\n') {
                    keep(b, line);
                    continue;
                }
                if (line.size() > LONGEST_LINE) {
                    listener.broken();
                } else {
                    listener.whole(line.toString(StandardCharsets.UTF_8));
                }
                line.reset();
            }
            if (line.size() > 0) {
                listener.broken();
            }
        }
    }

    private static void keep(int b, ByteArrayOutputStream line) {
        if (line.size() <= LONGEST_LINE) {
            line.write(b);
        }
    }

    /// Puts other lines in place of a day's, in one step.
    void rewrite(LocalDate day, Rewriting rewriting) throws IOException {
        Path beside = folder.resolve("." + day + BESIDE);
        try {
            Files.deleteIfExists(beside);
            try (FileChannel channel = open(beside)) {
                read(day, new Copying(rewriting, channel));
                channel.force(true);
            }
            Files.move(beside, file(day), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
        OwnersFiles.forceNames(folder);
    }

    /// Writes what becomes of each line as it is heard.
    private record Copying(Rewriting rewriting, FileChannel to) implements LineListener {
        @Override
        public void whole(String line) throws IOException {
            rewriting.whole(line);
            for (byte[] written : rewriting.written()) {
                writeAll(to, ByteBuffer.wrap(written));
            }
        }

        @Override
        public void broken() {
            rewriting.broken();
        }
    }

    void delete(LocalDate day) throws IOException {
        Files.deleteIfExists(file(day));
    }

    @Override
    public String toString() {
        return folder.toString();
    }
}
