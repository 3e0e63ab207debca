package org.strowger.engine.call;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Hangup;

/// A talk that an agent has with somebody else while their customer holds: with a colleague, with
/// whoever of a queue is next, or with somebody outside.
///
/// With a colleague it is a call of the routing core like any other, on whose other side is the
/// agent's own telephone.
final class Consultation implements LegOwner, AgentSearch.Seeker, OutsideCall.Caller {
    private static final Duration RING_TIME = Duration.ofSeconds(30);

    private final CallId call;
    private final LegId agent;
    private final CommandCount commands;
    private final Desk desk;
    private final Asker asker;
    private final AgentSearch search;
    private final Promise<DeskAnswer> begun = Promise.promise();
    private Stage stage = new Stage.Calling();

    /// The asker's part in a call of which the core does not know that it is theirs.
    private Optional<OtherCalls.Part> searching = Optional.empty();

    /// How far it is.
    sealed interface Stage {
        record Calling() implements Stage {}

        record CallingOutside(OutsideCall other) implements Stage {}

        record WithColleague(QueueId queue, AgentId colleague, LegId leg) implements Stage {}

        record WithOutside(OutsideCall other) implements Stage {}

        record Over() implements Stage {}
    }

    /// Who asked for it.
    interface Asker {
        /// Agent and the other hear each other's telephone from now on.
        void consulted(LegId other);

        /// Nobody was reached, or the other hung up.
        ///
        /// @param wasUp whether the two heard each other
        void consultationOver(boolean wasUp);
    }

    /// @param call what the core calls it; one that was never used
    /// @param agent the agent's leg
    /// @param shown who the colleague is told is calling
    Consultation(CallId call, LegId agent, Party shown, Desk desk, Asker asker) {
        this.call = call;
        this.agent = agent;
        this.commands = new CommandCount(call);
        this.desk = desk;
        this.asker = asker;
        this.search = new AgentSearch(call, shown, commands, desk, this);
    }

    CallId call() {
        return call;
    }

    Stage stage() {
        return stage;
    }

    /// The other's leg, once they have answered.
    Optional<LegId> other() {
        return switch (stage) {
            case Stage.WithColleague(_, _, var leg) -> Optional.of(leg);
            case Stage.WithOutside(var other) -> Optional.of(other.leg());
            case Stage.Calling _, Stage.CallingOutside _, Stage.Over _ -> Optional.empty();
        };
    }

    /// Calls a colleague.
    ///
    /// @param queue whose rules hold for the colleague
    /// @return whether it came to be, once the core has answered
    Future<DeskAnswer> callAgent(AgentId colleague, QueueId queue) {
        begin();
        search.enter(queue, at -> new TakeUp(at, colleague, call, queue, 0, Optional.empty()));
        return begun.future();
    }

    /// Calls whoever of the queue is next, but not the one who asks: an agent who takes several
    /// calls at once is offered none while somebody is being found.
    ///
    /// @return whether it came to be, once the core has answered
    Future<DeskAnswer> callQueue(QueueId queue, int priority, AgentId asking) {
        begin();
        searching = Optional.of(desk.otherCalls().begin(asking));
        search.enter(
                queue,
                at ->
                        new EnqueueCall(
                                at, call, queue, priority, SkillNeed.atLeast(new TreeMap<>())));
        return begun.future();
    }

    private void begin() {
        desk.follows(call, search);
        wait(agent);
    }

    /// Calls somebody outside, on a line that is taken already.
    void callOutside(Destination to, Party from) {
        OutsideCall other = new OutsideCall(commands, desk, this, desk.outside()::free);
        stage = new Stage.CallingOutside(other);
        wait(agent);
        other.dial(to, from, RING_TIME, false);
    }

    private void wait(LegId leg) {
        desk.holdMusic(commands.next(), leg);
    }

    /// Ends it from the agent's side; nothing is told.
    void end() {
        Stage last = stage;
        searchIsOver();
        stage = new Stage.Over();
        begun.tryComplete(DeskAnswer.refused(Reason.WRONG_STATE, "it was ended before it began"));
        switch (last) {
            case Stage.Calling _ -> {
                search.leave(LeaveReason.ABANDONED);
                desk.left(call);
            }
            case Stage.CallingOutside(var other) -> other.hangUp();
            case Stage.WithOutside(var other) -> other.hangUp();
            case Stage.WithColleague(_, _, var leg) -> {
                desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
                coreCallOver();
            }
            case Stage.Over _ -> {}
        }
    }

    /// The other goes on with the customer: their leg is somebody else's from now on, and the core
    /// knows of it already.
    void handedOver() {
        stage = new Stage.Over();
        desk.left(call);
    }

    private void coreCallOver() {
        desk.tell(at -> new EndCall(at, call));
        desk.left(call);
    }

    private void searchIsOver() {
        searching.ifPresent(OtherCalls.Part::end);
    }

    private void failed() {
        boolean wasUp = other().isPresent();
        searchIsOver();
        stage = new Stage.Over();
        asker.consultationOver(wasUp);
    }

    // What comes of the search for a colleague.

    @Override
    public void refused(CommandRejected.Reason reason) {
        cameToNothing(
                DeskAnswer.refused(
                        CoreAnswers.whyNotPlaced(reason), "nobody can be asked there: " + reason));
    }

    @Override
    public void coreIsFull() {
        cameToNothing(
                DeskAnswer.refused(
                        Reason.OVERLOADED, "the routing core takes no more at the moment"));
    }

    private void cameToNothing(DeskAnswer why) {
        desk.left(call);
        failed();
        begun.tryComplete(why);
    }

    @Override
    public void letGo() {
        desk.left(call);
        failed();
    }

    @Override
    public void searchChanged() {
        switch (search.state()) {
            case AgentSearch.State.InLine _,
                    AgentSearch.State.Offered _,
                    AgentSearch.State.Taken _ ->
                    begun.tryComplete(new DeskAnswer.Done());
            case AgentSearch.State.Idle _,
                    AgentSearch.State.Entering _,
                    AgentSearch.State.Transferring _ -> {}
        }
    }

    @Override
    public void foundAndLost() {
        desk.left(call);
        failed();
    }

    @Override
    public void found(QueueId queue, AgentId colleague, LegId leg) {
        searchIsOver();
        stage = new Stage.WithColleague(queue, colleague, leg);
        desk.owns(leg, this);
        asker.consulted(leg);
    }

    // The colleague's leg.

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        if (stage instanceof Stage.WithColleague) {
            coreCallOver();
            failed();
        }
    }

    // Somebody outside.

    @Override
    public void answered(OutsideCall other) {
        stage = new Stage.WithOutside(other);
        asker.consulted(other.leg());
    }

    @Override
    public void failed(OutsideCall other, HangupCause cause) {
        failed();
    }

    @Override
    public void over(OutsideCall other) {
        failed();
    }

    @Override
    public void keyPressed(OutsideCall other, char key) {}
}
