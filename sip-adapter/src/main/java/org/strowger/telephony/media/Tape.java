package org.strowger.telephony.media;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Optional;

/// One recording as the media thread makes it: takes both sides of every tick, and hands them on in
/// blocks.
///
/// What the writer has no room for is left out and counted, and the writer is told how much silence
/// to put there, so that the recording keeps its length. In a pause there is silence on both sides,
/// and for a moment after it: what was said in the pause may still be on its way.
final class Tape {
    static final int TICKS_PER_BLOCK = 25;

    /// Nothing is recorded for longer than a day.
    private static final Duration LONGEST = Duration.ofDays(1);

    /// What was said in a pause is out by then: what lies in a [Playout], what lay in front of a
    /// loop that was late and had ticks to make up for, and what a network delays by 100 ms.
    static final int TICKS_AFTER_PAUSE = Playout.MOST_TICKS + Metronome.MOST_TICKS_LATE + 5;

    static final int BYTES_PER_TICK = RtpOutput.SAMPLES_PER_TICK * 2 * Short.BYTES;

    private final Recorder recorder;
    private final Reel reel;
    private final int mostTicks;
    private final int mostSilentTicks;
    private final VoiceActivity voice = new VoiceActivity();

    private ByteBuffer block = newBlock();

    /// Silence that the writer has to put before the next block, in ticks.
    private int left;

    private int ticks;
    private boolean paused;
    private int hushedUntil;

    Tape(Recorder recorder, Reel reel, Duration longest, Optional<Duration> silence) {
        this.recorder = recorder;
        this.reel = reel;
        this.mostTicks = ticks(longest);
        this.mostSilentTicks = silence.map(Tape::ticks).orElse(Integer.MAX_VALUE);
    }

    void pause(boolean pause) {
        if (paused && !pause) {
            hushedUntil = ticks + TICKS_AFTER_PAUSE;
        }
        paused = pause;
    }

    /// Adds 20 ms; false when that was the last, because the recording is as long as it may be, or
    /// nothing was said for too long, or it cannot be written.
    boolean add(short[] far, short[] near) {
        boolean hushed = paused || ticks < hushedUntil;
        for (int i = 0; i < RtpOutput.SAMPLES_PER_TICK; i++) {
            block.putShort(hushed ? 0 : far[i]);
            block.putShort(hushed ? 0 : near[i]);
        }
        if (!hushed) {
            voice.hear(far);
        }
        ticks++;
        if (!block.hasRemaining()) {
            handOn();
        }
        return goesOn();
    }

    /// Adds silence for ticks that the loop skipped; says whether it goes on, as [#add] does.
    boolean skip(int skipped) {
        handOn();
        int silent = Math.min(skipped, mostTicks - ticks);
        left += silent;
        ticks += silent;
        hushedUntil += silent;
        return goesOn();
    }

    /// Hands on what is left, and has the recording closed.
    void end() {
        handOn();
        recorder.end(reel, left, voice.spoken());
    }

    private boolean goesOn() {
        return ticks < mostTicks && voice.silentTicks() < mostSilentTicks && !reel.broken();
    }

    private void handOn() {
        int taken = block.position() / BYTES_PER_TICK;
        if (taken == 0) {
            return;
        }
        if (recorder.add(reel, left, block.flip())) {
            left = 0;
        } else {
            left += taken;
        }
        block = newBlock();
    }

    private static ByteBuffer newBlock() {
        return ByteBuffer.allocate(TICKS_PER_BLOCK * BYTES_PER_TICK).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int ticks(Duration time) {
        Duration bounded = time.compareTo(LONGEST) < 0 ? time : LONGEST;
        return (int) Math.max(1, bounded.toNanos() / Metronome.TICK);
    }
}
