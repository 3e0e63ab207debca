package org.strowger.engine.call;

import static org.strowger.engine.call.DeskAnswer.answer;
import static org.strowger.engine.call.DeskAnswer.refused;

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
import java.util.function.Supplier;
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
    /// How many talks of an agent are remembered, over or not: some 300 bytes each, for thousands
    /// of agents.
    static final int MOST = 50;

    static final Duration REMEMBERED = Duration.ofHours(24);
    static final int LONGEST_NOTE = 2_000;

    /// What the core allows.
    static final Duration LONGEST = Duration.ofDays(1);

    private final Desk desk;
    private final CoreAnswers core;

    /// Of each agent, in the order in which the talks began.
    private final SortedMap<AgentId, SequencedMap<CallId, TalkWork>> works = new TreeMap<>();

    WrapUps(Desk desk, CoreAnswers core) {
        this.desk = desk;
        this.core = core;
    }

    // What happens.

    /// An agent has the customer of a call from now on. After-call work of an earlier talk with
    /// them ends: what came of the call is said when the agent is done with it.
    void talkBegan(AgentId agent, CallId call, QueueId queue) {
        SequencedMap<CallId, TalkWork> theirs = of(agent);
        Optional.ofNullable(theirs.remove(call)).ifPresent(TalkWork::resumed);
        forgetOld(theirs);
        theirs.put(call, new TalkWork(desk, agent, call, queue));
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
            case RoutingEvent.CallGivenBack e -> noTalk(e.agent(), e.call());
            case RoutingEvent.CallHandedOver e -> over(e.from(), e.call(), e.at(), e.wrapUpUntil());
            case RoutingEvent.WrapUpExtended e ->
                    work(e.agent(), e.call()).ifPresent(work -> work.extended(e.until()));
            case RoutingEvent.WrapUpEnded e -> {
                work(e.agent(), e.call()).ifPresent(TalkWork::wrapUpOver);
                desk.services().tell(new DeskEvent.WrapUpOver(desk.now(), e.agent(), e.call()));
            }
            case RoutingEvent.AgentSignedOut e ->
                    of(e.agent()).values().forEach(work -> work.agentLeft(e.at()));
            case RoutingEvent _ -> {}
        }
    }

    /// What is no longer required keeps nobody in after-call work.
    void rulesChanged() {
        works.values().forEach(theirs -> theirs.values().forEach(TalkWork::rulesChanged));
    }

    private void over(AgentId agent, CallId call, Instant at, Optional<Instant> until) {
        work(agent, call).ifPresent(work -> work.talkOver(at, until));
    }

    /// An earlier talk with the same customer was one.
    private void noTalk(AgentId agent, CallId call) {
        work(agent, call).filter(work -> !work.isOver()).ifPresent(_ -> of(agent).remove(call));
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

    /// The call that is meant when the agent says what came of one and cannot name it: the first
    /// over whose disposition is owed, or else the one that began last.
    Optional<CallId> callToDispose(AgentId agent) {
        return running(agent).stream()
                .filter(TalkWork::isMissing)
                .map(TalkWork::call)
                .findFirst()
                .or(() -> Optional.ofNullable(of(agent).lastEntry()).map(Map.Entry::getKey));
    }

    /// The queue of a talk that is remembered.
    Optional<QueueId> queue(AgentId agent, CallId call) {
        return work(agent, call).map(TalkWork::queue);
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

    /// Gives more time.
    ///
    /// @param named the call whose after-call work is meant
    /// @param wrappingUp those there are
    Future<DeskAnswer> extend(
            AgentId agent, Optional<CallId> named, List<CallId> wrappingUp, Duration by) {
        if (by.isNegative() || by.isZero() || by.compareTo(LONGEST) > 0) {
            return answer(refused(Reason.BAD_VALUE, "expected a time of up to 24 hours"));
        }
        List<CallId> meant = named.map(List::of).orElse(wrappingUp).stream().distinct().toList();
        return switch (meant.size()) {
            case 0 -> answer(refused(Reason.WRONG_STATE, "the agent is not in after-call work"));
            case 1 -> extend(agent, meant.getFirst(), by);
            default ->
                    answer(
                            refused(
                                    Reason.AMBIGUOUS,
                                    "say which call: the agent has after-call work of " + meant));
        };
    }

    private Future<DeskAnswer> extend(AgentId agent, CallId call, Duration by) {
        Optional<TalkWork> held = work(agent, call).filter(TalkWork::isStretched);
        if (held.isPresent()) {
            held.get().extend(by);
            return answer(new DeskAnswer.Done());
        }
        return core.ask(
                CoreAnswers.about(Kind.EXTEND_WRAP_UP, agent, call),
                at -> new RoutingCommand.ExtendWrapUp(at, agent, call, by));
    }

    /// Whether after-call work goes on for want of a disposition.
    boolean isMissing(AgentId agent) {
        return running(agent).stream().anyMatch(TalkWork::isMissing);
    }

    /// Ends all after-call work now.
    ///
    /// @param wrappingUp the calls of which there is some
    Future<DeskAnswer> end(Actor by, AgentId agent, List<CallId> wrappingUp) {
        List<TalkWork> missing = running(agent).stream().filter(TalkWork::isMissing).toList();
        return mustStay(by, missing)
                .map(DeskAnswer::answer)
                .orElseGet(() -> endNow(by, agent, wrappingUp, missing));
    }

    /// Lets the agent leave who owes nothing, or nothing any more: neither of after-call work nor
    /// of a talk at whose end they are gone.
    ///
    /// @param leave has the core let them go
    Future<DeskAnswer> leave(Actor by, AgentId agent, Supplier<Future<DeskAnswer>> leave) {
        List<TalkWork> owed = of(agent).values().stream().filter(TalkWork::isOwed).toList();
        return mustStay(by, owed)
                .map(DeskAnswer::answer)
                .orElseGet(() -> leave.get().onSuccess(answer -> waive(by, owed, answer)));
    }

    /// Nobody but the agent can do without a disposition that the agent owes.
    private static Optional<DeskAnswer> mustStay(Actor by, List<TalkWork> missing) {
        return missing.isEmpty() || !(by instanceof Actor.OfAgent)
                ? Optional.empty()
                : Optional.of(
                        refused(
                                Reason.DISPOSITION_MISSING,
                                "say first what came of call " + missing.getFirst().call()));
    }

    /// What the core did not do leaves everything owed that was.
    private static void waive(Actor by, List<TalkWork> missing, DeskAnswer answer) {
        if (answer instanceof DeskAnswer.Done) {
            missing.forEach(work -> work.waive(by));
        }
    }

    private Future<DeskAnswer> endNow(
            Actor by, AgentId agent, List<CallId> wrappingUp, List<TalkWork> missing) {
        List<Future<DeskAnswer>> ends =
                wrappingUp.stream().map(call -> endNow(by, agent, call, missing)).toList();
        return Future.all(ends).map(_ -> worst(ends));
    }

    private Future<DeskAnswer> endNow(
            Actor by, AgentId agent, CallId call, List<TalkWork> missing) {
        List<TalkWork> ofCall = missing.stream().filter(work -> work.call().equals(call)).toList();
        return core.ask(
                        CoreAnswers.about(Kind.END_WRAP_UP, agent, call),
                        at -> new RoutingCommand.EndWrapUp(at, agent, call),
                        RoutingEvent.CommandRejected.Reason.NOT_WRAPPING_UP)
                .onSuccess(answer -> waive(by, ofCall, answer));
    }

    /// The first that was refused, if one was.
    private static DeskAnswer worst(List<Future<DeskAnswer>> answers) {
        return answers.stream()
                .map(Future::result)
                .filter(DeskAnswer.Refused.class::isInstance)
                .findFirst()
                .orElseGet(DeskAnswer.Done::new);
    }
}
