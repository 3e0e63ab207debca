package org.strowger.engine.call;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.call.CoreAnswers.Question.Kind;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.contact.Disposition;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// What agents say of the talks they had, and the after-call work in which they say it.
///
/// Where a queue requires a disposition, after-call work is stretched to the longest that the
/// routing core allows as soon as it begins, and ended when the disposition is given: not before
/// the queue's own time for it has passed.
final class WrapUps {
    private static final Logger LOG = LoggerFactory.getLogger(WrapUps.class);

    /// How many talks of an agent are remembered, over or not.
    static final int MOST = 500;

    static final Duration REMEMBERED = Duration.ofHours(24);
    static final int LONGEST_NOTE = 2_000;

    /// What the core allows.
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Desk desk;
    private final CoreAnswers core;

    /// Of each agent, in the order in which the talks began.
    private final SortedMap<AgentId, SequencedMap<CallId, TalkWork>> works = new TreeMap<>();

    WrapUps(Desk desk, CoreAnswers core) {
        this.desk = desk;
        this.core = core;
    }

    // What happens.

    /// An agent has the customer of a call from now on.
    void talkBegan(AgentId agent, CallId call, QueueId queue) {
        SequencedMap<CallId, TalkWork> theirs = of(agent);
        Optional.ofNullable(theirs.remove(call)).ifPresent(TalkWork::wrapUpOver);
        forgetOld(theirs);
        theirs.put(call, new TalkWork(agent, call, queue));
    }

    private SequencedMap<CallId, TalkWork> of(AgentId agent) {
        return works.computeIfAbsent(agent, _ -> new LinkedHashMap<>());
    }

    private void forgetOld(SequencedMap<CallId, TalkWork> theirs) {
        Instant oldest = desk.now().minus(REMEMBERED);
        while (!theirs.isEmpty()
                && (theirs.size() >= MOST
                        || theirs.firstEntry().getValue().wasOverBefore(oldest))) {
            theirs.pollFirstEntry().getValue().wrapUpOver();
        }
    }

    void heard(RoutingEvent event) {
        switch (event) {
            case RoutingEvent.CallEnded e -> over(e.agent(), e.call(), e.at(), e.wrapUpUntil());
            case RoutingEvent.PlaceRetried e -> over(e.agent(), e.call(), e.at(), e.wrapUpUntil());
            case RoutingEvent.CallHandedOver e -> over(e.from(), e.call(), e.at(), e.wrapUpUntil());
            case RoutingEvent.WrapUpExtended e ->
                    work(e.agent(), e.call()).ifPresent(work -> work.extended(e.until()));
            case RoutingEvent.WrapUpEnded e -> {
                work(e.agent(), e.call()).ifPresent(TalkWork::wrapUpOver);
                desk.services().tell(new DeskEvent.WrapUpOver(desk.now(), e.agent(), e.call()));
            }
            case RoutingEvent.AgentSignedOut e -> running(e.agent()).forEach(TalkWork::wrapUpOver);
            case RoutingEvent _ -> {}
        }
    }

    private void over(AgentId agent, CallId call, Instant at, Optional<Instant> until) {
        work(agent, call).ifPresent(work -> work.talkOver(at, until));
    }

    private Optional<TalkWork> work(AgentId agent, CallId call) {
        return Optional.ofNullable(works.get(agent)).map(theirs -> theirs.get(call));
    }

    private List<TalkWork> running(AgentId agent) {
        return of(agent).values().stream().filter(TalkWork::isWrappingUp).toList();
    }

    /// Asks again, after a restart, for what is missing in after-call work that goes on.
    void remember(RoutingSnapshot known) {
        for (SignedInAgent agent : known.agents()) {
            for (Contact contact : agent.contacts()) {
                if (contact.phase() instanceof Phase.WrapUp(var until)
                        && work(agent.id(), contact.call()).isEmpty()) {
                    talkBegan(agent.id(), contact.call(), contact.queue());
                    work(agent.id(), contact.call())
                            .ifPresent(work -> work.wasWrappingUp(known.at(), until));
                }
            }
        }
    }

