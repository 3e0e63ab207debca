package org.strowger.engine.call;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.engine.call.CoreAnswers.Question.Kind;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.ChangeProfile;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentSignedIn;
import org.strowger.engine.routing.RoutingEvent.AgentSignedOut;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.telephony.Endpoint;

/// How agents come and go: by their phone, by command, and by a feature code.
///
/// A seat is taken before the routing core is asked to sign its agent in, so that a call offered at
/// once finds a phone; it is free again when the core has said that the agent is gone.
final class Attendance {
    private final Desk desk;
    private final AgentBook agents;
    private final CoreAnswers core;
    private final SortedSet<Endpoint> registered = new TreeSet<>();

    /// How many sign-ins of an agent the core has not answered.
    private final SortedMap<AgentId, Integer> coming = new TreeMap<>();

    Attendance(Desk desk, AgentBook agents, CoreAnswers core) {
        this.desk = desk;
        this.agents = agents;
        this.core = core;
    }

    // Settings.

    /// Takes these for the centre's agents from now on. Talks go on; who is no longer an agent, or
    /// sits where they may not sit any more, signs out; a phone that changed hands brings its new
    /// owner.
    void apply(List<AgentProfile> profiles) {
        SortedMap<AgentId, AgentProfile> before = new TreeMap<>();
        agents.all().forEach(agent -> before.put(agent.id(), agent));
        agents.replace(profiles);
        List<AgentProfile> moving = new ArrayList<>();
        before.values().forEach(was -> change(was, moving));
        moving.forEach(agent -> agents.seats().leave(agent.id()));
        moving.forEach(this::move);
        for (AgentProfile now : profiles) {
            if (isNewAt(Optional.ofNullable(before.get(now.id())), now)) {
                now.phone().filter(this::isThere).ifPresent(phone -> comesBy(phone, now));
            }
        }
    }

    private void change(AgentProfile was, List<AgentProfile> moving) {
        Optional<AgentProfile> now = agents.agent(was.id());
        Optional<Seat> seat = agents.seats().of(was.id());
        if (now.isEmpty() || !mayKeep(now.get(), seat)) {
            if (now.flatMap(AgentProfile::phone).filter(this::isThere).isPresent()) {
                moving.add(now.get());
            } else if (seat.isPresent()) {
                go(was.id());
            }
        }
        if (now.isPresent() && !now.get().routing().equals(was.routing())) {
            RoutingProfile routing = now.get().routing();
            desk.tell(at -> new ChangeProfile(at, was.id(), routing));
        }
    }

    private boolean mayKeep(AgentProfile agent, Optional<Seat> seat) {
        return seat.map(
                        at ->
                                switch (at) {
                                    case Seat.AtPhone(var phone) -> mayUse(agent, phone);
                                    case Seat.Outside() -> outside(agent).isPresent();
                                })
                .orElse(true);
    }

    private void move(AgentProfile agent) {
        boolean sits =
                agent.phone()
                        .filter(own -> agents.seats().take(agent.id(), new Seat.AtPhone(own)))
                        .isPresent();
        if (!sits) {
            go(agent.id());
        }
    }

    private void go(AgentId agent) {
        agents.seats().leave(agent);
        desk.tell(at -> new SignOutAgent(at, agent));
    }

    private boolean isNewAt(Optional<AgentProfile> was, AgentProfile now) {
        return now.signIn() == AgentProfile.SignIn.BY_PHONE
                && agents.seats().of(now.id()).isEmpty()
                && was.map(w -> !w.phone().equals(now.phone()) || w.signIn() != now.signIn())
                        .orElse(true);
    }

    /// Takes the seats of before a restart for true, as far as they may still be sat in.
    void restore(SortedMap<AgentId, Seat> kept) {
        SortedMap<AgentId, Seat> still = new TreeMap<>();
        kept.forEach(
                (agent, seat) -> {
                    if (agents.agent(agent)
                            .filter(who -> mayKeep(who, Optional.of(seat)))
                            .isPresent()) {
                        still.put(agent, seat);
                    }
                });
        agents.seats().restore(still);
    }

    // Phones.

    /// Whether a phone has registered.
    boolean isThere(Endpoint phone) {
        return registered.contains(phone);
    }

    /// Whether a phone is registered, and one of the centre's as the settings are now.
    boolean isOurs(Endpoint phone) {
        return isThere(phone)
                && (desk.rules().phones().contains(phone)
                        || agents.ownerOf(phone).isPresent()
                        || desk.rules().supervisorAt(phone).isPresent());
    }

    /// Whether nobody else sits at a phone or owns it.
    ///
    /// @param person the id of an agent or a supervisor; nobody for the operator
    boolean isFreeFor(Optional<String> person, Endpoint phone) {
        return agents.seats()
                .at(phone)
                .map(AgentId::value)
                .or(() -> agents.ownerOf(phone).map(owner -> owner.id().value()))
                .or(() -> desk.rules().supervisorAt(phone).map(Supervisor::id))
                .map(whose -> person.filter(whose::equals).isPresent())
                .orElse(true);
    }

    void registered(Endpoint phone) {
        registered.add(phone);
        agents.ownerOf(phone)
                .filter(agent -> agent.signIn() == AgentProfile.SignIn.BY_PHONE)
                .filter(agent -> sitsNowhereElse(agent.id(), phone))
                .ifPresent(agent -> comesBy(phone, agent));
    }

