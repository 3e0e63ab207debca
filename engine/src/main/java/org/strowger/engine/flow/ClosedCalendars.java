package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The calendars that somebody has closed by hand, whatever their hours say: a file with one id on
/// each line, which outlives a restart and which other programs may write.
///
/// Reading, opening and closing belong to one thread; [#closed] to any.
public final class ClosedCalendars {
    /// What the file is called in the folder for what outlives a restart.
    public static final String FILE_NAME = "closed-calendars";

    private static final Logger LOG = LoggerFactory.getLogger(ClosedCalendars.class);
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final int MOST = 1_000;
    private static final long LONGEST_FILE = 1 << 16;

    private final Path file;
    private volatile SortedSet<String> closed = Collections.emptySortedSet();
    private boolean isTold;

    public ClosedCalendars(Path file) {
        this.file = file;
    }

    /// As of the last [#reload], or of what was opened and closed here since.
    public SortedSet<String> closed() {
        return closed;
    }

    /// Reads the file; when it cannot be read, what was closed stays closed.
    public void reload() {
        try {
            closed = read();
            isTold = false;
        } catch (IOException e) {
            if (!isTold) {
                LOG.error("calendars closed by hand cannot be read: {}", file, e);
            }
            isTold = true;
        }
    }

    private SortedSet<String> read() throws IOException {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw new IOException("longer than " + LONGEST_FILE + " bytes");
            }
            SortedSet<String> ids = new TreeSet<>();
            Files.readString(file)
                    .lines()
                    .map(String::strip)
                    .filter(line -> ID.matcher(line).matches())
                    .limit(MOST)
                    .forEach(id -> ids.add(id));
            return Collections.unmodifiableSortedSet(ids);
        } catch (NoSuchFileException e) {
            return Collections.emptySortedSet();
        }
    }

    /// Closes a calendar, until it is opened again.
    public void close(String id) throws IOException {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("not a calendar's id: " + id);
        }
        change(ids -> ids.add(id));
    }

    /// Has a calendar's hours count again.
    public void open(String id) throws IOException {
        change(ids -> ids.remove(id));
    }

    /// Whoever reads meanwhile sees the file before or after, never half of it; of two who change
    /// it at once, in whatever process, neither is lost.
    private void change(Consumer<Set<String>> how) throws IOException {
        try (WriterLock _ = WriterLock.on(file.resolveSibling(file.getFileName() + ".lock"))) {
            SortedSet<String> ids = new TreeSet<>(read());
            how.accept(ids);
            if (ids.size() > MOST) {
                throw new IOException("more than " + MOST + " calendars are closed by hand");
            }
            Disk.place(file, (String.join("\n", ids) + "\n").getBytes(StandardCharsets.UTF_8));
            closed = Collections.unmodifiableSortedSet(ids);
        }
    }
}
