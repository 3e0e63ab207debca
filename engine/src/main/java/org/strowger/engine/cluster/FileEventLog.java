package org.strowger.engine.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.cluster.LogDirectory.Saved;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// The event log of a single node: a directory of segments and snapshots.
///
/// One thread writes. All appends that wait are written together, and acknowledged when the
/// operating system has them: a killed process loses nothing. The disk has them 100 ms later: a
/// power cut may lose that much.
///
/// A write that fails (the disk is full, say) fails its appends, takes back what it wrote of them,
/// and closes the log to further ones until [#open] is called again. So the owner starts over from
/// what was kept, and goes on by itself when there is space again.
public final class FileEventLog implements EventLog {
    private static final Logger log = LoggerFactory.getLogger(FileEventLog.class);
    private static final int MAX_WAITING = 1_024;
    private static final int MAX_GROUP = 256;
    private static final long SEGMENT_BYTES = 64L << 20;
    private static final Duration SYNC_EVERY = Duration.ofMillis(100);

    /// What the writer is asked to do, and whom to tell.
    private sealed interface Job {
        Promise<?> promise();

        record Open(Promise<Recovered> promise) implements Job {}

        record Append(Promise<Void> promise, long epoch, long firstSeq, List<RoutingEvent> events)
                implements Job {}

        record Forget(Promise<Void> promise) implements Job {}

        record Close(Promise<Void> promise) implements Job {}
    }

    /// The segment being written.
    private record Tail(SegmentFile file, Path path) {}

    private final LogDirectory directory;
    private final JournalRetention retention;
    private final InstantSource clock;
    private final SegmentFile.Opener opener;
    private final BlockingQueue<Job> jobs = new ArrayBlockingQueue<>(MAX_WAITING);
    private final Counter tornTails;
    private final Counter failures;
    private boolean closing;
    private @Nullable Thread savingSnapshot;

    /// Of the writer alone, but for the tail, which the other threads may look at.
    private volatile @Nullable Tail tail;

    private volatile boolean unsynced;
    private volatile boolean syncFailed;
    private @Nullable RecentAppends accepted;
    private long length;
    private @Nullable Path uncut;

    private FileEventLog(
            Path directory,
            JournalRetention retention,
            InstantSource clock,
            SegmentFile.Opener opener,
            MeterRegistry meters) {
        this.directory = new LogDirectory(directory);
        this.retention = retention;
        this.clock = clock;
        this.opener = opener;
        this.tornTails = meters.counter("strowger.event.log.torn.tails");
        this.failures = meters.counter("strowger.event.log.failures");
    }

    /// Returns the log in a directory, which [#open] makes if it is not there, and of which no more
    /// is kept than a restart needs.
    public static FileEventLog in(Path directory, MeterRegistry meters) {
        return in(directory, JournalRetention.LEAST, InstantSource.system(), meters);
    }

    /// Returns the log in a directory, which [#open] makes if it is not there.
    public static FileEventLog in(
            Path directory, JournalRetention retention, InstantSource clock, MeterRegistry meters) {
        return in(directory, retention, clock, SegmentFile::open, meters);
    }

    static FileEventLog in(
            Path directory,
            JournalRetention retention,
            InstantSource clock,
            SegmentFile.Opener opener,
            MeterRegistry meters) {
        FileEventLog opened = new FileEventLog(directory, retention, clock, opener, meters);
        Thread.ofPlatform().daemon().name("event-log-writer").start(opened::write);
        Thread.ofPlatform().daemon().name("event-log-sync").start(opened::sync);
        return opened;
    }

    @Override
    public Future<Recovered> open() {
        Promise<Recovered> promise = Promise.promise();
        submit(new Job.Open(promise));
        return promise.future();
    }

    @Override
    public Future<Void> append(long epoch, long firstSeq, List<RoutingEvent> events) {
        Promise<Void> promise = Promise.promise();
        submit(new Job.Append(promise, epoch, firstSeq, List.copyOf(events)));
        return promise.future();
    }

    /// One at a time; the events go on meanwhile.
    @Override
    public synchronized Future<Void> saveSnapshot(long seq, RoutingSnapshot snapshot) {
        if (savingSnapshot != null && savingSnapshot.isAlive()) {
            return Future.failedFuture(
                    new EventLogException(Reason.TOO_BUSY, "a snapshot is being written already"));
        }
        Promise<Void> promise = Promise.promise();
        savingSnapshot =
                Thread.ofPlatform()
                        .daemon()
                        .name("event-log-snapshot")
                        .start(() -> save(new Saved(seq, snapshot), promise));
        return promise.future();
    }

    @Override
    public Future<Void> close() {
        Promise<Void> promise = Promise.promise();
        Thread.ofVirtual().start(() -> closeAfterSnapshot(promise));
        return promise.future();
    }

