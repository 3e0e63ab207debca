package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.disk.OwnersFiles;
import org.strowger.engine.routing.CallId;

/// What is known of the callbacks that customers were promised, and what was dialled outside within
/// a day, so that a restart forgets neither: a file of JSON lines for its owner alone, in which the
/// newest line of a callback counts.
///
/// [#note] answers at once, from any thread; a thread of the book's own brings lines to the disk in
/// their order. What the disk does not take is tried again every second, while up to 65,536 lines
/// wait; one more is lost to the next start, and counted. When most lines no longer count, the file
/// is written anew without those that are over. Only one book may have a file open.
public final class CallbackBook implements AutoCloseable {
    /// Where it is, under the folder of data.
    public static final String FILE = "callbacks.jsonl";

    static final int MOST_WAITING = 65_536;

    /// So many lines that no longer count are cheaper to keep than to write the file anew.
    static final int STALE_LINES = 1_000;

    private static final int MOST_AT_ONCE = 512;
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration CLOSING = Duration.ofSeconds(10);
    private static final Logger LOG = LoggerFactory.getLogger(CallbackBook.class);
    private final Path file;
    private final List<Callback> found;
    private final List<Dialled> dialled;
    private final BlockingQueue<Optional<CallbackLine>> jobs;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Counter lost;
    private final Counter failures;
    private final Thread thread;

    /// Only the thread's, once it has begun.
    private final SortedMap<CallId, Callback> open = new TreeMap<>();

    /// As `open`; the oldest first, none a day older than the newest. As many as the trunk lets
    /// begin.
    private final Deque<Dialled> lately = new ArrayDeque<>();

    private long lines;
    private boolean isInDoubt;

    private CallbackBook(Path file, int mostWaiting, MeterRegistry meters) throws IOException {
        this.file = file;
        this.jobs = new ArrayBlockingQueue<>(mostWaiting);
        this.lost = meters.counter("strowger.callbacks.book.lost");
        this.failures = meters.counter("strowger.callbacks.book.failures");
        meters.gaugeCollectionSize("strowger.callbacks.book.waiting", Tags.empty(), jobs);
        read(meters.counter("strowger.callbacks.book.unreadable"));
        this.found = List.copyOf(open.values());
        this.dialled = List.copyOf(lately);
        writeAnew();
        this.thread = Thread.ofPlatform().daemon().name("strowger-callbacks").unstarted(this::work);
    }

    /// Returns the book in a file, with what it says read.
    ///
    /// A line that cannot be read is left out, counted and told in the log; one that a crash tore
    /// at the end is left out in silence.
    ///
    /// @param file made, with its folder, when it is not there
    /// @throws IOException when it cannot be read or written
    public static CallbackBook open(Path file, MeterRegistry meters) throws IOException {
        return open(file, MOST_WAITING, meters);
    }

    static CallbackBook open(Path file, int mostWaiting, MeterRegistry meters) throws IOException {
        CallbackBook book = new CallbackBook(file, mostWaiting, meters);
        book.thread.start();
        return book;
    }

    /// The callbacks that were not over when the book was opened, by call.
    public List<Callback> found() {
        return found;
    }

    /// The calls outside of a day that were begun when the book was opened, the oldest first.
    public List<Dialled> dialled() {
        return dialled;
    }

    /// Has it written how a callback stands, without waiting for it.
    public void note(Callback callback) {
        note(new CallbackLine.OfCallback(callback));
    }

    /// Has it written that a call outside was begun, without waiting for it.
    public void note(Dialled call) {
        note(new CallbackLine.OfDialled(call));
    }

    private void note(CallbackLine line) {
        if (!jobs.offer(Optional.of(line))) {
            lost.increment();
            LOG.error("callbacks cannot be written to {}, and one line is lost", file);
        }
    }

