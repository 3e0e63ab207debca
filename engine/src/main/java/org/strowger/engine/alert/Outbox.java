package org.strowger.engine.alert;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The events that wait for one webhook, in order; the oldest make room for new ones.
///
/// What is lost is owed to the receiver as a number: the next event after the gap carries it. Used
/// by any thread.
final class Outbox {
    private final Deque<Notice> waiting = new ArrayDeque<>();
    private final int most;

    /// How many were lost after the last that waits.
    private long owed;

    Outbox(int most) {
        this.most = most;
    }

    /// Puts an event at the end.
    ///
    /// @return false if the oldest had to go for it
    synchronized boolean add(Notice notice) {
        boolean isFull = waiting.size() >= most;
        if (isFull) {
            lose(waiting.removeFirst());
        }
        waiting.addLast(notice.after(owed));
        owed = 0;
        return !isFull;
    }

    /// The oldest, which no longer waits and is not lost before [#lose] says so.
    synchronized Optional<Notice> take() {
        return Optional.ofNullable(waiting.pollFirst());
    }

    /// An event that was taken, or the oldest, will not be delivered.
    synchronized void lose(Notice notice) {
        long lost = notice.lostBefore() + 1;
        Notice next = waiting.pollFirst();
        if (next == null) {
            owed += lost;
        } else {
            waiting.addFirst(next.after(lost));
        }
    }

    /// An event that should be the newest cannot be sent at all.
    synchronized void skip() {
        owed++;
    }

    /// Throws away all that waits.
    ///
    /// @return how many that were
    synchronized int clear() {
        int gone = waiting.size();
        waiting.clear();
        return gone;
    }

    synchronized int size() {
        return waiting.size();
    }
}
