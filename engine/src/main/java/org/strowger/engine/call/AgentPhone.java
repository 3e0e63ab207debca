package org.strowger.engine.call;

import java.util.Optional;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Mute;

/// The telephone of an agent in a talk: whether it is still there, and what it asked for and was
/// not answered yet. Who takes the talk over has another.
final class AgentPhone {
    private final LegId leg;
    private final CommandCount commands;
    private final Desk desk;
    private boolean gone;

    /// It has asked for a transfer and waits to hear what became of it.
    private boolean asksForTransfer;

    /// What its hold key asked for last, when it could not be done then.
    private Optional<Boolean> heldBack = Optional.empty();

    AgentPhone(LegId leg, CommandCount commands, Desk desk) {
        this.leg = leg;
        this.commands = commands;
        this.desk = desk;
    }

    LegId leg() {
        return leg;
    }

    void mute(boolean isMuted) {
        desk.send(new Mute(commands.next(), leg, isMuted));
    }

    /// Whether the agent has hung up.
    boolean isGone() {
        return gone;
    }

    void hungUp() {
        gone = true;
        asksForTransfer = false;
    }

    void asksForTransfer() {
        asksForTransfer = true;
    }

    /// Tells it, once, what became of the transfer that it asked for.
    void answerTransfer(boolean done) {
        if (asksForTransfer) {
            asksForTransfer = false;
            desk.answerTransfer(leg, done);
        }
    }

    /// A telephone that is hung up without an answer does not learn that its transfer was done (RFC
    /// 3515 section 2.4.4).
    void hangUp() {
        answerTransfer(false);
        if (!gone) {
            desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
        }
    }

    /// Remembers what its hold key asks for: a telephone cannot be told that its key did nothing.
    void holdsLater(boolean isHeld) {
        heldBack = Optional.of(isHeld);
    }

    /// What is to be done now that it can be, once.
    Optional<Boolean> heldBack() {
        Optional<Boolean> asked = heldBack;
        heldBack = Optional.empty();
        return asked;
    }
}
