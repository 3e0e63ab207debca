package org.strowger.simulator.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.Detail;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Scenario;

/// The days of a scenario, several at a time and told in their order: the result is the same
/// however many threads play them, and what was told when they were stopped is the beginning of it.
public final class Replications {
    /// How many days a thread may be ahead of the first that is not done.
    private static final int AHEAD = 4;

    private final Plan plan;
    private final int threads;
    private final int count;
    private final LongSupplier nanoClock;

    /// How far a run is.
    ///
    /// @param done how many days
    /// @param of how many
    /// @param left the time that the rest will take, if it goes on as so far; absent as long as
    ///   nothing is done
    public record Progress(int done, int of, Optional<Duration> left) {}

    /// @param threads 1 or more
    /// @throws IllegalArgumentException what of the scenario cannot be played
    public Replications(Scenario scenario, int threads) {
        this(scenario, threads, System::nanoTime);
    }

    /// @param nanoClock for what is left, and nothing else
    Replications(Scenario scenario, int threads, LongSupplier nanoClock) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, but are " + threads);
        }
        this.plan = new Plan(scenario, Detail.WINNER);
        this.threads = Math.min(threads, Math.max(1, scenario.replications()));
        this.count = scenario.replications();
        this.nanoClock = nanoClock;
    }

    /// Plays one day before witnesses: there each call has an id of its own, the name of its source
    /// and its number in it, from 0. The day is the same as without them.
    ///
    /// @param replication its number, from 0
    /// @param detail of the decision records in the events
    public static Day witnessed(
            Scenario scenario, int replication, Detail detail, Witness witness) {
        return new SimulatedDay(new Plan(scenario, detail), replication, witness)
                .play(() -> false)
                .orElseThrow();
    }

    /// Plays the days.
    ///
    /// @param told is given each day, in order, by one thread at a time
    /// @param progress is told after each day
    /// @param stopped asked often, by every thread; once it says yes, no more days are told
    /// @return how many days were told: all, unless it was stopped
    /// @throws InterruptedException if the thread was interrupted; what was told is valid
    public int run(Consumer<Day> told, Consumer<Progress> progress, BooleanSupplier stopped)
            throws InterruptedException {
        Run run = new Run(told, progress, stopped);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            workers.add(
                    Thread.ofPlatform().daemon().name("strowger-simulation-" + i).start(run::work));
        }
        try {
            for (Thread worker : workers) {
                worker.join();
            }
        } finally {
            run.stop();
        }
        run.failIfFailed();
        return run.done();
    }

    /// One run; its lock guards everything in it.
    private final class Run {
        private final Consumer<Day> told;
        private final Consumer<Progress> progress;
        private final BooleanSupplier stopped;
        private final long start = nanoClock.getAsLong();
        private final SortedMap<Integer, Day> early = new TreeMap<>();
        private int begun;
        private int done;
        private boolean isOver;
        private volatile boolean isStopped;
        private @Nullable Throwable failure;

        Run(Consumer<Day> told, Consumer<Progress> progress, BooleanSupplier stopped) {
            this.told = told;
            this.progress = progress;
            this.stopped = stopped;
        }

        void work() {
            try {
                for (int next = take(); next >= 0; next = take()) {
                    Optional<Day> day =
                            new SimulatedDay(plan, next, Witness.NONE).play(this::isStopped);
                    if (day.isEmpty()) {
                        stop();
                    } else {
                        hand(next, day.get());
                    }
                }
            } catch (RuntimeException | Error e) {
                fail(e); // also when memory runs out: the others wait for this day
            } catch (InterruptedException e) {
                stop();
            }
        }

        private boolean isStopped() {
            return isStopped || stopped.getAsBoolean();
        }

        /// The number of the next day to play; below 0 when there is none.
        private synchronized int take() throws InterruptedException {
            while (!isOver && begun < count && begun - done >= AHEAD * threads) {
                wait();
            }
            if (isOver || begun == count || isStopped()) {
                return -1;
            }
            return begun++;
        }

        private synchronized void hand(int number, Day day) {
            early.put(number, day);
            while (!isOver && !early.isEmpty() && early.firstKey() == done) {
                told.accept(early.remove(done));
                done++;
                long left = (nanoClock.getAsLong() - start) / done * (count - done);
                progress.accept(new Progress(done, count, Optional.of(Duration.ofNanos(left))));
            }
            notifyAll();
        }

        synchronized void stop() {
            isOver = true;
            isStopped = true;
            notifyAll();
        }

        private synchronized void fail(Throwable e) {
            failure = failure == null ? e : failure;
            stop();
        }

        synchronized void failIfFailed() {
            switch (failure) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                default -> throw new IllegalStateException(failure);
            }
        }

        synchronized int done() {
            return done;
        }
    }
}
