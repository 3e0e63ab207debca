package org.strowger.engine.recording;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/// What is counted of recordings.
///
/// @param kept recordings that are whole, under their names
/// @param failed those that could not begin, go on or end
/// @param bytes of audio that were written
/// @param finished what a process that ended had begun, and this one finished
/// @param empty the same, with nothing in it
/// @param unfinished the same, which this one cannot read
/// @param swept those whose time was over
/// @param unswept those whose time is over and that could not be removed
record RecordingMeters(
        Counter kept,
        Counter failed,
        Counter bytes,
        Counter finished,
        Counter empty,
        Counter unfinished,
        Counter swept,
        Counter unswept) {

    static RecordingMeters in(MeterRegistry meters) {
        return new RecordingMeters(
                meters.counter("strowger.recordings.kept"),
                meters.counter("strowger.recordings.failed"),
                meters.counter("strowger.recordings.bytes"),
                meters.counter("strowger.recordings.leftovers", "what", "finished"),
                meters.counter("strowger.recordings.leftovers", "what", "empty"),
                meters.counter("strowger.recordings.leftovers", "what", "unreadable"),
                meters.counter("strowger.recordings.swept", "how", "removed"),
                meters.counter("strowger.recordings.swept", "how", "failed"));
    }
}
