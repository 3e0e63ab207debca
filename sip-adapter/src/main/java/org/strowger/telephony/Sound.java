package org.strowger.telephony;

import java.time.Duration;

/// A piece of audio ready to be sent: 8 kHz, one channel, G.711 mu-law, wholly in memory.
///
/// Made once, when a flow is loaded, so that a call never waits for a file.
public final class Sound {
    private static final int SAMPLES_PER_MILLISECOND = 8;

    private final String name;
    private final byte[] samples;

    /// @param name what people call it, for logs
    /// @param samples mu-law samples at 8 kHz; taken over, so the caller must not change them
    public Sound(String name, byte[] samples) {
        this.name = name;
        this.samples = samples;
    }

    public String name() {
        return name;
    }

    /// How many samples it has: 8,000 for each second.
    public int length() {
        return samples.length;
    }

    public Duration duration() {
        return Duration.ofMillis(samples.length / SAMPLES_PER_MILLISECOND);
    }

    /// Copies samples into `target` and returns how many there were left to copy, at most `count`.
    public int copy(int from, byte[] target, int offset, int count) {
        int copied = Math.max(0, Math.min(count, samples.length - from));
        System.arraycopy(samples, from, target, offset, copied);
        return copied;
    }

    @Override
    public String toString() {
        return name;
    }
}
