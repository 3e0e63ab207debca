package org.strowger.engine.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.flow.Announcement;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;

/// A telephone that is called for a call and is no agent's who was offered it: somebody outside, or
/// a colleague who is called directly. A colleague whose telephone is outside presses 1 to take the
/// call, so that a machine never does, and so may a customer who is called.
final class OutsideCall implements LegOwner, Desk.Sleeper {
    private static final Duration TIME_TO_CONFIRM = CallOut.TIME_TO_CONFIRM;

    private final LegId leg;
    private final CommandCount commands;
    private final Desk desk;
    private final Runnable whenOver;
    private Caller caller;
    private State state = State.RINGING;
    private boolean confirms;
    private Announcement question = Announcement.PRESS_1_TO_TAKE_CALL;

    /// For whom it is called.
    interface Caller {
        void answered(OutsideCall call);

        /// It was never answered.
        void failed(OutsideCall call, HangupCause cause);

        /// It hung up, or the network did.
        void over(OutsideCall call);

        void keyPressed(OutsideCall call, char key);
    }

    private enum State {
        RINGING,
        /// Answered by somebody, or by a machine, that has not pressed 1.
        ASKED,
        UP,
        OVER
    }

    /// @param whenOver run once, however it ends
    OutsideCall(CommandCount commands, Desk desk, Caller caller, Runnable whenOver) {
        this.leg = commands.leg();
        this.commands = commands;
        this.desk = desk;
        this.caller = caller;
        this.whenOver = whenOver;
    }

    LegId leg() {
        return leg;
    }

    boolean isUp() {
        return state == State.UP;
    }

    /// Somebody else hears of it from now on.
    void belongsTo(Caller other) {
        caller = other;
    }

    /// Takes a line for an agent's telephone, if it is outside.
    ///
    /// @return false when there is none; then it is not called
    boolean takesLine(Reach reach) {
        return desk.outside().takeFor(leg, reach, desk.rules(), desk.now());
    }

    /// Calls an agent's telephone, on a line that is taken if it needs one.
    void dial(Reach reach, Party from, Duration ringTime) {
        confirms = reach.confirms();
        dial(reach.to(), from, ringTime, reach.autoAnswer());
    }

    /// Calls a customer.
    ///
    /// @param asks whether they press 1 to take the call
    void dialCustomer(Destination to, Party from, Duration ringTime, boolean asks) {
        confirms = asks;
        question = Announcement.CALLBACK_GREETING;
        dial(to, from, ringTime, false);
    }

    void dial(Destination to, Party from, Duration ringTime, boolean autoAnswer) {
        desk.owns(leg, this);
        desk.send(new Dial(commands.next(), leg, to, from, ringTime, autoAnswer));
    }

    /// Ends it; nothing more is told.
    void hangUp() {
        if (state != State.OVER) {
            HangupCause cause = state == State.RINGING ? HangupCause.CANCELLED : HangupCause.NORMAL;
            end();
            desk.send(new Hangup(commands.next(), leg, cause));
        }
    }

    private void end() {
        state = State.OVER;
        desk.wake(this, Optional.empty());
        whenOver.run();
    }

    @Override
    public void legAnswered(LegId answered) {
        if (state != State.RINGING) {
            return;
        }
        if (confirms) {
            state = State.ASKED;
            desk.wake(this, Optional.of(desk.now().plus(TIME_TO_CONFIRM)));
            ask();
        } else {
            isTaken();
        }
    }

    private void ask() {
        Sound words = desk.services().announcement(question);
        desk.send(new Play(commands.next(), leg, List.of(words)));
    }

    private void isTaken() {
        state = State.UP;
        caller.answered(this);
    }

    @Override
    public void timePassed() {
        if (state == State.ASKED) {
            hangUp();
            caller.failed(this, HangupCause.NO_ANSWER);
        }
    }

    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        State last = state;
        if (last == State.OVER) {
            return;
        }
        end();
        if (last == State.UP) {
            caller.over(this);
        } else {
            caller.failed(this, cause);
        }
    }

    @Override
    public void digitPressed(LegId from, char digit) {
        if (state != State.ASKED) {
            caller.keyPressed(this, digit);
        } else if (digit == '1') {
            desk.wake(this, Optional.empty());
            isTaken();
        }
    }

    @Override
    public void playbackEnded(LegId played, CommandId playback) {
        if (state == State.ASKED) {
            ask();
        }
    }
}
