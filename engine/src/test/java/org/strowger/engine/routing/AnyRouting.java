package org.strowger.engine.routing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import org.strowger.engine.routing.DecisionRecord.Standing;

/// What can be asked of the core and of the rules said a second time, so that the same tests speak
/// to both.
interface AnyRouting {
    List<RoutingEvent> handle(RoutingCommand command);

    Optional<Instant> nextDeadline();

    OptionalInt place(CallId call);

    Optional<DecisionRecord> explain(CallId call, Instant now);

    SortedMap<AgentId, Standing> standings(CallId call);

    static AnyRouting of(RoutingCore core) {
        return new AnyRouting() {
            @Override
            public List<RoutingEvent> handle(RoutingCommand command) {
                return core.handle(command);
            }

            @Override
            public Optional<Instant> nextDeadline() {
                return core.nextDeadline();
            }

            @Override
            public OptionalInt place(CallId call) {
                return core.place(call);
            }

            @Override
            public Optional<DecisionRecord> explain(CallId call, Instant now) {
                return core.explain(call, now);
            }

            @Override
            public SortedMap<AgentId, Standing> standings(CallId call) {
                return core.standings(call);
            }
        };
    }
}
