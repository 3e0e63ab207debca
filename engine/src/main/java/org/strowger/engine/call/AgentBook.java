package org.strowger.engine.call;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;

/// Who the agents of a centre are, where each is reached, and what each does.
final class AgentBook {
    private final SortedMap<AgentId, AgentProfile> agents = new TreeMap<>();
    private final SortedMap<String, AgentProfile> byName = new TreeMap<>();
    private final SortedMap<String, AgentProfile> byNumber = new TreeMap<>();
    private final SortedMap<Endpoint, AgentProfile> byPhone = new TreeMap<>();
    private final SortedMap<AgentId, AtWork> work = new TreeMap<>();
    private final Seats seats;

    /// @param keeper keeps the seats over a restart
    AgentBook(Consumer<SortedMap<AgentId, Seat>> keeper) {
        seats = new Seats(keeper);
    }

    /// Takes these for the centre's agents from now on.
    void replace(List<AgentProfile> profiles) {
        agents.clear();
        byName.clear();
        byNumber.clear();
        byPhone.clear();
        for (AgentProfile profile : profiles) {
            agents.put(profile.id(), profile);
            byName.put(profile.id().value(), profile);
            profile.number().ifPresent(number -> byNumber.put(number, profile));
            profile.phone().ifPresent(phone -> byPhone.put(phone, profile));
        }
    }

    List<AgentProfile> all() {
        return List.copyOf(agents.values());
    }

    Optional<AgentProfile> agent(AgentId agent) {
        return Optional.ofNullable(agents.get(agent));
    }

    /// An agent by an id that may be anything.
    Optional<AgentProfile> called(String id) {
        return Optional.ofNullable(byName.get(id));
    }

    /// An agent by the number that colleagues dial.
    Optional<AgentProfile> numbered(String number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    /// Whose phone it is.
    Optional<AgentProfile> ownerOf(Endpoint phone) {
        return Optional.ofNullable(byPhone.get(phone));
    }

    Seats seats() {
        return seats;
    }

    // How agents are reached.

    /// How the agent is reached now; empty when they are nowhere.
    Optional<Reach> reach(AgentId agent, CentreRules rules) {
        return agent(agent)
                .flatMap(profile -> seats.of(agent).flatMap(seat -> reach(profile, seat, rules)));
    }

    /// How the agent is reached for a call of a queue.
    Optional<Reach> reach(AgentId agent, QueueId queue, CentreRules rules) {
        boolean asked = rules.handling(queue).autoAnswer();
        return reach(agent, rules)
                .map(
                        r ->
                                new Reach(
                                        r.to(),
                                        r.confirms(),
                                        !r.confirms() && (r.autoAnswer() || asked)));
    }

    private static Optional<Reach> reach(AgentProfile profile, Seat seat, CentreRules rules) {
        return switch (seat) {
            case Seat.AtPhone(var phone) ->
                    Optional.of(
                            new Reach(new Destination.Phone(phone), false, profile.autoAnswer()));
            case Seat.Outside() ->
                    rules.trunk()
                            .flatMap(trunk -> profile.external().flatMap(trunk::destination))
                            .map(to -> new Reach(to, true, false));
        };
    }

    // What agents do.

    AtWork work(AgentId agent) {
        return work.computeIfAbsent(agent, _ -> new AtWork(Instant.EPOCH));
    }

    /// Takes in what happened.
    ///
    /// @return the agents to whom it happened
    List<AgentId> heard(RoutingEvent event) {
        if (event instanceof CallHandedOver handed) {
            work(handed.from()).gaveAway(handed);
            work(handed.to()).tookOver(handed);
            return List.of(handed.from(), handed.to());
        }
        Optional<AgentId> agent = agentOf(event);
        agent.ifPresent(id -> work(id).heard(event));
        return agent.stream().toList();
    }

    private static Optional<AgentId> agentOf(RoutingEvent event) {
        return switch (event) {
            case RoutingEvent.AgentSignedIn e -> Optional.of(e.agent());
            case RoutingEvent.SignOutDeferred e -> Optional.of(e.agent());
            case RoutingEvent.AgentSignedOut e -> Optional.of(e.agent());
            case RoutingEvent.AgentPaused e -> Optional.of(e.agent());
            case RoutingEvent.PauseDeferred e -> Optional.of(e.agent());
            case RoutingEvent.AgentResumed e -> Optional.of(e.agent());
            case RoutingEvent.OtherCallBegan e -> Optional.of(e.agent());
            case RoutingEvent.OtherCallEnded e -> Optional.of(e.agent());
            case RoutingEvent.WrapUpEnded e -> Optional.of(e.agent());
            case RoutingEvent.RestEnded e -> Optional.of(e.agent());
            case RoutingEvent.CallOffered e -> Optional.of(e.agent());
            case RoutingEvent.OfferEnded e -> Optional.of(e.agent());
            case RoutingEvent.CallConnected e -> Optional.of(e.agent());
            case RoutingEvent.CallEnded e -> Optional.of(e.agent());
            case RoutingEvent.PlaceRetried e -> Optional.of(e.agent());
            case RoutingEvent.CallGivenBack e -> Optional.of(e.agent());
            case RoutingEvent _ -> Optional.empty();
        };
    }

    /// Takes what the core remembers for true: who is not signed in there has no seat.
    ///
    /// @param coming those whom the core has been asked to sign in, and has not answered
    void remember(RoutingSnapshot known, SortedSet<AgentId> coming) {
        work.clear();
        for (SignedInAgent agent : known.agents()) {
            work.put(agent.id(), AtWork.as(agent, known.at()));
        }
        for (AgentId seated : seats.all().keySet()) {
            if (!work.containsKey(seated) && !coming.contains(seated)) {
                seats.leave(seated);
            }
        }
    }

    AgentView view(AgentProfile profile) {
        AtWork doing = work(profile.id());
        Optional<Endpoint> phone =
                seats.of(profile.id())
                        .flatMap(
                                seat ->
                                        seat instanceof Seat.AtPhone(var at)
                                                ? Optional.of(at)
                                                : Optional.empty());
        return new AgentView(
                profile.id(),
                profile.name(),
                profile.team(),
                phone,
                doing.state(),
                doing.pause(),
                doing.since(),
                doing.call());
    }
}