    private void submit(Job job) {
        EventLogException refused = offer(job);
        if (refused != null) {
            job.promise().fail(refused);
        }
    }

    private synchronized @Nullable EventLogException offer(Job job) {
        if (closing) {
            return notOpen();
        }
        if (!jobs.offer(job)) {
            return new EventLogException(
                    Reason.TOO_BUSY, MAX_WAITING + " appends wait to be written already");
        }
        closing = job instanceof Job.Close;
        return null;
    }

    private void save(Saved saved, Promise<Void> promise) {
        try {
            directory.writeSnapshot(saved);
            submit(new Job.Forget(promise));
        } catch (IOException | RuntimeException e) {
            failures.increment();
            promise.fail(storageFailed("writing a snapshot", e));
        }
    }

    private void closeAfterSnapshot(Promise<Void> promise) {
        try {
            Thread saving;
            synchronized (this) {
                saving = savingSnapshot;
            }
            if (saving != null) {
                saving.join();
            }
            submit(new Job.Close(promise));
        } catch (InterruptedException e) {
            promise.fail(e);
        }
    }

    private void sync() {
        while (!isClosing()) {
            LockSupport.parkNanos(SYNC_EVERY.toNanos());
            Tail synced = tail;
            if (unsynced && synced != null) {
                unsynced = false;
                sync(synced);
            }
        }
    }

