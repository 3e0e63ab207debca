package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
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
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowInput;
import org.strowger.flow.FlowInput.QueueRefused;
import org.strowger.flow.FlowRun;
import org.strowger.flow.Prompt;
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
    private final FlowRun run;
    private final Desk desk;
    private final Instant arrivedAt;
    private final Deque<FlowInput> inputs = new ArrayDeque<>();
    private Stage stage = new Stage.Arrived();
    private int commands;

    /// What the call is doing, apart from where it is in its flow.
    sealed interface Stage {
        /// The caller's leg is being answered.
        record Arrived() implements Stage {}

        record InFlow() implements Stage {}

        record InLine(QueueId queue) implements Stage {}

        /// An agent's phone is called; `answered` from its answer until the routing core has
        /// agreed.
        record Offered(QueueId queue, AgentId agent, LegId leg, boolean answered)
                implements Stage {}

        /// The routing core has agreed. The leg rings still when the agent was offered the call
        /// twice in a row and answered the first time too late: that answer counts for the second.
        record Talking(QueueId queue, AgentId agent, LegId leg) implements Stage {}

        record Over() implements Stage {}
    }

    /// What sessions share.
    interface Desk extends Routing {
        void send(TelephonyCommand command);

        /// Tells the routing core a fact, sooner or later.
        void tell(Function<Instant, RoutingCommand> fact);

        Optional<AgentProfile> agent(AgentId agent);

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
        this.run = FlowRun.of(flow.flow());
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
                flow.flow().id(),
                arrivedAt,
                switch (stage) {
                    case Stage.Arrived _ -> CallView.State.ARRIVED;
                    case Stage.InFlow _ -> CallView.State.IN_FLOW;
                    case Stage.InLine _ -> CallView.State.IN_LINE;
                    case Stage.Offered _ -> CallView.State.OFFERED;
                    case Stage.Talking _ -> CallView.State.TALKING;
                    case Stage.Over _ -> CallView.State.OVER;
                },
                run.node().map(Object::toString),
                queue(),
                Optional.ofNullable(agent()));
    }

    private Optional<QueueId> queue() {
        return switch (stage) {
            case Stage.InLine(var queue) -> Optional.of(queue);
            case Stage.Offered(var queue, _, _, _) -> Optional.of(queue);
            case Stage.Talking(var queue, _, _) -> Optional.of(queue);
            case Stage.Arrived _, Stage.InFlow _, Stage.Over _ -> Optional.empty();
        };
    }

    private @Nullable AgentId agent() {
        return switch (stage) {
            case Stage.Offered(_, var agent, _, _) -> agent;
            case Stage.Talking(_, var agent, _) -> agent;
            case Stage.Arrived _, Stage.InFlow _, Stage.InLine _, Stage.Over _ -> null;
        };
    }

    private @Nullable LegId agentLeg() {
        return switch (stage) {
            case Stage.Offered(_, _, var leg, _) -> leg;
            case Stage.Talking(_, _, var leg) -> leg;
            case Stage.Arrived _, Stage.InFlow _, Stage.InLine _, Stage.Over _ -> null;
        };
    }

    void arrived() {
        desk.send(new Answer(nextCommand(), caller));
    }

    // What the telephone network says.

    void legAnswered(LegId leg) {
        if (leg.equals(caller)) {
            stage = new Stage.InFlow();
            feed(new FlowInput.Started(desk.now()));
        } else if (stage instanceof Stage.Offered(var queue, var agent, var ringing, _)
                && ringing.equals(leg)) {
            stage = new Stage.Offered(queue, agent, leg, true);
            tell(at -> new AcceptOffer(at, agent, id));
        } else if (stage instanceof Stage.Talking(_, _, var ringing) && ringing.equals(leg)) {
            desk.send(new Bridge(nextCommand(), caller, leg));
        } else {
            // It answered in the moment in which the offer ended.
            hangUp(leg, HangupCause.CANCELLED);
        }
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
        } else if (leg.equals(agentLeg())) {
            agentLegOver(cause);
        }
    }

    private void callerLeft() {
        Stage last = stage;
        stage = new Stage.Over();
        switch (last) {
            case Stage.Offered(_, _, var leg, _) -> {
                hangUp(leg, HangupCause.CANCELLED);
                tell(at -> new LeaveQueue(at, id, LeaveReason.ABANDONED));
            }
            case Stage.InLine _ -> tell(at -> new LeaveQueue(at, id, LeaveReason.ABANDONED));
            case Stage.Talking(_, _, var leg) -> {
                hangUp(leg, HangupCause.NORMAL);
                tell(at -> new EndCall(at, id));
            }
            case Stage.Arrived _, Stage.InFlow _, Stage.Over _ -> {}
        }
        // The flow's last words concern a caller who is gone, and the routing core has been told.
        run.handle(new FlowInput.CallerHungUp(desk.now()));
        desk.wake(this, Optional.empty());
        desk.ended(this);
    }

    private void agentLegOver(HangupCause cause) {
        switch (stage) {
            case Stage.Offered(var queue, var agent, _, var answered) -> {
                stage = new Stage.InLine(queue);
                if (answered) {
                    // The answer may have been taken: then CallConnected comes, and is undone.
                    return;
                }
                tell(at -> new RefuseOffer(at, agent, id, refusal(cause)));
            }
            case Stage.Talking _ -> {
                stage = new Stage.InFlow();
                tell(at -> new EndCall(at, id));
                feed(new FlowInput.TalkEnded(desk.now()));
            }
            case Stage.Arrived _, Stage.InFlow _, Stage.InLine _, Stage.Over _ -> {}
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
        Optional<AgentProfile> agent = desk.agent(offer.agent());
        if (!(stage instanceof Stage.InLine) || agent.isEmpty()) {
            tell(at -> new RefuseOffer(at, offer.agent(), id, Refusal.FAILED));
            return;
        }
        LegId leg = new LegId(id.value() + "/" + nextCommand().value());
        stage = new Stage.Offered(offer.queue(), offer.agent(), leg, false);
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
        if (stage instanceof Stage.Offered(var queue, var rung, var leg, _) && rung.equals(agent)) {
            stage = new Stage.InLine(queue);
            hangUp(leg, HangupCause.CANCELLED);
        }
    }

    void connected(CallConnected event) {
        if (stage instanceof Stage.Offered(var queue, var agent, var leg, var answered)
                && agent.equals(event.agent())) {
            stage = new Stage.Talking(queue, agent, leg);
            if (answered) {
                desk.send(new Bridge(nextCommand(), caller, leg));
            }
            feed(new FlowInput.TalkBegan(desk.now()));
        } else {
            // One side was gone before the other was told.
            tell(at -> new EndCall(at, id));
            talkLost();
        }
    }

    /// An agent answered and was gone again before the two could talk: the caller goes on in the
    /// flow as after a talk.
    private void talkLost() {
        if (stage instanceof Stage.InLine) {
            stage = new Stage.InFlow();
            feed(new FlowInput.TalkBegan(desk.now()));
            feed(new FlowInput.TalkEnded(desk.now()));
        }
    }

    void rejected(CommandRejected event) {
        if (event.command() instanceof EnqueueCall && stage instanceof Stage.InLine) {
            queueRefused(refusedBecause(event.reason()));
        }
    }

    private void queueRefused(QueueRefused.Reason reason) {
        stage = new Stage.InFlow();
        desk.send(new StopMusic(nextCommand(), caller));
        feed(new QueueRefused(desk.now(), reason));
    }

    private static QueueRefused.Reason refusedBecause(CommandRejected.Reason reason) {
        return reason == CommandRejected.Reason.QUEUE_FULL
                ? QueueRefused.Reason.FULL
                : QueueRefused.Reason.UNKNOWN_QUEUE;
    }

    // What the flow says.

    /// Gives the flow an input and does what it asks, one input at a time however they nest.
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
            // After a mishap the next input must not find this one in its way.
            inputs.clear();
        }
        desk.wake(this, run.nextDeadline());
    }

    private void perform(FlowAction action) {
        switch (action) {
            case FlowAction.Play(var playback, var prompts) -> play(playback, prompts);
            case FlowAction.StopPlaying() -> desk.send(new StopPlaying(nextCommand(), caller));
            case FlowAction.StartMusic(var music) ->
                    flow.sounds().sounds(music).stream()
                            .findFirst()
                            .ifPresent(m -> desk.send(new StartMusic(nextCommand(), caller, m)));
            case FlowAction.EnterQueue(var name, var priority, var skills) ->
                    enterQueue(new QueueId(name), priority, skills);
            case FlowAction.AskPlace() -> askPlace();
            case FlowAction.LeaveQueue(var reason) -> leaveQueue(reason);
            case FlowAction.HangUp(var reason) -> {
                LOG.debug("{}: hangs up, {}", id, reason);
                hangUp(caller, HangupCause.NORMAL);
            }
        }
    }

    private void play(int playback, List<Prompt> prompts) {
        List<Sound> sounds = new ArrayList<>();
        prompts.forEach(prompt -> sounds.addAll(flow.sounds().sounds(prompt)));
        desk.send(new Play(Playbacks.id(playback), caller, sounds));
    }

    private void enterQueue(QueueId queue, int priority, SortedMap<String, Integer> skills) {
        List<SkillNeed> needs =
                skills.entrySet().stream()
                        .map(skill -> new SkillNeed(skill.getKey(), skill.getValue()))
                        .toList();
        stage = new Stage.InLine(queue);
        if (!desk.submit(at -> new EnqueueCall(at, id, queue, priority, needs))) {
            queueRefused(QueueRefused.Reason.FULL);
        }
    }

    private void askPlace() {
        desk.place(id)
                .onSuccess(
                        place ->
                                desk.onLoop(
                                        () ->
                                                place.ifPresent(
                                                        p ->
                                                                feed(
                                                                        new FlowInput.PlaceTold(
                                                                                desk.now(), p)))));
    }

    private void leaveQueue(FlowAction.LeaveReason reason) {
        if (stage instanceof Stage.Offered(_, _, var leg, _)) {
            hangUp(leg, HangupCause.CANCELLED);
        }
        stage = new Stage.InFlow();
        desk.send(new StopMusic(nextCommand(), caller));
        tell(at -> new LeaveQueue(at, id, leaveReason(reason)));
    }

    private static LeaveReason leaveReason(FlowAction.LeaveReason reason) {
        return switch (reason) {
            case TIMED_OUT -> LeaveReason.TIMED_OUT;
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
