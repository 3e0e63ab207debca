package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.List;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;

/// Takes down what happens in one command: each event changes the state at once.
final class Recorder {
    private final RoutingState state;
    private final List<RoutingEvent> emitted = new ArrayList<>();

    Recorder(RoutingState state) {
        this.state = state;
    }

    void emit(RoutingEvent event) {
        state.apply(event);
        emitted.add(event);
    }

    void reject(RoutingCommand command, Reason reason) {
        emit(new CommandRejected(command.at(), command, reason));
    }

    List<RoutingEvent> taken() {
        // Most commands lead to one event or two, and lists of so many are made without copying.
        List<RoutingEvent> events =
                switch (emitted.size()) {
                    case 1 -> List.of(emitted.getFirst());
                    case 2 -> List.of(emitted.getFirst(), emitted.getLast());
                    default -> List.copyOf(emitted);
                };
        emitted.clear();
        return events;
    }
}
