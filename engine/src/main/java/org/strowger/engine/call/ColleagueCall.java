package org.strowger.engine.call;

import java.time.Duration;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingCommand.ReportOtherCall;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// A call of one of the centre's phones to a colleague: no queue's rules hold, and the core is told
/// that both are busy. It leaves no contact: contacts are of customers.
final class ColleagueCall implements LegOwner, OutsideCall.Caller {
    private static final Duration RING_TIME = Duration.ofSeconds(30);

    private final LegId leg;
    private final Optional<AgentId> caller;
    private final AgentId colleague;
    private final CommandCount commands;
    private final Desk desk;
    private final OutsideCall other;

    /// @param caller who calls, if it is an agent who is signed in
    ColleagueCall(LegId leg, Optional<AgentId> caller, AgentId colleague, Desk desk) {
        this.leg = leg;
        this.caller = caller;
        this.colleague = colleague;
        this.commands = new CommandCount(leg);
        this.desk = desk;
        this.other = new OutsideCall(commands, desk, this, () -> report(colleague, false));
    }

    private void report(AgentId agent, boolean busy) {
        desk.tell(at -> new ReportOtherCall(at, agent, busy));
    }

    void begin(Reach reach, Party shown) {
        if (!other.takesLine(reach)) {
            desk.send(new Hangup(commands.next(), leg, HangupCause.CONGESTION));
            return;
        }
        desk.owns(leg, this);
        caller.ifPresent(agent -> report(agent, true));
        report(colleague, true);
        desk.send(new Answer(commands.next(), leg));
        other.dial(reach, shown, RING_TIME);
    }

    @Override
    public void legAnswered(LegId answered) {
        if (!other.isUp()) {
            desk.holdMusic(commands.next(), leg);
        }
    }

    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        caller.ifPresent(agent -> report(agent, false));
        other.hangUp();
    }

    @Override
    public void answered(OutsideCall call) {
        desk.send(new Bridge(commands.next(), leg, call.leg()));
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

    @Override
    public void digitPressed(LegId from, char digit) {}

    @Override
    public void playbackEnded(LegId played, CommandId playback) {}

    @Override
    public void heldByFarEnd(LegId held, boolean isHeld) {}

    @Override
    public void transferRequested(LegId from, Target target) {}
}
