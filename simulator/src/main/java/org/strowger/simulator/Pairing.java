package org.strowger.simulator;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.virtual.DayFailed;
import org.strowger.simulator.virtual.Replications;
import org.strowger.simulator.virtual.Replications.Progress;

/// Two scenarios that are played side by side, so that what was done when they are stopped is pairs
/// of days and not the days of one of them. Who is ahead waits for the other.
final class Pairing {
    /// How many days one may be ahead.
    private static final int AHEAD = 8;

    private static final long LOOKS_UP_MILLIS = 100;

    private final BiConsumer<Day, Day> told;
    private final BooleanSupplier stopped;
    private final Queue<Day> before = new ArrayDeque<>();
    private final Queue<Day> after = new ArrayDeque<>();
    private boolean isOver;
    private @Nullable Throwable failure;

    private Pairing(BiConsumer<Day, Day> told, BooleanSupplier stopped) {
        this.told = told;
        this.stopped = stopped;
    }

    /// Plays both.
    ///
    /// @param told is given each pair, in order, by one thread at a time
    /// @param progress of the second
    /// @throws InterruptedException if the thread was interrupted; what was told is valid
    /// @throws DayFailed if a day of either, or telling it, failed; what was told before is valid
    static void run(
            Replications before,
            Replications after,
            BiConsumer<Day, Day> told,
            Consumer<Progress> progress,
            BooleanSupplier stopped)
            throws InterruptedException {
        new Pairing(told, stopped).run(before, after, progress);
    }

    private void run(Replications first, Replications second, Consumer<Progress> progress)
            throws InterruptedException {
        Thread beside =
                Thread.ofPlatform()
                        .daemon()
                        .name("strowger-simulation-before")
                        .start(() -> play(first));
        boolean isPlayed = false;
        try {
            second.run(day -> hand(after, day), progress, this::isOver);
            isPlayed = true;
        } finally {
            if (!isPlayed) {
                end();
            }
            beside.join();
        }
        failIfFailed();
    }

    private void play(Replications first) {
        try {
            first.run(day -> hand(before, day), _ -> {}, this::isOver);
        } catch (InterruptedException e) {
            end();
        } catch (RuntimeException | Error e) {
            fail(e); // also when memory runs out: the other side waits for this one
        }
    }

    private synchronized boolean isOver() {
        return isOver || stopped.getAsBoolean();
    }

    private synchronized void hand(Queue<Day> side, Day day) {
        awaitRoom(side);
        side.add(day);
        while (!before.isEmpty() && !after.isEmpty()) {
            told.accept(before.remove(), after.remove());
        }
        notifyAll();
    }

    private synchronized void awaitRoom(Queue<Day> side) {
        try {
            while (side.size() >= AHEAD && !isOver()) {
                wait(LOOKS_UP_MILLIS);
            }
        } catch (InterruptedException e) {
            isOver = true;
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void end() {
        isOver = true;
        notifyAll();
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        end();
    }

    private synchronized void failIfFailed() {
        switch (failure) {
            case null -> {}
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            default -> throw new IllegalStateException(failure);
        }
    }
}
