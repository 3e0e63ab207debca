package org.strowger.engine.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;

/// A call of one of the centre's phones to a number outside, on behalf of a queue, until the
/// routing core has taken it: from then on the phone's leg is the call's own. One that is refused
/// hears so.
final class DialledOut implements LegOwner, Desk.Sleeper {
    /// How long last words take at most, whatever is said of their playback.
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LegId leg;
    private final Optional<AgentId> agent;
    private final QueueId queue;
    private final String number;
    private final CommandCount commands;
    private final Desk desk;
    private boolean isOver;

    /// @param agent who sits at the phone
    DialledOut(LegId leg, Optional<AgentId> agent, QueueId queue, String number, Desk desk) {
        this.leg = leg;
        this.agent = agent;
        this.queue = queue;
        this.number = number;
        this.commands = new CommandCount(leg);
        this.desk = desk;
    }

    void begin() {
        desk.owns(leg, this);
        desk.send(new Answer(commands.next(), leg));
    }

    @Override
    public void legAnswered(LegId answered) {
        agent.ifPresentOrElse(this::place, () -> sayLast(Announcement.NOT_POSSIBLE));
    }

    private void place(AgentId caller) {
        desk.callbacks()
                .placeCall(caller, queue, number, Optional.of(leg))
                .onSuccess(this::decided);
    }

    private void decided(DeskAnswer answer) {
        if (!isOver && answer instanceof DeskAnswer.Refused(var reason, _)) {
            sayLast(words(reason));
        }
    }

    private static Announcement words(Reason reason) {
        return reason == Reason.NOT_ALLOWED || reason == Reason.NUMBER_NOT_ALLOWED
                ? Announcement.NOT_ALLOWED
                : Announcement.NOT_POSSIBLE;
    }

    private void sayLast(Announcement what) {
        Sound words = desk.services().announcement(what);
        desk.send(new Play(commands.next(), leg, List.of(words)));
        desk.wake(this, Optional.of(desk.now().plus(PATIENCE)));
    }

    @Override
    public void playbackEnded(LegId played, CommandId playback) {
        hangUp();
    }

    @Override
    public void timePassed() {
        hangUp();
    }

    private void hangUp() {
        desk.wake(this, Optional.empty());
        desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
    }

    /// The core may be about to take the call.
    @Override
    public void legOver(LegId gone, HangupCause cause) {
        isOver = true;
        desk.gone(gone);
        desk.wake(this, Optional.empty());
        desk.callbacks().hungUp(gone);
    }
}
