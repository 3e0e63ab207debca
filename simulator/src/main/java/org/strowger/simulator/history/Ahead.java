package org.strowger.simulator.history;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.strowger.engine.cluster.EventLogException;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.cluster.RecordedJournal.Piece;

/// A journal that is read ahead by a thread of its own, as far as there is room.
final class Ahead implements Tape.Feed, AutoCloseable {
    private static final int MOST_PIECES = 256;

    /// What reading came to.
    private sealed interface Read {}

    private record Some(Piece piece) implements Read {}

    private record End(Optional<String> torn) implements Read {}

    private record Unreadable(IOException why) implements Read {}

    private record Damaged(EventLogException why) implements Read {}

    /// What nobody thought of: whoever waits must be told all the same.
    private record Failed(Throwable why) implements Read {}

    private final BlockingQueue<Read> read = new ArrayBlockingQueue<>(MOST_PIECES);
    private final long first;
    private final Thread reader;
    private Optional<String> torn = Optional.empty();

    Ahead(RecordedJournal journal) {
        first = journal.nextSeq();
        reader =
                Thread.ofPlatform()
                        .daemon()
                        .name("strowger-journal-reader")
                        .start(() -> readAll(journal));
    }

    /// The number of the first event; the journal itself is the reader's from now on.
    long first() {
        return first;
    }

    private void readAll(RecordedJournal journal) {
        try {
            for (Read next = next(journal); ; next = next(journal)) {
                read.put(next);
                if (!(next instanceof Some)) {
                    return;
                }
            }
        } catch (InterruptedException _) {
            // Closed: nobody reads on.
        }
    }

    private static Read next(RecordedJournal journal) {
        try {
            Optional<Piece> piece = journal.next();
            return piece.isPresent() ? new Some(piece.get()) : new End(journal.torn());
        } catch (IOException e) {
            return new Unreadable(e);
        } catch (EventLogException e) {
            return new Damaged(e);
        } catch (RuntimeException | Error e) {
            return new Failed(e);
        }
    }

    @Override
    public Optional<Piece> next() throws IOException {
        try {
            switch (read.take()) {
                case Some(var piece) -> {
                    return Optional.of(piece);
                }
                case End(var where) -> {
                    torn = where;
                    return Optional.empty();
                }
                case Unreadable(var why) -> throw why;
                case Damaged(var why) -> throw why;
                case Failed(var why) ->
                        throw new IllegalStateException("the journal could not be read on", why);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    @Override
    public Optional<String> torn() {
        return torn;
    }

    @Override
    public void close() {
        reader.interrupt();
    }
}
