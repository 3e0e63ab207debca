package org.strowger.engine.call;

import io.vertx.core.AsyncResult;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import org.strowger.engine.call.CallServices.WaitingMessage;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EndCall;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.Sound;

/// A message that a caller left, as work for a queue's agents: it waits in line like a call, and
/// the agent who answers hears it ([MessageHearing]).
///
/// A message whose agent hangs up before they have heard it stands in line again, where it stood.
final class MessageWork implements AgentSearch.Seeker, MessageHearing.Work {
    /// What the ids of such calls begin with.
    private static final String CALLS = "vm-";

    /// Who waits with a telephone in the hand comes first: the lowest priority that flows can give.
    private static final int PRIORITY = -1_000_000;

    private final WaitingMessage message;
    private final CallId call;
    private final CommandCount commands;
    private final Desk desk;
    private final Box box;
    private final AgentSearch search;
    private Stage stage = new Stage.InLine();
    private MessageReading reading = new MessageReading.NotBegun();
    private boolean isCleared;

    /// How far it is.
    private sealed interface Stage {
        /// In line, or on the way there, or offered to agents: how far is the search's to say.
        record InLine() implements Stage {}

        record WithAgent(MessageHearing hearing) implements Stage {}

        record Over() implements Stage {}
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
        reading =
                reading instanceof MessageReading.UnderWay
                        ? reading
                        : new MessageReading.NotBegun();
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
        } else if (reading instanceof MessageReading.NotBegun) {
            read();
        }
    }

    private void forget() {
        if (reading instanceof MessageReading.Read) {
            reading = new MessageReading.NotBegun();
        }
    }

    private void read() {
        reading = new MessageReading.UnderWay();
        desk.services().sound(message).onComplete(result -> desk.onLoop(() -> wasRead(result)));
    }

    private void wasRead(AsyncResult<Optional<Sound>> result) {
        reading = reading(result);
        switch (stage) {
            case Stage.InLine _ -> {
                if (reading instanceof MessageReading.Gone) {
                    search.leave(LeaveReason.CHOSE_TO_LEAVE);
                    over();
                    box.gone(this);
                } else if (search.agents().isEmpty()) {
                    forget();
                }
            }
            case Stage.WithAgent(var hearing) -> hearing.wasRead();
            case Stage.Over _ -> {}
        }
    }

    private static MessageReading reading(AsyncResult<Optional<Sound>> result) {
        if (result.failed()) {
            return new MessageReading.Unreadable();
        }
        return result.result()
                .<MessageReading>map(MessageReading.Read::new)
                .orElseGet(MessageReading.Gone::new);
    }

    // The agent.

    @Override
    public void found(QueueId queue, AgentId id, LegId leg) {
        MessageHearing hearing =
                new MessageHearing(
                        new MessageHearing.Agent(queue, id, leg),
                        message.caller().number(),
                        commands,
                        desk,
                        this);
        stage = new Stage.WithAgent(hearing);
        hearing.begin();
        if (reading instanceof MessageReading.NotBegun) {
            read();
        }
    }

    /// The agent who hears it.
    Optional<AgentAlone> alone() {
        return stage instanceof Stage.WithAgent(var hearing)
                ? Optional.of(hearing.alone())
                : Optional.empty();
    }

    @Override
    public MessageReading reading() {
        return reading;
    }

    @Override
    public void heard(MessageHearing.Agent by, boolean hasHeard) {
        desk.tell(at -> new EndCall(at, call));
        over();
        switch (reading) {
            case MessageReading.Unreadable _ -> box.unreadable(this);
            case MessageReading.Gone _ -> box.gone(this);
            case MessageReading.NotBegun _, MessageReading.UnderWay _, MessageReading.Read _ -> {
                if (hasHeard) {
                    box.handled(this, by.id());
                } else {
                    enterLine();
                }
            }
        }
    }

    /// From now on it is a talk like any other, of the same call of the core.
    @Override
    public void reached(MessageHearing.Agent by, OutsideCall customer) {
        stage = new Stage.Over();
        CallSession talk =
                CallSession.reached(
                        call,
                        customer.leg(),
                        message.caller(),
                        Claim.NOTHING_SPECIAL,
                        new TreeMap<>(),
                        CallSession.Origin.CALLED_BACK,
                        desk,
                        desk.outside()::free);
        box.handled(this, by.id());
        talk.joins(by.queue(), by.id(), by.leg());
    }

    private void over() {
        stage = new Stage.Over();
        desk.left(call);
    }
}
