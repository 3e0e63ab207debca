package org.strowger.simulator.virtual;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.strowger.engine.call.CallServices;
import org.strowger.engine.call.Callback;
import org.strowger.engine.call.DeskCommand;
import org.strowger.engine.call.DeskEvent;
import org.strowger.engine.call.Dialled;
import org.strowger.engine.call.Loop;
import org.strowger.engine.call.Seat;
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
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyEvent.LegsListed;

/// The parts around calls on a simulated day: flows and announcements are the centre's, nothing is
/// remembered of customers, and other systems do not answer, so that flows go their way for errors
/// there. Messages are taken, and are nobody's work.
final class SimulatedServices implements CallServices {
    private final FlowPlan plan;
    private final Loop loop;
    private final BiConsumer<CallId, FlowEvent> events;
    private long calls;
    private long recordings;

    /// @param events told what happens in flows
    SimulatedServices(FlowPlan plan, Loop loop, BiConsumer<CallId, FlowEvent> events) {
        this.plan = plan;
        this.loop = loop;
        this.events = events;
    }

    @Override
    public Optional<LoadedFlow> flowOfNumber(String dialled) {
        return Optional.ofNullable(plan.byNumber().get(dialled));
    }

    @Override
    public Optional<LoadedFlow> flow(String id) {
        return Optional.ofNullable(plan.byId().get(id));
    }

    @Override
    public SortedSet<String> closedCalendars() {
        return Collections.emptySortedSet();
    }

    @Override
    public Dip fetch(FlowAction.Fetch what, Consumer<DipOutcome> then) {
        loop.soon(() -> then.accept(new DipOutcome.Failed("no other system is simulated")));
        return () -> {};
    }

    @Override
    public Optional<AgentId> lastAgent(String number) {
        return Optional.empty();
    }

    @Override
    public void began(Contact ifLost) {}

    @Override
    public void renamed(CallId from) {}

    @Override
    public void ended(Contact contact) {}

    @Override
    public void wrappedUp(CallId call, AgentId agent, Instant until) {}

    @Override
    public Future<Void> left(LeftMessage message) {
        return Future.succeededFuture();
    }

    @Override
    public Future<List<WaitingMessage>> waitingMessages() {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Optional<Sound>> sound(WaitingMessage message) {
        return Future.succeededFuture(Optional.empty());
    }

    @Override
    public Future<Void> handled(WaitingMessage message, AgentId by) {
        return Future.succeededFuture();
    }

    @Override
    public Future<Sound> sound(DeskCommand.Announced what) {
        return Future.failedFuture("nobody announces anything on a simulated day");
    }

    @Override
    public void count(CallId call, FlowEvent event) {
        events.accept(call, event);
    }

    @Override
    public void reconcile(LegsListed legs) {}

    @Override
    public Sound announcement(Announcement what) {
        return plan.announcements().sound(what);
    }

    @Override
    public Optional<Sound> whisper(QueueId queue) {
        return Optional.ofNullable(plan.whispers().get(queue));
    }

    @Override
    public Optional<Instant> opensAt(String calendar, Instant now) {
        return plan.hours().opensAt(calendar, closedCalendars(), now);
    }

    @Override
    public void note(Callback callback) {}

    @Override
    public void note(Dialled call) {}

    @Override
    public CallId newCall() {
        calls++;
        return new CallId("out " + calls);
    }

    @Override
    public RecordingId newRecording(CallId call) {
        recordings++;
        return new RecordingId("recording " + recordings);
    }

    @Override
    public Optional<CallScript> script(QueueId queue) {
        return Optional.empty();
    }

    @Override
    public Optional<ScreenPop> screenPop(QueueId queue) {
        return Optional.empty();
    }

    @Override
    public List<Contact> lastContacts(String number, Optional<String> key) {
        return List.of();
    }

    @Override
    public void tell(DeskEvent event) {}

    @Override
    public void keepSeats(SortedMap<AgentId, Seat> seats) {}
}