    /// What the disk refused stays in the memory of the operating system at best: the next append
    /// must not pass for safe.
    private void sync(Tail synced) {
        try {
            synced.file().force();
        } catch (IOException e) {
            if (synced.equals(tail)) {
                failures.increment();
                log.error(
                        "{} could not be synced to disk; the log must be opened again",
                        synced.path(),
                        e);
                syncFailed = true;
            }
        }
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private void write() {
        List<Job> group = new ArrayList<>();
        List<Job.Append> appends = new ArrayList<>();
        boolean open = true;
        while (open) {
            try {
                group.add(jobs.take());
            } catch (InterruptedException _) {
                group.add(new Job.Close(Promise.promise()));
            }
            jobs.drainTo(group, MAX_GROUP);
            for (Job job : group) {
                open &= carryOut(job, appends);
            }
            flush(appends);
            group.clear();
        }
    }

    /// Appends are collected; anything else first has the collected ones written.
    private boolean carryOut(Job job, List<Job.Append> appends) {
        if (!(job instanceof Job.Append)) {
            flush(appends);
        }
        try {
            switch (job) {
                case Job.Append append -> appends.add(append);
                case Job.Open open -> open.promise().complete(recover());
                case Job.Forget forget -> {
                    forget();
                    forget.promise().complete();
                }
                case Job.Close close -> {
                    shut();
                    directory.unlock();
                    close.promise().complete();
                }
            }
        } catch (EventLogException e) {
            job.promise().fail(e);
        } catch (IOException | RuntimeException e) {
            failures.increment();
            job.promise().fail(storageFailed(job.getClass().getSimpleName(), e));
        }
        return !(job instanceof Job.Close);
    }

    private void flush(List<Job.Append> appends) {
        if (appends.isEmpty()) {
            return;
        }
        List<Job.Append> written = new ArrayList<>();
        try {
            List<ByteBuffer> frames = new ArrayList<>();
            for (Job.Append append : appends) {
                if (accept(append, frames)) {
                    written.add(append);
                }
            }
            writeFrames(frames);
            written.forEach(append -> append.promise().complete());
            if (length > SEGMENT_BYTES) {
                rotate();
            }
        } catch (IOException | RuntimeException e) {
            failures.increment();
            takeBack();
            EventLogException failure = storageFailed("appending", e);
            appends.forEach(append -> append.promise().tryFail(failure));
        }
        appends.clear();
    }

    /// Whether the append is to be acknowledged after the write; if not, its owner knows already.
    private boolean accept(Job.Append append, List<ByteBuffer> frames) {
        RecentAppends rule = accepted;
        if (rule == null || syncFailed) {
            append.promise().fail(notOpen());
            return false;
        }
        try {
            if (!rule.isRepeat(append.epoch(), append.firstSeq(), append.events())) {
                addFrames(append, frames);
                rule.accepted(append.firstSeq(), append.events());
            }
            return true;
        } catch (EventLogException refused) {
            append.promise().fail(refused);
            return false;
        }
    }

    private static void addFrames(Job.Append append, List<ByteBuffer> frames) {
        List<RoutingEvent> events = append.events();
        for (int from = 0; from < events.size(); from += Segment.MAX_EVENTS_PER_FRAME) {
            int to = Math.min(events.size(), from + Segment.MAX_EVENTS_PER_FRAME);
            frames.add(Segment.frame(append.firstSeq() + from, events.subList(from, to)));
        }
    }

    private void writeFrames(List<ByteBuffer> frames) throws IOException {
        if (frames.isEmpty()) {
            return;
        }
        Tail written = Objects.requireNonNull(tail);
        ByteBuffer together =
                ByteBuffer.allocate(frames.stream().mapToInt(ByteBuffer::remaining).sum());
        frames.forEach(together::put);
        int size = together.flip().remaining();
        written.file().write(together);
        length += size;
        unsynced = true;
    }

    /// Cuts off what a failed write left, now or when the log is opened again.
    private void takeBack() {
        Tail failed = tail;
        tail = null;
        accepted = null;
        if (failed == null) {
            return;
        }
        uncut = failed.path();
        try (SegmentFile file = failed.file()) {
            file.truncate(length);
            uncut = null;
        } catch (IOException e) {
            log.error(
                    "{} could not be cut to {} bytes after a failed write",
                    failed.path(),
                    length,
                    e);
        }
    }

    private Recovered recover() throws IOException {
        directory.lock();
        shut();
        cutFailedWrite();
        Optional<Saved> saved = directory.newestSnapshot();
        long snapshotSeq = saved.map(Saved::seq).orElse(0L);
        long nextSeq = snapshotSeq + 1;
        long epoch = 0;
        List<RoutingEvent> events = new ArrayList<>();
        List<Path> segments = directory.segmentsAfter(snapshotSeq);
        List<Path> empty = new ArrayList<>();
        for (Path path : segments) {
            Segment.Contents contents = Segment.read(path, path.equals(segments.getLast()));
            epoch = Math.max(epoch, contents.epoch());
            nextSeq = collect(path, contents, nextSeq, events);
            cutIfTorn(path, contents);
            if (contents.frames().isEmpty()) {
                empty.add(path);
            }
        }
        startSegment(nextSeq, epoch + 1);
        for (Path path : empty) {
            Files.deleteIfExists(path);
        }
        syncFailed = false;
        accepted = new RecentAppends(epoch + 1, nextSeq - 1);
        return new Recovered(epoch + 1, snapshotSeq, saved.map(Saved::snapshot), events);
    }

    private static long collect(
            Path path, Segment.Contents contents, long from, List<RoutingEvent> events) {
        long nextSeq = from;
        for (Segment.Frame frame : contents.frames()) {
            long end = frame.firstSeq() + frame.events().size();
            if (frame.firstSeq() > nextSeq) {
                throw new EventLogException(
                        Reason.DAMAGED,
                        path
                                + " goes on with event "
                                + frame.firstSeq()
                                + ", but "
                                + nextSeq
                                + " is missing");
            }
            if (end > nextSeq) {
                events.addAll(
                        frame.events()
                                .subList(
                                        (int) (nextSeq - frame.firstSeq()), frame.events().size()));
                nextSeq = end;
            }
        }
        return nextSeq;
    }

    private void cutIfTorn(Path path, Segment.Contents contents) throws IOException {
        if (contents.torn()) {
            tornTails.increment();
            log.warn("{} was torn by a crash and is cut to {} bytes", path, contents.length());
            cut(path, contents.length());
        }
    }

    private void cutFailedWrite() throws IOException {
        if (uncut != null) {
            cut(uncut, length);
            uncut = null;
        }
    }

    private void cut(Path path, long toLength) throws IOException {
        if (toLength < Segment.HEADER) {
            Files.delete(path);
            return;
        }
        try (SegmentFile file = opener.open(path)) {
            file.truncate(toLength);
            file.force();
        }
    }

    /// The header holds the epoch, so it must be on the disk before the epoch is used.
    private void startSegment(long firstSeq, long epoch) throws IOException {
        Path path = directory.segment(firstSeq, epoch);
        SegmentFile file = opener.open(path);
        try {
            file.write(Segment.header(epoch, firstSeq));
            file.force();
            directory.force();
        } catch (IOException e) {
            try (file) {
                Files.delete(path);
            }
            throw e;
        }
        length = Segment.HEADER;
        tail = new Tail(file, path);
    }

    private void rotate() throws IOException {
        RecentAppends rule = accepted;
        Tail full = tail;
        if (rule != null && full != null) {
            full.file().force();
            startSegment(rule.lastSeq() + 1, rule.epoch());
            full.file().close();
        }
    }

    private void forget() throws IOException {
        if (length > Segment.HEADER) {
            rotate();
        }
        directory.forget(retention, clock.instant());
    }

    private void shut() throws IOException {
        Tail last = tail;
        tail = null;
        accepted = null;
        if (last != null) {
            try (SegmentFile file = last.file()) {
                file.force();
            }
        }
    }

    private EventLogException notOpen() {
        return new EventLogException(
                Reason.NOT_OPEN, "the event log in " + directory + " is not open");
    }

    private EventLogException storageFailed(String doing, Exception cause) {
        return new EventLogException(
                Reason.STORAGE,
                doing + " failed in the event log in " + directory + ": " + cause.getMessage(),
                cause);
    }
}
