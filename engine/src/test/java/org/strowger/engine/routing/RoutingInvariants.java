package org.strowger.engine.routing;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;

/// What must hold whatever the seed. Knows only events, never the core's state.
final class RoutingInvariants {
    private final Map<AgentId, SortedMap<String, Integer>> signedIn = new HashMap<>();
    private final Map<AgentId, String> paused = new HashMap<>();
    private final Map<AgentId, CallId> handles = new HashMap<>();
    private final Map<AgentId, Instant> until = new HashMap<>();
    private final Map<CallId, CallQueued> known = new HashMap<>();
    private final Map<CallId, AgentId> with = new HashMap<>();
    private final Map<CallId, AgentId> talking = new HashMap<>();
    private Instant now = Instant.EPOCH;

    /// Checks what one command led to.
    void check(Instant at, List<RoutingEvent> events) {
        for (RoutingEvent event : events) {
            require(!event.at().isBefore(now), "time never goes back", event);
            now = event.at();
            check(event);
        }
        until.forEach(
                (agent, deadline) ->
                        require(deadline.isAfter(at), "I6: nobody is stuck past the limit", agent));
        for (CallQueued call : known.values()) {
            if (!with.containsKey(call.call())) {
                signedIn.keySet()
                        .forEach(
                                agent ->
                                        require(
                                                !couldServe(agent, call),
                                                "I12: nobody waits for an agent who is ready",
                                                call + " " + agent));
            }
        }
    }

    private void check(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.AgentSignedIn e -> {
                require(
                        !signedIn.containsKey(e.agent()) || talking.containsValue(e.agent()),
                        "signed in once",
                        e);
                signedIn.put(e.agent(), e.skills());
                paused.remove(e.agent());
            }
            case RoutingEvent.AgentSignedOut e -> {
                require(signedIn.remove(e.agent()) != null, "signed in before", e);
                require(!handles.containsKey(e.agent()), "nobody leaves with a call", e);
                until.remove(e.agent());
                paused.remove(e.agent());
            }
            case RoutingEvent.AgentPaused e -> paused.put(e.agent(), e.reason());
            case RoutingEvent.AgentResumed e -> paused.remove(e.agent());
            case RoutingEvent.WrapUpEnded e ->
                    require(until.remove(e.agent()) != null, "was wrapping up", e);
            case RoutingEvent.RestEnded e ->
                    require(until.remove(e.agent()) != null, "was resting", e);
            case CallQueued e -> require(known.put(e.call(), e) == null, "queued once", e);
            case RoutingEvent.PlaceKept e ->
                    require(
                            known.containsKey(e.call()) && !with.containsKey(e.call()),
                            "kept in line",
                            e);
            case RoutingEvent.CallLeftQueue e -> {
                require(!with.containsKey(e.call()), "leaves nobody ringing", e);
                require(known.remove(e.call()) != null, "left a line it was in", e);
            }
            case RoutingEvent.CallOffered e -> offered(e);
            case RoutingEvent.OfferEnded e -> {
                free(e.call(), e.agent(), e.restsUntil(), e);
                require(
                        e.outcome() != Outcome.WITHDRAWN || e.restsUntil().isEmpty(),
                        "no rest for what is not the agent's doing",
                        e);
            }
            case RoutingEvent.CallConnected e -> {
                require(
                        e.call().equals(handles.get(e.agent())),
                        "connected to whom it was offered",
                        e);
                require(talking.put(e.call(), e.agent()) == null, "I3: connected once", e);
                until.remove(e.agent());
            }
            case RoutingEvent.CallEnded e -> {
                require(talking.remove(e.call()) != null, "ended a talk", e);
                free(e.call(), e.agent(), e.wrapUpUntil(), e);
                known.remove(e.call());
            }
            case RoutingEvent.CommandRejected _,
                    RoutingEvent.PolicyApplied _,
                    RoutingEvent.SignOutDeferred _ -> {}
        }
    }

    private void offered(RoutingEvent.CallOffered e) {
        CallQueued call = Objects.requireNonNull(known.get(e.call()), "offered a call in line");
        require(couldServe(e.agent(), call), "offered to one who can", e);
        require(handles.put(e.agent(), e.call()) == null, "I1: an agent has one offer or call", e);
        require(with.put(e.call(), e.agent()) == null, "I3: a call is offered to one agent", e);
        require(until.put(e.agent(), e.expiresAt()) == null, "was idle", e);
        int entries =
                e.decision().calls().size()
                        + e.decision().agents().size()
                        + e.decision().others().size();
        require(entries <= 32, "a decision record is bounded", e);
        for (CallQueued other : known.values()) {
            boolean sameLine =
                    other.queue().equals(call.queue())
                            && other.needs().equals(call.needs())
                            && other.priority() == call.priority();
            require(
                    !sameLine || with.containsKey(other.call()) || !other.at().isBefore(call.at()),
                    "I4: in order of enqueue time",
                    e);
        }
    }

    private void free(CallId call, AgentId agent, Optional<Instant> busyUntil, RoutingEvent event) {
        require(agent.equals(with.remove(call)), "the call was with the agent", event);
        require(call.equals(handles.remove(agent)), "the agent was with the call", event);
        until.remove(agent);
        busyUntil.ifPresent(deadline -> until.put(agent, deadline));
    }

    private boolean couldServe(AgentId agent, CallQueued call) {
        SortedMap<String, Integer> skills = signedIn.get(agent);
        return skills != null
                && !paused.containsKey(agent)
                && !handles.containsKey(agent)
                && !until.containsKey(agent)
                && call.needs().stream()
                        .allMatch(need -> skills.getOrDefault(need.skill(), 0) >= need.level());
    }

    private static void require(boolean holds, String what, Object at) {
        if (!holds) {
            throw new AssertionError(what + ": " + at);
        }
    }
}
