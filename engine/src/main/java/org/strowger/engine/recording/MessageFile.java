package org.strowger.engine.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;

/// The file of messages: a line for whatever became of one, the newest counts.
///
/// The engine and the commands of an operator may have it open at once: each takes the lock beside
/// it, reads what the others added, adds its own, and gives the lock back. Its first line has a
/// number that changes whenever the file is written anew, so that the others read all of it again.
final class MessageFile {
    private static final Logger log = LoggerFactory.getLogger(MessageFile.class);
    private static final String HEAD = "{\"messages\":1,\"edition\":%019d}\n";
    private static final int HEAD_BYTES = HEAD.formatted(0L).length();
    private static final Pattern HEAD_FORM =
            Pattern.compile("\\{\"messages\":1,\"edition\":([0-9]{19})}\n");

    /// Of the threads of this process, for a lock on a file is the whole process's.
    private static final ReentrantLock THREADS = new ReentrantLock();

    /// So many lines that no longer count are cheaper to keep than to write the file anew.
    private static final int STALE_LINES = 1_000;

    private final Path folder;
    private final Path file;
    private final Counter torn;
    private final SortedMap<MessageId, Message> messages = new TreeMap<>();
    private long edition = -1;
    private long end;
    private long lines;

    MessageFile(Path file, MeterRegistry meters) {
        this.folder = file.resolveSibling("");
        this.file = file;
        this.torn = meters.counter("strowger.voicemail.torn.lines");
    }

    /// What is done while nobody else can change the file.
    interface Work<T> {
        T with(MessageFile current) throws IOException;
    }

    /// Waits for the file, and has all that is in it read.
    <T> T locked(Work<T> work) throws IOException {
        THREADS.lock();
        try {
            OwnersFiles.makeFolder(folder);
            try (FileChannel lock =
                    OwnersFiles.open(
                            folder.resolve(".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE)) {
                lock.lock();
                catchUp();
                return work.with(this);
            }
        } finally {
            THREADS.unlock();
        }
    }

    /// Whether nothing was ever kept: then whoever only asks need not make a file.
    boolean isMissing() {
        return Files.notExists(file);
    }

    /// All messages, by id.
    SortedMap<MessageId, Message> messages() {
        return Collections.unmodifiableSortedMap(messages);
    }

    /// Returns when the disk has the lines; after a failure it has none of them.
    void append(List<MessageLine> added) throws IOException {
        byte[] bytes = bytes(added);
        try (FileChannel out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            try {
                write(out, bytes, end);
                out.force(true);
            } catch (IOException e) {
                takeBack(out, e);
                throw e;
            }
        }
        end += bytes.length;
        lines += added.size();
        added.forEach(this::apply);
        if (lines - messages.size() > STALE_LINES + messages.size()) {
            compact();
        }
    }

    /// What cannot be cut off now is cut off as a torn line before anybody reads the file.
    private void takeBack(FileChannel out, IOException why) {
        try {
            out.truncate(end);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }

    /// Writes the file anew with what still counts, when there is anything else in it.
    void compact() throws IOException {
        if (lines > messages.size()) {
            writeAnew(messages.values(), edition + 1);
        }
    }

    private void writeAnew(Collection<Message> all, long number) throws IOException {
        List<MessageLine> kept = all.stream().<MessageLine>map(MessageLine.Is::new).toList();
        byte[] head = HEAD.formatted(number).getBytes(StandardCharsets.UTF_8);
        byte[] bytes = bytes(kept);
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(beside);
        try (FileChannel out =
                OwnersFiles.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            write(out, head, 0);
            write(out, bytes, head.length);
            out.force(true);
        }
        Files.move(
                beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        OwnersFiles.forceNames(folder);
        edition = number;
        end = head.length + (long) bytes.length;
        lines = kept.size();
    }

    private static byte[] bytes(List<MessageLine> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(MessageLine.write(line)));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void write(FileChannel out, byte[] bytes, long at) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(bytes);
        while (left.hasRemaining()) {
            out.write(left, at + left.position());
        }
    }

    private void catchUp() throws IOException {
        try (FileChannel in =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long found = edition(read(in, 0, HEAD_BYTES));
            if (found != edition || in.size() < end) {
                messages.clear();
                lines = 0;
                end = HEAD_BYTES;
            }
            readOn(in);
            edition = found;
        } catch (NoSuchFileException _) {
            messages.clear();
            writeAnew(List.of(), 0);
        }
    }

    private long edition(byte[] head) throws IOException {
        Matcher form = HEAD_FORM.matcher(new String(head, StandardCharsets.UTF_8));
        if (!form.matches()) {
            throw new IOException(file + ":1: expected " + HEAD.formatted(0L).strip());
        }
        return Long.parseLong(form.group(1));
    }

    private static byte[] read(FileChannel in, long from, long to) throws IOException {
        long length = Math.max(0, Math.min(to, in.size()) - from);
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
        while (bytes.hasRemaining()) {
            if (in.read(bytes, from + bytes.position()) < 0) {
                throw new EOFException("it became shorter while it was read");
            }
        }
        return bytes.array();
    }

    /// A line that a crash tore can only be the last: it is cut off. One before it that cannot be
    /// read is somebody's change, which nobody but an operator can judge.
    private void readOn(FileChannel in) throws IOException {
        byte[] bytes = read(in, end, in.size());
        int from = 0;
        while (from < bytes.length) {
            int lineEnd = lineEnd(bytes, from);
            Optional<MessageLine> line =
                    lineEnd < 0
                            ? Optional.empty()
                            : MessageLine.read(
                                    new String(
                                            bytes, from, lineEnd - from, StandardCharsets.UTF_8));
            if (line.isEmpty()) {
                cut(in, lineEnd < 0 || lineEnd == bytes.length - 1);
                return;
            }
            apply(line.get());
            lines++;
            end += lineEnd + 1 - from;
            from = lineEnd + 1;
        }
    }

    private static int lineEnd(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private void cut(FileChannel in, boolean isLast) throws IOException {
        if (!isLast) {
            throw new IOException(file + ":" + (lines + 2) + ": expected a message");
        }
        torn.increment();
        log.warn("{} was torn by a crash and is cut to {} bytes", file, end);
        in.truncate(end);
        in.force(true);
    }

    private void apply(MessageLine line) {
        switch (line) {
            case MessageLine.Is(Message message) -> messages.put(message.id(), message);
            case MessageLine.Gone(MessageId id) -> messages.remove(id);
        }
    }
}
