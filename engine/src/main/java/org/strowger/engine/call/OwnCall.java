package org.strowger.engine.call;

import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// A call that one of the centre's phones makes to a colleague, or to somebody outside whom an
/// agent asks while their customer holds. No queue's rules hold, and the core is told that both
/// agents are busy. It leaves no contact: contacts are of customers.
///
/// The phone may ask for its two calls to become one: then the customer who holds on the one goes
/// on with whoever answered on this one.
final class OwnCall implements LegOwner, OutsideCall.Caller {
    private static final Duration RING_TIME = Duration.ofSeconds(30);

    private final LegId leg;
    private final Optional<AgentId> caller;
    private final CommandCount commands;
    private final Desk desk;
    private final OutsideCall other;
    private Optional<AgentId> colleague = Optional.empty();
    private Optional<OtherCalls.Part> callersPart = Optional.empty();
    private Runnable whenOtherIsOver = () -> {};

    /// The phone that calls hears what is said to it; the other may be sooner.
    private boolean isAnswered;

    /// The one who was called goes on with a customer.
    private boolean isLeft;

    /// @param caller who calls, if it is an agent
    OwnCall(LegId leg, Optional<AgentId> caller, Desk desk) {
        this.leg = leg;
        this.caller = caller;
        this.commands = new CommandCount(leg);
        this.desk = desk;
        this.other = new OutsideCall(commands, desk, this, () -> whenOtherIsOver.run());
    }

    void callColleague(AgentId called, Reach reach, Party shown) {
        if (!other.takesLine(reach)) {
            desk.send(new Hangup(commands.next(), leg, HangupCause.CONGESTION));
            return;
        }
        begin();
        colleague = Optional.of(called);
        whenOtherIsOver = desk.otherCalls().begin(called)::end;
        other.dial(reach, shown, RING_TIME);
    }

    /// Calls somebody outside, on a line that is taken already.
    void callOutside(Destination to, Party shown) {
        begin();
        whenOtherIsOver = desk.outside()::free;
        other.dial(to, shown, RING_TIME, false);
    }

    private void begin() {
        desk.owns(leg, this);
        callersPart = caller.map(desk.otherCalls()::begin);
        desk.send(new Answer(commands.next(), leg));
    }

    /// Whether somebody has answered who could be left to a customer.
    boolean isUp() {
        return other.isUp() && !isLeft;
    }

    /// The colleague who was called.
    Optional<AgentId> colleague() {
        return colleague;
    }

    /// Hangs up the phone that called, and leaves the one who answered to the asker.
    OutsideCall leave() {
        isLeft = true;
        desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
        return other;
    }

    @Override
    public void legAnswered(LegId answered) {
        isAnswered = true;
        if (other.isUp()) {
            bridge();
        } else {
            desk.holdMusic(commands.next(), leg);
        }
    }

    private void bridge() {
        desk.send(new Bridge(commands.next(), leg, other.leg()));
    }

    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        callersPart.ifPresent(OtherCalls.Part::end);
        if (!isLeft) {
            other.hangUp();
        }
    }

    @Override
    public boolean transferRequested(LegId from, Target target) {
        return target instanceof Target.OtherLeg(var mine)
                && desk.owner(mine) instanceof Talk talk
                && talk.leg().equals(mine)
                && talk.joins(from, this);
    }

    @Override
    public void answered(OutsideCall call) {
        if (isAnswered) {
            bridge();
        }
    }

    @Override
    public void failed(OutsideCall call, HangupCause cause) {
        desk.send(new Hangup(commands.next(), leg, cause));
    }

    @Override
    public void over(OutsideCall call) {
        desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
    }

    @Override
    public void keyPressed(OutsideCall call, char key) {}
}
