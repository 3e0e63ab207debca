package org.strowger.engine.call;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;

/// One agent who hears a message: presses 1 to hear it again, 2 to call the customer back, 3 when
/// nothing remains to be done.
///
/// Whoever hears it to its end has handled it, unless they were to call the customer back and hung
/// up before that was done.
final class MessageHearing implements LegOwner, OutsideCall.Caller, Desk.Sleeper {
    private static final int KEYS_SAID_AT_MOST = 3;
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(10);
    private static final Duration CUSTOMER_RINGS = Duration.ofSeconds(45);

    private final Agent agent;
    private final String customerNumber;
    private final CommandCount commands;
    private final Desk desk;
    private final Work work;
    private Stage stage = new Stage.Hears(Part.AWAITED, Optional.empty());
    private int keysSaid;
    private boolean hasHeard;

    /// How far it is.
    private sealed interface Stage {
        /// The agent hears something, or has to press a key.
        record Hears(Part part, Optional<CommandId> playback) implements Stage {}

        /// The customer's telephone rings while the agent waits.
        record Calling(OutsideCall customer) implements Stage {}

        record Farewell(LastWords words) implements Stage {}

        record Over() implements Stage {}
    }

    /// What the agent hears.
    private enum Part {
        GREETING,
        /// Nothing: the message is still being read.
        AWAITED,
        MESSAGE,
        KEYS,
        /// Nothing, for as long as there is time to press a key.
        PAUSE,
        /// That something cannot be done; the keys come next.
        SORRY
    }

    /// Who hears it.
    record Agent(QueueId queue, AgentId id, LegId leg) {}

    /// The message that is heard.
    interface Work {
        MessageReading reading();

        /// The agent is gone, or about to be. Nothing follows.
        ///
        /// @param hasHeard whether nothing remains to be done
        void heard(Agent by, boolean hasHeard);

        /// The customer was called back, and the two may talk: both telephones are the listener's.
        void reached(Agent by, OutsideCall customer);
    }

    MessageHearing(
            Agent agent, String customerNumber, CommandCount commands, Desk desk, Work work) {
        this.agent = agent;
        this.customerNumber = customerNumber;
        this.commands = commands;
        this.desk = desk;
        this.work = work;
    }

    void begin() {
        desk.owns(agent.leg(), this);
        say(Part.GREETING, Announcement.MESSAGE_FOR_YOU);
    }

    /// The message has been read.
    void wasRead() {
        if (stage instanceof Stage.Hears(var part, _) && part == Part.AWAITED) {
            playMessage();
        }
    }

    AgentAlone alone() {
        return new AgentAlone(agent.id(), this::hangUp);
    }

    private void hangUp() {
        if (stage instanceof Stage.Farewell(var words)) {
            words.cut();
        } else {
            desk.send(new Hangup(commands.next(), agent.leg(), HangupCause.NORMAL));
            leave();
        }
    }

    private void say(Part part, Announcement what) {
        play(part, desk.services().announcement(what));
    }

    private void play(Part part, Sound sound) {
        desk.wake(this, Optional.empty());
        CommandId playback = commands.next();
        stage = new Stage.Hears(part, Optional.of(playback));
        desk.send(new Play(playback, agent.leg(), List.of(sound)));
    }

    private void playMessage() {
        switch (work.reading()) {
            case MessageReading.NotBegun _, MessageReading.UnderWay _ ->
                    stage = new Stage.Hears(Part.AWAITED, Optional.empty());
            case MessageReading.Read(var sound) -> play(Part.MESSAGE, sound);
            case MessageReading.Unreadable _, MessageReading.Gone _ ->
                    sayFarewell(Announcement.NOT_POSSIBLE);
        }
    }

    private void sayFarewell(Announcement what) {
        desk.wake(this, Optional.empty());
        stage = new Stage.Farewell(LastWords.say(what, agent.leg(), commands, desk, this::leave));
    }

    @Override
    public void playbackEnded(LegId leg, CommandId ended) {
        if (stage instanceof Stage.Hears(var part, var playback)
                && playback.filter(ended::equals).isPresent()) {
            wasHeard(part);
        }
    }

    private void wasHeard(Part part) {
        switch (part) {
            case GREETING -> playMessage();
            case MESSAGE -> {
                hasHeard = true;
                sayKeys();
            }
            case KEYS -> {
                stage = new Stage.Hears(Part.PAUSE, Optional.empty());
                desk.wake(this, Optional.of(desk.now().plus(TIME_TO_PRESS)));
            }
            case SORRY -> sayKeys();
            case AWAITED, PAUSE -> {}
        }
    }

    private void sayKeys() {
        keysSaid++;
        say(Part.KEYS, Announcement.MESSAGE_KEYS);
    }

    /// Nobody presses a key: whoever heard it has handled it.
    @Override
    public void timePassed() {
        if (!(stage instanceof Stage.Hears(var part, _)) || part != Part.PAUSE) {
            return;
        }
        if (keysSaid < KEYS_SAID_AT_MOST) {
            sayKeys();
        } else {
            hangUp();
        }
    }

    @Override
    public void digitPressed(LegId leg, char key) {
        if (!(stage instanceof Stage.Hears) || !(work.reading() instanceof MessageReading.Read)) {
            return;
        }
        switch (key) {
            case '1' -> {
                keysSaid = 0;
                playMessage();
            }
            case '2' -> callBack();
            case '3' -> {
                hasHeard = true;
                sayFarewell(Announcement.NOTED);
            }
            default -> {} // Any other of a telephone's keys stands for nothing here.
        }
    }

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        if (!(stage instanceof Stage.Over)) {
            leave();
        }
    }

    /// The agent is gone, or about to be. Who was to call the customer back has not handled it.
    private void leave() {
        if (stage instanceof Stage.Calling(var customer)) {
            customer.hangUp();
            hasHeard = false;
        }
        end();
        work.heard(agent, hasHeard);
    }

    private void end() {
        stage = new Stage.Over();
        desk.wake(this, Optional.empty());
    }

    // The customer, when they are called back.

    private void callBack() {
        switch (desk.outside()
                .takeFor(
                        customerNumber,
                        Optional.empty(),
                        Dialled.Use.CALLBACK,
                        desk.rules(),
                        desk.now())) {
            case OutsideLines.Permission.Denied _ -> say(Part.SORRY, Announcement.NOT_POSSIBLE);
            case OutsideLines.Permission.Granted(var to, var from) -> {
                desk.wake(this, Optional.empty());
                OutsideCall customer = new OutsideCall(commands, desk, this, desk.outside()::free);
                stage = new Stage.Calling(customer);
                desk.send(new StopPlaying(commands.next(), agent.leg()));
                desk.holdMusic(commands.next(), agent.leg());
                customer.dial(to, from, CUSTOMER_RINGS, false);
            }
        }
    }

    @Override
    public void answered(OutsideCall customer) {
        if (stage instanceof Stage.Calling) {
            end();
            work.reached(agent, customer);
        }
    }

    @Override
    public void failed(OutsideCall customer, HangupCause cause) {
        if (stage instanceof Stage.Calling) {
            desk.send(new StopMusic(commands.next(), agent.leg()));
            say(Part.SORRY, Announcement.CALLBACK_NOT_REACHED);
        }
    }

    @Override
    public void over(OutsideCall customer) {}

    @Override
    public void keyPressed(OutsideCall customer, char key) {}
}
