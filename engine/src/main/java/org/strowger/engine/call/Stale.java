package org.strowger.engine.call;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// What a routing core holds for true that the telephone network does not have.
final class Stale {
    private Stale() {}

    /// What the telephone network has at a moment.
    ///
    /// @param agents those who are seated where they can be rung
    record Presence(SortedSet<CallId> calls, SortedSet<AgentId> agents) {}

    /// The commands that make the core agree with the network: calls without a voice leave, talks
    /// without a call end, agents who sit nowhere sign out, and those who were changed in the
    /// settings get their new profile. Kept places and messages need no voice and stay.
    static List<Function<Instant, RoutingCommand>> commands(
            RoutingSnapshot known, Presence present, Collection<AgentProfile> agents) {
        List<Function<Instant, RoutingCommand>> commands = new ArrayList<>();
        for (CallInLine call : known.calls()) {
            if (call.callbackNumber().isEmpty()
                    && !MessageWork.isMessage(call.id())
                    && !present.calls().contains(call.id())) {
                commands.add(at -> new LeaveQueue(at, call.id(), LeaveReason.NODE_LOST));
            }
        }
        Map<AgentId, AgentProfile> reachable =
                agents.stream()
                        .filter(agent -> present.agents().contains(agent.id()))
                        .collect(Collectors.toMap(AgentProfile::id, agent -> agent));
        for (SignedInAgent agent : known.agents()) {
            for (Contact contact : agent.contacts()) {
                if (contact.phase() instanceof Phase.Talking
                        && !present.calls().contains(contact.call())) {
                    commands.add(at -> new EndCall(at, contact.call()));
                }
            }
            AgentProfile profile = reachable.get(agent.id());
            if (profile == null) {
                commands.add(at -> new SignOutAgent(at, agent.id()));
            } else if (!profile.routing().equals(agent.profile())) {
                commands.add(at -> new ChangeProfile(at, agent.id(), profile.routing()));
            }
        }
        return commands;
    }
}
