package org.strowger.engine.call;

import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.contact.WhyFailed;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.TakeUp;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.engine.routing.RoutingEvent.CallHandedOver;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;

/// A call that an agent makes on behalf of a queue, until the customer is reached or is not.
final class PlacedCall implements CallOwner, Errand {
    private final CallId call;
    private final AgentId agent;
    private final QueueId queue;
    private final Party customer;
    private final Desk desk;
    private final Runnable whenOver;
    private final Promise<DeskAnswer> answer;
    private final Instant placedAt;
    private final CallOut out;
    private Optional<LegId> askedFrom = Optional.empty();
    private boolean isTaken;

    /// @param answer given when the core has taken the call, or has not
    /// @param whenOver run once, however it ends
    PlacedCall(
            CallId call,
            AgentId agent,
            QueueId queue,
            Party customer,
            Desk desk,
            Promise<DeskAnswer> answer,
            Runnable whenOver) {
        this.call = call;
        this.agent = agent;
        this.queue = queue;
        this.customer = customer;
        this.desk = desk;
        this.answer = answer;
        this.whenOver = whenOver;
        this.placedAt = desk.now();
        this.out = new CallOut(call, 1, customer, false, CallSession.Origin.WE_CALLED, desk, this);
    }

    CallId call() {
        return call;
    }

    /// @param present the agent's leg, when they are on the line
    void begin(Optional<LegId> present) {
        askedFrom = present;
        desk.follows(call, this);
        out.takeUp(
                queue,
                at -> new TakeUp(at, agent, call, queue, 0, Optional.of(customer.number())),
                present);
    }

    boolean isAskedFrom(LegId leg) {
        return askedFrom.filter(leg::equals).isPresent();
    }

    /// The agent asked on the line, and is gone before the core has answered.
    void agentHungUp() {
        out.leave(LeaveReason.CHOSE_TO_LEAVE);
        failed(WhyFailed.AGENT_LEFT, false);
    }

    /// The agent who waits for the customer.
    Optional<AgentAlone> alone() {
        return out.alone();
    }

    CallView view() {
        return new CallView(
                call,
                customer,
                customer.number(),
                "",
                placedAt,
                CallView.State.CALLING_CUSTOMER,
                Optional.empty(),
                Optional.of(queue),
                out.agents());
    }

    /// Of a call that the core has taken one contact remains.
    private void failed(WhyFailed why, boolean endsTalk) {
        over(endsTalk);
        if (isTaken) {
            desk.services().ended(remains(why));
        }
    }

    private Contact remains(WhyFailed why) {
        return new Unreached(call, customer, queue, placedAt)
                .contact(Kind.RINGING, Optional.of(agent), desk.now(), why);
    }

    private void over(boolean endsTalk) {
        desk.left(call);
        if (endsTalk) {
            desk.tell(at -> new EndCall(at, call));
        }
        answer.tryComplete(new DeskAnswer.Refused(Reason.OVERLOADED, "the core takes no more"));
        whenOver.run();
    }

    // What the core says.

    @Override
    public void queued(QueueId line) {
        isTaken = true;
        desk.services().began(remains(WhyFailed.NODE_LOST));
        answer.tryComplete(new DeskAnswer.Done());
        out.search().queued(line);
    }

    @Override
    public void moved(QueueId line) {
        out.search().moved(line);
    }

    @Override
    public void leftQueue(LeaveReason reason) {
        out.search().leftQueue(reason);
    }

    @Override
    public void offered(CallOffered offer) {
        out.search().offered(offer);
    }

    @Override
    public void offerEnded(AgentId which) {
        out.search().offerEnded(which);
    }

    @Override
    public void connected(CallConnected event) {
        out.search().connected(event);
    }

    @Override
    public void handedOver(CallHandedOver event) {}

    @Override
    public void rejected(CommandRejected event) {
        if (event.command() instanceof TakeUp) {
            answer.tryComplete(
                    new DeskAnswer.Refused(
                            CoreAnswers.whyNotPlaced(event.reason()),
                            "the call is not made: " + event.reason()));
        }
        out.search().rejected(event);
    }

    @Override
    public Optional<AboutCall> about() {
        return Optional.of(customer());
    }

    // What comes of it.

    @Override
    public AboutCall customer() {
        return new AboutCall(customer, customer.number(), new TreeMap<>(), Optional.empty());
    }

    @Override
    public Optional<String> askedBy() {
        return Optional.empty();
    }

    @Override
    public Claim claim() {
        return Claim.NOTHING_SPECIAL;
    }

    @Override
    public Optional<Announcement> greeting() {
        return Optional.empty();
    }

    @Override
    public void dialling() {}

    @Override
    public void reached() {
        over(false);
    }

    @Override
    public void notReached(Errand.Miss miss, boolean hadAgent) {
        failed(Unreached.why(miss), hadAgent);
    }

    @Override
    public void agentLeft(boolean talks) {
        failed(WhyFailed.AGENT_LEFT, talks);
    }

    @Override
    public void noAgent() {
        failed(WhyFailed.AGENT_NOT_THERE, false);
    }

    @Override
    public RoutingCommand undo(Instant at) {
        return new EndCall(at, call);
    }
}
