package org.strowger.engine.call;

import java.util.List;
import org.strowger.engine.flow.Announcement;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;

/// What somebody on the line is told last: when they have heard it they are hung up.
final class LastWords implements LegOwner {
    private final LegId leg;
    private final CommandCount commands;
    private final Desk desk;
    private final Runnable then;
    private final CommandId playback;
    private boolean isOver;

    private LastWords(LegId leg, CommandCount commands, Desk desk, Runnable then) {
        this.leg = leg;
        this.commands = commands;
        this.desk = desk;
        this.then = then;
        this.playback = commands.next();
    }

    /// Says them; whoever owned the leg hears nothing more of it.
    ///
    /// @param then run once: when they have been heard, or the one who listens is gone
    static LastWords say(
            Announcement words, LegId leg, CommandCount commands, Desk desk, Runnable then) {
        LastWords last = new LastWords(leg, commands, desk, then);
        desk.owns(leg, last);
        Sound sound = desk.services().announcement(words);
        desk.send(new Play(last.playback, leg, List.of(sound)));
        return last;
    }

    /// Does not wait until they have been heard.
    void cut() {
        if (!isOver) {
            desk.send(new Hangup(commands.next(), leg, HangupCause.NORMAL));
            end();
        }
    }

    private void end() {
        if (!isOver) {
            isOver = true;
            then.run();
        }
    }

    @Override
    public void playbackEnded(LegId from, CommandId ended) {
        if (ended.equals(playback)) {
            cut();
        }
    }

    @Override
    public void legOver(LegId gone, HangupCause cause) {
        desk.gone(gone);
        end();
    }
}
