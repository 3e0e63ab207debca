package org.strowger.simulator.telephony;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import org.strowger.engine.call.Loop;

/// A loop without a thread, and its clock: time stands still until it is told to go on.
///
/// What is due at the same time is done in the order in which it was asked for.
public final class VirtualLoop implements Loop, InstantSource {
    /// The time of a loop that waits for nothing.
    public static final long NEVER = Long.MAX_VALUE;

    private static final long SECOND = 1_000_000_000;

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Queue<Due> timers =
            new PriorityQueue<>(
                    Comparator.comparingLong((Due due) -> due.at)
                            .thenComparingLong(due -> due.number));
    private long now;
    private Instant time;
    private long count;

    /// Something to be done at a time.
    private static final class Due implements Timer {
        private final long at;
        private final long number;
        private final Runnable task;
        private boolean isCancelled;

        Due(long at, long number, Runnable task) {
            this.at = at;
            this.number = number;
            this.task = task;
        }

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }

    public VirtualLoop(Instant start) {
        time = start;
        now = start.getEpochSecond() * SECOND + start.getNano();
    }

    @Override
    public Instant instant() {
        return time;
    }

    @Override
    public void soon(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        Due due = new Due(now + delay.toNanos(), count++, task);
        timers.add(due);
        return due;
    }

    /// When it has something to do next, in nanoseconds since 1970: now, if anything is to be done
    /// soon.
    public long nextAt() {
        if (!tasks.isEmpty()) {
            return now;
        }
        forgetCancelled();
        Due first = timers.peek();
        return first == null ? NEVER : first.at;
    }

    private void forgetCancelled() {
        for (Due first = timers.peek(); first != null && first.isCancelled; first = timers.peek()) {
            timers.remove();
        }
    }

    /// Time goes on to a moment, in nanoseconds since 1970; nothing is done yet.
    ///
    /// @param at the same moment
    public void reach(long moment, Instant at) {
        now = moment;
        time = at;
    }

    /// Does all that is to be done now.
    public void turn() {
        doTasks();
        forgetCancelled();
        for (Due first = timers.peek(); first != null && first.at <= now; first = timers.peek()) {
            timers.remove();
            first.task.run();
            doTasks();
            forgetCancelled();
        }
    }

    private void doTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
