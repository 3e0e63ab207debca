package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.AcceptOffer;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingCommand.Refusal;
import org.strowger.engine.routing.RoutingCommand.RefuseOffer;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.flow.CallFacts;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowAction.LinePlace;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.FlowInput;
import org.strowger.flow.FlowInput.QueueRefused;
import org.strowger.flow.FlowRun;
import org.strowger.flow.Utterance;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;

/// One call, from its arrival to its end: the caller's leg, their way through the flow, their place
/// in line, and the agent's leg.
///
/// What the caller hears is the flow's business and who gets the call is the routing core's; a
/// session carries word between them and the telephone network, and holds on to nothing that either
/// of them knows. Owned by the event loop of its [CallSessions].
final class CallSession {
    private static final Logger LOG = LoggerFactory.getLogger(CallSession.class);

    /// An agent's phone rings a moment longer than the offer lasts, so that it is the routing core
    /// that ends a ring and not a second clock.
    private static final Duration RING_MARGIN = Duration.ofSeconds(2);

    private final CallId id;
    private final LegId caller;
    private final Party party;
    private final String dialled;
    private final LoadedFlow flow;
    private final Desk desk;
    private final Instant arrivedAt;
    private final FlowRun run;
    private final Deque<FlowInput> inputs = new ArrayDeque<>();
    private Stage stage = new Stage.Arrived();

    /// Entries into line that the core has not answered.
    private int entriesUnheard;

    private int commands;

    /// What the call is doing, apart from where it is in its flow.
    sealed interface Stage {
        /// The caller's leg is being answered.
        record Arrived() implements Stage {}

        record InFlow() implements Stage {}

        /// The routing core was asked to put the call in line, and has not said yet that it did:
        /// what it says meanwhile is about an earlier wait.
        record Entering(QueueId queue) implements Stage {}

        record InLine(QueueId queue) implements Stage {}

        /// Agents' phones are called: one or several, who were offered the call at once.
        ///
        /// @param rings in the order of the offers, at least one
        record Offered(QueueId queue, List<Ring> rings) implements Stage {
            public Offered {
                rings = List.copyOf(rings);
            }
        }

        /// The routing core has agreed. The leg rings still when the agent was offered the call
        /// twice in a row and answered the first time too late: that answer counts for the second.
        record Talking(QueueId queue, AgentId agent, LegId leg) implements Stage {}

        record Over() implements Stage {}
    }

    /// An agent's phone that is called; `answered` from its answer until the routing core has
    /// agreed.
    record Ring(AgentId agent, LegId leg, boolean answered) {}

    /// What sessions share.
    interface Desk extends Routing {
        void send(TelephonyCommand command);

        /// Tells the routing core a fact, sooner or later.
        void tell(Function<Instant, RoutingCommand> fact);

        Optional<AgentProfile> agent(AgentId agent);

        /// An agent by an id that may be anything.
        Optional<AgentProfile> agentCalled(String id);

        /// The calendars that are closed by hand at this moment.
        SortedSet<String> closedCalendars();

        /// Counts what happened in a flow.
        void count(FlowEvent event);

        /// A leg was dialled for a session, which hears of it from now on.
        void dialled(LegId leg, CallSession session);

        /// The leg's story is over.
        void gone(LegId leg);

        void ended(CallSession session);

        /// Has the session hear [CallSession#timePassed] at the time of its flow's next deadline.
        void wake(CallSession session, Optional<Instant> at);

        Instant now();

        /// Runs something later on the sessions' own event loop.
        void onLoop(Runnable task);
    }

    CallSession(LegId caller, Party party, String dialled, LoadedFlow flow, Desk desk) {
        this.id = new CallId(caller.value());
        this.caller = caller;
        this.party = party;
        this.dialled = dialled;
        this.flow = flow;
        this.run = FlowRun.of(flow.book());
        this.desk = desk;
        this.arrivedAt = desk.now();
    }

    CallId id() {
        return id;
    }

    /// How the call looks from outside.
    CallView view() {
        return new CallView(
                id,
                party,
                dialled,
                run.flow(),
                arrivedAt,
                switch (stage) {
                    case Stage.Arrived _ -> CallView.State.ARRIVED;
                    case Stage.InFlow _ -> CallView.State.IN_FLOW;
                    case Stage.Entering _, Stage.InLine _ -> CallView.State.IN_LINE;
                    case Stage.Offered _ -> CallView.State.OFFERED;
                    case Stage.Talking _ -> CallView.State.TALKING;
                    case Stage.Over _ -> CallView.State.OVER;
                },
                run.node().map(Object::toString),
                queue(),
                agents());
    }

