package org.strowger.engine.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.LogDirectory.Saved;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// What a routing core went through, read from its journal piece by piece: from its first event, or
/// from the first snapshot there is when events before it were forgotten.
///
/// It takes no lock, and may be read while the engine writes: then it ends where the engine was.
public final class RecordedJournal {
    /// Events that were written together, and where they are. No command's events are in two
    /// pieces, unless it led to more than a thousand.
    ///
    /// @param offset in bytes, in the segment
    /// @param firstSeq the number of the first event
    public record Piece(Path segment, long offset, long firstSeq, List<RoutingEvent> events) {}

    private final Optional<RoutingSnapshot> before;
    private final List<Path> segments;
    private long nextSeq;
    private int read;
    private Segment.@Nullable Walk walk;
    private Optional<String> torn = Optional.empty();

    private RecordedJournal(List<Path> segments, long nextSeq, Optional<RoutingSnapshot> before) {
        this.segments = segments;
        this.nextSeq = nextSeq;
        this.before = before;
    }

    /// Opens the journal in a directory, or a copy of it.
    ///
    /// @throws IOException when it cannot be read, or has neither its first event nor a snapshot to
    ///   go on from
    /// @throws EventLogException DAMAGED or OTHER_VERSION, of the snapshot
    public static RecordedJournal open(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new NoSuchFileException(directory + " is not a directory with a journal");
        }
        LogDirectory log = new LogDirectory(directory);
        List<Path> segments = log.segments();
        if (segments.isEmpty()) {
            throw new NoSuchFileException(
                    "there is no journal (events-*.log) in the directory " + directory);
        }
        long first = LogDirectory.firstSeq(segments.getFirst());
        if (first == 1) {
            return new RecordedJournal(segments, 1, Optional.empty());
        }
        Saved saved =
                log.snapshotToGoOnFrom(first)
                        .orElseThrow(
                                () ->
                                        new IOException(
                                                "the journal in %s begins with event %d, and there is no snapshot of what was before"
                                                        .formatted(directory, first)));
        return new RecordedJournal(segments, saved.seq() + 1, Optional.of(saved.snapshot()));
    }

    /// The core's state before the first event; absent when that is its very first.
    public Optional<RoutingSnapshot> before() {
        return before;
    }

    /// The number of the next event.
    public long nextSeq() {
        return nextSeq;
    }

    /// What comes next; nothing at the end.
    ///
    /// @throws IOException when a segment cannot be read, or one is missing
    /// @throws EventLogException DAMAGED or OTHER_VERSION; what was read before is valid
    public Optional<Piece> next() throws IOException {
        while (walk != null || read < segments.size()) {
            Segment.Walk at = walk == null ? nextSegment() : walk;
            long offset = at.offset();
            Segment.Frame frame = at.next();
            if (frame == null) {
                left(at);
            } else if (frame.firstSeq() + frame.events().size() > nextSeq) {
                return Optional.of(piece(frame, offset));
            }
        }
        return Optional.empty();
    }

    private Segment.Walk nextSegment() throws IOException {
        Path path = segments.get(read);
        long first = LogDirectory.firstSeq(path);
        if (first > nextSeq) {
            throw new IOException(
                    "%s begins with event %d, but %d is missing".formatted(path, first, nextSeq));
        }
        Segment.Walk opened = Segment.walk(path, read + 1 == segments.size());
        walk = opened;
        read++;
        return opened;
    }

    private void left(Segment.Walk at) {
        if (at.isTorn()) {
            torn =
                    Optional.of(
                            "%s is torn off at byte %d"
                                    .formatted(segments.get(read - 1), at.offset()));
        }
        walk = null;
    }

    /// The first piece may begin before what is asked for.
    private Piece piece(Segment.Frame frame, long offset) {
        int known = (int) (nextSeq - frame.firstSeq());
        List<RoutingEvent> events =
                known == 0 ? frame.events() : frame.events().subList(known, frame.events().size());
        Piece piece = new Piece(segments.get(read - 1), offset, nextSeq, events);
        nextSeq += events.size();
        return piece;
    }

    /// Where the journal was torn off, when it was: known at its end.
    public Optional<String> torn() {
        return torn;
    }
}
