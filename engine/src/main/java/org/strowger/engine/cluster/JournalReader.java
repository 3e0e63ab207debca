package org.strowger.engine.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.strowger.engine.cluster.Segment.Frame;
import org.strowger.engine.routing.RoutingEvent;

/// Reads the events of a log that nobody writes, or of a copy of its segments: for audits. Holds no
/// more than one segment in memory.
public final class JournalReader {
    private JournalReader() {}

    /// Tells every event of the segments in a directory, in order.
    ///
    /// @return how many there are
    /// @throws IOException when a segment cannot be read, or one that came between two others is
    ///   not there
    /// @throws EventLogException DAMAGED or OTHER_VERSION, as when a log is opened
    public static long read(Path directory, Consumer<RoutingEvent> audit) throws IOException {
        List<Path> segments = new LogDirectory(directory).segments();
        long events = 0;
        for (int i = 0; i < segments.size(); i++) {
            Path path = segments.get(i);
            long first = LogDirectory.firstSeq(path);
            if (i > 0 && first != events + LogDirectory.firstSeq(segments.getFirst())) {
                throw new IOException("the segment before " + path + " is not there");
            }
            for (Frame frame : Segment.read(path, i + 1 == segments.size()).frames()) {
                frame.events().forEach(audit);
                events += frame.events().size();
            }
        }
        return events;
    }
}
