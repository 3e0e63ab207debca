package org.strowger.telephony.media;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// What one far end says, put in order: packets go in as they arrive, 20 ms come out every tick.
///
/// Samples lie where their RTP timestamps say, so that reordering and duplicates change nothing and
/// what is lost is silence. A talk begins 60 ms after its first packet, which is the jitter that is
/// not heard. When nothing is left, the next packet begins anew: a far end whose clock is slow, or
/// that says nothing in pauses, so never falls behind for good; one that gets further ahead than
/// 200 ms begins anew as well.
final class Playout {
    static final int DELAY_TICKS = 3;

    /// No sample stays longer in here.
    static final int MOST_TICKS = 10;

    private static final int DELAY = DELAY_TICKS * RtpOutput.SAMPLES_PER_TICK;
    private static final int CAPACITY = MOST_TICKS * RtpOutput.SAMPLES_PER_TICK;

    /// Packets come late by less than a second: a timestamp further back is a new beginning.
    private static final int LATEST = 8_000;

    private final MediaMeters meters;
    private final short[] samples = new short[CAPACITY];

    /// Where in the ring the next sample to come out lies, a whole number of ticks, and its
    /// timestamp.
    private int at;

    private int next;

    /// The timestamp after the last sample that came in.
    private int end;

    private int ssrc;
    private boolean known;
    private boolean running;

    Playout(MediaMeters meters) {
        this.meters = meters;
    }

    /// Forgets all that is in here, and from whom.
    void clear() {
        if (known) {
            Arrays.fill(samples, (short) 0);
        }
        known = false;
        running = false;
    }

    /// Takes in a packet of speech.
    void push(RtpPacket packet, Codec codec) {
        int length = packet.payload().remaining();
        if (length > CAPACITY - DELAY) {
            meters.playoutOverflow();
            return;
        }
        if (isLate(packet, length)) {
            meters.playoutLate();
            return;
        }
        if (!running || packet.ssrc() != ssrc || isFarFrom(packet.timestamp(), length)) {
            begin(packet);
        }
        write(packet.timestamp() - next, packet.payload(), codec);
        int after = packet.timestamp() + length;
        if (after - end > 0) {
            end = after;
        }
    }

    /// Fills a frame with the next 20 ms; what is not there is silence.
    void pull(short[] frame) {
        if (running && end - next <= 0) {
            meters.playoutUnderrun();
            running = false;
        }
        System.arraycopy(samples, at, frame, 0, RtpOutput.SAMPLES_PER_TICK);
        pass();
    }

    /// Lets ticks pass whose audio nobody hears.
    void skip(int ticks) {
        for (int i = 0; i < Math.min(ticks, MOST_TICKS); i++) {
            pass();
        }
        next += Math.max(0, ticks - MOST_TICKS) * RtpOutput.SAMPLES_PER_TICK;
    }

    private void pass() {
        Arrays.fill(samples, at, at + RtpOutput.SAMPLES_PER_TICK, (short) 0);
        at = (at + RtpOutput.SAMPLES_PER_TICK) % CAPACITY;
        next += RtpOutput.SAMPLES_PER_TICK;
    }

    /// Whether its time has passed. While nothing runs only what was heard before is late: the next
    /// that the far end says begins anew, however late it is.
    private boolean isLate(RtpPacket packet, int length) {
        if (!known || packet.ssrc() != ssrc) {
            return false;
        }
        int behind = (running ? next : end) - (packet.timestamp() + length);
        return behind >= 0 && behind < LATEST;
    }

    private boolean isFarFrom(int timestamp, int length) {
        int ahead = timestamp - next;
        if (ahead + length > CAPACITY) {
            meters.playoutOverflow();
            return true;
        }
        return ahead + length <= 0;
    }

    private void begin(RtpPacket first) {
        clear();
        known = true;
        running = true;
        ssrc = first.ssrc();
        next = first.timestamp() - DELAY;
        end = first.timestamp();
    }

    private void write(int ahead, ByteBuffer payload, Codec codec) {
        for (int i = payload.position(); i < payload.limit(); i++) {
            int offset = ahead + i - payload.position();
            if (offset >= 0) {
                samples[(at + offset) % CAPACITY] = codec.toLinear(payload.get(i));
            }
        }
    }
}
