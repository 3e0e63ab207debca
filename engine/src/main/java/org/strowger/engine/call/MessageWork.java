package org.strowger.engine.call;

import io.vertx.core.AsyncResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// A message that a caller left, as work for a queue's agents: it waits in line like a call, and
/// the agent who answers hears it.
///
/// The agent presses 1 to hear it again, 2 to call the customer back, 3 when nothing remains to be
/// done. Whoever hears it to its end has handled it; a message whose agent hangs up before stands
/// in line again, where it stood.
final class MessageWork implements LegOwner, AgentSearch.Seeker, OutsideCall.Caller, Desk.Sleeper {
    /// What the ids of such calls begin with.
    private static final String CALLS = "vm-";

    /// Who waits with a telephone in the hand comes first: the lowest priority that flows can give.
    private static final int PRIORITY = -1_000_000;

    private static final int KEYS_SAID_AT_MOST = 3;
    private static final Duration TIME_TO_PRESS = Duration.ofSeconds(10);
    private static final Duration CUSTOMER_RINGS = Duration.ofSeconds(45);

    private final WaitingMessage message;
    private final CallId call;
    private final CommandCount commands;
    private final Desk desk;
    private final Box box;
    private final AgentSearch search;
    private Stage stage = new Stage.InLine();
    private Reading reading = new Reading.NotBegun();
    private int keysSaid;
    private boolean hasHeard;
    private boolean isCleared;

    /// How far it is.
    private sealed interface Stage {
        /// In line, or on the way there, or offered to agents: how far is the search's to say.
        record InLine() implements Stage {}

        /// An agent has answered and hears something, or has to press a key.
        record WithAgent(Agent agent, Part part, Optional<CommandId> playback) implements Stage {}

        /// The customer's telephone rings while the agent waits.
        record Calling(Agent agent, OutsideCall customer) implements Stage {}

        record Over() implements Stage {}
    }

    private record Agent(QueueId queue, AgentId id, LegId leg) {}

    /// What an agent hears.
    private enum Part {
        GREETING,
        /// Nothing: the message is still being read.
        AWAITED,
        MESSAGE,
        KEYS,
        /// Nothing, for as long as there is time to press a key.
        PAUSE,
        /// That something cannot be done; the keys come next.
        SORRY,
        /// The last words.
        FAREWELL
    }

    /// What is known of the recording.
    private sealed interface Reading {
        record NotBegun() implements Reading {}

        record UnderWay() implements Reading {}

        record Read(Sound sound) implements Reading {}

        record Unreadable() implements Reading {}

        /// Somebody handled the message in another way, or removed it.
        record Gone() implements Reading {}
    }

    /// Who has all messages that are work.
    interface Box {
        /// The line does not take it at the moment: it is tried again later.
        void putOff(MessageWork work);

        /// Nobody can hear it.
        void unreadable(MessageWork work);

        /// Nothing remains to be done about it.
        void handled(MessageWork work, AgentId by);

        /// It was handled elsewhere.
        void gone(MessageWork work);
    }

    MessageWork(WaitingMessage message, Desk desk, Box box) {
        this.message = message;
        this.call = new CallId(CALLS + message.id());
        this.commands = new CommandCount(call);
        this.desk = desk;
        this.box = box;
        this.search = new AgentSearch(call, shown(), commands, desk, this);
    }

    /// Whether a call of the routing core is a message, and has no voice to lose.
    static boolean isMessage(CallId call) {
        return call.value().startsWith(CALLS);
    }

    WaitingMessage message() {
        return message;
    }

    CallId call() {
        return call;
    }

    private Party shown() {
        Party caller = message.caller();
        return new Party(caller.number(), ("Voicemail " + caller.name()).strip());
    }

    /// What the caller dialled is not kept with a message.
    @Override
    public Optional<AboutCall> about() {
        return Optional.of(new AboutCall(message.caller(), "", new TreeMap<>(), Optional.empty()));
    }

    // The line.

    void enterLine() {
        stage = new Stage.InLine();
        reading = reading instanceof Reading.UnderWay ? reading : new Reading.NotBegun();
        keysSaid = 0;
        hasHeard = false;
        desk.follows(call, search);
        search.enter(message.queue(), this::entry);
    }

    private EnqueueCall entry(Instant at) {
        Instant since = message.leftAt().isAfter(at) ? at : message.leftAt();
        return new EnqueueCall(
                at,
                call,
                message.queue(),
                PRIORITY,
                SkillNeed.none(),
                Optional.empty(),
                Optional.of(since));
    }