    // What people ask.

    /// The call that the agent talks about, or else had last.
    Optional<CallId> lastCall(AgentId agent) {
        return Optional.ofNullable(of(agent).lastEntry()).map(Map.Entry::getKey);
    }

    /// The queue of a talk that is remembered.
    Optional<QueueId> queue(AgentId agent, CallId call) {
        return work(agent, call).map(work -> work.queue);
    }

    DeskAnswer dispose(AgentId agent, CallId call, String reason, String note) {
        forgetOld(of(agent));
        Optional<TalkWork> work = work(agent, call);
        if (work.isEmpty()) {
            return refused(Reason.UNKNOWN_CALL, "the agent had no such call in the last 24 hours");
        }
        if (!work.get().rules().reasons().contains(reason)) {
            return refused(
                    Reason.BAD_VALUE,
                    "expected one of the queue's reasons: "
                            + String.join(", ", work.get().rules().reasons()));
        }
        if (note.length() > LONGEST_NOTE) {
            return refused(Reason.BAD_VALUE, "a note has at most 2,000 characters");
        }
        work.get().dispose(new Disposition(reason, note, desk.now()));
        return new DeskAnswer.Done();
    }

    Future<DeskAnswer> extend(AgentId agent, Duration by) {
        if (by.isNegative() || by.isZero() || by.compareTo(LONGEST) > 0) {
            return answer(refused(Reason.BAD_VALUE, "expected a time of up to 24 hours"));
        }
        Optional<TalkWork> held =
                running(agent).stream().filter(work -> work.isStretched()).findFirst();
        if (held.isPresent()) {
            held.get().extend(by);
            return answer(new DeskAnswer.Done());
        }
        return core.ask(
                CoreAnswers.about(Kind.EXTEND_WRAP_UP, agent),
                at -> new RoutingCommand.ExtendWrapUp(at, agent, by));
    }

    /// Whether after-call work goes on for want of a disposition.
    boolean isMissing(AgentId agent) {
        return running(agent).stream().anyMatch(TalkWork::isMissing);
    }

    /// Ends after-call work now. Of one who is not the agent it is taken without the disposition.
    Future<DeskAnswer> end(Actor by, AgentId agent) {
        List<TalkWork> missing = running(agent).stream().filter(TalkWork::isMissing).toList();
        if (!missing.isEmpty() && by instanceof Actor.OfAgent) {
            return answer(
                    refused(Reason.DISPOSITION_MISSING, "say first what came of the last call"));
        }
        missing.forEach(work -> work.waive(by));
        return core.ask(
                CoreAnswers.about(Kind.END_WRAP_UP, agent),
                at -> new RoutingCommand.EndWrapUp(at, agent),
                RoutingEvent.CommandRejected.Reason.NOT_WRAPPING_UP);
    }

    private static DeskAnswer refused(Reason reason, String message) {
        return new DeskAnswer.Refused(reason, message);
    }

    private static Future<DeskAnswer> answer(DeskAnswer answer) {
        return Future.succeededFuture(answer);
    }

    /// One talk of one agent, and the work after it.
    private final class TalkWork implements Desk.Sleeper {
        private final AgentId agent;
        private final CallId call;
        private final QueueId queue;
        private Optional<Disposition> given = Optional.empty();
        private Optional<Instant> overAt = Optional.empty();

        /// When after-call work would end by itself if nothing were missing; empty when there is
        /// none.
        private Optional<Instant> usualEnd = Optional.empty();

        /// When the core ends it, if that is later.
        private Optional<Instant> stretchedTo = Optional.empty();

        private boolean waived;

        /// The core has been asked to end it.
        private boolean ending;

        private TalkWork(AgentId agent, CallId call, QueueId queue) {
            this.agent = agent;
            this.call = call;
            this.queue = queue;
        }