    private boolean sitsNowhereElse(AgentId agent, Endpoint phone) {
        return agents.seats().of(agent).map(new Seat.AtPhone(phone)::equals).orElse(true);
    }

    private void comesBy(Endpoint phone, AgentProfile agent) {
        if (agents.seats().take(agent.id(), new Seat.AtPhone(phone))) {
            asked(agent.id());
            desk.tell(at -> new SignInAgent(at, agent.id(), agent.routing()));
        }
    }

    /// Who sits there goes; a talk goes on to its end.
    void lost(Endpoint phone) {
        registered.remove(phone);
        agents.seats().at(phone).ifPresent(agent -> desk.tell(at -> new SignOutAgent(at, agent)));
    }

    /// Who sits at a phone, or else whose it is.
    Optional<AgentProfile> personAt(Endpoint phone) {
        return agents.seats().at(phone).flatMap(agents::agent).or(() -> agents.ownerOf(phone));
    }

    /// Those who are seated where they can be rung.
    SortedSet<AgentId> reachable() {
        SortedSet<AgentId> reachable = new TreeSet<>();
        agents.seats()
                .all()
                .forEach(
                        (agent, seat) -> {
                            if (isThere(seat)) {
                                reachable.add(agent);
                            }
                        });
        return reachable;
    }

    private boolean isThere(Seat seat) {
        return switch (seat) {
            case Seat.AtPhone(var phone) -> isThere(phone);
            case Seat.Outside() -> true;
        };
    }

    // Commands.

    /// Seats an agent and signs them in; one who is signed in moves.
    ///
    /// @param phone where; their own, or their telephone outside, when absent
    Future<DeskAnswer> signIn(AgentProfile agent, Optional<Endpoint> phone) {
        Optional<Seat> seat = phone.isPresent() ? seatAt(agent, phone.get()) : usualSeat(agent);
        if (seat.isEmpty()) {
            return refused(
                    Reason.UNKNOWN_PHONE,
                    "expected a phone that is registered and shared, or the agent's own");
        }
        Optional<Seat> before = agents.seats().of(agent.id());
        AtWork work = agents.work(agent.id());
        boolean moves = before.isPresent() && !before.equals(seat);
        if (moves && (work.isTalking() || work.isRinging())) {
            return refused(Reason.WRONG_STATE, "who talks stays where they are");
        }
        if (!agents.seats().take(agent.id(), seat.get())) {
            return refused(Reason.BUSY, "somebody else is signed in at that phone");
        }
        return ask(agent, before);
    }

    /// Asks also for one who is signed in as far as is known here: they may be on the way out.
    private Future<DeskAnswer> ask(AgentProfile agent, Optional<Seat> before) {
        AgentId id = agent.id();
        asked(id);
        Future<DeskAnswer> answer =
                core.ask(
                        CoreAnswers.about(Kind.SIGN_IN, id),
                        at -> new SignInAgent(at, id, agent.routing()),
                        CommandRejected.Reason.ALREADY_SIGNED_IN);
        if (answer.isComplete()) {
            // The core was not even asked.
            answered(id);
            agents.seats().leave(id);
            before.ifPresent(seat -> agents.seats().take(id, seat));
        }
        return answer;
    }

    private Optional<Seat> seatAt(AgentProfile agent, Endpoint phone) {
        return registered.contains(phone) && mayUse(agent, phone)
                ? Optional.of(new Seat.AtPhone(phone))
                : Optional.empty();
    }

    private boolean mayUse(AgentProfile agent, Endpoint phone) {
        return agent.phone().filter(phone::equals).isPresent()
                || desk.rules().phones().contains(phone);
    }

    private Optional<Seat> usualSeat(AgentProfile agent) {
        Optional<Seat> own = agent.phone().flatMap(phone -> seatAt(agent, phone));
        return own.isPresent() ? own : outside(agent);
    }

    private Optional<Seat> outside(AgentProfile agent) {
        return desk.rules()
                .trunk()
                .flatMap(trunk -> agent.external().flatMap(trunk::destination))
                .map(_ -> new Seat.Outside());
    }

    Future<DeskAnswer> signOut(AgentId agent) {
        return core.ask(CoreAnswers.about(Kind.SIGN_OUT, agent), at -> new SignOutAgent(at, agent));
    }

    // What the core says.

    private void asked(AgentId agent) {
        coming.merge(agent, 1, Integer::sum);
    }

    private void answered(AgentId agent) {
        coming.computeIfPresent(agent, (_, count) -> count > 1 ? count - 1 : null);
    }

    void heard(RoutingEvent event) {
        switch (event) {
            case AgentSignedIn e -> answered(e.agent());
            case AgentSignedOut e -> leaves(e.agent());
            case CommandRejected(_, SignInAgent c, _) -> answered(c.agent());
            case CommandRejected(_, SignOutAgent c, CommandRejected.Reason reason)
                    when reason == CommandRejected.Reason.UNKNOWN_AGENT ->
                    leaves(c.agent());
            case RoutingEvent _ -> {}
        }
    }

    /// An agent who is on the way back keeps the seat.
    private void leaves(AgentId agent) {
        if (!coming.containsKey(agent)) {
            agents.seats().leave(agent);
        }
    }

    /// Takes what a core remembers from before a restart for true.
    void remember(RoutingSnapshot known) {
        agents.remember(known, new TreeSet<>(coming.keySet()));
    }

    private static Future<DeskAnswer> refused(Reason reason, String message) {
        return Future.succeededFuture(new DeskAnswer.Refused(reason, message));
    }
}
