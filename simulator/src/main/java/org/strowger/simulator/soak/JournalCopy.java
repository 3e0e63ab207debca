package org.strowger.simulator.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Second names of the segments of a journal, so that the events that the engine forgets after a
/// snapshot can be read to the end. Costs no space until then.
record JournalCopy(Path journal, Path copy) {

    /// Names what has come since. Often enough when it is less than the time in which the engine
    /// fills a segment of 64 MiB.
    void follow() throws IOException {
        if (!Files.isDirectory(journal)) {
            return;
        }
        Files.createDirectories(copy);
        List<Path> segments;
        try (Stream<Path> files = Files.list(journal)) {
            segments =
                    files.filter(file -> file.getFileName().toString().startsWith("events-"))
                            .toList();
        }
        for (Path segment : segments) {
            Path name = copy.resolve(segment.getFileName());
            if (!Files.exists(name)) {
                Files.createLink(name, segment);
            }
        }
    }
}
