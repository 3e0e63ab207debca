package org.strowger.engine.call;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.LegId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyCommand.Record;

/// Recordings that were asked for and are not stored yet. Their end may come after that of their
/// leg.
final class Recordings {
    private final SortedMap<RecordingId, Awaited> awaited = new TreeMap<>();

    private record Awaited(LegId leg, CommandId command, Listener then) {}

    /// Who hears of the end of one.
    interface Listener {
        /// Told once.
        ///
        /// @param length nothing when it could not be recorded
        /// @param spoken whether the leg said anything
        void ended(Duration length, boolean spoken);
    }

    void await(Record command, Listener then) {
        awaited.put(command.recording(), new Awaited(command.leg(), command.id(), then));
    }

    void ended(RecordingId recording, Duration length, boolean spoken) {
        Awaited listener = awaited.remove(recording);
        if (listener != null) {
            listener.then().ended(length, spoken);
        }
    }

    /// A command failed, which may have been to record.
    void failed(LegId leg, CommandId command) {
        awaited.entrySet().stream()
                .filter(e -> e.getValue().leg().equals(leg))
                .filter(e -> e.getValue().command().equals(command))
                .map(Map.Entry::getKey)
                .findFirst()
                .ifPresent(recording -> ended(recording, Duration.ZERO, false));
    }

    int count() {
        return awaited.size();
    }
}