    private Optional<QueueId> queue() {
        return switch (stage) {
            case Stage.Entering(var queue) -> Optional.of(queue);
            case Stage.InLine(var queue) -> Optional.of(queue);
            case Stage.Offered(var queue, _) -> Optional.of(queue);
            case Stage.Talking(var queue, _, _) -> Optional.of(queue);
            case Stage.Arrived _, Stage.InFlow _, Stage.Over _ -> Optional.empty();
        };
    }

    private List<AgentId> agents() {
        return switch (stage) {
            case Stage.Offered(_, var rings) -> rings.stream().map(Ring::agent).toList();
            case Stage.Talking(_, var agent, _) -> List.of(agent);
            case Stage.Arrived _, Stage.InFlow _, Stage.Entering _, Stage.InLine _, Stage.Over _ ->
                    List.of();
        };
    }

    private List<Ring> rings() {
        return stage instanceof Stage.Offered(_, var rings) ? rings : List.of();
    }

    private Optional<Ring> ring(Predicate<Ring> which) {
        return rings().stream().filter(which).findFirst();
    }

    private void removeRing(Ring ring) {
        if (stage instanceof Stage.Offered(var queue, var rings)) {
            List<Ring> others = rings.stream().filter(r -> !r.equals(ring)).toList();
            stage = others.isEmpty() ? new Stage.InLine(queue) : new Stage.Offered(queue, others);
        }
    }

    void arrived() {
        desk.send(new Answer(nextCommand(), caller));
    }

    // What the telephone network says.

    void legAnswered(LegId leg) {
        if (leg.equals(caller)) {
            stage = new Stage.InFlow();
            feed(new FlowInput.Started(desk.now(), facts()));
        } else if (isRinging(leg)) {
            agentAnswered(leg);
        } else if (stage instanceof Stage.Talking(_, _, var ringing) && ringing.equals(leg)) {
            desk.send(new Bridge(nextCommand(), caller, leg));
        } else {
            // It answered in the moment in which the offer ended.
            hangUp(leg, HangupCause.CANCELLED);
        }
    }

    private CallFacts facts() {
        return new CallFacts(
                id.value(), party.number(), party.name(), dialled, desk.closedCalendars());
    }

    private boolean isRinging(LegId leg) {
        return ring(r -> r.leg().equals(leg)).isPresent();
    }

    private void agentAnswered(LegId leg) {
        if (stage instanceof Stage.Offered(var queue, var rings)) {
            List<Ring> now = new ArrayList<>(rings);
            now.replaceAll(r -> r.leg().equals(leg) ? new Ring(r.agent(), leg, true) : r);
            stage = new Stage.Offered(queue, now);
        }
        ring(r -> r.leg().equals(leg))
                .ifPresent(ring -> tell(at -> new AcceptOffer(at, ring.agent(), id)));
    }

    void digitPressed(LegId leg, char digit) {
        if (leg.equals(caller)) {
            feed(new FlowInput.DigitPressed(desk.now(), digit));
        }
    }

    void playbackEnded(LegId leg, CommandId playback) {
        if (leg.equals(caller)) {
            feed(new FlowInput.PromptsPlayed(desk.now(), Playbacks.number(playback)));
        }
    }

    void timePassed() {
        feed(new FlowInput.TimePassed(desk.now()));
    }

