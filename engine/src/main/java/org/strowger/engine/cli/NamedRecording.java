package org.strowger.engine.cli;

import java.io.IOException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.recording.RecordingFolder;
import org.strowger.engine.recording.RecordingIds;
import org.strowger.telephony.RecordingId;
import org.strowger.yaml.Spelling;

/// A recording that somebody typed the id of.
final class NamedRecording {
    private NamedRecording() {}

    /// The recording, when it is there; when not, why has been told.
    static Optional<RecordingId> of(String typed, RecordingFolder folder, Terminal terminal)
            throws IOException {
        Optional<RecordingId> id = RecordingIds.read(typed);
        if (id.isEmpty()) {
            terminal.failed(
                    "'%s' is not the id of a recording: expected one as 20261122-call-1"
                            .formatted(Releases.plain(typed)));
            return Optional.empty();
        }
        if (folder.find(id.get()).isEmpty()) {
            terminal.failed(
                    "no recording '%s'%s"
                            .formatted(typed, Spelling.didYouMean(typed, others(folder))));
            return Optional.empty();
        }
        return id;
    }

    private static SortedSet<String> others(RecordingFolder folder) throws IOException {
        SortedSet<String> ids = new TreeSet<>();
        for (LocalDate day : folder.days()) {
            folder.of(day).forEach(recording -> ids.add(recording.id().value()));
        }
        return ids;
    }
}
