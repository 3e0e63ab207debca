package org.strowger.engine.contact;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.contact.Segment.Kind;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingId;

/// What remains of a finished call. Times are to the millisecond.
///
/// @param caller the customer: who called, or who was called
/// @param key what names the customer in the site's own books, 1 to 200 characters
/// @param dialled the number that was called; 200 characters of it
/// @param flow the flow where the call began, empty when it came to none; 200 characters of it
/// @param queue the last one that the call was in line of
/// @param agent who talked to the customer last
/// @param answeredAt when the first talk began
/// @param segments the customer's way from arrival to end, each segment beginning where the one
///   before it ends; then the agents' work after their talks, each piece beginning where a segment
///   of this agent ends. At most 1,000
/// @param failure why it came to nothing, where that is known
public record Contact(
        CallId call,
        Party caller,
        Optional<String> key,
        String dialled,
        String flow,
        Optional<QueueId> queue,
        Optional<AgentId> agent,
        Instant arrivedAt,
        Optional<Instant> answeredAt,
        Instant endedAt,
        Outcome outcome,
        Optional<Disposition> disposition,
        List<RecordingId> recordings,
        List<Segment> segments,
        Optional<WhyFailed> failure) {
    static final int LONGEST_TEXT = 200;
    static final int MOST_RECORDINGS = 100;
    static final int MOST_SEGMENTS = 1_000;

    public Contact {
        key = key.map(text -> Texts.cut(text.strip(), LONGEST_TEXT)).filter(k -> !k.isEmpty());
        dialled = Texts.cut(dialled, LONGEST_TEXT);
        flow = Texts.cut(flow, LONGEST_TEXT);
        arrivedAt = arrivedAt.truncatedTo(ChronoUnit.MILLIS);
        answeredAt = answeredAt.map(at -> at.truncatedTo(ChronoUnit.MILLIS));
        endedAt = endedAt.truncatedTo(ChronoUnit.MILLIS);
        recordings = List.copyOf(recordings);
        segments = List.copyOf(segments);
        expect(recordings.size() <= MOST_RECORDINGS, "too many recordings");
        expect(segments.size() <= MOST_SEGMENTS, "too many segments");
        expectTalk(outcome, agent, answeredAt, arrivedAt, endedAt);
        expect(queue.isPresent() || !outcome.needsQueue(), outcome + " needs a queue");
        expectWay(segments, arrivedAt, endedAt);
        expectWrapUps(segments);
    }

    /// One that did not come to nothing, or nobody knows why.
    public Contact(
            CallId call,
            Party caller,
            Optional<String> key,
            String dialled,
            String flow,
            Optional<QueueId> queue,
            Optional<AgentId> agent,
            Instant arrivedAt,
            Optional<Instant> answeredAt,
            Instant endedAt,
            Outcome outcome,
            Optional<Disposition> disposition,
            List<RecordingId> recordings,
            List<Segment> segments) {
        this(
                call,
                caller,
                key,
                dialled,
                flow,
                queue,
                agent,
                arrivedAt,
                answeredAt,
                endedAt,
                outcome,
                disposition,
                recordings,
                segments,
                Optional.empty());
    }

    private static void expectTalk(
            Outcome outcome,
            Optional<AgentId> agent,
            Optional<Instant> answeredAt,
            Instant arrivedAt,
            Instant endedAt) {
        boolean talked = agent.isPresent() && answeredAt.isPresent();
        expect(talked || !outcome.isSuccess(), outcome + " needs an agent and a talk");
        answeredAt.ifPresent(
                at ->
                        expect(
                                !at.isBefore(arrivedAt) && !at.isAfter(endedAt),
                                "a talk began outside of the call"));
    }

    /// Segments are contiguous and add up to the call.
    private static void expectWay(List<Segment> segments, Instant arrivedAt, Instant endedAt) {
        Instant reached = arrivedAt;
        boolean wrappingUp = false;
        for (Segment segment : segments) {
            if (!segment.isCallers()) {
                wrappingUp = true;
                continue;
            }
            expect(!wrappingUp, "WRAP_UP must come last");
            expect(
                    segment.from().equals(reached),
                    segment.kind() + " must begin at " + reached + ", not at " + segment.from());
            reached = segment.until();
        }
        expect(
                reached.equals(endedAt),
                "the segments must end at " + endedAt + ", not at " + reached);
    }

    private static void expectWrapUps(List<Segment> segments) {
        for (Segment work : segments) {
            expect(
                    work.isCallers() || segments.stream().anyMatch(each -> leadsTo(each, work)),
                    "WRAP_UP must begin where a segment of its agent ends");
        }
    }

    private static boolean leadsTo(Segment talk, Segment work) {
        return talk.isCallers()
                && talk.who().equals(work.who())
                && talk.until().equals(work.from());
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException("a contact does not add up: " + otherwise);
        }
    }

    /// The agent of a contact that ended well.
    public Optional<AgentId> answeredBy() {
        return outcome.isSuccess() ? agent : Optional.empty();
    }

    /// The same, which went on until a time as it began and then was lost with its node.
    Contact lost(Instant at) {
        Segment began = segments.getFirst();
        Instant end = at.isAfter(arrivedAt) ? at : arrivedAt;
        return new Contact(
                call,
                caller,
                key,
                dialled,
                flow,
                queue,
                agent,
                arrivedAt,
                answeredAt,
                end,
                outcome,
                disposition,
                recordings,
                List.of(new Segment(began.kind(), began.who(), arrivedAt, end)),
                Optional.of(WhyFailed.NODE_LOST));
    }

    /// The same with another disposition.
    Contact disposed(Disposition given) {
        return with(caller, key, dialled, Optional.of(given), segments);
    }

    /// The same with the work after the last talk of an agent, which went on until then; empty when
    /// it does not fit.
    Optional<Contact> wrappedUp(AgentId who, Instant until) {
        List<Segment> all = new ArrayList<>(segments);
        Optional<Instant> from =
                segments.reversed().stream()
                        .filter(s -> s.isCallers() && s.who().equals(Optional.of(who)))
                        .map(Segment::until)
                        .findFirst();
        boolean fits =
                from.isPresent()
                        && !until.isBefore(from.get())
                        && all.size() < MOST_SEGMENTS
                        && segments.stream().noneMatch(s -> isWorkOf(who, from.get(), s));
        if (!fits) {
            return Optional.empty();
        }
        all.add(new Segment(Kind.WRAP_UP, Optional.of(who), from.get(), until));
        return Optional.of(with(caller, key, dialled, disposition, all));
    }

    private static boolean isWorkOf(AgentId who, Instant from, Segment segment) {
        return segment.kind() == Kind.WRAP_UP
                && segment.who().equals(Optional.of(who))
                && segment.from().equals(from);
    }

    /// The same without anything that tells who the customer is. What stays counts in reports.
    Contact anonymous() {
        Optional<Disposition> reason =
                disposition.map(d -> new Disposition(d.reason(), "", d.at()));
        boolean calledThem = CallerNumber.of(dialled).equals(CallerNumber.of(caller.number()));
        Contact nobody =
                with(Party.UNKNOWN, Optional.empty(), calledThem ? "" : dialled, reason, segments);
        return nobody.withoutRecordings();
    }

    private Contact withoutRecordings() {
        return new Contact(
                call,
                caller,
                key,
                dialled,
                flow,
                queue,
                agent,
                arrivedAt,
                answeredAt,
                endedAt,
                outcome,
                disposition,
                List.of(),
                segments,
                failure);
    }

    private Contact with(
            Party who,
            Optional<String> customer,
            String number,
            Optional<Disposition> reason,
            List<Segment> parts) {
        return new Contact(
                call,
                who,
                customer,
                number,
                flow,
                queue,
                agent,
                arrivedAt,
                answeredAt,
                endedAt,
                outcome,
                reason,
                recordings,
                parts,
                failure);
    }
}
