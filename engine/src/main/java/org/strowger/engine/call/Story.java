package org.strowger.engine.call;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.contact.Contact;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.contact.Timeline;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;

/// What a customer went through in one call, stretch by stretch without gaps, for the contact that
/// remains of it.
final class Story {
    private CallId call;
    private final Party customer;
    private final String dialled;
    private final CallSession.Origin origin;
    private final Instant arrivedAt;
    private final Timeline way;
    private boolean waits;
    private Optional<Instant> inLineSince = Optional.empty();
    private Optional<Instant> answeredAt = Optional.empty();
    private Optional<AgentId> lastAgent = Optional.empty();
    private Optional<QueueId> lastQueue = Optional.empty();
    private boolean leftMessage;
    private boolean keptPlace;
    private boolean wentOutside;
    private boolean failed;
    private String flow = "";
    private Instant endedAt;
    private HangupCause cause = HangupCause.NORMAL;

    /// How it was given up, if the customer was waiting at the end.
    private Optional<Outcome> abandoned = Optional.empty();

    private Optional<String> key = Optional.empty();

    Story(
            CallId call,
            Party customer,
            String dialled,
            CallSession.Origin origin,
            Instant arrivedAt) {
        this.call = call;
        this.customer = customer;
        this.dialled = dialled;
        this.origin = origin;
        this.arrivedAt = arrivedAt;
        this.endedAt = arrivedAt;
        this.way = new Timeline(arrivedAt);
    }

    /// The contact is another call's: the place that was kept has the name.
    void keptPlace(CallId newName) {
        keptPlace = true;
        call = newName;
    }

    Instant arrivedAt() {
        return arrivedAt;
    }

    /// What goes on from now on; nothing changes when it did already.
    void goesOn(Kind kind, Optional<AgentId> with, Instant at) {
        way.begin(kind, with, at);
        boolean waited = waits;
        waits = kind == Kind.QUEUE || kind == Kind.RINGING;
        if (!waits) {
            inLineSince = Optional.empty();
        } else if (!waited) {
            inLineSince = Optional.of(at);
        }
    }

    void inLineOf(QueueId queue) {
        lastQueue = Optional.of(queue);
    }

    /// With an agent, in one of the ways that there are.
    void talks(Talk talk, Instant now) {
        Optional<AgentId> agent = Optional.of(talk.agent());
        switch (talk.state()) {
            case Talk.State.Greeting _ -> goesOn(Kind.RINGING, Optional.empty(), now);
            case Talk.State.Together _, Talk.State.InConference _ -> {
                goesOn(Kind.TALK, agent, now);
                answeredAt = answeredAt.or(() -> Optional.of(now));
                lastAgent = agent;
                lastQueue = Optional.of(talk.queue());
            }
            case Talk.State.Held _ -> goesOn(Kind.HOLD, agent, now);
            case Talk.State.Consulting _ -> goesOn(Kind.CONSULT, agent, now);
            case Talk.State.Over _ -> {}
        }
    }

    /// What another system calls the customer.
    void isOf(String customerKey) {
        key = Optional.of(customerKey);
    }

    /// With a colleague who was called directly.
    void talksTo(AgentId agent, Instant now) {
        answeredAt = answeredAt.or(() -> Optional.of(now));
        lastAgent = Optional.of(agent);
    }

    /// In this flow.
    void beginsIn(String id) {
        flow = id;
    }

    void leftMessage() {
        leftMessage = true;
    }

    /// A place is kept in this queue, whether or not the caller was in its line before.
    void keptPlace(QueueId queue) {
        keptPlace = true;
        lastQueue = Optional.of(queue);
    }

    void wentOutside() {
        wentOutside = true;
    }

    void failed() {
        failed = true;
    }

    /// The customer is gone.
    ///
    /// @param inLine whether they were waiting
    /// @param shortAbandon who waited for less has not waited
    void ends(Instant at, HangupCause why, boolean inLine, Duration shortAbandon) {
        endedAt = way.end(at);
        cause = why;
        abandoned = inLine ? Optional.of(abandoned(at, shortAbandon)) : Optional.empty();
    }

    private Outcome abandoned(Instant at, Duration shortAbandon) {
        boolean isShort =
                inLineSince.filter(since -> at.isBefore(since.plus(shortAbandon))).isPresent();
        return isShort ? Outcome.SHORT_ABANDON : Outcome.ABANDONED;
    }

    /// Known last: what a customer said before they hung up is stored after.
    private Outcome outcome() {
        if (abandoned.isPresent()) {
            return abandoned.get();
        }
        if (wentOutside) {
            return Outcome.TRANSFERRED_OUT;
        }
        if (answeredAt.isPresent()) {
            return switch (origin) {
                case THEY_CALLED -> Outcome.ANSWERED;
                case CALLED_BACK -> Outcome.CALLED_BACK;
                case WE_CALLED -> Outcome.OUTBOUND_ANSWERED;
            };
        }
        if (origin != CallSession.Origin.THEY_CALLED) {
            return Outcome.OUTBOUND_FAILED;
        }
        if (keptPlace) {
            return Outcome.CALLBACK_KEPT;
        }
        if (leftMessage) {
            return Outcome.VOICEMAIL;
        }
        if (failed || cause == HangupCause.NETWORK_FAILURE) {
            return Outcome.FAILED;
        }
        return lastQueue.isPresent() ? Outcome.LEFT_QUEUE : Outcome.SELF_SERVED;
    }

    /// What remains of it if nobody is left to tell the rest.
    Contact ifLost() {
        return new Contact(
                call,
                customer,
                Optional.empty(),
                dialled,
                flow,
                Optional.empty(),
                Optional.empty(),
                arrivedAt,
                Optional.empty(),
                arrivedAt,
                Outcome.FAILED,
                Optional.empty(),
                List.of(),
                new Timeline(arrivedAt).until(arrivedAt));
    }

    /// All of it: once the customer is gone, and what they said is stored.
    Contact contact(List<RecordingId> recordings) {
        return new Contact(
                call,
                customer,
                key,
                dialled,
                flow,
                lastQueue,
                lastAgent,
                arrivedAt,
                answeredAt,
                endedAt,
                outcome(),
                Optional.empty(),
                recordings,
                way.until(endedAt));
    }
}
