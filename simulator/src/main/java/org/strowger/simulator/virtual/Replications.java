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
import org.strowger.simulator.scenario.Yardstick;

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
    public record Progress(int done, int of, Optional<Duration> left) {
        /// What is left, if it goes on as so far.
        ///
        /// @param done one or more
        /// @param nanos how long these took
        public static Progress after(int done, int of, long nanos) {
            return new Progress(
                    done, of, Optional.of(Duration.ofNanos(nanos / done * (of - done))));
        }
    }

    /// @param threads 1 or more
    /// @throws IllegalArgumentException what of the scenario cannot be played
    public Replications(Scenario scenario, int threads) {
        this(scenario, Yardstick.of(scenario), threads);
    }

    /// @param yardstick what calls are counted by, whatever the centre of the scenario promises
    public Replications(Scenario scenario, Yardstick yardstick, int threads) {
        this(scenario, yardstick, threads, System::nanoTime);
    }

    /// @param nanoClock for what is left, and nothing else
    Replications(Scenario scenario, Yardstick yardstick, int threads, LongSupplier nanoClock) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more, but are " + threads);
        }
        this.plan = new Plan(scenario, yardstick, Detail.WINNER);
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
        return witnessed(scenario, Yardstick.of(scenario), replication, detail, witness);
    }

    /// The same, counted by another yardstick than that of its own centre.
    public static Day witnessed(
            Scenario scenario,
            Yardstick yardstick,
            int replication,
            Detail detail,
            Witness witness) {
        return new SimulatedDay(new Plan(scenario, yardstick, detail), replication, witness)
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
    /// @throws DayFailed if a day, or telling it, failed, for want of memory too; what was told
    ///   before is valid
    public int run(Consumer<Day> told, Consumer<Progress> progress, BooleanSupplier stopped)
            throws InterruptedException {
        Run run = new Run(told, progress, stopped);
        List<Thread> workers = new ArrayList<>();
        try {
            for (int i = 0; i < threads; i++) {
                workers.add(
                        Thread.ofPlatform()
                                .daemon()
                                .name("strowger-simulation-" + i)
                                .start(run::work));
            }
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
        private @Nullable DayFailed failure;

        Run(Consumer<Day> told, Consumer<Progress> progress, BooleanSupplier stopped) {
            this.told = told;
            this.progress = progress;
            this.stopped = stopped;
        }

        void work() {
            int number = 0;
            try {
                for (number = take(); number >= 0; number = take()) {
                    play(number);
                }
            } catch (RuntimeException | Error e) {
                // Also when memory runs out: the others wait for this day.
                fail(new DayFailed(number, count, e));
            } catch (InterruptedException e) {
                stop();
            }
        }

        private void play(int number) {
            Optional<Day> day = new SimulatedDay(plan, number, Witness.NONE).play(this::isStopped);
            if (day.isEmpty()) {
                stop();
            } else {
                hand(number, day.get());
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
                progress.accept(Progress.after(done, count, nanoClock.getAsLong() - start));
            }
            notifyAll();
        }

        synchronized void stop() {
            isOver = true;
            isStopped = true;
            notifyAll();
        }

        private synchronized void fail(DayFailed e) {
            failure = failure == null ? e : failure;
            stop();
        }

        synchronized void failIfFailed() {
            if (failure != null) {
                throw failure;
            }
        }

        synchronized int done() {
            return done;
        }
    }
}
