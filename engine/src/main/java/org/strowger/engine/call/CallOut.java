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
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopPlaying;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// A customer whom we call: back, because they asked for it, or on behalf of a queue. One attempt.
///
/// Either the agent is there first and waits for the customer, or the customer is reached first and
/// waits in line for an agent. When both are there, or the customer is in line, the call goes on as
/// a [CallSession].
final class CallOut implements LegOwner, AgentSearch.Seeker, Desk.Sleeper {
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
    private final LegId customerLeg;
    private Stage stage = new Stage.Searching();
    private Progress progress = Progress.NOT_CALLED;

    /// Whether there is an agent.
    sealed interface Stage {
        record Searching() implements Stage {}

        /// The agent waits for the customer.
        record WithAgent(QueueId queue, AgentId agent, LegId leg) implements Stage {}

        /// The customer is called first, to wait in line themselves.
        ///
        /// @param entry puts them there
        record CustomerFirst(QueueId queue, Function<Instant, RoutingCommand> entry)
                implements Stage {}

        /// The agent hears that it came to nothing.
        record Farewell(AgentId agent, LegId leg, CommandId words, Miss miss) implements Stage {}

        record Over() implements Stage {}
    }

    /// How far the customer is.
    private enum Progress {
        NOT_CALLED,
        RINGING,
        /// They answered and were asked to press 1.
        ASKED,
        OVER
    }

    /// Why a customer was not reached.
    enum Miss {
        /// Their telephone rang, or could not be made to ring, and nobody took the call.
        NOT_ANSWERED,
        /// No line outside was free; nothing rang.
        NO_LINE,
        /// The number may not be called any more; nothing rang.
        NOT_ALLOWED
    }

    /// What became of it. Of the four ends exactly one is told.
    interface Errand {
        /// What agents may know of the call.
        AboutCall customer();

        /// What the agent hears first.
        Optional<Announcement> greeting();

        /// The customer's telephone rings from now on.
        void dialling();

        /// The customer is there and is about to talk, or to be put in line. The call is somebody
        /// else's from now on.
        ///
        /// @param hasAgent whether the core has them in a talk already; if not, the place is in
        ///   line
        void reached(boolean hasAgent);

        /// The customer was not reached, and the agent, if there was one, has been told and is
        /// gone.
        ///
        /// @param hadAgent the core still has the two in a talk: the errand ends it
        void notReached(Miss miss, boolean hadAgent);

        /// The agent hung up before the customer was reached.
        ///
        /// @param talks whether the core still has them in a talk: the errand ends it
        void agentLeft(boolean talks);

        /// The core has no place for it any more, or never had.
        void noAgent();

        /// The command that ends a talk of whose two sides one was never there.
        RoutingCommand undo(Instant at);
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
        this.customerLeg = commands.leg();
    }

    Stage stage() {
        return stage;
    }

    /// The search for its agent, which has to be told what the core says of the call.
    AgentSearch search() {
        return search;
    }