    void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        if (leg.equals(caller)) {
            callerLeft();
        } else if (stage instanceof Stage.Talking(_, _, var talking) && talking.equals(leg)) {
            agentHungUp();
        } else {
            ring(r -> r.leg().equals(leg)).ifPresent(ring -> rangInVain(ring, cause));
        }
    }

    private void callerLeft() {
        Stage last = stage;
        stage = new Stage.Over();
        switch (last) {
            case Stage.Offered(_, var rings) -> {
                rings.forEach(ring -> hangUp(ring.leg(), HangupCause.CANCELLED));
                tell(at -> new LeaveQueue(at, id, LeaveReason.ABANDONED));
            }
            case Stage.Entering _, Stage.InLine _ ->
                    tell(at -> new LeaveQueue(at, id, LeaveReason.ABANDONED));
            case Stage.Talking(_, _, var leg) -> {
                hangUp(leg, HangupCause.NORMAL);
                tell(at -> new EndCall(at, id));
            }
            case Stage.Arrived _, Stage.InFlow _, Stage.Over _ -> {}
        }
        feed(new FlowInput.CallerHungUp(desk.now()));
    }

    private void agentHungUp() {
        stage = new Stage.InFlow();
        tell(at -> new EndCall(at, id));
        feed(new FlowInput.TalkEnded(desk.now()));
    }

    private void rangInVain(Ring ring, HangupCause cause) {
        removeRing(ring);
        // The answer of one that answered may have been taken: then CallConnected comes, and is
        // undone.
        if (!ring.answered()) {
            tell(at -> new RefuseOffer(at, ring.agent(), id, refusal(cause)));
        }
    }

    private static Refusal refusal(HangupCause cause) {
        return switch (cause) {
            case BUSY -> Refusal.BUSY;
            case NORMAL, REJECTED -> Refusal.REJECTED;
            case UNREACHABLE, UNKNOWN_NUMBER, NO_ANSWER -> Refusal.UNREACHABLE;
            case CANCELLED, NO_COMMON_CODEC, CONGESTION, NETWORK_FAILURE, SHUTDOWN ->
                    Refusal.FAILED;
        };
    }

    // What the routing core says.

    void offered(CallOffered offer) {
        if (stage instanceof Stage.Entering) {
            return; // The wait that this offer was made in is over, and so is the offer soon.
        }
        Optional<AgentProfile> agent = desk.agent(offer.agent());
        if (!isWaiting() || agent.isEmpty()) {
            tell(at -> new RefuseOffer(at, offer.agent(), id, Refusal.FAILED));
            return;
        }
        LegId leg = new LegId(id.value() + "/" + nextCommand().value());
        List<Ring> rings = new ArrayList<>(rings());
        rings.add(new Ring(offer.agent(), leg, false));
        stage = new Stage.Offered(offer.queue(), rings);
        desk.dialled(leg, this);
        Duration ring = Duration.between(desk.now(), offer.expiresAt()).plus(RING_MARGIN);
        desk.send(
                new Dial(
                        nextCommand(),
                        leg,
                        new Destination.Phone(agent.get().phone()),
                        party,
                        ring));
    }

    void offerEnded(AgentId agent) {
        ring(r -> r.agent().equals(agent))
                .ifPresent(
                        ring -> {
                            removeRing(ring);
                            hangUp(ring.leg(), HangupCause.CANCELLED);
                        });
    }

    /// The call is in line now, in the queue that was asked for or in one that took its overflow.
    void queued(QueueId queue) {
        if (isOfLastEntry() && stage instanceof Stage.Entering) {
            stage = new Stage.InLine(queue);
        }
    }

    /// Whether what is heard of an entry into line is of the last one: a caller may have left
    /// another line, and entered this one, before the core's answer to the first came.
    private boolean isOfLastEntry() {
        entriesUnheard = Math.max(0, entriesUnheard - 1);
        return entriesUnheard == 0;
    }

    /// The caller hears nothing of it: the music is the flow's.
    void moved(QueueId queue) {
        switch (stage) {
            case Stage.InLine _ -> stage = new Stage.InLine(queue);
            case Stage.Offered(_, var rings) -> stage = new Stage.Offered(queue, rings);
            case Stage.Arrived _,
                    Stage.InFlow _,
                    Stage.Entering _,
                    Stage.Talking _,
                    Stage.Over _ -> {}
        }
    }

    void leftQueue(LeaveReason reason) {
        switch (reason) {
            case MAX_WAIT, EMPTY, MOVED, CALLBACK_GIVEN_UP, NODE_LOST -> {
                if (isWaiting()) {
                    letGo();
                }
            }
            case ABANDONED, TIMED_OUT, CHOSE_TO_LEAVE -> {} // The session itself said so.
        }
    }

    /// The line let the caller go, and the flow knows what follows.
    private void letGo() {
        silencePhones();
        stage = new Stage.InFlow();
        desk.send(new StopMusic(nextCommand(), caller));
        feed(new FlowInput.LetGo(desk.now()));
    }

    private void silencePhones() {
        rings().forEach(ring -> hangUp(ring.leg(), HangupCause.CANCELLED));
    }

    /// Whether the routing core has the call in line, as far as it is known here.
    private boolean isWaiting() {
        return stage instanceof Stage.InLine || stage instanceof Stage.Offered;
    }

    void connected(CallConnected event) {
        Optional<Ring> winner = ring(r -> r.agent().equals(event.agent()));
        if (winner.isPresent()) {
            talkBegan(event.queue(), winner.get());
        } else {
            // One side was gone before the other was told.
            tell(at -> new EndCall(at, id));
            talkLost();
        }
    }

    /// The other phones that rang for the call were silenced before: their offers ended first.
    private void talkBegan(QueueId queue, Ring winner) {
        stage = new Stage.Talking(queue, winner.agent(), winner.leg());
        if (winner.answered()) {
            desk.send(new Bridge(nextCommand(), caller, winner.leg()));
        }
        feed(new FlowInput.TalkBegan(desk.now()));
    }

    /// An agent answered and was gone again before the two could talk: the caller goes on in the
    /// flow as after a talk.
    private void talkLost() {
        if (stage instanceof Stage.InLine || stage instanceof Stage.Entering) {
            stage = new Stage.InFlow();
            feed(new FlowInput.TalkBegan(desk.now()));
            feed(new FlowInput.TalkEnded(desk.now()));
        }
    }

    void rejected(CommandRejected event) {
        if (event.command() instanceof EnqueueCall
                && isOfLastEntry()
                && stage instanceof Stage.Entering) {
            queueRefused(refusedBecause(event.reason()));
        }
    }

    private void queueRefused(QueueRefused.Reason reason) {
        stage = new Stage.InFlow();
        desk.send(new StopMusic(nextCommand(), caller));
        feed(new QueueRefused(desk.now(), reason));
    }

    private static QueueRefused.Reason refusedBecause(CommandRejected.Reason reason) {
        return switch (reason) {
            case QUEUE_FULL, QUEUE_CLOSED -> QueueRefused.Reason.FULL;
            case QUEUE_EMPTY -> QueueRefused.Reason.NO_AGENTS;
            case UNKNOWN_CALL,
                    UNKNOWN_AGENT,
                    UNKNOWN_QUEUE,
                    ALREADY_KNOWN,
                    ALREADY_SIGNED_IN,
                    ALREADY_SIGNING_OUT,
                    ALREADY_PAUSED,
                    ALREADY_KEPT,
                    ALREADY_APPLIED,
                    ALREADY_SO,
                    NOT_PAUSED,
                    NOT_WRAPPING_UP,
                    NOT_WAITING,
                    NOT_OFFERED,
                    NOT_TALKING,
                    AGENT_BUSY,
                    TOO_LONG ->
                    QueueRefused.Reason.UNKNOWN_QUEUE;
        };
    }

    // What the flow says.

    /// Gives the flow an input and does what it asks, one input at a time however they nest. A flow
    /// may go on without its caller, and ends in its own time.
    private void feed(FlowInput input) {
        inputs.add(input);
        if (inputs.size() > 1) {
            return;
        }
        try {
            while (!inputs.isEmpty()) {
                for (FlowAction action : run.handle(inputs.element())) {
                    perform(action);
                }
                inputs.remove();
            }
        } finally {
            // After a mishap the next input must not find this one in its way, nor the call stay.
            inputs.clear();
            desk.wake(this, run.nextDeadline());
            if (stage instanceof Stage.Over && run.hasEnded()) {
                desk.ended(this);
            }
        }
    }

    private void perform(FlowAction action) {
        switch (action) {
            case FlowAction.Report(var event) -> report(event);
            case FlowAction.AskQueues(var queues) -> askQueues(queues);
            // Kinds of nodes that calls cannot go through are refused when a flow is loaded: these
            // answers only see to it that no call hangs in one.
            case FlowAction.Fetch fetch ->
                    feed(
                            new FlowInput.FetchFailed(
                                    desk.now(), fetch.fetch(), "nothing is fetched here"));
            case FlowAction.StartRecording recording ->
                    feed(
                            new FlowInput.RecordingEnded(
                                    desk.now(), recording.recording(), Duration.ZERO));
            case FlowAction.Transfer _ ->
                    feed(
                            new FlowInput.TransferFailed(
                                    desk.now(), FlowInput.TransferFailed.Reason.FAILED));
            case FlowAction.KeepPlace _ -> feed(new FlowInput.PlaceKept(desk.now(), false));
            // No line that the engine logs holds a key, those of secrets no less than others.
            case FlowAction.HideKeys _, FlowAction.CancelFetch _ -> {}
            case FlowAction.Play _,
                    FlowAction.StopPlaying _,
                    FlowAction.StartMusic _,
                    FlowAction.EnterQueue _,
                    FlowAction.AskPlace _,
                    FlowAction.LeaveQueue _,
                    FlowAction.HangUp _ -> {
                if (!(stage instanceof Stage.Over)) {
                    performForCaller(action);
                }
            }
        }
    }

    /// The counters say where a node failed, the log says why: without anything that the caller
    /// typed, as the flow words it.
    private void report(FlowEvent event) {
        desk.count(event);
        if (event instanceof FlowEvent.NodeFailed(var in, var node, var reason)) {
            LOG.warn("{}: {}.{} failed: {}", id, in, node, reason);
        }
    }

    /// What nobody needs once the caller is gone, and the routing core has been told.
    private void performForCaller(FlowAction action) {
        switch (action) {
            case FlowAction.Play(var playback, var utterances) -> play(playback, utterances);
            case FlowAction.StopPlaying() -> desk.send(new StopPlaying(nextCommand(), caller));
            case FlowAction.StartMusic(var music) ->
                    flow.sounds()
                            .sound(music)
                            .ifPresent(m -> desk.send(new StartMusic(nextCommand(), caller, m)));
            case FlowAction.EnterQueue(var line) -> enterQueue(line);
            case FlowAction.AskPlace() -> askPlace();
            case FlowAction.LeaveQueue(var reason) -> leaveQueue(reason);
            case FlowAction.HangUp(var reason) -> {
                if (reason == FlowAction.HangUpReason.FLOW_ENDED) {
                    LOG.debug("{}: hangs up, {}", id, reason);
                } else {
                    LOG.warn("{}: hangs up, {}", id, reason);
                }
                hangUp(caller, HangupCause.NORMAL);
            }
            case FlowAction.Report _,
                    FlowAction.AskQueues _,
                    FlowAction.Fetch _,
                    FlowAction.StartRecording _,
                    FlowAction.Transfer _,
                    FlowAction.KeepPlace _,
                    FlowAction.HideKeys _,
                    FlowAction.CancelFetch _ ->
                    throw new IllegalArgumentException("needs no caller: " + action);
        }
    }

    private void play(int playback, List<Utterance> utterances) {
        List<Sound> sounds =
                utterances.stream().map(flow.sounds()::sound).flatMap(Optional::stream).toList();
        desk.send(new Play(Playbacks.id(playback), caller, sounds));
    }

    private void enterQueue(LinePlace line) {
        QueueId queue = new QueueId(line.queue());
        SkillNeed need = SkillNeed.atLeast(line.skills());
        Optional<Preferred> preferred = preferred(line);
        stage = new Stage.Entering(queue);
        boolean isTaken =
                desk.submit(
                        at ->
                                new EnqueueCall(
                                        at,
                                        id,
                                        queue,
                                        line.priority(),
                                        need,
                                        preferred,
                                        Optional.empty()));
        if (isTaken) {
            entriesUnheard++;
        } else {
            queueRefused(QueueRefused.Reason.FULL);
        }
    }

    /// Nobody waits for an agent whom nobody knows: the name may come from another system.
    private Optional<Preferred> preferred(LinePlace line) {
        return line.prefer()
                .flatMap(desk::agentCalled)
                .map(agent -> new Preferred(agent.id(), line.preferFor()));
    }

    private void askPlace() {
        Optional<QueueId> line = queue();
        if (line.isPresent()) {
            desk.place(id, line.get())
                    .onSuccess(place -> desk.onLoop(() -> place.ifPresent(this::placeTold)));
        }
    }

    private void placeTold(PlaceInLine place) {
        feed(new FlowInput.PlaceTold(desk.now(), place.number(), place.expectedWait()));
    }

    /// Without an answer the flow goes on by itself after a while.
    private void askQueues(SortedSet<String> queues) {
        desk.figures(queues)
                .onSuccess(
                        figures ->
                                desk.onLoop(
                                        () -> feed(new FlowInput.QueuesTold(desk.now(), figures))));
    }

    private void leaveQueue(FlowAction.LeaveReason reason) {
        boolean coreKnows = isWaiting() || stage instanceof Stage.Entering;
        silencePhones();
        stage = new Stage.InFlow();
        desk.send(new StopMusic(nextCommand(), caller));
        if (coreKnows) {
            tell(at -> new LeaveQueue(at, id, leaveReason(reason)));
        }
    }

    private static LeaveReason leaveReason(FlowAction.LeaveReason reason) {
        return switch (reason) {
            case TIMED_OUT -> LeaveReason.TIMED_OUT;
            case CHOSE_TO_LEAVE -> LeaveReason.CHOSE_TO_LEAVE;
            case CALLER_HUNG_UP -> LeaveReason.ABANDONED;
        };
    }

    private void hangUp(LegId leg, HangupCause cause) {
        desk.send(new Hangup(nextCommand(), leg, cause));
    }

    private void tell(Function<Instant, RoutingCommand> command) {
        desk.tell(command);
    }

    private CommandId nextCommand() {
        commands++;
        return new CommandId(Integer.toString(commands));
    }

    /// The ids of playbacks: the number that the flow gave them.
    private static final class Playbacks {
        private static final String PREFIX = "play-";

        static CommandId id(int playback) {
            return new CommandId(PREFIX + playback);
        }

        static int number(CommandId id) {
            return Integer.parseInt(id.value().substring(PREFIX.length()));
        }
    }
}