    /// A call of this name that the core knows already is what a process before this one left
    /// there, in line or in a talk.
    @Override
    public void refused(CommandRejected.Reason reason) {
        if (reason == CommandRejected.Reason.ALREADY_KNOWN && !isCleared) {
            isCleared = true;
            desk.tell(at -> new LeaveQueue(at, call, LeaveReason.NODE_LOST));
            desk.tell(at -> new EndCall(at, call));
            enterLine();
        } else {
            putOff();
        }
    }

    @Override
    public void coreIsFull() {
        putOff();
    }

    @Override
    public void letGo() {
        putOff();
    }

    private void putOff() {
        over();
        box.putOff(this);
    }

    @Override
    public void foundAndLost() {
        enterLine();
    }

    /// The recording is read while the first telephone rings, and forgotten when none does.
    @Override
    public void searchChanged() {
        if (!(stage instanceof Stage.InLine)) {
            return;
        }
        if (search.agents().isEmpty()) {
            forget();
        } else if (reading instanceof Reading.NotBegun) {
            read();
        }
    }

    private void forget() {
        if (reading instanceof Reading.Read) {
            reading = new Reading.NotBegun();
        }
    }

    private void read() {
        reading = new Reading.UnderWay();
        desk.services().sound(message).onComplete(result -> desk.onLoop(() -> wasRead(result)));
    }

    private void wasRead(AsyncResult<Optional<Sound>> result) {
        reading = reading(result);
        switch (stage) {
            case Stage.InLine _ -> {
                if (reading instanceof Reading.Gone) {
                    search.leave(LeaveReason.CHOSE_TO_LEAVE);
                    over();
                    box.gone(this);
                } else if (search.agents().isEmpty()) {
                    forget();
                }
            }
            case Stage.WithAgent(var agent, var part, _) when part == Part.AWAITED ->
                    playMessage(agent);
            case Stage.WithAgent _, Stage.Calling _, Stage.Over _ -> {}
        }
    }

    private static Reading reading(AsyncResult<Optional<Sound>> result) {
        if (result.failed()) {
            return new Reading.Unreadable();
        }
        return result.result().<Reading>map(Reading.Read::new).orElseGet(Reading.Gone::new);
    }

    // The agent.

    @Override
    public void found(QueueId queue, AgentId id, LegId leg) {
        Agent agent = new Agent(queue, id, leg);
        desk.owns(leg, this);
        say(agent, Part.GREETING, Announcement.MESSAGE_FOR_YOU);
        if (reading instanceof Reading.NotBegun) {
            read();
        }
    }

    private void say(Agent agent, Part part, Announcement what) {
        play(agent, part, desk.services().announcement(what));
    }

    private void play(Agent agent, Part part, Sound sound) {
        desk.wake(this, Optional.empty());
        CommandId playback = commands.next();
        stage = new Stage.WithAgent(agent, part, Optional.of(playback));
        desk.send(new Play(playback, agent.leg(), List.of(sound)));
    }

    private void playMessage(Agent agent) {
        switch (reading) {
            case Reading.NotBegun _, Reading.UnderWay _ ->
                    stage = new Stage.WithAgent(agent, Part.AWAITED, Optional.empty());
            case Reading.Read(var sound) -> play(agent, Part.MESSAGE, sound);
            case Reading.Unreadable _, Reading.Gone _ ->
                    say(agent, Part.FAREWELL, Announcement.NOT_POSSIBLE);
        }
    }

    @Override
    public void playbackEnded(LegId leg, CommandId ended) {
        if (stage instanceof Stage.WithAgent(var agent, var part, var playback)
                && playback.filter(ended::equals).isPresent()) {
            wasHeard(agent, part);
        }
    }

    private void wasHeard(Agent agent, Part part) {
        switch (part) {
            case GREETING -> playMessage(agent);
            case MESSAGE -> {
                hasHeard = true;
                sayKeys(agent);
            }
            case KEYS -> {
                stage = new Stage.WithAgent(agent, Part.PAUSE, Optional.empty());
                desk.wake(this, Optional.of(desk.now().plus(TIME_TO_PRESS)));
            }
            case SORRY -> sayKeys(agent);
            case FAREWELL -> {
                hangUp(agent);
                leave(agent);
            }
            case AWAITED, PAUSE -> {}
        }
    }

