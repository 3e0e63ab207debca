package org.strowger.telephony.media;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// Numbers the packets of one outgoing RTP stream, whoever made what they carry.
///
/// The far end sees one source without seams: what we generate runs on our own clock; what we relay
/// keeps the distances that its source gave it, so that a loss stays a loss and jitter stays
/// jitter, and is moved to continue where the stream was (RFC 3550 section 7.1 would call us a
/// translator that keeps its own SSRC). A change of source is told by the marker bit.
final class RtpOutput {
    static final int SAMPLES_PER_TICK = 160;

    /// Sequence numbers further apart are a new beginning (RFC 3550 appendix A.1).
    private static final int MOST_LOST = 3_000;

    private static final int MOST_MISORDERED = 100;

    private final int ssrc;
    private int nextSequence;

    /// The timestamp of the next tick: after everything sent.
    private int clock;

    private boolean markNext = true;
    private @Nullable Source source;

    RtpOutput(int ssrc, int firstSequence, int firstTimestamp) {
        this.ssrc = ssrc;
        this.nextSequence = firstSequence & 0xFFFF;
        this.clock = firstTimestamp;
    }

    int clock() {
        return clock;
    }

    /// Lets time pass, whether or not something was sent.
    void pass(int ticks) {
        clock += ticks * SAMPLES_PER_TICK;
    }

    /// What comes next has nothing to do with what came before.
    void changeSource() {
        source = null;
        markNext = true;
    }

    /// Writes the header of a packet that we made.
    void generate(ByteBuffer target, int payloadType, boolean marker, int timestamp) {
        if (source != null) {
            changeSource();
        }
        RtpPacket.writeHeader(
                target, payloadType, marker || markNext, nextSequence, timestamp, ssrc);
        markNext = false;
        nextSequence = (nextSequence + 1) & 0xFFFF;
    }

    /// Writes the header of a packet that somebody else made; false, and nothing written, when it
    /// comes so late that its place has been taken.
    boolean relay(ByteBuffer target, int payloadType, RtpPacket packet) {
        Source from = source;
        if (from == null || !from.continuesWith(packet)) {
            from = new Source(packet, nextSequence, clock);
            source = from;
            markNext = true;
        }
        int position = from.position(packet);
        if (position < 0) {
            return false;
        }
        int sequence = (from.firstSequence + position) & 0xFFFF;
        int timestamp = packet.timestamp() + from.timestampOffset;
        RtpPacket.writeHeader(
                target, payloadType, packet.marker() || markNext, sequence, timestamp, ssrc);
        markNext = false;
        if (position >= from.length) {
            from.length = position + 1;
            nextSequence = (sequence + 1) & 0xFFFF;
        }
        if (timestamp + SAMPLES_PER_TICK - clock > 0) {
            clock = timestamp + SAMPLES_PER_TICK;
        }
        return true;
    }

    /// A run of packets that another source numbered.
    private static final class Source {
        private final int ssrc;
        private final int firstSequence;
        private final int timestampOffset;

        /// How far the run reaches, losses included; a call of a year stays below the limit.
        private int length;

        private final int theirFirstSequence;

        Source(RtpPacket first, int firstSequence, int firstTimestamp) {
            this.ssrc = first.ssrc();
            this.firstSequence = firstSequence;
            this.timestampOffset = firstTimestamp - first.timestamp();
            this.theirFirstSequence = first.sequence();
        }

        boolean continuesWith(RtpPacket packet) {
            int step = step(packet);
            return packet.ssrc() == ssrc && step < MOST_LOST && step > -MOST_MISORDERED;
        }

        /// Which packet of the run it is, the first being 0; negative when it is older than all.
        int position(RtpPacket packet) {
            return length + step(packet);
        }

        /// How far it lies from the packet that is expected next.
        private int step(RtpPacket packet) {
            return (short) (packet.sequence() - (theirFirstSequence + length));
        }
    }
}
