package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.strowger.engine.contact.CallScript;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ScreenPop;
import org.strowger.engine.dip.Dip;
import org.strowger.engine.dip.DipOutcome;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowEvent;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyEvent.LegsListed;

/// The engine around calls, as far as calls need one: flows that the test wrote, announcements that
/// are their names, and a memory of what was told.
final class FakeServices implements CallServices {
    final SortedSet<String> closed = new ConcurrentSkipListSet<>();
    final Queue<FlowEvent> counted = new ConcurrentLinkedQueue<>();
    final BlockingQueue<LegsListed> listed = new LinkedBlockingQueue<>();
    final SortedSet<QueueId> whispers = new ConcurrentSkipListSet<>();
    final Map<QueueId, CallScript> scripts = new ConcurrentSkipListMap<>();
    final Map<QueueId, ScreenPop> screenPops = new ConcurrentSkipListMap<>();
    final Map<String, List<Contact>> last = new ConcurrentSkipListMap<>();
    final Queue<DeskEvent> told = new ConcurrentLinkedQueue<>();
    volatile SortedMap<AgentId, Seat> keptSeats = new TreeMap<>();
    final Queue<Contact> contacts = new ConcurrentLinkedQueue<>();
    final Queue<LeftMessage> messages = new ConcurrentLinkedQueue<>();
    final Queue<WaitingMessage> waiting = new ConcurrentLinkedQueue<>();
    final Queue<AgentId> handledBy = new ConcurrentLinkedQueue<>();
    volatile boolean hasFullDisk;

    /// The contacts and how callbacks stood, in order.
    final List<Record> kept = new CopyOnWriteArrayList<>();

    /// What comes of reading a message; at once, or when the test says so.
    volatile Function<WaitingMessage, Future<Optional<Sound>>> reading =
            message ->
                    Future.succeededFuture(
                            Optional.of(new Sound("message " + message.id(), new byte[160])));

    final Queue<CallId> wrapped = new ConcurrentLinkedQueue<>();
    final Queue<Asked> asked = new ConcurrentLinkedQueue<>();
    final Queue<Integer> cancelled = new ConcurrentLinkedQueue<>();
    private final AtomicInteger recordings = new AtomicInteger();
    private final FlowSource flows;
    private final Function<String, Optional<String>> numbers;

    /// A question to another system that waits for the test to answer it.
    record Asked(FlowAction.Fetch what, Consumer<DipOutcome> then) {}

    /// @param numbers the flow that answers a dialled number
    FakeServices(FlowSource flows, Function<String, Optional<String>> numbers) {
        this.flows = flows;
        this.numbers = numbers;
    }

    @Override
    public Optional<LoadedFlow> flowOfNumber(String dialled) {
        return numbers.apply(dialled).flatMap(flows::find);
    }

    @Override
    public Optional<LoadedFlow> flow(String id) {
        return flows.find(id);
    }

    @Override
    public SortedSet<String> closedCalendars() {
        return closed;
    }

    @Override
    public void count(CallId call, FlowEvent event) {
        counted.add(event);
    }

    @Override
    public void reconcile(LegsListed legs) {
        listed.add(legs);
    }

    @Override
    public Optional<Sound> whisper(QueueId queue) {
        return whispers.contains(queue)
                ? Optional.of(new Sound("whisper " + queue, new byte[160]))
                : Optional.empty();
    }

    /// When each calendar opens; open all the time when it is not here.
    final SortedMap<String, Instant> openings = new ConcurrentSkipListMap<>();

    /// How callbacks stood, in order.
    final List<Callback> noted = new CopyOnWriteArrayList<>();

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public Optional<Instant> opensAt(String calendar, Instant now) {
        Instant opening = openings.getOrDefault(calendar, now);
        return Optional.of(opening.isAfter(now) ? opening : now);
    }

    @Override
    public void note(Callback callback) {
        noted.add(callback);
        kept.add(callback);
    }

    /// The calls outside that were begun.
    final List<Dialled> dialled = new CopyOnWriteArrayList<>();

    @Override
    public void note(Dialled call) {
        dialled.add(call);
    }

    @Override
    public CallId newCall() {
        return new CallId("out-" + calls.incrementAndGet());
    }

    @Override
    public RecordingId newRecording(CallId call) {
        return new RecordingId("recording-" + recordings.incrementAndGet());
    }

    @Override
    public Dip fetch(FlowAction.Fetch what, Consumer<DipOutcome> then) {
        asked.add(new Asked(what, then));
        return () -> cancelled.add(what.fetch());
    }

    @Override
    public Optional<AgentId> lastAgent(String number) {
        return contacts.stream()
                .filter(contact -> contact.caller().number().equals(number))
                .flatMap(contact -> contact.answeredBy().stream())
                .reduce((_, last) -> last);
    }

    /// The calls of which no end is known.
    final SortedMap<CallId, Contact> begun = new ConcurrentSkipListMap<>();

    @Override
    public void began(Contact ifLost) {
        begun.put(ifLost.call(), ifLost);
    }

    @Override
    public void renamed(CallId from) {
        begun.remove(from);
    }

    @Override
    public void ended(Contact contact) {
        begun.remove(contact.call());
        contacts.add(contact);
        kept.add(contact);
    }

    @Override
    public void wrappedUp(CallId call, AgentId agent, Instant until) {
        wrapped.add(call);
    }

    @Override
    public Future<Void> left(LeftMessage message) {
        messages.add(message);
        message.queue()
                .ifPresent(
                        queue ->
                                waiting.add(
                                        new WaitingMessage(
                                                message.recording().value(),
                                                queue,
                                                message.caller(),
                                                message.at(),
                                                message.recording())));
        return Future.succeededFuture();
    }

    @Override
    public Future<List<WaitingMessage>> waitingMessages() {
        return Future.succeededFuture(List.copyOf(waiting));
    }

    @Override
    public Future<Optional<Sound>> sound(WaitingMessage message) {
        return reading.apply(message);
    }

    @Override
    public Future<Void> handled(WaitingMessage message, AgentId by) {
        handledBy.add(by);
        if (hasFullDisk) {
            return Future.failedFuture("the disk is full");
        }
        waiting.remove(message);
        return Future.succeededFuture();
    }

    @Override
    public Future<Sound> sound(DeskCommand.Announced what) {
        return switch (what) {
            case DeskCommand.Announced.OfRecording(var id) when !id.equals("known") ->
                    Future.failedFuture("no recording " + id);
            case DeskCommand.Announced.OfRecording(var id) ->
                    Future.succeededFuture(new Sound(id, new byte[160]));
            case DeskCommand.Announced.OfText(var text) ->
                    Future.succeededFuture(new Sound("'" + text + "'", new byte[160]));
        };
    }

    @Override
    public Sound announcement(Announcement what) {
        return new Sound(what.recording(), new byte[160]);
    }

    @Override
    public Optional<CallScript> script(QueueId queue) {
        return Optional.ofNullable(scripts.get(queue));
    }

    @Override
    public Optional<ScreenPop> screenPop(QueueId queue) {
        return Optional.ofNullable(screenPops.get(queue));
    }

    @Override
    public List<Contact> lastContacts(String number, Optional<String> key) {
        return last.getOrDefault(number, List.of());
    }

    @Override
    public void tell(DeskEvent event) {
        told.add(event);
    }

    @Override
    public void keepSeats(SortedMap<AgentId, Seat> seats) {
        keptSeats = seats;
    }
}
