package org.strowger.engine.call;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
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
/// Owned by one event loop: telephone and routing events are brought there, and nothing that runs
/// there waits.
public final class CallSessions implements TelephonyListener {
    private static final Logger LOG = LoggerFactory.getLogger(CallSessions.class);

    private static final Duration FACTS_TOLD_AGAIN_AFTER = Duration.ofMillis(100);

    private final Loop loop;
    private final InstantSource clock;
    private final CallServices services;
    private final OutsideLines outside;
    private final AgentBook agents;
    private final Talks talks;
    private final Recordings recordings = new Recordings();
    private final Owners owners = new Owners();
    private final Alarms alarms;
    private final PhoneLegs phones = new PhoneLegs();
    private final Desk desk = new SharedDesk();
    private final CoreAnswers core = new CoreAnswers(desk);
    private final Attendance attendance;
    private final WrapUps wrapUps = new WrapUps(desk, core);
    private final OfferCards cards;
    private final CommandDesk commands;
    private final FeatureDesk features;
    private final Listeners listeners = new Listeners(desk);
    private final CoreNews news = new CoreNews(desk, owners, listeners);
    private final OtherCalls otherCalls = new OtherCalls(desk);
    private final MessageDesk messages;
    private final Facts facts;
    private final Callbacks callbacks;
    private final Faults faults;
    private final Counter transfersRefused;
    private long transfersAnswered;
    private CentreRules rules = CentreRules.standard();
    private @Nullable Telephony telephony;
    private @Nullable Routing routing;

    /// How much is kept for the calls that there are.
    ///
    /// @param calls what is kept for them beside legs and alarms: talks, recordings and lines
    ///   outside count, too
    record Kept(int calls, int legs, int alarms) {}