    /// The agents who have it, or whose phones ring for it.
    List<AgentId> agents() {
        return switch (stage) {
            case Stage.WithAgent(_, var agent, _) -> List.of(agent);
            case Stage.Farewell(var agent, _, _, _) -> List.of(agent);
            case Stage.Searching _ -> search.agents();
            case Stage.CustomerFirst _, Stage.Over _ -> List.of();
        };
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

    /// Calls the customer before any agent.
    ///
    /// @param entry puts them in line when they have answered
    void customerFirst(QueueId queue, Function<Instant, RoutingCommand> entry) {
        stage = new Stage.CustomerFirst(queue, entry);
        callCustomer();
    }

    /// Ends the wait for an agent; phones that ring are silenced.
    ///
    /// @param reason what the core is told
    void leave(LeaveReason reason) {
        stage = new Stage.Over();
        search.leave(reason);
    }

    /// As [#leave], and the core is told nothing: it knows, or has to know later.
    void silence() {
        search.silence();
    }

    // The agent.

    @Override
    public void found(QueueId queue, AgentId agent, LegId leg) {
        stage = new Stage.WithAgent(queue, agent, leg);
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
        callCustomer();
    }

    private CommandId play(LegId leg, Announcement what) {
        CommandId playback = commands.next();
        Sound words = desk.services().announcement(what);
        desk.send(new Play(playback, leg, List.of(words)));
        return playback;
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

    // The customer.

    private void callCustomer() {
        switch (desk.outside().take(customer.number(), desk.rules(), desk.now())) {
            case OutsideLines.Permission.Denied(var reason) -> {
                progress = Progress.OVER;
                missed(reason == DeskAnswer.Reason.TOO_MANY ? Miss.NO_LINE : Miss.NOT_ALLOWED);
            }
            case OutsideLines.Permission.Granted(var to, var from) -> {
                progress = Progress.RINGING;
                desk.owns(customerLeg, this);
                desk.send(new Dial(commands.next(), customerLeg, to, from, RING_TIME));
                errand.dialling();
            }
        }
    }

    @Override
    public void legAnswered(LegId leg) {
        if (!leg.equals(customerLeg) || progress != Progress.RINGING) {
            return;
        }
        if (!confirms) {
            customerIsThere();
            return;
        }
        progress = Progress.ASKED;
        desk.wake(this, Optional.of(desk.now().plus(TIME_TO_CONFIRM)));
        play(customerLeg, Announcement.CALLBACK_GREETING);
    }

    @Override
    public void digitPressed(LegId leg, char digit) {
        if (leg.equals(customerLeg) && progress == Progress.ASKED && digit == '1') {
            desk.send(new StopPlaying(commands.next(), customerLeg));
            customerIsThere();
        }
    }

    /// The errand lets go of the call before the session takes it.
    private void customerIsThere() {
        Stage last = stage;
        progress = Progress.OVER;
        end();
        errand.reached(last instanceof Stage.WithAgent);
        CallSession session =
                CallSession.reached(
                        call,
                        customerLeg,
                        customer,
                        errand.customer().shown(),
                        origin,
                        desk,
                        desk.outside()::free);
        switch (last) {
            case Stage.WithAgent(var queue, var agent, var leg) -> session.joins(queue, agent, leg);
            case Stage.CustomerFirst(var queue, var entry) -> session.enterLine(queue, entry);
            case Stage.Searching _, Stage.Farewell _, Stage.Over _ -> session.hangUp();
        }
    }

    @Override
    public void timePassed() {
        if (progress == Progress.ASKED) {
            progress = Progress.OVER;
            hangUp(customerLeg, HangupCause.NORMAL);
            missed(Miss.NOT_ANSWERED);
        }
    }

    /// The agent is told before the core, which would give them the next call while they listen.
    private void missed(Miss miss) {
        Stage last = stage;
        end();
        if (last instanceof Stage.WithAgent(_, var agent, var leg)) {
            CommandId words = play(leg, Announcement.CALLBACK_NOT_REACHED);
            stage = new Stage.Farewell(agent, leg, words, miss);
        } else {
            errand.notReached(miss, false);
        }
    }

    @Override
    public void playbackEnded(LegId leg, CommandId playback) {
        if (leg.equals(customerLeg) && progress == Progress.ASKED) {
            play(customerLeg, Announcement.CALLBACK_GREETING);
        } else if (stage instanceof Stage.Farewell(_, var agentLeg, var words, var miss)
                && words.equals(playback)) {
            stage = new Stage.Over();
            hangUp(agentLeg, HangupCause.NORMAL);
            errand.notReached(miss, true);
        }
    }

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        if (leg.equals(customerLeg)) {
            customerOver();
        } else if (stage instanceof Stage.WithAgent) {
            hangUpCustomer();
            end();
            errand.agentLeft(true);
        } else if (stage instanceof Stage.Farewell(_, _, _, var miss)) {
            stage = new Stage.Over();
            errand.notReached(miss, true);
        }
    }

    private void customerOver() {
        desk.outside().free();
        if (progress != Progress.OVER) {
            progress = Progress.OVER;
            missed(Miss.NOT_ANSWERED);
        }
    }

    private void hangUpCustomer() {
        if (progress == Progress.RINGING || progress == Progress.ASKED) {
            hangUp(
                    customerLeg,
                    progress == Progress.RINGING ? HangupCause.CANCELLED : HangupCause.NORMAL);
            progress = Progress.OVER;
        }
    }

    private void hangUp(LegId leg, HangupCause cause) {
        desk.send(new Hangup(commands.next(), leg, cause));
    }

    private void end() {
        stage = new Stage.Over();
        desk.wake(this, Optional.empty());
    }

    @Override
    public void heldByFarEnd(LegId leg, boolean held) {}

    @Override
    public void transferRequested(LegId leg, Target target) {
        desk.answerTransfer(leg, false);
    }
}
