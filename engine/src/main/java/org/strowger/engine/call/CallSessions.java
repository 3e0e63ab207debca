package org.strowger.engine.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingCommand.SignInAgent;
import org.strowger.engine.routing.RoutingCommand.SignOutAgent;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.LegResumed;
import org.strowger.telephony.TelephonyEvent.LegRinging;
import org.strowger.telephony.TelephonyEvent.LegsListed;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyListener;

/// All calls of a node, and the agents' phones.
///
/// Owned by one Vert.x event loop: telephone and routing events are brought there, and nothing that
/// runs there waits.
public final class CallSessions implements TelephonyListener {
    private static final Logger LOG = LoggerFactory.getLogger(CallSessions.class);

    private static final long FACTS_TOLD_AGAIN_AFTER = 100;

    private final Vertx vertx;
    private final Context context;
    private final InstantSource clock;
    private final Function<String, Optional<LoadedFlow>> flowOfNumber;
    private final Supplier<SortedSet<String>> closedCalendars;
    private final Consumer<FlowEvent> counts;
    private final SortedMap<AgentId, AgentProfile> agents = new TreeMap<>();
    private final SortedMap<String, AgentProfile> agentsByName = new TreeMap<>();
    private final SortedMap<Endpoint, AgentProfile> phones = new TreeMap<>();
    private final Map<CallId, CallSession> sessions = new HashMap<>();
    private final Map<LegId, CallSession> legs = new HashMap<>();
    private final SortedSet<Endpoint> registered = new TreeSet<>();

    /// Concurrent only so that a meter can count it.
    private final Map<CallSession, Alarm> alarms = new ConcurrentHashMap<>();

    private final Desk desk = new Desk();
    private final Facts facts;
    private final Consumer<LegsListed> reconciliation;
    private @Nullable Telephony telephony;
    private @Nullable Routing routing;

    /// What the telephone network has at a moment.
    public record Presence(Set<CallId> calls, Set<Endpoint> phones) {}

    /// How much is kept for the calls that there are.
    record Kept(int calls, int legs, int alarms) {}

    private record Alarm(Instant at, long timer) {}

    /// @param flowOfNumber the flow that answers a dialled number
    /// @param closedCalendars those that are closed by hand at the moment of asking
    /// @param counts told what happens in flows, on the event loop
    /// @param reconciliation told which legs there are, on the event loop, when
    ///   [TelephonyCommand.ListLegs] is answered
    public CallSessions(
            Vertx vertx,
            Context context,
            InstantSource clock,
            Function<String, Optional<LoadedFlow>> flowOfNumber,
            Supplier<SortedSet<String>> closedCalendars,
            Consumer<FlowEvent> counts,
            List<AgentProfile> agents,
            Consumer<LegsListed> reconciliation,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.context = context;
        this.clock = clock;
        this.flowOfNumber = flowOfNumber;
        this.closedCalendars = closedCalendars;
        this.counts = counts;
        this.reconciliation = reconciliation;
        for (AgentProfile agent : agents) {
            this.agents.put(agent.id(), agent);
            this.agentsByName.put(agent.id().value(), agent);
            this.phones.put(agent.phone(), agent);
        }
        facts = new Facts(fact -> Objects.requireNonNull(routing).submit(fact), meters);
        meters.gaugeMapSize("strowger.calls.alarms", List.of(), alarms);
    }

    /// Names the two that sessions send to; before any event can come.
    public void connect(Telephony itsTelephony, Routing itsRouting) {
        onLoop(
                () -> {
                    telephony = itsTelephony;
                    routing = itsRouting;
                });
    }

    /// The calls there are, longest first.
    public Future<List<CallView>> calls() {
        return onLoop(
                () -> {
                    List<CallView> views = new ArrayList<>();
                    sessions.values().forEach(session -> views.add(session.view()));
                    views.sort(
                            Comparator.comparing(CallView::arrivedAt).thenComparing(CallView::id));
                    return views;
                });
    }

