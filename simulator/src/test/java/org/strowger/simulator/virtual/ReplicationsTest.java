package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.simulator.result.Day;
import org.strowger.simulator.scenario.Yardstick;
import org.strowger.simulator.virtual.Replications.Progress;

class ReplicationsTest {
    private static Centre days(int replications) {
        Centre centre = EventfulDay.centre();
        centre.replications = replications;
        return centre;
    }

    private static List<String> play(Centre centre, int threads) throws InterruptedException {
        List<String> days = new ArrayList<>();
        new Replications(centre.scenario(), threads)
                .run(day -> days.add(Days.written(day)), _ -> {}, () -> false);
        return days;
    }

    @Test
    void oneSeedGivesOneResultHoweverManyThreadsPlay() throws InterruptedException {
        List<String> alone = play(days(9), 1);
        assertEquals(9, alone.size());
        assertEquals(alone, play(days(9), 2));
        assertEquals(alone, play(days(9), 5));
        assertEquals(9, new HashSet<>(alone).size(), "days differ");
    }

    @Test
    void anotherSeedGivesOtherDays() throws InterruptedException {
        Centre other = days(1);
        other.seed++;
        assertTrue(!play(days(1), 1).equals(play(other, 1)));
    }

    /// A day does not depend on how many there are.
    @Test
    void moreDaysBeginWithTheSameDays() throws InterruptedException {
        assertEquals(play(days(2), 2), play(days(5), 2).subList(0, 2));
    }

    @Test
    void whatWasToldBeforeAStopIsTheBeginning() throws InterruptedException {
        List<String> all = play(days(8), 1);
        List<String> told = new ArrayList<>();
        int count =
                new Replications(days(8).scenario(), 2)
                        .run(day -> told.add(Days.written(day)), _ -> {}, () -> told.size() >= 3);
        assertEquals(told.size(), count);
        assertTrue(count >= 3 && count < 8, () -> count + " days");
        assertEquals(all.subList(0, count), told);
    }

    /// A day without end, but for the stop.
    @Test
    void aLongDayIsStoppedInItsMiddle() throws InterruptedException {
        Centre centre =
                new Centre()
                        .queue("sales", Centre.fifo().build())
                        .agents("agents", 2)
                        .poisson("sales", 1)
                        .talk(new org.strowger.simulator.chance.Distribution.Exponential(60));
        centre.lasting = Duration.ofDays(40_000);
        centre.interval = Duration.ofDays(1_000);
        AtomicLong asked = new AtomicLong();
        List<Day> told = new ArrayList<>();
        int count =
                new Replications(centre.scenario(), 1)
                        .run(told::add, _ -> {}, () -> asked.incrementAndGet() > 10);
        assertEquals(0, count);
        assertEquals(List.of(), told);
    }

    @Test
    void anInterruptEndsTheRun() throws InterruptedException {
        List<Throwable> ends = new ArrayList<>();
        Centre centre = days(100_000);
        Thread runner =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    try {
                                        new Replications(centre.scenario(), 2)
                                                .run(
                                                        _ -> Thread.currentThread().isInterrupted(),
                                                        _ -> {},
                                                        () -> false);
                                    } catch (InterruptedException e) {
                                        ends.add(e);
                                    }
                                });
        runner.interrupt();
        runner.join();
        assertEquals(1, ends.size());
    }

    @Test
    void progressSaysHowManyAreDoneAndWhatIsLeft() throws InterruptedException {
        AtomicLong clock = new AtomicLong();
        List<Progress> told = new ArrayList<>();
        new Replications(
                        days(4).scenario(),
                        Yardstick.standard(),
                        1,
                        () -> clock.getAndAdd(1_000_000_000))
                .run(_ -> {}, told::add, () -> false);
        assertEquals(
                List.of(
                        new Progress(1, 4, Optional.of(Duration.ofSeconds(3))),
                        new Progress(2, 4, Optional.of(Duration.ofSeconds(2))),
                        new Progress(3, 4, Optional.of(Duration.ofSeconds(1))),
                        new Progress(4, 4, Optional.of(Duration.ZERO))),
                told);
    }

    /// The others wait for a day that memory did not suffice for, and must not do so for ever.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void aDayThatFailsIsToldAndEndsTheRun(int threads) {
        for (Throwable failure :
                List.of(
                        new IllegalStateException("no room for the day"),
                        new OutOfMemoryError("Java heap space"))) {
            List<Day> told = new ArrayList<>();
            Replications replications = new Replications(days(60).scenario(), threads);
            DayFailed thrown =
                    assertThrows(
                            DayFailed.class,
                            () ->
                                    replications.run(
                                            day -> told.add(failAfterTwo(told, day, failure)),
                                            _ -> {},
                                            () -> false));
            assertEquals(failure, thrown.getCause());
            assertEquals(2, told.size());
        }
    }

    private static Day failAfterTwo(List<Day> told, Day day, Throwable failure) {
        if (told.size() == 2) {
            switch (failure) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                default -> throw new IllegalStateException(failure);
            }
        }
        return day;
    }

    @Test
    void aFailureSaysWhichDayAndWhy() {
        assertEquals(
                "day 3 of 20 failed: memory ran out (Java heap space)",
                new DayFailed(2, 20, new OutOfMemoryError("Java heap space")).getMessage());
        assertEquals(
                "day 1 of 1 failed: java.lang.StackOverflowError",
                new DayFailed(0, 1, new StackOverflowError()).getMessage());
    }

    @Test
    void noThreadsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Replications(days(1).scenario(), 0));
    }
}
