package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.TakePlace;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopPlaying;

/// A customer whom we call: back, because they asked for it, or on behalf of a queue. One attempt.
///
/// Either the agent is there first and waits for the customer, or the customer is reached first and
/// waits in their kept place for an agent. When both are there, or the core has the customer in
/// line, the call goes on as a [CallSession].
final class CallOut implements LegOwner, AgentSearch.Seeker, OutsideCall.Caller {
    static final Duration RING_TIME = Duration.ofSeconds(45);

    /// How long a customer has to press 1; a machine never does.
    static final Duration TIME_TO_CONFIRM = Duration.ofSeconds(20);

    private final CallId call;
    private final Party customer;
    private final boolean confirms;
    private final CallSession.Origin origin;
    private final CommandCount commands;
    private final Desk desk;
    private final Errand errand;
    private final AgentSearch search;
    private Stage stage = new Stage.Searching();

    /// How far it is.
    private sealed interface Stage {
        /// There is no agent, and nobody is called.
        record Searching() implements Stage {}

        /// The agent waits for the customer.
        record WithAgent(QueueId queue, AgentId agent, LegId leg, OutsideCall customer)
                implements Stage {}

        /// The customer is called before any agent.
        record CustomerFirst(OutsideCall customer) implements Stage {}

        /// The customer hears music; the core was told that they wait in their place themselves,
        /// and has not answered.
        record InPerson(OutsideCall customer) implements Stage {}

        /// The agent hears that it came to nothing.
        record Farewell(AgentId agent, LastWords words) implements Stage {}

        record Over() implements Stage {}
    }

    /// @param attempt counts the attempts of the call, from 1
    CallOut(
            CallId call,
            int attempt,
            Party customer,
            boolean confirms,
            CallSession.Origin origin,
            Desk desk,
            Errand errand) {
        this.origin = origin;
        this.call = call;
        this.customer = customer;
        this.confirms = confirms;
        this.commands = new CommandCount(call, "out" + attempt);
        this.desk = desk;
        this.errand = errand;
        this.search = new AgentSearch(call, customer, commands, desk, this);
    }

    /// The search for its agent, which has to be told what the core says of the call.
    AgentSearch search() {
        return search;
    }

    /// The agents who have it, or whose phones ring for it.
    List<AgentId> agents() {
        return switch (stage) {
            case Stage.WithAgent(_, var agent, _, _) -> List.of(agent);
            case Stage.Farewell(var agent, _) -> List.of(agent);
            case Stage.Searching _ -> search.agents();
            case Stage.CustomerFirst _, Stage.InPerson _, Stage.Over _ -> List.of();
        };
    }

    /// The agent who waits for the customer, or hears that it came to nothing.
    Optional<AgentAlone> alone() {
        return switch (stage) {
            case Stage.WithAgent(_, var agent, var leg, _) ->
                    Optional.of(new AgentAlone(agent, () -> hangUp(leg)));
            case Stage.Farewell(var agent, var words) ->
                    Optional.of(new AgentAlone(agent, words::cut));
            case Stage.Searching _, Stage.CustomerFirst _, Stage.InPerson _, Stage.Over _ ->
                    Optional.empty();
        };
    }

    private void hangUp(LegId agent) {
        desk.send(new Hangup(commands.next(), agent, HangupCause.NORMAL));
        isLeft(agent);
    }

    /// Whether it is more than a place in line: an agent has answered, or the customer is called.
    boolean isUnderWay() {
        return !(stage instanceof Stage.Searching) || search.isBeingTaken();
    }

    /// Has the core begin a call with its agent.
    ///
    /// @param command the one that does
    /// @param present the agent's leg, when their telephone is there already
    void takeUp(QueueId queue, Function<Instant, RoutingCommand> command, Optional<LegId> present) {
        present.ifPresent(search::agentIsThere);
        search.enter(queue, command);
    }

    /// Calls the customer before any agent, to wait in the place that the core keeps for them.
    void customerFirst() {
        switch (lines()) {
            case OutsideLines.Permission.Denied(var reason) -> {
                end();
                errand.notReached(miss(reason), false);
            }
            case OutsideLines.Permission.Granted line -> {
                OutsideCall called = customer();
                stage = new Stage.CustomerFirst(called);
                dial(called, line);
            }
        }
    }

    /// Ends the wait for an agent; phones that ring are silenced.
    ///
    /// @param reason what the core is told
    void leave(LeaveReason reason) {
        end();
        search.leave(reason);
    }

    /// As [#leave], and the core is told nothing: it knows, or has to know later.
    void silence() {
        search.silence();
    }

    // What the core says.

    void offered(CallOffered offer) {
        if (stage instanceof Stage.Searching) {
            search.offered(offer);
        }
    }

    /// The customer who waits in their place is in line as any caller is.
    void queued(QueueId queue) {
        if (stage instanceof Stage.InPerson(var called)) {
            end();
            errand.reached();
            session(called.leg(), desk.outside()::free).waitsIn(queue);
        }
    }