    /// The calls and phones that there are.
    public Future<Presence> presence() {
        return onLoop(() -> new Presence(Set.copyOf(sessions.keySet()), Set.copyOf(registered)));
    }

    Future<Kept> kept() {
        return onLoop(() -> new Kept(sessions.size(), legs.size(), alarms.size()));
    }

    @Override
    public void on(TelephonyEvent event) {
        onLoop(() -> handle(event));
    }

    /// Takes what the routing core's owner publishes, from any thread.
    public void on(List<RoutingEvent> events) {
        // Each on its own, so that one that cannot be handled does not take the others with it.
        events.forEach(event -> onLoop(() -> handle(event)));
    }

    private void onLoop(Runnable task) {
        context.runOnContext(
                _ -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        LOG.error("an event of a call could not be handled", e);
                    }
                });
    }

    private <T> Future<T> onLoop(Supplier<T> question) {
        return Future.future(answer -> onLoop(() -> answer.complete(question.get())));
    }

    private void handle(TelephonyEvent event) {
        switch (event) {
            case CallArrived e -> arrived(e);
            case LegAnswered(_, var leg) -> withLeg(leg, s -> s.legAnswered(leg));
            case LegFailed(_, var leg, var cause) -> withLeg(leg, s -> s.legOver(leg, cause));
            case LegEnded(_, var leg, var cause) -> withLeg(leg, s -> s.legOver(leg, cause));
            case DigitPressed(_, var leg, var digit) ->
                    withLeg(leg, s -> s.digitPressed(leg, digit));
            case PlaybackEnded(_, var leg, var playback, _) ->
                    withLeg(leg, s -> s.playbackEnded(leg, playback));
            case EndpointRegistered(_, var endpoint) -> registered(endpoint);
            case EndpointLost(_, var endpoint) -> lost(endpoint);
            case LegsListed e -> reconciliation.accept(e);
            case CommandFailed e -> LOG.debug("{}", e);
            case LegRinging _, LegHeld _, LegResumed _ -> {}
        }
    }

    private void withLeg(LegId leg, Consumer<CallSession> then) {
        CallSession session = legs.get(leg);
        if (session != null) {
            then.accept(session);
        }
    }

    private void arrived(CallArrived call) {
        Optional<LoadedFlow> flow = flowOfNumber.apply(call.dialled());
        if (flow.isEmpty()) {
            desk.send(new Hangup(new CommandId("1"), call.leg(), HangupCause.UNKNOWN_NUMBER));
            return;
        }
        CallSession session =
                new CallSession(call.leg(), call.caller(), call.dialled(), flow.get(), desk);
        sessions.put(session.id(), session);
        legs.put(call.leg(), session);
        session.arrived();
    }

    private void registered(Endpoint endpoint) {
        registered.add(endpoint);
        AgentProfile agent = phones.get(endpoint);
        if (agent != null) {
            desk.tell(at -> new SignInAgent(at, agent.id(), agent.routing()));
        }
    }

    private void lost(Endpoint endpoint) {
        registered.remove(endpoint);
        AgentProfile agent = phones.get(endpoint);
        if (agent != null) {
            desk.tell(at -> new SignOutAgent(at, agent.id()));
        }
    }

    private void handle(RoutingEvent event) {
        switch (event) {
            case CallOffered e -> offered(e);
            case OfferEnded e -> withCall(e.call(), session -> session.offerEnded(e.agent()));
            case CallConnected e -> connected(e);
            case CommandRejected e -> rejected(e);
            case CallQueued e -> withCall(e.call(), session -> session.queued(e.queue()));
            case CallMoved e -> withCall(e.call(), session -> session.moved(e.queue()));
            case CallLeftQueue e -> withCall(e.call(), session -> session.leftQueue(e.reason()));
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.AgentSignedOut _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.WrapUpEnded _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.StepReached _,
                    RoutingEvent.CallReprioritized _,
                    RoutingEvent.PlaceKept _,
                    RoutingEvent.CallEnded _ -> {}
        }
    }

    private void offered(CallOffered offer) {
        CallSession session = sessions.get(offer.call());
        if (session != null) {
            session.offered(offer);
        } else if (offer.callbackNumber().isPresent()) {
            desk.tell(at -> new RefuseOffer(at, offer.agent(), offer.call(), Refusal.FAILED));
        } else {
            // A caller of an earlier process, or one whose leaving was not heard.
            desk.tell(at -> new LeaveQueue(at, offer.call(), LeaveReason.NODE_LOST));
        }
    }

    private void connected(CallConnected event) {
        CallSession session = sessions.get(event.call());
        if (session != null) {
            session.connected(event);
        } else {
            // The caller hung up while the agent's answer was on its way to the routing core.
            desk.tell(at -> new EndCall(at, event.call()));
        }
    }

    private void withCall(CallId call, Consumer<CallSession> then) {
        CallSession session = sessions.get(call);
        if (session != null) {
            then.accept(session);
        }
    }

    private void rejected(CommandRejected event) {
        LOG.debug("{}", event);
        if (event.command() instanceof RoutingCommand.EnqueueCall enqueue) {
            withCall(enqueue.call(), session -> session.rejected(event));
        }
    }

    /// What sessions share, on the event loop.
    private final class Desk implements CallSession.Desk {

        @Override
        public void send(TelephonyCommand command) {
            Objects.requireNonNull(telephony).send(command);
        }

        @Override
        public boolean submit(Function<Instant, RoutingCommand> command) {
            return !facts.areWaiting() && Objects.requireNonNull(routing).submit(command);
        }

        @Override
        public void tell(Function<Instant, RoutingCommand> fact) {
            boolean isAlarmSet = facts.areWaiting();
            facts.tell(fact);
            if (!isAlarmSet) {
                tellAgainIfNeeded();
            }
        }

        private void tellAgainIfNeeded() {
            if (facts.areWaiting()) {
                vertx.setTimer(
                        FACTS_TOLD_AGAIN_AFTER,
                        _ ->
                                CallSessions.this.onLoop(
                                        () -> {
                                            facts.again();
                                            tellAgainIfNeeded();
                                        }));
            }
        }

        @Override
        public Future<Optional<PlaceInLine>> place(CallId call, QueueId queue) {
            return Objects.requireNonNull(routing).place(call, queue);
        }

        @Override
        public Future<SortedMap<String, QueueFigures>> figures(SortedSet<String> queues) {
            return Objects.requireNonNull(routing).figures(queues);
        }

        @Override
        public SortedSet<String> closedCalendars() {
            return closedCalendars.get();
        }

        @Override
        public void count(FlowEvent event) {
            counts.accept(event);
        }

        @Override
        public Optional<AgentProfile> agent(AgentId agent) {
            return Optional.ofNullable(agents.get(agent));
        }

        @Override
        public Optional<AgentProfile> agentCalled(String id) {
            return Optional.ofNullable(agentsByName.get(id));
        }

        @Override
        public void dialled(LegId leg, CallSession session) {
            legs.put(leg, session);
        }

        @Override
        public void gone(LegId leg) {
            legs.remove(leg);
        }

        @Override
        public void ended(CallSession session) {
            sessions.remove(session.id());
        }

        @Override
        public void wake(CallSession session, Optional<Instant> at) {
            Alarm set = alarms.get(session);
            if (set != null) {
                if (at.isPresent() && at.get().equals(set.at())) {
                    return;
                }
                vertx.cancelTimer(set.timer());
                alarms.remove(session);
            }
            at.ifPresent(time -> alarms.put(session, new Alarm(time, timer(session, time))));
        }

        private long timer(CallSession session, Instant at) {
            long delay = Math.max(1, Duration.between(now(), at).toMillis() + 1);
            return vertx.setTimer(
                    delay,
                    _ ->
                            CallSessions.this.onLoop(
                                    () -> {
                                        alarms.remove(session);
                                        session.timePassed();
                                    }));
        }

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public void onLoop(Runnable task) {
            CallSessions.this.onLoop(task);
        }
    }
}
