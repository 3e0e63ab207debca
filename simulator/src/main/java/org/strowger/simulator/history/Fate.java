package org.strowger.simulator.history;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.simulator.virtual.Witness;

/// What became of a call.
///
/// @param queue in which it ended
/// @param agent who took it
/// @param at when
record Fate(How how, QueueId queue, Optional<AgentId> agent, Instant came, Instant at) {
    /// How it ended.
    enum How {
        ANSWERED,
        GAVE_UP,
        MOVED_ON,
        TURNED_AWAY
    }

    /// Whether the call went elsewhere than in another play of the same day: it ended otherwise, or
    /// in another queue, or with an agent of other skills. Agents who are alike count as one, for
    /// who of them is idle longest changes with every call before.
    boolean isElsewhere(Fate other, SortedMap<AgentId, RoutingProfile> profiles) {
        return how != other.how
                || !queue.equals(other.queue)
                || (how == How.ANSWERED
                        && !agent.equals(other.agent)
                        && !profile(profiles).equals(other.profile(profiles)));
    }

    private Optional<RoutingProfile> profile(SortedMap<AgentId, RoutingProfile> profiles) {
        return agent.flatMap(id -> Optional.ofNullable(profiles.get(id)));
    }

    String told() {
        String waited = Telling.seconds(Duration.between(came, at));
        return switch (how) {
            case ANSWERED ->
                    "to %s, in %s, after %s"
                            .formatted(agent.map(AgentId::value).orElse("?"), queue, waited);
            case GAVE_UP -> "hung up in %s after %s".formatted(queue, waited);
            case MOVED_ON -> "left %s after %s".formatted(queue, waited);
            case TURNED_AWAY -> "turned away by %s".formatted(queue);
        };
    }

    /// Sees what becomes of each call of a day.
    static final class Seen implements Witness {
        private final Map<CallId, Instant> came = new LinkedHashMap<>();
        private final Map<CallId, Fate> fates = new LinkedHashMap<>();

        @Override
        public void saw(RoutingCommand command, List<RoutingEvent> events) {
            for (int i = 0; i < events.size(); i++) {
                switch (events.get(i)) {
                    case CallQueued e -> came.put(e.call(), e.at());
                    case CallConnected e ->
                            end(e.call(), How.ANSWERED, e.queue(), Optional.of(e.agent()), e.at());
                    case CallLeftQueue e ->
                            end(
                                    e.call(),
                                    e.reason() == LeaveReason.ABANDONED
                                            ? How.GAVE_UP
                                            : How.MOVED_ON,
                                    e.queue(),
                                    Optional.empty(),
                                    e.at());
                    case CommandRejected(var at, EnqueueCall c, _) -> {
                        came.put(c.call(), at);
                        end(c.call(), How.TURNED_AWAY, c.queue(), Optional.empty(), at);
                    }
                    default -> {
                        // Nothing else is the end of a wait.
                    }
                }
            }
        }

        private void end(CallId call, How how, QueueId queue, Optional<AgentId> agent, Instant at) {
            @Nullable Instant since = came.remove(call);
            fates.put(call, new Fate(how, queue, agent, since == null ? at : since, at));
        }

        Map<CallId, Fate> fates() {
            return fates;
        }
    }
}
