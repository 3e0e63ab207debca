package org.strowger.engine.call;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.ReportOtherCall;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// The agents who have a part in calls that no queue offered them, such as a colleague's.
///
/// The routing core knows only whether an agent is in such a call. So it is told of the first one
/// that begins and of the last one that ends, and again when an agent signs in who is in one.
final class OtherCalls {
    private final Desk desk;

    /// How many each is in, of those who are in any.
    private final SortedMap<AgentId, Integer> parts = new TreeMap<>();

    /// An agent's part in one call; it belongs to that call.
    interface Part {
        /// Ends it; a second time nothing happens.
        void end();
    }

    OtherCalls(Desk desk) {
        this.desk = desk;
    }

    /// The agent is in one more call.
    Part begin(AgentId agent) {
        if (parts.merge(agent, 1, Integer::sum) == 1) {
            tell(agent, true);
        }
        return new Part() {
            private boolean isOver;

            @Override
            public void end() {
                if (!isOver) {
                    isOver = true;
                    over(agent);
                }
            }
        };
    }

    private void over(AgentId agent) {
        Optional<Integer> left =
                Optional.ofNullable(
                        parts.computeIfPresent(agent, (_, count) -> count > 1 ? count - 1 : null));
        if (left.isEmpty()) {
            tell(agent, false);
        }
    }

    private void tell(AgentId agent, boolean busy) {
        desk.tell(at -> new ReportOtherCall(at, agent, busy));
    }

    boolean has(AgentId agent) {
        return parts.containsKey(agent);
    }

    /// How many agents are in such calls.
    int count() {
        return parts.size();
    }

    /// An agent who signs in is in no other call, as far as the core knows.
    void heard(RoutingEvent event) {
        if (event instanceof RoutingEvent.AgentSignedIn e && has(e.agent())) {
            tell(e.agent(), true);
        }
    }

    /// Calls of before a restart are over.
    void remember(RoutingSnapshot known) {
        for (SignedInAgent agent : known.agents()) {
            if (agent.otherCall() && !has(agent.id())) {
                tell(agent.id(), false);
            }
        }
    }
}
