package org.strowger.simulator.history;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.cluster.RecordedJournal.Piece;
import org.strowger.engine.routing.RandomDay;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;

/// Events as a journal gives them, without one.
final class Recorded implements Tape.Feed {
    private final List<RoutingEvent> events;
    private int next;

    Recorded(List<RoutingEvent> events) {
        this.events = events;
    }

    /// What a wild day leads to.
    static List<RoutingEvent> wildDay(long seed, int commands) {
        RandomDay day = new RandomDay(seed);
        RoutingCore core = new RoutingCore();
        List<RoutingEvent> events = new ArrayList<>();
        for (int i = 0; i < commands; i++) {
            RoutingCommand command = day.next();
            List<RoutingEvent> came = core.handle(command);
            day.heard(came, core.nextDeadline());
            events.addAll(came);
        }
        return events;
    }

    @Override
    public Optional<Piece> next() {
        if (next == events.size()) {
            return Optional.empty();
        }
        int to = Math.min(events.size(), next + 100);
        Piece piece = new Piece(Path.of("log"), next, next + 1, events.subList(next, to));
        next = to;
        return Optional.of(piece);
    }

    @Override
    public Optional<String> torn() {
        return Optional.empty();
    }
}
