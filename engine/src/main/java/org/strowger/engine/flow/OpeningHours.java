package org.strowger.engine.flow;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.flow.calendar.Calendar;
import org.strowger.flow.calendar.CalendarParser;
import org.strowger.flow.calendar.Change;
import org.strowger.flow.calendar.Opening;
import org.strowger.flow.calendar.ParsedCalendar;
import org.strowger.yaml.YamlDocument;

/// The calendars of a folder, for those who ask when one opens. What is wrong with a file is told
/// with the flows; one that was right before counts on.
///
/// [#reload] belongs to one thread; [#opensAt] to any, and never waits.
public final class OpeningHours {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningHours.class);
    private static final int MOST = 10_000;

    /// More holidays in a row, with nights between them, than any calendar has.
    private static final int MOST_CHANGES = 64;

    /// Nobody knows when a calendar that was closed by hand opens: it is looked at again then.
    static final Duration CLOSED_BY_HAND = Duration.ofMinutes(5);

    private final Path folder;
    private final SortedMap<Path, Seen> files = new TreeMap<>();
    private volatile SortedMap<String, Calendar> calendars = Collections.emptySortedMap();
    private boolean isTold;

    private record Seen(FileTime changed, long size, Optional<Calendar> calendar) {}

    /// @param folder need not be there
    public OpeningHours(Path folder) {
        this.folder = folder;
    }

    /// Reads the files that have changed.
    public void reload() {
        try {
            SortedMap<Path, Seen> now = new TreeMap<>();
            try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.yaml")) {
                for (Path file : found) {
                    if (now.size() < MOST) {
                        now.put(file, seen(file));
                    }
                }
            }
            take(now);
            isTold = false;
        } catch (NoSuchFileException _) {
            take(new TreeMap<>());
        } catch (IOException e) {
            if (!isTold) {
                LOG.error("calendars cannot be read: {}", folder, e);
            }
            isTold = true;
        }
    }

    private void take(SortedMap<Path, Seen> now) {
        files.clear();
        files.putAll(now);
        SortedMap<String, Calendar> byId = new TreeMap<>();
        now.values().stream()
                .map(Seen::calendar)
                .flatMap(Optional::stream)
                .forEach(calendar -> byId.put(calendar.id(), calendar));
        calendars = Collections.unmodifiableSortedMap(byId);
    }

    private Seen seen(Path file) throws IOException {
        FileTime changed = Files.getLastModifiedTime(file);
        long size = Files.size(file);
        Seen before = files.get(file);
        if (before != null && before.changed().equals(changed) && before.size() == size) {
            return before;
        }
        Optional<Calendar> known = before == null ? Optional.empty() : before.calendar();
        return new Seen(changed, size, size > YamlDocument.LONGEST ? known : read(file, known));
    }

    private static Optional<Calendar> read(Path file, Optional<Calendar> before)
            throws IOException {
        return switch (CalendarParser.parse(file.toString(), Files.readString(file))) {
            case ParsedCalendar.Ok(var calendar, _) -> Optional.of(calendar);
            case ParsedCalendar.Refused _ -> before;
        };
    }

    /// The first moment, from a time on, at which a calendar is open; empty when there is no such
    /// calendar, or it does not open within [Calendar#LOOK_AHEAD].
    ///
    /// @param closed the calendars that are closed by hand
    public Optional<Instant> opensAt(String id, SortedSet<String> closed, Instant time) {
        Calendar calendar = calendars.get(id);
        if (calendar == null) {
            return Optional.empty();
        }
        if (closed.contains(id)) {
            return Optional.of(time.plus(CLOSED_BY_HAND));
        }
        if (calendar.at(time) == Opening.OPEN) {
            return Optional.of(time);
        }
        // From closed to a holiday, or the other way, is a change that opens nothing.
        return calendar.changes(time, MOST_CHANGES).stream()
                .filter(change -> change.opening() == Opening.OPEN)
                .map(Change::at)
                .findFirst();
    }
}
