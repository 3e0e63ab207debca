package org.strowger.telephony.media;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// What one media loop counts.
final class MediaMeters {

    /// Why a packet went no further.
    enum Drop {
        /// It arrived before the stream was connected.
        NOT_CONNECTED,
        /// It came from elsewhere than the stream's far end.
        FOREIGN_SOURCE,
        /// It is longer than any packet of speech.
        TOO_LONG,
        /// Its bytes are no RTP packet, or its payload no telephone event.
        MALFORMED,
        /// It carries something that was not agreed on.
        PAYLOAD_TYPE,
        /// It arrived while the connection was not to receive.
        DIRECTION,
        /// It was to be relayed after its place had been taken.
        LATE,
        /// Keys were to be sent to an end that knows no telephone events.
        NO_TELEPHONE_EVENTS,
        /// More keys were to be sent than may wait.
        TOO_MANY_DIGITS,
        /// The network refused it.
        SEND_FAILED,
        /// The network could not hand it over.
        RECEIVE_FAILED
    }

    private final AtomicInteger openStreams = new AtomicInteger();
    private final AtomicInteger conferences = new AtomicInteger();
    private final AtomicInteger recordings = new AtomicInteger();
    private final Map<Drop, Counter> dropped = new EnumMap<>(Drop.class);
    private final Counter noPort;
    private final Counter skippedTicks;
    private final Counter refusedCommands;
    private final Counter failures;
    private final Counter playoutLate;
    private final Counter playoutUnderruns;
    private final Counter playoutOverflows;
    private final Counter conferencesFull;
    private final Counter recordingsRefused;
    private final Counter recordingsFailed;
    private final Counter recordingsLost;

    MediaMeters(MeterRegistry meters) {
        for (Drop reason : Drop.values()) {
            String tag = reason.name().toLowerCase(Locale.ROOT);
            dropped.put(reason, meters.counter("strowger.rtp.dropped", "reason", tag));
        }
        noPort = meters.counter("strowger.rtp.ports.exhausted");
        skippedTicks = meters.counter("strowger.rtp.ticks.skipped");
        refusedCommands = meters.counter("strowger.rtp.commands.refused");
        failures = meters.counter("strowger.rtp.failures");
        playoutLate = meters.counter("strowger.rtp.playout.late");
        playoutUnderruns = meters.counter("strowger.rtp.playout.underruns");
        playoutOverflows = meters.counter("strowger.rtp.playout.overflows");
        conferencesFull = meters.counter("strowger.rtp.conferences.full");
        recordingsRefused = meters.counter("strowger.rtp.recordings.refused");
        recordingsFailed = meters.counter("strowger.rtp.recordings.failures");
        recordingsLost =
                Counter.builder("strowger.rtp.recordings.lost")
                        .baseUnit("milliseconds")
                        .register(meters);
        Gauge.builder("strowger.rtp.streams", openStreams, AtomicInteger::get).register(meters);
        Gauge.builder("strowger.rtp.conferences", conferences, AtomicInteger::get).register(meters);
        Gauge.builder("strowger.rtp.recordings", recordings, AtomicInteger::get).register(meters);
    }

    void dropped(Drop reason) {
        Counter counter = dropped.get(reason);
        if (counter != null) {
            counter.increment();
        }
    }

    void noPort() {
        noPort.increment();
    }

    void skipped(int ticks) {
        skippedTicks.increment(ticks);
    }

    void commandRefused() {
        refusedCommands.increment();
    }

    void failed() {
        failures.increment();
    }

    void playoutLate() {
        playoutLate.increment();
    }

    void playoutUnderrun() {
        playoutUnderruns.increment();
    }

    void playoutOverflow() {
        playoutOverflows.increment();
    }

    void conferences(int count) {
        conferences.set(count);
    }

    void conferenceFull() {
        conferencesFull.increment();
    }

    void recordingBegun() {
        recordings.incrementAndGet();
    }

    void recordingEnded() {
        recordings.decrementAndGet();
    }

    int recordings() {
        return recordings.get();
    }

    void recordingRefused() {
        recordingsRefused.increment();
    }

    void recordingFailed() {
        recordingsFailed.increment();
    }

    /// Audio that could not be handed to the writer, and is silence in the recording.
    void recordingLost(int milliseconds) {
        recordingsLost.increment(milliseconds);
    }

    void opened() {
        openStreams.incrementAndGet();
    }

    void closed() {
        openStreams.decrementAndGet();
    }

    int openStreams() {
        return openStreams.get();
    }
}