        private DispositionRules rules() {
            return desk.rules().handling(queue).dispositions();
        }

        private boolean wasOverBefore(Instant time) {
            return overAt.filter(at -> at.isBefore(time)).isPresent();
        }

        private boolean isWrappingUp() {
            return usualEnd.isPresent();
        }

        private boolean isStretched() {
            return stretchedTo.isPresent();
        }

        private boolean isMissing() {
            return isWrappingUp() && given.isEmpty() && !waived && rules().required();
        }

        // What happens.

        private void talkOver(Instant at, Optional<Instant> until) {
            overAt = Optional.of(at);
            usualEnd = until;
            tellDisposition();
            if (isMissing()) {
                until.ifPresent(end -> stretch(at, end));
            }
            tellWrapUp();
        }

        /// Before a restart. Whether it is stretched already cannot be seen, and what was said is
        /// forgotten: what is required is asked again, and ends the work at once.
        private void wasWrappingUp(Instant now, Instant until) {
            talkOver(now, Optional.of(until));
            if (isMissing()) {
                usualEnd = Optional.of(now);
            }
        }

        private void stretch(Instant from, Instant end) {
            Instant to = from.plus(LONGEST);
            stretchedTo = Optional.of(to);
            Duration by = Duration.between(end, to);
            if (by.isPositive()) {
                desk.tell(at -> new RoutingCommand.ExtendWrapUp(at, agent, by));
            }
        }

        private void extended(Instant until) {
            if (isWrappingUp() && !isStretched() && !ending) {
                usualEnd = Optional.of(until);
                tellWrapUp();
            }
        }

        private void extend(Duration by) {
            Instant asked = later(usualEnd.orElse(desk.now()), desk.now()).plus(by);
            usualEnd = Optional.of(earlier(asked, stretchedTo.orElse(asked)));
            tellWrapUp();
            if (!isMissing()) {
                endInTime();
            }
        }

        private static Instant later(Instant one, Instant other) {
            return one.isAfter(other) ? one : other;
        }

        private static Instant earlier(Instant one, Instant other) {
            return one.isBefore(other) ? one : other;
        }

        private void dispose(Disposition disposition) {
            given = Optional.of(disposition);
            if (overAt.isPresent()) {
                tellDisposition();
            }
            if (isWrappingUp()) {
                tellWrapUp();
                endInTime();
            }
        }

        /// Work that was not stretched ends by itself.
        private void endInTime() {
            if (!isStretched() || ending) {
                return;
            }
            if (usualEnd.orElse(desk.now()).isAfter(desk.now())) {
                desk.wake(this, usualEnd);
            } else {
                ending = true;
                desk.tell(at -> new RoutingCommand.EndWrapUp(at, agent));
            }
        }

        @Override
        public void timePassed() {
            if (isWrappingUp()) {
                endInTime();
            }
        }

        private void wrapUpOver() {
            desk.wake(this, Optional.empty());
            stretchedTo = Optional.empty();
            usualEnd = Optional.empty();
        }

        private void waive(Actor by) {
            waived = true;
            LOG.info("{} of {}: ended without its disposition by {}", call, agent, by);
            desk.services().tell(new DeskEvent.DispositionWaived(desk.now(), agent, call, by));
        }

        // What people are shown.

        private void tellDisposition() {
            given.ifPresent(
                    disposition ->
                            desk.services()
                                    .tell(
                                            new DeskEvent.Disposed(
                                                    desk.now(), agent, call, queue, disposition)));
        }

        private void tellWrapUp() {
            usualEnd.ifPresent(
                    until ->
                            desk.services()
                                    .tell(
                                            new DeskEvent.WrapUpBegan(
                                                    desk.now(),
                                                    agent,
                                                    call,
                                                    queue,
                                                    until,
                                                    given.isPresent()
                                                            ? List.of()
                                                            : rules().reasons(),
                                                    isMissing())));
        }
    }
}