    public CallSessions(
            Loop loop, InstantSource clock, CallServices services, MeterRegistry meters) {
        this.loop = new Guarded(loop);
        this.clock = clock;
        this.services = services;
        alarms = new Alarms(this.loop, clock, meters);
        faults = new Faults(meters);
        outside = new OutsideLines(meters, services::note);
        agents = new AgentBook(services::keepSeats);
        talks = new Talks(new TalkNews());
        attendance = new Attendance(desk, agents, core);
        cards = new OfferCards(desk, this::about);
        commands =
                new CommandDesk(
                        desk,
                        owners::session,
                        new Broadcasts(desk, owners::sessions),
                        agents,
                        core,
                        attendance,
                        wrapUps,
                        faults);
        features = new FeatureDesk(desk, agents, attendance, wrapUps, commands::carryOut, meters);
        facts = new Facts(fact -> Objects.requireNonNull(routing).submit(fact), meters);
        messages = new MessageDesk(desk, meters);
        callbacks = new Callbacks(desk, meters);
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
                    wrapUps.rulesChanged();
                    listeners.rulesChanged();
                });
    }

    /// Says who sat where before a restart; before any event can come.
    public void seat(SortedMap<AgentId, Seat> kept) {
        onLoop(() -> attendance.restore(kept));
    }

    /// Has the routing core and what is there agree, after a restart: calls whose voices died with
    /// the old process leave, agents whose phones are gone sign out, and promises and kept places
    /// are compared.
    ///
    /// The network is looked at when this is carried out, which is after what is known: so nobody
    /// is taken for present who left in between, and nobody who came meanwhile for stale.
    ///
    /// @param known told between the events that led to it and those that follow
    public void reconcile(RoutingSnapshot known) {
        onLoop(
                () -> {
                    attendance.remember(known);
                    wrapUps.remember(known);
                    otherCalls.remember(known);
                    Stale.commands(known, presence(), agents.all()).forEach(desk::tell);
                    callbacks.agree(known);
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
                    owners.sessions().forEach(session -> views.add(session.view()));
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

    /// Counts the calls outside that an earlier process began; before any event can come.
    public void dialledBefore(List<Dialled> begun) {
        onLoop(() -> outside.restore(begun, clock.instant()));
    }

    private Stale.Presence presence() {
        SortedSet<CallId> there = owners.sessionIds();
        there.addAll(messages.calls());
        callbacks.calls().forEach(call -> there.add(call.id()));
        return new Stale.Presence(there, attendance.reachable());
    }

    /// What those who take part in calls share; used on the event loop alone.
    Desk desk() {
        return desk;
    }

    Future<Kept> kept() {
        return onLoop(
                () ->
                        new Kept(
                                owners.callCount()
                                        + recordings.count()
                                        + talks.count()
                                        + messages.count()
                                        + cards.count()
                                        + core.count()
                                        + listeners.count()
                                        + otherCalls.count()
                                        + outside.busy(),
                                owners.legCount(),
                                alarms.count()));
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
        loop.soon(task);
    }

    /// A loop on which what fails is noted, and nothing else fails with it.
    private final class Guarded implements Loop {
        private final Loop guarded;

        Guarded(Loop guarded) {
            this.guarded = guarded;
        }

        @Override
        public void soon(Runnable task) {
            guarded.soon(() -> run(task));
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return guarded.after(delay, () -> run(task));
        }

        private void run(Runnable task) {
            try {
                task.run();
            } catch (RuntimeException e) {
                faults.note("an event of a call", e);
            }
        }
    }

    private <T> Future<T> onLoop(Supplier<T> question) {
        Promise<T> answer = Promise.promise();
        onLoop(
                () -> {
                    try {
                        answer.complete(question.get());
                    } catch (RuntimeException e) {
                        answer.fail(e);
                        throw e;
                    }
                });
        return answer.future();
    }

    private void handle(TelephonyEvent event) {
        switch (event) {
            case CallArrived e -> arrived(e);
            case LegAnswered(_, var leg) -> owners.withLeg(leg, s -> s.legAnswered(leg));
            case LegFailed(_, var leg, var cause) -> over(leg, cause);
            case LegEnded(_, var leg, var cause) -> over(leg, cause);
            case DigitPressed(_, var leg, var digit) ->
                    owners.withLeg(leg, s -> s.digitPressed(leg, digit));
            case PlaybackEnded(_, var leg, var playback, _) ->
                    owners.withLeg(leg, s -> s.playbackEnded(leg, playback));
            case EndpointRegistered(_, var endpoint) -> attendance.registered(endpoint);
            case EndpointLost(_, var endpoint) -> attendance.lost(endpoint);
            case LegsListed e -> services.reconcile(e);
            case CommandFailed e -> {
                LOG.debug("{}", e);
                recordings.failed(e.leg(), e.command());
            }
            case LegHeld(_, var leg) -> owners.withLeg(leg, s -> s.heldByFarEnd(leg, true));
            case LegResumed(_, var leg) -> owners.withLeg(leg, s -> s.heldByFarEnd(leg, false));
            case RecordingEnded(_, _, var recording, var length, var spoken) ->
                    recordings.ended(recording, length, spoken);
            case TransferRequested(_, var leg, var target) -> {
                Optional<LegOwner> owner = owners.leg(leg);
                boolean isOurs = phones.phone(leg).filter(attendance::isOurs).isPresent();
                if (owner.isEmpty() || !isOurs || !owner.get().transferRequested(leg, target)) {
                    desk.answerTransfer(leg, false);
                }
            }
            case LegRinging _ -> {}
        }
    }

    private void over(LegId leg, HangupCause cause) {
        owners.withLeg(leg, owner -> owner.legOver(leg, cause));
        phones.over(leg);
    }

    private void arrived(CallArrived call) {
        phones.arrived(call);
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
        otherCalls.heard(event);
        cards.heard(event);
        news.heard(event);
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
        return owners.call(call).flatMap(CallOwner::about).orElse(AboutCall.UNKNOWN);
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
            phones.asked(command);
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
                loop.after(
                        FACTS_TOLD_AGAIN_AFTER,
                        () -> {
                            facts.again();
                            tellAgainIfNeeded();
                        });
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
        public boolean isFree(AgentId agent) {
            return agents.work(agent).isFree() && !otherCalls.has(agent);
        }

        @Override
        public OtherCalls otherCalls() {
            return otherCalls;
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
            owners.owns(leg, owner);
        }

        @Override
        public @Nullable LegOwner owner(LegId leg) {
            return owners.leg(leg).orElse(null);
        }

        @Override
        public void gone(LegId leg) {
            owners.gone(leg);
            outside.gone(leg);
        }

        @Override
        public void follows(CallId call, CallOwner owner) {
            owners.follows(call, owner);
        }

        @Override
        public void left(CallId call) {
            owners.left(call);
        }

        @Override
        public void began(CallSession session) {
            owners.began(session);
        }

        @Override
        public void ended(CallSession session) {
            owners.ended(session);
        }

        @Override
        public void wake(Sleeper sleeper, Optional<Instant> at) {
            alarms.wake(sleeper, at);
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