    /// The core has no such place any more. The customer hears that they are called again.
    void placeRefused() {
        if (stage instanceof Stage.InPerson(var called)) {
            end();
            LastWords.say(
                    Announcement.CALLBACK_PLACE_KEPT,
                    called.leg(),
                    commands,
                    desk,
                    desk.outside()::free);
            errand.notReached(Errand.Miss.NO_PLACE, false);
        }
    }

    // The agent.

    @Override
    public void found(QueueId queue, AgentId agent, LegId leg) {
        desk.owns(leg, this);
        List<Sound> words =
                Stream.concat(
                                errand.greeting().map(desk.services()::announcement).stream(),
                                desk.services().whisper(queue).stream())
                        .toList();
        if (!words.isEmpty()) {
            desk.send(new Play(commands.next(), leg, words));
        }
        desk.holdMusic(commands.next(), leg);
        switch (lines()) {
            case OutsideLines.Permission.Denied(var reason) ->
                    sayFarewell(agent, leg, miss(reason));
            case OutsideLines.Permission.Granted line -> {
                OutsideCall called = customer();
                stage = new Stage.WithAgent(queue, agent, leg, called);
                dial(called, line);
            }
        }
    }

    @Override
    public void refused(CommandRejected.Reason reason) {
        noAgent();
    }

    @Override
    public void coreIsFull() {
        noAgent();
    }

    @Override
    public void letGo() {
        noAgent();
    }

    @Override
    public void searchChanged() {}

    private void noAgent() {
        end();
        errand.noAgent();
    }

    @Override
    public void foundAndLost() {
        end();
        errand.agentLeft(false);
    }

    @Override
    public RoutingCommand undo(Instant at, CallId which) {
        return errand.undo(at);
    }

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        isLeft(leg);
    }

    private void isLeft(LegId leg) {
        if (stage instanceof Stage.WithAgent with && with.leg().equals(leg)) {
            with.customer().hangUp();
            end();
            errand.agentLeft(true);
        }
    }

    /// The agent is told before the core, which would give them the next call while they listen.
    private void sayFarewell(AgentId agent, LegId leg, Errand.Miss miss) {
        LastWords words =
                LastWords.say(
                        Announcement.CALLBACK_NOT_REACHED,
                        leg,
                        commands,
                        desk,
                        () -> {
                            end();
                            errand.notReached(miss, true);
                        });
        stage = new Stage.Farewell(agent, words);
    }

    // The customer.

    private OutsideLines.Permission lines() {
        return desk.outside()
                .takeFor(
                        customer.number(),
                        errand.askedBy(),
                        switch (origin) {
                            case CALLED_BACK -> Dialled.Use.CALLBACK;
                            case WE_CALLED, THEY_CALLED -> Dialled.Use.PLACED;
                        },
                        desk.rules(),
                        desk.now());
    }

    private static Errand.Miss miss(DeskAnswer.Reason reason) {
        return reason == DeskAnswer.Reason.TOO_MANY ? Errand.Miss.NO_LINE : Errand.Miss.NOT_ALLOWED;
    }

    private OutsideCall customer() {
        return new OutsideCall(commands, desk, this, desk.outside()::free);
    }

    private void dial(OutsideCall called, OutsideLines.Permission.Granted line) {
        called.dialCustomer(line.to(), line.from(), RING_TIME, confirms);
        errand.dialling();
    }

    @Override
    public void answered(OutsideCall called) {
        if (confirms) {
            desk.send(new StopPlaying(commands.next(), called.leg()));
        }
        if (stage instanceof Stage.WithAgent(var queue, var agent, var leg, _)) {
            end();
            errand.reached();
            session(called.leg(), desk.outside()::free).joins(queue, agent, leg);
        } else if (stage instanceof Stage.CustomerFirst) {
            stage = new Stage.InPerson(called);
            desk.holdMusic(commands.next(), called.leg());
            desk.tell(at -> new TakePlace(at, call));
        }
    }

    private CallSession session(LegId leg, Runnable whenOver) {
        return CallSession.reached(
                call,
                leg,
                customer,
                errand.claim(),
                errand.customer().shown(),
                origin,
                desk,
                whenOver);
    }

    @Override
    public void failed(OutsideCall called, HangupCause cause) {
        if (stage instanceof Stage.WithAgent(_, var agent, var leg, _)) {
            sayFarewell(agent, leg, Errand.Miss.NOT_ANSWERED);
        } else if (stage instanceof Stage.CustomerFirst) {
            end();
            errand.notReached(Errand.Miss.NOT_ANSWERED, false);
        }
    }

    /// They were in line for a moment, whether the core has said so or not.
    @Override
    public void over(OutsideCall called) {
        if (stage instanceof Stage.InPerson) {
            QueueId queue = search.queue().orElseThrow();
            end();
            errand.reached();
            CallSession session = session(called.leg(), () -> {});
            session.waitsIn(queue);
            session.legOver(called.leg(), HangupCause.NORMAL);
        }
    }

    @Override
    public void keyPressed(OutsideCall called, char key) {}

    private void end() {
        stage = new Stage.Over();
    }
}
