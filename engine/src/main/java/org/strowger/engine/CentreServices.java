package org.strowger.engine;

import io.vertx.core.Future;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.strowger.engine.call.CallServices;
import org.strowger.engine.call.Callback;
import org.strowger.engine.call.CallbackBook;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.DeskEvent;
import org.strowger.engine.call.Dialled;
import org.strowger.engine.call.Seat;
import org.strowger.engine.contact.CallScript;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.ContactBook;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.contact.ScreenPop;
import org.strowger.engine.dip.Dip;
import org.strowger.engine.dip.DipClient;
import org.strowger.engine.dip.DipOutcome;
import org.strowger.engine.flow.Announcement;
import org.strowger.engine.flow.Announcements;
import org.strowger.engine.flow.ClosedCalendars;
import org.strowger.engine.flow.FlowSource;
import org.strowger.engine.flow.LoadedFlow;
import org.strowger.engine.flow.OpeningHours;
import org.strowger.engine.recording.RecordingIds;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.flow.FlowAction;
import org.strowger.flow.FlowEvent;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyEvent.LegsListed;

/// What calls need of the parts around them, in a running node.
final class CentreServices implements CallServices {
    private final Supplier<EngineSettings> settings;
    private final InstantSource clock;
    private final Parts parts;
    private final AtomicLong recordings = new AtomicLong();
    private volatile SortedMap<QueueId, Sound> whispers = new TreeMap<>();
    private volatile QueuePapers papers = QueuePapers.of(CentreRules.standard());

    /// The parts.
    ///
    /// @param counts told what happens in flows
    /// @param reconciliation told which legs there are
    record Parts(
            FlowSource flows,
            ClosedCalendars closedCalendars,
            OpeningHours openingHours,
            CallbackBook callbacks,
            Announcements announcements,
            DipClient dips,
            KeptCalls kept,
            SeatsFile seats,
            Voices voices,
            CentreNews news,
            Consumer<FlowEvent> counts,
            Consumer<LegsListed> reconciliation) {}

    /// What announces: reads files or speaks, and so takes its time.
    interface Voices {
        /// Finds the sound, or makes it.
        ///
        /// @throws IOException when there is no such sound; the message says why, for people
        Sound sound(DeskCommand.Announced what) throws IOException;
    }

    /// @param settings those in force at the time of asking
    CentreServices(Supplier<EngineSettings> settings, InstantSource clock, Parts parts) {
        this.settings = settings;
        this.clock = clock;
        this.parts = parts;
    }

    /// Scripts and screen pops of the queues, from now on.
    void papers(QueuePapers those) {
        papers = those;
    }

    /// What agents hear before callers of some queues are connected, from now on.
    void whispers(SortedMap<QueueId, Sound> sounds) {
        whispers = new TreeMap<>(sounds);
    }

    @Override
    public Optional<LoadedFlow> flowOfNumber(String dialled) {
        return Optional.ofNullable(settings.get().numbers().get(dialled))
                .flatMap(parts.flows()::find);
    }

    @Override
    public Optional<LoadedFlow> flow(String id) {
        return parts.flows().find(id);
    }

    @Override
    public SortedSet<String> closedCalendars() {
        return parts.closedCalendars().closed();
    }

    @Override
    public Dip fetch(FlowAction.Fetch what, Consumer<DipOutcome> then) {
        return parts.dips().fetch(what, then);
    }

    @Override
    public Optional<AgentId> lastAgent(String number) {
        return parts.kept().contacts().lastAgent(number);
    }

    @Override
    public void began(Contact ifLost) {
        parts.kept().began(ifLost);
    }

    @Override
    public void renamed(CallId from) {
        parts.kept().renamed(from);
    }

    @Override
    public void ended(Contact contact) {
        parts.kept().ended(contact);
        parts.news().ended(contact);
    }

    @Override
    public void wrappedUp(CallId call, AgentId agent, Instant until) {
        parts.kept().wrappedUp(call, agent, until);
    }

    @Override
    public Future<Void> left(LeftMessage message) {
        return parts.kept().keep(message).onSuccess(_ -> parts.news().left(message));
    }

    @Override
    public Future<List<WaitingMessage>> waitingMessages() {
        return parts.kept().waitingMessages();
    }

    @Override
    public Future<Optional<Sound>> sound(WaitingMessage message) {
        return parts.kept().sound(message);
    }

    @Override
    public Future<Void> handled(WaitingMessage message, AgentId by) {
        return parts.kept().handled(message, by).onSuccess(_ -> parts.news().handled(message, by));
    }

    @Override
    public Future<Sound> sound(DeskCommand.Announced what) {
        return Background.ask("strowger-broadcast", () -> parts.voices().sound(what));
    }

    @Override
    public void count(CallId call, FlowEvent event) {
        parts.counts().accept(event);
    }

    @Override
    public void reconcile(LegsListed legs) {
        parts.reconciliation().accept(legs);
    }

    @Override
    public Sound announcement(Announcement what) {
        return parts.announcements().sound(what);
    }

    @Override
    public Optional<Sound> whisper(QueueId queue) {
        return Optional.ofNullable(whispers.get(queue));
    }

    @Override
    public Optional<Instant> opensAt(String calendar, Instant now) {
        return parts.openingHours().opensAt(calendar, closedCalendars(), now);
    }

    @Override
    public void note(Callback callback) {
        parts.callbacks().note(callback);
    }

    @Override
    public void note(Dialled call) {
        parts.callbacks().note(call);
    }

    @Override
    public CallId newCall() {
        return new CallId("out-" + UUID.randomUUID());
    }

    @Override
    public RecordingId newRecording(CallId call) {
        int n = (int) (recordings.incrementAndGet() % Integer.MAX_VALUE);
        return RecordingIds.of(clock.instant(), call.value(), n);
    }

    @Override
    public Optional<CallScript> script(QueueId queue) {
        return papers.script(queue);
    }

    @Override
    public Optional<ScreenPop> screenPop(QueueId queue) {
        return papers.screenPop(queue);
    }

    @Override
    public List<Contact> lastContacts(String number, Optional<String> key) {
        ContactBook book = parts.kept().contacts();
        return key.map(k -> book.lastOfKey(k, OfferCard.MOST_CONTACTS))
                .filter(found -> !found.isEmpty())
                .orElseGet(() -> book.lastOf(number, OfferCard.MOST_CONTACTS));
    }

    @Override
    public void tell(DeskEvent event) {
        if (event instanceof DeskEvent.Disposed(_, _, var call, _, var said)) {
            parts.kept().disposed(call, said);
        }
    }

    @Override
    public void keepSeats(SortedMap<AgentId, Seat> all) {
        parts.seats().write(all);
    }
}
