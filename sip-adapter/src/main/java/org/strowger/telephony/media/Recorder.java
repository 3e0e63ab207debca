package org.strowger.telephony.media;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that writes recordings, so that a slow disk delays no audio.
///
/// What waits for it is bounded: blocks of audio by their number, and beginnings and ends by that
/// of the recordings which are not closed yet.
final class Recorder {
    static final String THREAD_NAME = "strowger-recordings";

    /// 64 MiB: all that 500 calls say in four seconds.
    static final int MOST_BLOCKS = 4_096;

    private static final int MOST_REELS = 4_096;

    /// How long the end of a loop waits for a disk.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);

    private final MediaMeters meters;
    private final int mostBlocks;
    private final Thread thread;
    private final BlockingQueue<Runnable> jobs = new LinkedBlockingQueue<>();
    private final AtomicInteger blocks = new AtomicInteger();
    private boolean ended;

    Recorder(MediaMeters meters, int mostBlocks) {
        this.meters = meters;
        this.mostBlocks = mostBlocks;
        this.thread = Thread.ofPlatform().daemon().name(THREAD_NAME).unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Begins a recording; false, and its end is told, when too many are not closed yet.
    boolean begin(Reel reel) {
        if (meters.recordings() >= MOST_REELS) {
            reel.refuse();
            return false;
        }
        meters.recordingBegun();
        jobs.add(reel::begin);
        return true;
    }

    /// Hands over samples that follow ticks of silence; false when there is no room for them.
    boolean add(Reel reel, int silentTicks, ByteBuffer samples) {
        if (blocks.get() >= mostBlocks) {
            meters.recordingLost(samples.remaining() / Tape.BYTES_PER_TICK * 20);
            return false;
        }
        blocks.incrementAndGet();
        jobs.add(
                () -> {
                    blocks.decrementAndGet();
                    reel.write(silentTicks, samples);
                });
        return true;
    }

    /// Has a recording closed after ticks of silence, and its end told.
    void end(Reel reel, int silentTicks, boolean spoken) {
        jobs.add(
                () -> {
                    reel.write(silentTicks, ByteBuffer.allocate(0));
                    reel.end(spoken);
                    meters.recordingEnded();
                });
    }

    /// Ends the thread when all has been written.
    void end() {
        jobs.add(() -> ended = true);
    }

    /// Waits until all has been written, but not for ever.
    void awaitEnd() throws InterruptedException {
        boolean itself = Thread.currentThread().equals(thread);
        if (!itself && !thread.join(PATIENCE)) {
            LOG.error("{} recordings could not be written in time", meters.recordings());
        }
    }

    private void run() {
        try {
            while (!ended) {
                carryOut(jobs.take());
            }
        } catch (InterruptedException e) {
            LOG.error("the writing of recordings was interrupted", e);
        }
    }

    private void carryOut(Runnable job) {
        try {
            job.run();
        } catch (RuntimeException | Error e) {
            meters.recordingFailed();
            LOG.error("a recording failed, and no other", e);
        }
    }
}
