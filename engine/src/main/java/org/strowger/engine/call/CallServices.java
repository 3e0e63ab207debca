package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.Consumer;
import org.strowger.engine.contact.CallScript;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ScreenPop;
import org.strowger.engine.dip.Dip;
import org.strowger.engine.dip.DipOutcome;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowEvent;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyEvent.LegsListed;

/// What calls need of the engine around them. Asked on the sessions' event loop, so nothing here
/// may wait.
public interface CallServices {
    /// The flow that answers a dialled number.
    Optional<LoadedFlow> flowOfNumber(String dialled);

    /// A flow by its id.
    Optional<LoadedFlow> flow(String id);

    /// The calendars that are closed by hand at the moment.
    SortedSet<String> closedCalendars();

    /// Asks another system. The answer is told later, on the sessions' event loop.
    Dip fetch(FlowAction.Fetch what, Consumer<DipOutcome> then);

    /// The agent of the last successful contact with the number; the number may be withheld.
    Optional<AgentId> lastAgent(String number);

    /// Keeps that a call goes on, without waiting for that.
    ///
    /// @param ifLost what remains of it when nobody tells how it ended
    void began(Contact ifLost);

    /// The call goes on by another name, under which it has begun.
    void renamed(CallId from);

    /// Keeps what remains of a call.
    void ended(Contact contact);

    /// The agent's work after a talk of the call went on until then.
    void wrappedUp(CallId call, AgentId agent, Instant until);

    /// Keeps a message that a caller has left. The answer comes when it is on the disk.
    Future<Void> left(LeftMessage message);

    /// The messages that wait as work and that nobody has handled, the oldest first. They come from
    /// the disk, on any thread.
    Future<List<WaitingMessage>> waitingMessages();

    /// What the caller said; nothing when the message does not wait any more. It comes from the
    /// disk, on any thread; it fails when it cannot be read.
    Future<Optional<Sound>> sound(WaitingMessage message);

    /// Notes that nothing remains to be done about a message. The answer comes when it is on the
    /// disk.
    Future<Void> handled(WaitingMessage message, AgentId by);

    /// What is to be announced, found or spoken. It comes on any thread; it fails, with words for
    /// people, when there is no such recording or nothing that speaks.
    Future<Sound> sound(DeskCommand.Announced what);

    /// Told what happens in the flow of a call.
    ///
    /// @param call by the name under which it came
    void count(CallId call, FlowEvent event);

    /// Told which legs there are, when [org.strowger.telephony.TelephonyCommand.ListLegs] is
    /// answered.
    void reconcile(LegsListed legs);

    Sound announcement(Announcement what);

    /// What an agent hears before a caller of the queue is connected.
    Optional<Sound> whisper(QueueId queue);

    /// When a calendar is open next: now, when it is; empty when there is no such calendar, or no
    /// opening in sight.
    Optional<Instant> opensAt(String calendar, Instant now);

    /// Has it kept beyond a restart how a callback stands, without waiting for that.
    void note(Callback callback);

    /// Has it kept beyond a restart that a call outside was begun, without waiting for that.
    void note(Dialled call);

    /// The name of a call that begins here; never used before.
    CallId newCall();

    /// The name of a recording of the call that begins now; never used before.
    RecordingId newRecording(CallId call);

    /// A message that waits for an agent.
    ///
    /// @param id letters, digits, `-` and `_`, at most 128
    record WaitingMessage(
            String id, QueueId queue, Party caller, Instant leftAt, RecordingId recording) {}

    /// What a caller said for a voicemail box, once it is stored.
    ///
    /// @param queue whose agents get it as work
    record LeftMessage(
            String box,
            Optional<QueueId> queue,
            CallId call,
            Party caller,
            Instant at,
            RecordingId recording,
            Duration length) {}

    /// What the queue's agents say and ask; none when the queue has none.
    Optional<CallScript> script(QueueId queue);

    /// The page that opens on an agent's screen for a call of the queue.
    Optional<ScreenPop> screenPop(QueueId queue);

    /// The last contacts of a customer, the newest first.
    ///
    /// @param key what names them in the site's own books; counts before the number
    List<Contact> lastContacts(String number, Optional<String> key);

    /// Told what people at their desks are to be shown.
    void tell(DeskEvent event);

    /// Keeps over a restart who sits where. Told of all seats whenever one changes.
    void keepSeats(SortedMap<AgentId, Seat> seats);
}
