package org.strowger.simulator.history;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.EnqueueCall;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.AgentPaused;
import org.strowger.engine.routing.RoutingEvent.CallEnded;
import org.strowger.engine.routing.RoutingEvent.CallLeftQueue;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CallQueued;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.WrapUpEnded;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.scenario.Span;

/// A day as the journal has it.
final class JournalDay {
    private static final String PAUSED = "paused";
    private static final String OTHER_CALL = "other call";
    private static final long FORGETS_EVERY = 1_024;

    /// What an agent does with a call.
    private record Contact(AgentId agent, CallId call) {}

    /// @param until what the agent had for it
    private record Work(QueueId queue, Instant since, Instant until) {}

    private final Span span;
    private final DayBuilder day;
    private final Map<Contact, Instant> ringing = new HashMap<>();
    private final Map<Contact, Work> wrapUps = new HashMap<>();
    private final Set<Contact> notPlayed = new HashSet<>();
    private @Nullable RoutingPolicy policy;
    private Instant last = Instant.EPOCH;

    private JournalDay(Span span) {
        this.span = span;
        day = new DayBuilder(span);
    }

    /// @throws RefusedDay when there is no such day in the journal
    static RecordedDay of(RecordedJournal journal, Span span) throws RefusedDay {
        try (Ahead ahead = new Ahead(journal)) {
            Tape tape = new Tape(ahead, ahead.first());
            JournalDay reading = new JournalDay(span);
            journal.before().ifPresent(reading::begin);
            return reading.read(tape, ahead.first());
        }
    }

    private RecordedDay read(Tape tape, long first) throws RefusedDay {
        long seq = first;
        RoutingEvent event = tape.at(seq);
        if (event != null && policy == null) {
            last = event.at();
            day.begins(last);
        }
        if (!last.isBefore(span.until())) {
            throw new RefusedDay(
                    "the journal begins at %s, after the end of what is asked for".formatted(last));
        }
        boolean isOver = false;
        while (event != null && !isOver) {
            on(event);
            isOver = day.isOver(event.at());
            seq++;
            if (seq % FORGETS_EVERY == 0) {
                tape.forgetBefore(seq);
            }
            event = tape.at(seq);
        }
        if (tape.fault().isPresent()) {
            day.gap("the journal ends early: " + tape.fault().get());
        }
        if (last.isBefore(span.from())) {
            throw new RefusedDay("the journal ends at %s, before %s".formatted(last, span.from()));
        }
        RoutingPolicy known = policy;
        if (known == null) {
            throw new RefusedDay("no policy was in force then");
        }
        return day.built(known, last);
    }

    private void begin(RoutingSnapshot state) {
        policy = state.policy();
        last = state.at();
        day.begins(state.at());
        if (state.at().isAfter(span.from()) && !state.calls().isEmpty()) {
            day.gap("%,d calls that were in line then".formatted(state.calls().size()));
        }
        for (RoutingSnapshot.SignedInAgent agent : state.agents()) {
            if (!agent.signingOut()) {
                day.signedIn(agent.id(), agent.profile(), state.at());
                agent.pauseReason().ifPresent(_ -> day.away(agent.id(), PAUSED, state.at()));
                if (agent.otherCall()) {
                    day.away(agent.id(), OTHER_CALL, state.at());
                }
                agent.contacts().forEach(contact -> begin(agent.id(), contact, state.at()));
            }
        }
    }

    private void begin(AgentId agent, RoutingSnapshot.Contact contact, Instant at) {
        switch (contact.phase()) {
            case RoutingSnapshot.Phase.Talking _, RoutingSnapshot.Phase.WrapUp _ ->
                    busyWith(new Contact(agent, contact.call()), at);
            case RoutingSnapshot.Phase.Ringing _ -> {
                // Where the call is not played, the agent is free.
            }
        }
    }

    /// An agent has a call that is not played: it came before, or began with the agent.
    private void busyWith(Contact contact, Instant at) {
        notPlayed.add(contact);
        day.away(contact.agent(), reason(contact), at);
    }

    private void doneWith(Contact contact, Instant at) {
        if (notPlayed.remove(contact)) {
            day.back(contact.agent(), reason(contact), at);
        }
    }

    /// One call's end is not another's: the reasons differ.
    private static String reason(Contact contact) {
        return "call not played: " + contact.call();
    }

    private void on(RoutingEvent event) {
        last = event.at();
        switch (event) {
            case CallQueued e -> queued(e);
            case CallOffered e -> ringing.put(new Contact(e.agent(), e.call()), e.at());
            case OfferEnded e -> offerEnded(e);
            case RoutingEvent.CallConnected e -> connected(e);
            case CallEnded e -> ended(e);
            case WrapUpEnded e -> wrapUpEnded(e);
            case CallLeftQueue e -> day.left(e.call().value(), end(e.reason()), e.at());
            case CallMoved e when e.why() == CallMoved.Why.COMMANDED ->
                    day.note(e.at(), "a supervisor moved a call to another queue");
            case RoutingEvent.PlaceKept e -> day.kept(e.call().value());
            case RoutingEvent.CallGivenBack e -> givenBack(e);
            case RoutingEvent.PlaceRetried e -> retried(e);
            case RoutingEvent.CallHandedOver e -> handedOver(e);
            case RoutingEvent.CallReprioritized e ->
                    day.note(e.at(), "a call was given another priority");
            case CommandRejected e -> rejected(e);
            case RoutingEvent.PolicyApplied e -> apply(e);
            case RoutingEvent.QueueOpened e -> day.note(e.at(), "a queue was opened by hand");
            case RoutingEvent.QueueClosed e -> day.note(e.at(), "a queue was closed by hand");
            case RoutingEvent.AgentSignedIn e -> day.signedIn(e.agent(), e.profile(), e.at());
            case RoutingEvent.AgentSignedOut e -> day.signedOut(e.agent(), e.at());
            case RoutingEvent.SignOutDeferred e -> day.signedOut(e.agent(), e.at());
            case RoutingEvent.ProfileChanged e ->
                    day.note(e.at(), "an agent's skills were changed");
            case AgentPaused e -> day.away(e.agent(), PAUSED, e.at());
            case RoutingEvent.AgentResumed e -> day.back(e.agent(), PAUSED, e.at());
            case RoutingEvent.OtherCallBegan e -> day.away(e.agent(), OTHER_CALL, e.at());
            case RoutingEvent.OtherCallEnded e -> day.back(e.agent(), OTHER_CALL, e.at());
            case CallMoved _,
                    RoutingEvent.StaffingChanged _,
                    RoutingEvent.PauseDeferred _,
                    RoutingEvent.WrapUpExtended _,
                    RoutingEvent.RestEnded _,
                    RoutingEvent.StepReached _,
                    RoutingEvent.PlaceDeferred _,
                    RoutingEvent.DeferralEnded _ -> {}
        }
    }

