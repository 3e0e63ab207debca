package org.strowger.engine;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallSessions.Presence;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.PauseAgent;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Activity;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// What a routing core holds for true that the telephone network does not have.
final class Stale {
    private Stale() {}

    /// The commands that make the core agree with the network: calls without a voice leave, talks
    /// without a call end, agents without a phone sign out, and those whose skills were changed in
    /// the settings sign in anew. Kept places need no voice and stay.
    static List<Function<Instant, RoutingCommand>> commands(
            RoutingSnapshot known, Presence present, Set<AgentProfile> agents) {
        List<Function<Instant, RoutingCommand>> commands = new ArrayList<>();
        for (CallInLine call : known.calls()) {
            if (call.callbackNumber().isEmpty() && !present.calls().contains(call.id())) {
                commands.add(at -> new LeaveQueue(at, call.id(), LeaveReason.NODE_LOST));
            }
        }
        Map<AgentId, AgentProfile> withPhone =
                agents.stream()
                        .filter(agent -> present.phones().contains(agent.phone()))
                        .collect(Collectors.toMap(AgentProfile::id, agent -> agent));
        for (SignedInAgent agent : known.agents()) {
            if (agent.activity() instanceof Activity.Talking(var call, _)
                    && !present.calls().contains(call)) {
                commands.add(at -> new EndCall(at, call));
            }
            AgentProfile profile = withPhone.get(agent.id());
            if (profile == null || !profile.skills().equals(agent.skills())) {
                commands.add(at -> new SignOutAgent(at, agent.id()));
            }
            if (profile != null && !profile.skills().equals(agent.skills())) {
                commands.add(at -> new SignInAgent(at, agent.id(), profile.skills()));
                agent.pauseReason()
                        .ifPresent(why -> commands.add(at -> new PauseAgent(at, agent.id(), why)));
            }
        }
        return commands;
    }
}
