package org.strowger.engine.contact;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.routing.CallId;

/// The thread that brings contacts to the disk, in the order in which they came.
///
/// What the disk does not take is tried again every second, as long as it takes: meanwhile up to
/// 65,536 lines wait. One more than that is lost to the next start; it is counted and the log says
/// so.
final class ContactWriter {
    static final int MOST_WAITING = 65_536;
    private static final int MOST_AT_ONCE = 512;
    private static final Duration LOOK_AROUND = Duration.ofMinutes(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(ContactWriter.class);

    private final DayFiles files;
    private final Duration keep;
    private final InstantSource clock;
    private final Memory memory;
    private final BlockingQueue<Job> jobs;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Counter lost;
    private final Counter failures;
    private final Thread thread;

    private volatile boolean losing;

    /// Only the thread's.
    private LocalDate tidied = LocalDate.MIN;

    sealed interface Job {
        /// A line to add to a day's file.
        record Append(LocalDate day, Line line) implements Job {}

        /// A number of which nothing may be left.
        ///
        /// @param calls those of the number that are in memory
        record Erase(
                CallerNumber number,
                List<CallId> calls,
                ContactBook.Removal removal,
                CompletableFuture<Erased> done)
                implements Job {}

        /// Nothing to do: wakes the thread, so that it sees that it is to end.
        record Stop() implements Job {}
    }

    /// A line's bytes.
    static final class Line {
        private final byte[] bytes;

        Line(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /// The contacts in memory, as far as they follow what happens to the files.
    interface Memory {
        /// Forgets some contacts of days before this one; whether there may be more.
        boolean forgetSomeBefore(LocalDate day);

        void makeAnonymous(CallId call);
    }

    ContactWriter(
            DayFiles files,
            Duration keep,
            InstantSource clock,
            Memory memory,
            int mostWaiting,
            MeterRegistry meters) {
        this.files = files;
        this.keep = keep;
        this.clock = clock;
        this.memory = memory;
        this.jobs = new ArrayBlockingQueue<>(mostWaiting);
        this.lost = meters.counter("strowger.contacts.lost");
        this.failures = meters.counter("strowger.contacts.failures");
        meters.gaugeCollectionSize("strowger.contacts.waiting", Tags.empty(), jobs);
        this.thread = Thread.ofPlatform().daemon().name("strowger-contacts").unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    /// Has a line written, without waiting for it.
    void append(LocalDate day, byte[] line) {
        if (isClosing() || !jobs.offer(new Job.Append(day, new Line(line)))) {
            lose(1);
        }
    }

    /// The log says it once, until something is written again.
    private void lose(long lines) {
        lost.increment((double) lines);
        if (!losing) {
            losing = true;
            LOG.error("contacts cannot be written to {}, and from now on some are lost", files);
        }
    }

    /// Has what is on the disk of a number made anonymous, after everything that came before.
    ///
    /// @param taken run when that will be tried
    CompletableFuture<Erased> erase(
            CallerNumber number, List<CallId> calls, ContactBook.Removal removal, Runnable taken) {
        CompletableFuture<Erased> done = new CompletableFuture<>();
        if (isClosing() || !jobs.offer(new Job.Erase(number, calls, removal, done))) {
            done.completeExceptionally(
                    new IOException("nothing more can be written to " + files + " now"));
        } else {
            taken.run();
        }
        return done;
    }

    private void work() {
        List<Job> group = new ArrayList<>();
        while (!isClosing() || !jobs.isEmpty()) {
            await(group);
            tidy();
            carryOut(group);
            group.clear();
        }
    }

    /// Waits for something to do, which is put in the group.
    private void await(List<Job> group) {
        try {
            Job first = jobs.poll(LOOK_AROUND.toMillis(), TimeUnit.MILLISECONDS);
            if (first != null) {
                group.add(first);
                jobs.drainTo(group, MOST_AT_ONCE);
            }
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    private void carryOut(List<Job> group) {
        List<Job.Append> lines = new ArrayList<>();
        for (Job job : group) {
            switch (job) {
                case Job.Append append -> lines.add(append);
                case Job.Erase erase -> {
                    write(lines);
                    erase(erase);
                }
                case Job.Stop _ -> {}
            }
        }
        write(lines);
    }

    /// Writes until it is written.
    private void write(List<Job.Append> lines) {
        SortedMap<LocalDate, ByteArrayOutputStream> days = new TreeMap<>();
        for (Job.Append append : lines) {
            days.computeIfAbsent(append.day(), _ -> new ByteArrayOutputStream())
                    .writeBytes(append.line().bytes);
        }
        days.entrySet().removeIf(day -> write(day.getKey(), day.getValue()));
        for (boolean again = true; again && !days.isEmpty(); ) {
            again = mayTryAgain();
            days.entrySet().removeIf(day -> write(day.getKey(), day.getValue()));
        }
        if (!days.isEmpty()) {
            lose(lines.stream().filter(line -> days.containsKey(line.day())).count());
        }
        lines.clear();
    }

    private boolean write(LocalDate day, ByteArrayOutputStream lines) {
        try {
            files.append(day, lines.toByteArray());
            losing = false;
            return true;
        } catch (IOException e) {
            failures.increment();
            LOG.warn("contacts cannot be written and wait: {}", files.file(day), e);
            return false;
        }
    }

    /// Says so after a moment; when all is to end at once, and that the next time is the last.
    private boolean mayTryAgain() {
        try {
            return !closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            return false;
        }
    }

    private void erase(Job.Erase erase) {
        try {
            erase.calls().forEach(memory::makeAnonymous);
            Erased erased = new Erasure(erase.number(), files, erase.removal()).run();
            LOG.info(
                    "audit: {} contacts of one number were made anonymous in {} files of {}",
                    erased.contacts(),
                    erased.files(),
                    files);
            erase.done().complete(erased);
        } catch (IOException | RuntimeException e) {
            failures.increment();
            erase.done().completeExceptionally(e);
        }
    }

    /// Once a day: what is too old goes.
    private void tidy() {
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        if (today.equals(tidied)) {
            return;
        }
        tidied = today;
        LocalDate first = LocalDate.ofInstant(now.minus(keep), ZoneOffset.UTC);
        boolean more = true;
        while (more) {
            more = memory.forgetSomeBefore(first);
        }
        try {
            for (LocalDate day : files.days()) {
                if (day.isBefore(first)) {
                    files.delete(day);
                }
            }
        } catch (IOException e) {
            failures.increment();
            LOG.warn("old contacts cannot be deleted in {}", files, e);
        }
    }

    /// Returns when everything is written, or cannot be.
    void close() {
        closing.countDown();
        jobs.offer(new Job.Stop());
        try {
            if (!thread.join(CLOSING)) {
                LOG.error("contacts were not written in time to {}", files);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long left = jobs.stream().filter(Job.Append.class::isInstance).count();
        if (left > 0) {
            lose(left);
        }
    }
}