    private void read(Counter unreadable) throws IOException {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (NoSuchFileException _) {
            return;
        }
        int number = 0;
        int from = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
            number++;
            Optional<CallbackLine> line = CallbackLine.read(text.substring(from, end));
            from = end + 1;
            if (line.isPresent()) {
                apply(line.get());
            } else {
                unreadable.increment();
                LOG.warn("{}:{}: expected a callback", file, number);
            }
        }
    }

    private void apply(CallbackLine line) {
        switch (line) {
            case CallbackLine.OfCallback(var callback) -> apply(callback);
            case CallbackLine.OfDialled(var call) -> apply(call);
        }
    }

    /// A call after this one was begun by a clock that was set back since.
    private void apply(Dialled call) {
        if (!lately.isEmpty() && lately.getLast().at().isAfter(call.at())) {
            List<Dialled> before = List.copyOf(lately);
            lately.clear();
            before.forEach(earlier -> lately.add(earlier.notAfter(call.at())));
        }
        lately.add(call);
        while (!lately.getFirst().at().plus(A_DAY).isAfter(call.at())) {
            lately.removeFirst();
        }
    }

    private void apply(Callback callback) {
        if (callback.state().isOver()) {
            open.remove(callback.call());
        } else {
            open.put(callback.call(), callback);
        }
    }

    private void work() {
        List<CallbackLine> group = new ArrayList<>();
        while (!isClosing() || !jobs.isEmpty()) {
            await(group);
            if (!group.isEmpty()) {
                group.forEach(this::apply);
                write(group);
                group.clear();
            }
        }
    }

    private void await(List<CallbackLine> group) {
        try {
            List<Optional<CallbackLine>> taken = new ArrayList<>();
            taken.add(jobs.take());
            jobs.drainTo(taken, MOST_AT_ONCE);
            taken.forEach(job -> job.ifPresent(group::add));
        } catch (InterruptedException e) {
            closing.countDown();
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /// Writes until it is written; once more, when all is to end.
    private void write(List<CallbackLine> group) {
        boolean isLastTime = false;
        while (!isWritten(group)) {
            if (isLastTime) {
                lost.increment(group.size());
                return;
            }
            isLastTime = waitsForTheEnd();
        }
    }

    /// What a failure left of the file is not trusted: it is written anew.
    private boolean isWritten(List<CallbackLine> group) {
        try {
            if (isInDoubt
                    || lines + group.size() > (open.size() + lately.size()) * 2L + STALE_LINES) {
                writeAnew();
            } else {
                append(group);
            }
            isInDoubt = false;
            return true;
        } catch (IOException e) {
            isInDoubt = true;
            failures.increment();
            LOG.warn("callbacks cannot be written and wait: {}", file, e);
            return false;
        }
    }

    /// Waits a moment, and says whether all is to end.
    private boolean waitsForTheEnd() {
        try {
            return closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closing.countDown();
            return true;
        }
    }

    private void append(Collection<CallbackLine> group) throws IOException {
        try (FileChannel out =
                FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
            ByteBuffer left = ByteBuffer.wrap(bytes(group));
            while (left.hasRemaining()) {
                out.write(left);
            }
            out.force(true);
        }
        lines += group.size();
    }

    private static byte[] bytes(Collection<CallbackLine> group) {
        StringBuilder text = new StringBuilder();
        group.forEach(line -> text.append(line.written()));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// Customers' numbers that no longer count are gone from the disk with this.
    private void writeAnew() throws IOException {
        List<CallbackLine> all = new ArrayList<>();
        open.values().forEach(callback -> all.add(new CallbackLine.OfCallback(callback)));
        lately.forEach(call -> all.add(new CallbackLine.OfDialled(call)));
        OwnersFiles.place(file, bytes(all));
        lines = all.size();
    }

    /// Returns when what waits is written, after at most ten seconds.
    @Override
    public void close() {
        closing.countDown();
        jobs.offer(Optional.empty());
        try {
            if (!thread.join(CLOSING)) {
                LOG.error("callbacks were not written in time to {}", file);
                lost.increment(jobs.size());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