    private void apply(RoutingEvent.PolicyApplied e) {
        if (e.at().isAfter(span.from()) && day.isWithin(e.at()) && policy != null) {
            day.note(e.at(), "the policy was changed; the first of the day counts as in force");
        } else if (!e.at().isAfter(span.until())) {
            policy = e.policy();
        }
    }

    private void queued(CallQueued e) {
        if (e.takenUpBy().isPresent()) {
            day.note(e.at(), "an agent began a call: a callback, or a consultation");
            return;
        }
        day.came(
                e.call().value(),
                e.queue(),
                e.priority(),
                e.need(),
                e.preferred().map(Preferred::agent),
                e.at());
    }

    private void rejected(CommandRejected e) {
        if (!(e.command() instanceof EnqueueCall call)) {
            return;
        }
        switch (e.reason()) {
            case QUEUE_FULL, QUEUE_EMPTY ->
                    day.turnedAway(
                            call.queue(),
                            call.priority(),
                            call.need(),
                            call.preferred().map(Preferred::agent),
                            e.at());
            case QUEUE_CLOSED -> day.note(e.at(), "a call was turned away by a closed queue");
            default -> {
                // No caller was turned away: the command was mistaken.
            }
        }
    }

    private void offerEnded(OfferEnded e) {
        ringing.remove(new Contact(e.agent(), e.call()));
        switch (e.outcome()) {
            case BUSY, REJECTED, FAILED -> day.refused(e.at());
            case UNREACHABLE, EXPIRED -> day.missed(e.at());
            case WITHDRAWN -> {}
        }
    }

    private void connected(RoutingEvent.CallConnected e) {
        Instant since = ringing.remove(new Contact(e.agent(), e.call()));
        if (since != null) {
            day.rang(Duration.between(since, e.at()).toNanos() / 1e9, e.at());
        }
        if (day.has(e.call().value())) {
            day.connected(e.call().value(), e.at());
        } else {
            busyWith(new Contact(e.agent(), e.call()), e.at());
        }
    }

    private void ended(CallEnded e) {
        day.ended(e.call().value(), e.at());
        if (e.wrapUpUntil().isEmpty()) {
            doneWith(new Contact(e.agent(), e.call()), e.at());
        }
        e.wrapUpUntil()
                .ifPresent(
                        until ->
                                wrapUps.put(
                                        new Contact(e.agent(), e.call()),
                                        new Work(e.queue(), e.at(), until)));
    }

    private void givenBack(RoutingEvent.CallGivenBack e) {
        day.givenBack(e.call().value());
        doneWith(new Contact(e.agent(), e.call()), e.at());
    }

    private void retried(RoutingEvent.PlaceRetried e) {
        day.givenBack(e.call().value());
        if (e.wrapUpUntil().isEmpty()) {
            doneWith(new Contact(e.agent(), e.call()), e.at());
        }
    }

    /// The colleague was busy with being asked; whose call is played goes on with the first agent.
    private void handedOver(RoutingEvent.CallHandedOver e) {
        day.note(e.at(), "a call was handed over to a colleague");
        doneWith(new Contact(e.to(), e.consult()), e.at());
        Contact before = new Contact(e.from(), e.call());
        if (notPlayed.contains(before)) {
            busyWith(new Contact(e.to(), e.call()), e.at());
        }
        if (e.wrapUpUntil().isEmpty()) {
            doneWith(before, e.at());
        }
    }

    private void wrapUpEnded(WrapUpEnded e) {
        doneWith(new Contact(e.agent(), e.call()), e.at());
        Work work = wrapUps.remove(new Contact(e.agent(), e.call()));
        if (work != null) {
            boolean isCut = !e.at().isBefore(work.until());
            day.wrappedUp(
                    work.queue(), work.since(), isCut ? Optional.empty() : Optional.of(e.at()));
        }
    }

    private static End end(LeaveReason reason) {
        return switch (reason) {
            case ABANDONED -> End.GAVE_UP;
            case CHOSE_TO_LEAVE -> End.CHOSE_TO_LEAVE;
            case TIMED_OUT, MOVED -> End.SENT_ON;
            case CALLBACK_GIVEN_UP, CALLED_AGAIN, EXPIRED, DIALLED -> End.KEPT;
            case NODE_LOST, MAX_WAIT, EMPTY, NOT_TAKEN -> End.CUT;
        };
    }
}