    private void sayKeys(Agent agent) {
        keysSaid++;
        say(agent, Part.KEYS, Announcement.MESSAGE_KEYS);
    }

    /// Nobody presses a key: whoever heard it has handled it.
    @Override
    public void timePassed() {
        if (!(stage instanceof Stage.WithAgent(var agent, var part, _)) || part != Part.PAUSE) {
            return;
        }
        if (keysSaid < KEYS_SAID_AT_MOST) {
            sayKeys(agent);
        } else {
            hangUp(agent);
            leave(agent);
        }
    }

    @Override
    public void digitPressed(LegId leg, char key) {
        if (!(stage instanceof Stage.WithAgent(var agent, var part, _))
                || part == Part.FAREWELL
                || !(reading instanceof Reading.Read)) {
            return;
        }
        switch (key) {
            case '1' -> {
                keysSaid = 0;
                playMessage(agent);
            }
            case '2' -> callBack(agent);
            case '3' -> {
                hasHeard = true;
                say(agent, Part.FAREWELL, Announcement.NOTED);
            }
            default -> {} // Any other of a telephone's keys stands for nothing here.
        }
    }

    @Override
    public void legOver(LegId leg, HangupCause cause) {
        desk.gone(leg);
        switch (stage) {
            case Stage.WithAgent(var agent, _, _) -> leave(agent);
            case Stage.Calling(var agent, var customer) -> {
                customer.hangUp();
                hasHeard = false; // Who was to be called back was not.
                leave(agent);
            }
            case Stage.InLine _, Stage.Over _ -> {}
        }
    }

    private void hangUp(Agent agent) {
        desk.send(new Hangup(commands.next(), agent.leg(), HangupCause.NORMAL));
    }

    /// The agent is gone, or about to be.
    private void leave(Agent agent) {
        desk.tell(at -> new EndCall(at, call));
        Reading known = reading;
        over();
        switch (known) {
            case Reading.Unreadable _ -> box.unreadable(this);
            case Reading.Gone _ -> box.gone(this);
            case Reading.NotBegun _, Reading.UnderWay _, Reading.Read _ -> {
                if (hasHeard) {
                    box.handled(this, agent.id());
                } else {
                    enterLine();
                }
            }
        }
    }

    private void over() {
        stage = new Stage.Over();
        desk.left(call);
        desk.wake(this, Optional.empty());
    }

    // The customer, when they are called back.

    private void callBack(Agent agent) {
        switch (desk.outside().take(message.caller().number(), desk.rules(), desk.now())) {
            case OutsideLines.Permission.Denied _ ->
                    say(agent, Part.SORRY, Announcement.NOT_POSSIBLE);
            case OutsideLines.Permission.Granted(var to, var from) -> {
                desk.wake(this, Optional.empty());
                OutsideCall customer = new OutsideCall(commands, desk, this, desk.outside()::free);
                stage = new Stage.Calling(agent, customer);
                desk.send(new StopPlaying(commands.next(), agent.leg()));
                desk.holdMusic(commands.next(), agent.leg());
                customer.dial(to, from, CUSTOMER_RINGS, false);
            }
        }
    }

    /// From now on it is a talk like any other, of the same call of the core.
    @Override
    public void answered(OutsideCall customer) {
        if (!(stage instanceof Stage.Calling(var agent, _))) {
            return;
        }
        stage = new Stage.Over();
        desk.wake(this, Optional.empty());
        CallSession talk =
                CallSession.reached(
                        call,
                        customer.leg(),
                        message.caller(),
                        new TreeMap<>(),
                        CallSession.Origin.CALLED_BACK,
                        desk,
                        desk.outside()::free);
        box.handled(this, agent.id());
        talk.found(agent.queue(), agent.id(), agent.leg());
    }

    @Override
    public void failed(OutsideCall customer, HangupCause cause) {
        if (stage instanceof Stage.Calling(var agent, _)) {
            desk.send(new StopMusic(commands.next(), agent.leg()));
            say(agent, Part.SORRY, Announcement.CALLBACK_NOT_REACHED);
        }
    }

    @Override
    public void over(OutsideCall customer) {}

    @Override
    public void keyPressed(OutsideCall customer, char key) {}

    @Override
    public void legAnswered(LegId leg) {}

    @Override
    public void heldByFarEnd(LegId leg, boolean held) {}

    @Override
    public void transferRequested(LegId leg, Target target) {
        desk.answerTransfer(leg, false);
    }
}
