package org.strowger.simulator.history;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.EventLogException;
import org.strowger.engine.cluster.RecordedJournal.Piece;
import org.strowger.engine.routing.RoutingEvent;

/// Recorded events by number, of which a stretch is held: from where the reader may have to go back
/// to, to where it has looked ahead.
final class Tape {
    /// Where the pieces come from.
    interface Feed {
        /// What comes next; nothing at the end.
        Optional<Piece> next() throws IOException;

        /// Where what was recorded is torn off, when it is: known at its end.
        Optional<String> torn();
    }

    private final Feed feed;
    private final List<RoutingEvent> held = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private long first;
    private long next;
    private Optional<String> fault = Optional.empty();
    private boolean isAtEnd;

    /// @param first the number of the first event
    Tape(Feed feed, long first) {
        this.feed = feed;
        this.first = first;
        this.next = first;
    }

    /// The event of a number; null after the last.
    @Nullable RoutingEvent at(long seq) {
        while (seq >= next && !isAtEnd) {
            load();
        }
        return seq < next ? held.get((int) (seq - first)) : null;
    }

    private void load() {
        try {
            Optional<Piece> piece = feed.next();
            if (piece.isPresent()) {
                pieces.add(piece.get());
                held.addAll(piece.get().events());
                next += piece.get().events().size();
            } else {
                end(feed.torn());
            }
        } catch (IOException | EventLogException e) {
            end(Optional.of(String.valueOf(e.getMessage())));
        }
    }

    private void end(Optional<String> with) {
        isAtEnd = true;
        fault = with;
    }

    List<RoutingEvent> between(long from, long to) {
        return held.subList((int) (from - first), (int) (to - first));
    }

    /// Lets go of what came before.
    void forgetBefore(long seq) {
        held.subList(0, (int) (seq - first)).clear();
        first = seq;
        int gone = 0;
        while (gone < pieces.size() && end(pieces.get(gone)) <= seq) {
            gone++;
        }
        pieces.subList(0, gone).clear();
    }

    private static long end(Piece piece) {
        return piece.firstSeq() + piece.events().size();
    }

    /// Why there is no more, when that is not the end: known when the last event was read.
    Optional<String> fault() {
        return fault;
    }

    /// Where an event is that is held, for people.
    String place(long seq) {
        for (Piece piece : pieces) {
            if (seq >= piece.firstSeq() && seq < end(piece)) {
                return "event %d, in %s, byte %d, event %d there"
                        .formatted(
                                seq, piece.segment(), piece.offset(), seq - piece.firstSeq() + 1);
            }
        }
        return "event " + seq;
    }
}
