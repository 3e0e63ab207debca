package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
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
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.PlaceKept;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.flow.expression.QueueFigures;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Telephony;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.AnswerTransfer;
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
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;
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
    private final CallServices services;
    private final OutsideLines outside;
    private final AgentBook agents;
    private final Talks talks;
    private final Recordings recordings = new Recordings();
    private final Map<CallId, CallSession> sessions = new HashMap<>();
    private final Map<CallId, CallOwner> calls = new HashMap<>();
    private final Map<LegId, LegOwner> legs = new HashMap<>();

    /// Concurrent only so that a meter can count it.
    private final Map<Desk.Sleeper, Alarm> alarms = new ConcurrentHashMap<>();

    private final Desk desk = new SharedDesk();
    private final CoreAnswers core = new CoreAnswers(desk);
    private final Attendance attendance;
    private final WrapUps wrapUps = new WrapUps(desk, core);
    private final OfferCards cards;
    private final CommandDesk commands;
    private final FeatureDesk features;
    private final Listeners listeners = new Listeners(desk);
    private final MessageDesk messages;
    private final Facts facts;
    private final Callbacks callbacks;
    private final Counter transfersRefused;
    private long transfersAnswered;
    private CentreRules rules = CentreRules.standard();
    private @Nullable Telephony telephony;
    private @Nullable Routing routing;

    /// What the telephone network has at a moment.
    ///
    /// @param agents those who are seated where they can be rung
    public record Presence(Set<CallId> calls, Set<AgentId> agents) {}

    /// How much is kept for the calls that there are.
    ///
    /// @param calls what is kept for them beside legs and alarms: talks, recordings and lines
    ///   outside count, too
    record Kept(int calls, int legs, int alarms) {}

    private record Alarm(Instant at, long timer) {}

    public CallSessions(
            Vertx vertx,
            Context context,
            InstantSource clock,
            CallServices services,
            MeterRegistry meters) {
        this.vertx = vertx;
        this.context = context;
        this.clock = clock;
        this.services = services;
        outside = new OutsideLines(meters);
        agents = new AgentBook(services::keepSeats);
        talks = new Talks(new TalkNews());
        attendance = new Attendance(desk, agents, core);
        cards = new OfferCards(desk, this::about);
        commands =
                new CommandDesk(
                        desk,
                        call -> Optional.ofNullable(sessions.get(call)),
                        new Broadcasts(desk, sessions::values),
                        agents,
                        core,
                        attendance,
                        wrapUps);
        features = new FeatureDesk(desk, agents, attendance, wrapUps, commands::carryOut, meters);
        facts = new Facts(fact -> Objects.requireNonNull(routing).submit(fact), meters);
        messages = new MessageDesk(desk, meters);
        callbacks = new Callbacks(desk, meters);
        meters.gaugeMapSize("strowger.calls.alarms", List.of(), alarms);
        transfersRefused = meters.counter("strowger.calls.transfers.refused");
    }

    /// Says what the centre's rules are from now on, and who its agents. Talks go on; who is no
    /// longer an agent signs out, and a phone that changed hands brings its new owner.
    public void apply(CentreRules itsRules, List<AgentProfile> itsAgents) {
        List<AgentProfile> profiles = List.copyOf(itsAgents);
        onLoop(
                () -> {
                    rules = itsRules;
                    attendance.apply(profiles);
                });
    }

    /// Says who sat where before a restart; before any event can come.
    public void seat(SortedMap<AgentId, Seat> kept) {
        onLoop(() -> attendance.restore(kept));
    }

    /// Says what the routing core remembers from before a restart.
    public void remember(RoutingSnapshot known) {
        onLoop(
                () -> {
                    attendance.remember(known);
                    wrapUps.remember(known);
                });
    }

    /// Names the two that sessions send to; before any event can come.
    public void connect(Telephony itsTelephony, Routing itsRouting) {
        onLoop(
                () -> {
                    telephony = itsTelephony;
                    routing = itsRouting;
                });
    }

    /// Carries out what somebody asks. The answer comes on the sessions' event loop, within the
    /// time that the routing core takes to decide.
    public Future<DeskAnswer> carryOut(DeskCommand command) {
        Promise<DeskAnswer> answer = Promise.promise();
        onLoop(() -> commands.carryOut(command).onComplete(answer));
        return answer.future();
    }

    /// Puts in line the messages of callers that wait as work: those of the time before a start,
    /// too.
    public void workOnMessages() {
        onLoop(messages::look);
    }

    /// Whether a call of the routing core is a message that waits for an agent, which has no voice.
    public static boolean isMessage(CallId call) {
        return MessageWork.isMessage(call);
    }

    /// The calls there are, longest first.
    public Future<List<CallView>> calls() {
        return onLoop(
                () -> {
                    List<CallView> views = new ArrayList<>();
                    sessions.values().forEach(session -> views.add(session.view()));
                    views.addAll(callbacks.calls());
                    views.sort(
                            Comparator.comparing(CallView::arrivedAt).thenComparing(CallView::id));
                    return views;
                });
    }

    /// The calls that somebody may see, longest first: a supervisor those that wait for nobody yet
    /// and those of agents whom they steer, an agent their own.
    public Future<List<CallView>> calls(Actor by) {
        return calls().compose(
                        views ->
                                onLoop(
                                        () ->
                                                views.stream()
                                                        .filter(
                                                                v ->
                                                                        commands.maySee(
                                                                                by, v.agents()))
                                                        .toList()));
    }

    /// The agents whom somebody may see, by id.
    public Future<List<AgentView>> agents(Actor by) {
        return onLoop(
                () ->
                        agents.all().stream()
                                .filter(agent -> commands.mayConcern(by, agent.id()))
                                .map(agents::view)
                                .toList());
    }

    /// The customers who were promised to be called back, longest first.
    public Future<List<Callback>> callbacks() {
        return onLoop(callbacks::all);
    }

    /// Takes up the promises of an earlier process; before any event can come.
    public void restore(List<Callback> promised) {
        onLoop(() -> callbacks.restore(promised));
    }

    /// Has the promises of an earlier process agree with what the routing core holds for kept
    /// places: what one side does not know, the other is told or forgets.
    public void agree(RoutingSnapshot known) {
        onLoop(() -> callbacks.agree(known));
    }

    /// The calls and seated agents that there are.
    public Future<Presence> presence() {
        return onLoop(
                () -> {
                    Set<CallId> there = new TreeSet<>(sessions.keySet());
                    there.addAll(messages.calls());
                    callbacks.calls().forEach(call -> there.add(call.id()));
                    return new Presence(Set.copyOf(there), attendance.reachable());
                });
    }

    /// Wakes at once who is to wake by now, for clocks that do not go by themselves.
    void wakeDue() {
        onLoop(
                () ->
                        alarms.entrySet().stream()
                                .filter(alarm -> !alarm.getValue().at().isAfter(clock.instant()))
                                .map(Map.Entry::getKey)
                                .toList()
                                .forEach(
                                        sleeper -> {
                                            desk.wake(sleeper, Optional.empty());
                                            sleeper.timePassed();
                                        }));
    }

    /// Has an agent call a customer; see [Callbacks#placeCall].
    Future<DeskAnswer> placeCall(
            AgentId agent, QueueId queue, String number, Optional<LegId> present) {
        Promise<DeskAnswer> answer = Promise.promise();
        onLoop(() -> callbacks.placeCall(agent, queue, number, present).onComplete(answer));
        return answer.future();
    }

    /// How many lines outside are busy.
    Future<Integer> linesBusy() {
        return onLoop(outside::busy);
    }

    Future<Kept> kept() {
        return onLoop(
                () ->
                        new Kept(
                                sessions.size()
                                        + calls.size()
                                        + recordings.count()
                                        + talks.count()
                                        + messages.count()
                                        + cards.count()
                                        + core.count()
                                        + listeners.count()
                                        + outside.busy(),
                                legs.size(),
                                alarms.size()));
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
            case EndpointRegistered(_, var endpoint) -> attendance.registered(endpoint);
            case EndpointLost(_, var endpoint) -> attendance.lost(endpoint);
            case LegsListed e -> services.reconcile(e);
            case CommandFailed e -> {
                LOG.debug("{}", e);
                recordings.failed(e.leg(), e.command());
            }
            case LegHeld(_, var leg) -> withLeg(leg, s -> s.heldByFarEnd(leg, true));
            case LegResumed(_, var leg) -> withLeg(leg, s -> s.heldByFarEnd(leg, false));
            case RecordingEnded(_, _, var recording, var length, var spoken) ->
                    recordings.ended(recording, length, spoken);
            case TransferRequested(_, var leg, var target) ->
                    withLeg(leg, s -> s.transferRequested(leg, target));
            case LegRinging _ -> {}
        }
    }

    private void withLeg(LegId leg, Consumer<LegOwner> then) {
        LegOwner owner = legs.get(leg);
        if (owner != null) {
            then.accept(owner);
        }
    }

    private void arrived(CallArrived call) {
        if (features.takes(call)) {
            return;
        }
        Optional<LoadedFlow> flow = services.flowOfNumber(call.dialled());
        if (flow.isEmpty()) {
            desk.send(new Hangup(new CommandId("1"), call.leg(), HangupCause.UNKNOWN_NUMBER));
            return;
        }
        CallSession.arrived(call.leg(), call.caller(), call.dialled(), flow.get(), desk);
    }

    /// Agents hear of it before what comes of it goes on, and are seen as they are after it.
    private void handle(RoutingEvent event) {
        List<AgentId> changed = agents.heard(event);
        attendance.heard(event);
        cards.heard(event);
        dispatch(event);
        wrapUps.heard(event);
        changed.forEach(this::tellChanged);
        core.heard(event);
    }

    private void tellChanged(AgentId agent) {
        agents.agent(agent)
                .map(agents::view)
                .ifPresent(view -> services.tell(new DeskEvent.AgentChanged(desk.now(), view)));
    }

    private AboutCall about(CallId call) {
        return Optional.ofNullable(calls.get(call))
                .flatMap(CallOwner::about)
                .orElse(AboutCall.UNKNOWN);
    }

    private void dispatch(RoutingEvent event) {
        switch (event) {
            case CallOffered e -> offered(e);
            case OfferEnded e -> withCall(e.call(), owner -> owner.offerEnded(e.agent()));
            case CallConnected e -> connected(e);
            case CommandRejected e -> rejected(e);
            case CallQueued e -> withCall(e.call(), owner -> owner.queued(e.queue()));
            case CallMoved e -> withCall(e.call(), owner -> owner.moved(e.queue()));
            case CallLeftQueue e -> withCall(e.call(), owner -> owner.leftQueue(e.reason()));
            case RoutingEvent.WrapUpEnded(var at, var agent, var call) ->
                    services.wrappedUp(call, agent, at);
            case RoutingEvent.AgentSignedOut e -> listeners.signedOut(e.agent());
            case CallHandedOver e -> withCall(e.call(), owner -> owner.handedOver(e));
            case PlaceKept e -> withCall(e.call(), owner -> owner.placeKept(e.queue()));
            case RoutingEvent.PolicyApplied _,
                    RoutingEvent.QueueOpened _,
                    RoutingEvent.QueueClosed _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.AgentSignedIn _,
                    RoutingEvent.SignOutDeferred _,
                    RoutingEvent.ProfileChanged _,
                    RoutingEvent.AgentPaused _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.AgentResumed _,
                    RoutingEvent.OtherCallBegan _,
                    RoutingEvent.OtherCallEnded _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.StepReached _,
                    RoutingEvent.CallReprioritized _,
                    RoutingEvent.PlaceDeferred _,
                    RoutingEvent.DeferralEnded _,
                    RoutingEvent.PlaceRetried _,
                    RoutingEvent.CallEnded _ -> {}
        }
    }

    private void offered(CallOffered offer) {
        CallOwner owner = calls.get(offer.call());
        if (owner != null) {
            owner.offered(offer);
        } else {
            // A caller or a promise of an earlier process, or one whose leaving was not heard.
            desk.tell(at -> new LeaveQueue(at, offer.call(), LeaveReason.NODE_LOST));
        }
    }

    private void connected(CallConnected event) {
        CallOwner owner = calls.get(event.call());
        if (owner != null) {
            owner.connected(event);
        } else {
            // The caller hung up while the agent's answer was on its way to the routing core.
            desk.tell(at -> new EndCall(at, event.call()));
        }
    }

    private void withCall(CallId call, Consumer<CallOwner> then) {
        CallOwner owner = calls.get(call);
        if (owner != null) {
            then.accept(owner);
        }
    }

    private void rejected(CommandRejected event) {
        LOG.debug("{}", event);
        callOf(event.command()).ifPresent(call -> withCall(call, owner -> owner.rejected(event)));
    }

    /// Whose owner hears that a command did not apply.
    private static Optional<CallId> callOf(RoutingCommand command) {
        return switch (command) {
            case RoutingCommand.EnqueueCall c -> Optional.of(c.call());
            case RoutingCommand.TakeUp c -> Optional.of(c.call());
            case RoutingCommand.TransferCall c -> Optional.of(c.call());
            case RoutingCommand.HandOver c -> Optional.of(c.call());
            case RoutingCommand.KeepPlace c -> Optional.of(c.call());
            case RoutingCommand.RetryPlace c -> Optional.of(c.call());
            case RoutingCommand.DeferPlace c -> Optional.of(c.call());
            case RoutingCommand _ -> Optional.empty();
        };
    }

    /// Tells people and after-call work of talks.
    private final class TalkNews implements Talks.Watch {
        @Override
        public void began(Talk talk) {
            wrapUps.talkBegan(talk.agent(), talk.call(), talk.queue());
            services.tell(
                    new DeskEvent.TalkBegan(desk.now(), talk.agent(), talk.call(), talk.queue()));
        }

        @Override
        public void changed(Talk talk) {
            services.tell(
                    new DeskEvent.TalkChanged(
                            desk.now(), talk.agent(), talk.call(), CallSession.talking(talk)));
        }

        @Override
        public void over(CallId call, AgentId agent) {
            services.tell(new DeskEvent.TalkOver(desk.now(), agent, call));
        }
    }

    /// What sessions share, on the event loop.
    private final class SharedDesk implements Desk {

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
        public CentreRules rules() {
            return rules;
        }

        @Override
        public CallServices services() {
            return services;
        }

        @Override
        public Optional<AgentProfile> agent(AgentId agent) {
            return agents.agent(agent);
        }

        @Override
        public Optional<Reach> reach(AgentId agent) {
            return agents.reach(agent, rules);
        }

        @Override
        public Optional<Reach> reach(AgentId agent, QueueId queue) {
            return agents.reach(agent, queue, rules);
        }

        @Override
        public Optional<AgentProfile> agentCalled(String id) {
            return agents.called(id);
        }

        @Override
        public Optional<AgentProfile> agentNumbered(String number) {
            return agents.numbered(number);
        }

        @Override
        public void answerTransfer(LegId phone, boolean done) {
            transfersAnswered++;
            if (!done) {
                transfersRefused.increment();
            }
            send(new AnswerTransfer(new CommandId("transfer-" + transfersAnswered), phone, done));
        }

        @Override
        public Listeners listeners() {
            return listeners;
        }

        @Override
        public void record(TelephonyCommand.Record command, Recordings.Listener then) {
            recordings.await(command, then);
            send(command);
        }

        @Override
        public OutsideLines outside() {
            return outside;
        }

        @Override
        public MessageDesk messages() {
            return messages;
        }

        @Override
        public Callbacks callbacks() {
            return callbacks;
        }

        @Override
        public Talks talks() {
            return talks;
        }

        @Override
        public void owns(LegId leg, LegOwner owner) {
            legs.put(leg, owner);
        }

        @Override
        public void gone(LegId leg) {
            legs.remove(leg);
            outside.gone(leg);
        }

        @Override
        public void follows(CallId call, CallOwner owner) {
            calls.put(call, owner);
        }

        @Override
        public void left(CallId call) {
            calls.remove(call);
        }

        @Override
        public void began(CallSession session) {
            sessions.put(session.id(), session);
        }

        @Override
        public void ended(CallSession session) {
            sessions.remove(session.id(), session);
            calls.remove(session.id(), session);
        }

        @Override
        public void wake(Sleeper sleeper, Optional<Instant> at) {
            Alarm set = alarms.get(sleeper);
            if (set != null) {
                if (at.isPresent() && at.get().equals(set.at())) {
                    return;
                }
                vertx.cancelTimer(set.timer());
                alarms.remove(sleeper);
            }
            at.ifPresent(time -> alarms.put(sleeper, new Alarm(time, timer(sleeper, time))));
        }

        private long timer(Sleeper sleeper, Instant at) {
            long delay = Math.max(1, Duration.between(now(), at).toMillis() + 1);
            return vertx.setTimer(
                    delay,
                    _ ->
                            CallSessions.this.onLoop(
                                    () -> {
                                        alarms.remove(sleeper);
                                        sleeper.timePassed();
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
