package org.strowger.engine.cluster;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.strowger.engine.cluster.EventLog.Recovered;
import org.strowger.engine.cluster.Segment.Frame;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;

/// Reads the events of a log that nobody writes, or of a copy of its segments: for audits. Holds no
/// more than one segment in memory.
public final class JournalReader {
    private JournalReader() {}

    /// Tells every event of the segments in a directory, in order.
    ///
    /// @return how many there are
    /// @throws IOException when a segment cannot be read, or one that came between two others is
    ///   not there, or one is of an owner before the owner of the one before it
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
            if (i > 0 && LogDirectory.epoch(path) < LogDirectory.epoch(segments.get(i - 1))) {
                throw new IOException(path + " is of an owner who had lost the log by then");
            }
            for (Frame frame : Segment.read(path, i + 1 == segments.size()).frames()) {
                frame.events().forEach(audit);
                events += frame.events().size();
            }
        }
        return events;
    }

    /// The core that the next owner of a log begins with: its newest snapshot, and what came after.
    ///
    /// @throws IOException when the log cannot be opened, or somebody else has it
    public static RoutingCore begunAgain(Path directory) throws IOException {
        FileEventLog log = FileEventLog.in(directory, new SimpleMeterRegistry());
        try {
            Recovered found = log.open().toCompletionStage().toCompletableFuture().join();
            RoutingCore core =
                    found.snapshot().map(RoutingCore::restore).orElseGet(RoutingCore::new);
            core.catchUp(found.events());
            return core;
        } catch (CompletionException e) {
            throw new IOException(directory + " cannot be opened: " + e.getMessage(), e);
        } finally {
            log.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
