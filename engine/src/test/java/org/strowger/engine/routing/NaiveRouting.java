package org.strowger.engine.routing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.strowger.engine.routing.DecisionRecord.Basis;
import org.strowger.engine.routing.NaiveCentre.Agent;
import org.strowger.engine.routing.NaiveCentre.Call;
import org.strowger.engine.routing.NaiveChoice.Pairing;
import org.strowger.engine.routing.RoutingEvent.CallMoved;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingEvent.CommandRejected.Reason;
import org.strowger.engine.routing.RoutingEvent.OfferEnded;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingEvent.StepReached;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase.Ringing;
import org.strowger.engine.routing.RoutingSnapshot.Phase.Talking;
import org.strowger.engine.routing.RoutingSnapshot.Phase.WrapUp;

/// The rules of docs/reference/routing.md a second time, as plainly as they can be said: everything
/// is looked for everywhere, every time. What the core does faster must come out the same.
final class NaiveRouting implements AnyRouting {
    private final NaiveCentre centre = new NaiveCentre();
    private List<RoutingEvent> events = new ArrayList<>();
    private Instant now = Instant.MIN;

    /// Something to be done at a time.
    private record Due(Instant at, Runnable what) {}

    /// Why a queue does not take a call, and which takes it instead.
    private record Obstacle(Reason reason, Optional<QueueId> overflow) {}

    /// Where a call comes in, or why it does not.
    private record Way(Optional<QueueId> in, Optional<Reason> refusal) {}

    @Override
    public List<RoutingEvent> handle(RoutingCommand command) {
        if (command.at().isBefore(centre.lastEvent)) {
            throw new IllegalArgumentException("time went back: " + command);
        }
        events = new ArrayList<>();
        now = command.at();
        doWhatIsDue();
        carryOut(command);
        followUp();
        doWhatIsDue();
        offer();
        return List.copyOf(events);
    }

    @Override
    public Optional<Instant> nextDeadline() {
        Stream<Instant> refusals =
                centre.waiting().stream()
                        .flatMap(call -> call.refusals.values().stream())
                        .filter(until -> until.isAfter(now));
        return Stream.concat(dues().stream().map(Due::at), refusals).min(Comparator.naturalOrder());
    }

    @Override
    public OptionalInt place(CallId id) {
        Call call = centre.calls.get(id);
        if (call == null || call.takenUpBy.isPresent()) {
            return OptionalInt.empty();
        }
        Comparator<Call> order = new NaiveChoice(centre, centre.lastEvent).mostUrgentFirst();
        return OptionalInt.of(
                (int)
                        centre.calls.values().stream()
                                .filter(other -> other.queue.equals(call.queue))
                                .filter(other -> other == call || !other.isAside())
                                .filter(other -> order.compare(other, call) <= 0)
                                .count());
    }

    @Override
    public SortedMap<AgentId, DecisionRecord.Standing> standings(CallId id) {
        SortedMap<AgentId, DecisionRecord.Standing> standings = new TreeMap<>();
        Call call = centre.calls.get(id);
        if (call != null && centre.waits(call)) {
            NaiveChoice choice = new NaiveChoice(centre, now);
            centre.agents.forEach((agent, each) -> standings.put(agent, choice.stands(each, call)));
        }
        return standings;
    }

    @Override
    public Optional<DecisionRecord> explain(CallId id, Instant at) {
        Call call = centre.calls.get(id);
        if (call == null || !centre.waits(call)) {
            return Optional.empty();
        }
        return Optional.of(new NaiveDecision(new NaiveChoice(centre, at)).explain(call));
    }

    private void emit(RoutingEvent event) {
        centre.apply(event);
        events.add(event);
    }

    private NaiveChoice choice() {
        return new NaiveChoice(centre, now);
    }

    // Matching.

    private void offer() {
        for (Optional<Pairing> next = choice().next(); next.isPresent(); next = choice().next()) {
            Call call = next.get().call();
            NaiveDecision decision = new NaiveDecision(choice());
            List<RoutingEvent> round = new ArrayList<>();
            for (Agent agent : next.get().agents()) {
                round.add(offered(call, agent, decision.offer(call, agent)));
            }
            round.forEach(this::emit);
        }
    }

    private CallOffered offered(Call call, Agent agent, DecisionRecord why) {
        return offered(call, agent, call.number, why);
    }

    private CallOffered offered(
            Call call, Agent agent, Optional<String> number, DecisionRecord why) {
        Instant expiresAt = now.plus(centre.rules(call.queue).ringTime());
        return new CallOffered(now, call.id, call.queue, agent.id, number, expiresAt, why);
    }

    private void notTaken(CallId id) {
        Call call = centre.call(id);
        if (call.takenUpBy.isPresent()) {
            emit(new RoutingEvent.CallLeftQueue(now, id, call.queue, LeaveReason.NOT_TAKEN));
        }
    }

    private void withdraw(CallId call) {
        centre.ringingFor(call).forEach(agent -> withdraw(agent, call));
    }

    private void withdraw(Agent agent, CallId call) {
        emit(
                new OfferEnded(
                        now,
                        call,
                        centre.call(call).queue,
                        agent.id,
                        Outcome.WITHDRAWN,
                        Optional.empty(),
                        Optional.empty()));
    }

    private void withdrawFrom(Agent agent) {
        for (Contact contact : List.copyOf(agent.contacts)) {
            if (contact.phase() instanceof Ringing) {
                withdraw(agent, contact.call());
                notTaken(contact.call());
            }
        }
    }

    private void fail(Agent agent, CallId call, Outcome outcome) {
        QueueId queue = centre.call(call).queue;
        QueuePolicy.Missed missed = centre.rules(queue).missed();
        emit(
                new OfferEnded(
                        now,
                        call,
                        queue,
                        agent.id,
                        outcome,
                        inTime(missed.rest()),
                        inTime(missed.notAgainFor())));
        boolean isMiss = outcome == Outcome.EXPIRED || outcome == Outcome.UNREACHABLE;
        if (isMiss
                && missed.pauseAfter() != 0
                && agent.missed >= missed.pauseAfter()
                && agent.pause.isEmpty()) {
            emit(new RoutingEvent.AgentPaused(now, agent.id, "missed calls"));
        }
        notTaken(call);
    }

    /// The end of a time that begins now; absent when it is zero.
    private Optional<Instant> inTime(Duration time) {
        return Optional.of(time).filter(some -> !some.isZero()).map(now::plus);
    }

    // Deadlines.

    private void doWhatIsDue() {
        while (true) {
            Optional<Due> first = dues().stream().min(Comparator.comparing(Due::at));
            if (first.isEmpty() || first.get().at().isAfter(now)) {
                return;
            }
            first.get().what().run();
            followUp();
        }
    }

    /// In the order in which they are done at one time.
    private List<Due> dues() {
        List<Due> dues = new ArrayList<>();
        for (Agent agent : centre.agents.values()) {
            List<Contact> byCall =
                    agent.contacts.stream()
                            .sorted(
                                    Comparator.comparing(Contact::call)
                                            .thenComparing(c -> c.phase() instanceof WrapUp))
                            .toList();
            for (Contact contact : byCall) {
                switch (contact.phase()) {
                    case Ringing(var at) ->
                            dues.add(
                                    new Due(
                                            at,
                                            () -> fail(agent, contact.call(), Outcome.EXPIRED)));
                    case WrapUp(var at) ->
                            dues.add(new Due(at, () -> endWrapUp(agent, contact.call())));
                    case Talking() -> {}
                }
            }
            agent.restsUntil.ifPresent(
                    at ->
                            dues.add(
                                    new Due(
                                            at,
                                            () ->
                                                    emit(
                                                            new RoutingEvent.RestEnded(
                                                                    now, agent.id)))));
        }
        centre.calls.values().forEach(call -> dues.addAll(dues(call)));
        return dues;
    }

    private List<Due> dues(Call call) {
        List<Due> dues = new ArrayList<>();
        if (call.takenUpBy.isPresent()) {
            return dues;
        }
        QueuePolicy rules = centre.rules(call.queue);
        (call.step < 0
                        ? call.preferred.map(Preferred::alone)
                        : rules.steps().get(call.step).lasting())
                .ifPresent(
                        lasting ->
                                dues.add(
                                        new Due(
                                                call.stepSince.plus(lasting),
                                                () -> step(call, StepReached.Why.EXPIRED))));
        call.notBefore.ifPresent(time -> dues.add(new Due(time, () -> endDeferral(call))));
        if (!centre.waits(call) || call.number.isPresent()) {
            return dues;
        }
        rules.maxWait()
                .ifPresent(
                        time ->
                                dues.add(
                                        new Due(
                                                call.enteredAt.plus(time),
                                                () -> waitedTooLong(call))));
        Instant unstaffed = centre.unstaffedSince.get(call.queue);
        if (unstaffed != null) {
            Instant from = unstaffed.isAfter(call.enteredAt) ? unstaffed : call.enteredAt;
            dues.add(new Due(from.plus(rules.staffing().grace()), () -> waitsForNobody(call)));
        }
        return dues;
    }

    private void endDeferral(Call call) {
        emit(new RoutingEvent.DeferralEnded(now, call.id, call.queue));
    }

    private void step(Call call, StepReached.Why why) {
        emit(new StepReached(now, call.id, call.queue, call.step + 1, why));
    }

    private void endWrapUp(Agent agent, CallId call) {
        emit(new RoutingEvent.WrapUpEnded(now, agent.id, call));
    }

    private void waitedTooLong(Call call) {
        overflow(
                call,
                centre.rules(call.queue).overflow().afterMaxWait(),
                CallMoved.Why.MAX_WAIT,
                LeaveReason.MAX_WAIT);
    }

    private void waitsForNobody(Call call) {
        overflow(
                call,
                centre.rules(call.queue).overflow().whenEmpty(),
                CallMoved.Why.EMPTY,
                LeaveReason.EMPTY);
    }

    private void overflow(
            Call call, Optional<QueueId> to, CallMoved.Why moved, LeaveReason leaves) {
        Optional<QueueId> taker =
                to.flatMap(
                        queue ->
                                wayIn(
                                                queue,
                                                call.need,
                                                call.preferred,
                                                new TreeSet<>(Set.of(call.queue)))
                                        .in());
        emit(
                taker.isPresent()
                        ? new CallMoved(now, call.id, call.queue, taker.get(), call.since, moved)
                        : new RoutingEvent.CallLeftQueue(now, call.id, call.queue, leaves));
    }

    // Ways in.

    private Way wayIn(
            QueueId asked, SkillNeed need, Optional<Preferred> preferred, Set<QueueId> tried) {
        Optional<Reason> first = Optional.empty();
        Optional<QueueId> next = Optional.of(asked);
        while (next.isPresent() && tried.add(next.get())) {
            QueueId queue = next.get();
            Optional<Obstacle> obstacle = obstacle(queue, need, preferred);
            if (obstacle.isEmpty()) {
                return new Way(next, Optional.empty());
            }
            first = first.or(() -> obstacle.map(Obstacle::reason));
            next = obstacle.get().overflow();
        }
        return new Way(Optional.empty(), first);
    }

    private Optional<Obstacle> obstacle(
            QueueId queue, SkillNeed need, Optional<Preferred> preferred) {
        QueuePolicy rules = centre.policy.queues().get(queue);
        if (rules == null) {
            return Optional.of(new Obstacle(Reason.UNKNOWN_QUEUE, Optional.empty()));
        }
        QueuePolicy.Overflow overflow = rules.overflow();
        if (!centre.isOpen(queue)) {
            return Optional.of(new Obstacle(Reason.QUEUE_CLOSED, overflow.whenClosed()));
        }
        if (centre.length(queue) >= rules.maxLength()) {
            return Optional.of(new Obstacle(Reason.QUEUE_FULL, overflow.whenFull()));
        }
        Presence toJoin = rules.staffing().toJoin();
        if (toJoin == Presence.NOBODY
                || centre.agents.values().stream()
                        .filter(
                                agent ->
                                        isPreferred(agent, preferred)
                                                || couldServe(agent, queue, need))
                        .anyMatch(agent -> isThere(agent, rules, toJoin))) {
            return Optional.empty();
        }
        return Optional.of(new Obstacle(Reason.QUEUE_EMPTY, overflow.whenEmpty()));
    }

    private static boolean isPreferred(Agent agent, Optional<Preferred> preferred) {
        return preferred.isPresent() && preferred.get().agent().equals(agent.id);
    }

    /// Whether the agent would do for a call with this need in some step of the queue.
    private boolean couldServe(Agent agent, QueueId queue, SkillNeed need) {
        return centre.rules(queue).steps().stream()
                .anyMatch(
                        step ->
                                step.needOf(need).isMetBy(agent.profile.skills())
                                        && agent.profile.rankIn(queue) <= step.maxRank());
    }

    private static boolean isThere(Agent agent, QueuePolicy rules, Presence how) {
        return switch (how) {
            case NOBODY, SIGNED_IN -> true;
            case NOT_PAUSED -> !agent.isAwayOrGoing();
            case READY -> NaiveChoice.isFree(agent, rules);
        };
    }

    // Follow-ups.

    private void followUp() {
        int before;
        do {
            before = events.size();
            List.copyOf(centre.agents.values()).forEach(this::followUp);
            Set<QueueId> queues = new TreeSet<>(centre.policy.queues().keySet());
            queues.addAll(centre.closing.keySet());
            queues.forEach(this::followUp);
            List.copyOf(centre.calls.values()).forEach(this::followUp);
        } while (events.size() > before);
    }

    private void followUp(Agent agent) {
        if (agent.deferredPause.isPresent() && agent.contacts.isEmpty()) {
            emit(new RoutingEvent.AgentPaused(now, agent.id, agent.deferredPause.get()));
        }
        if (agent.signingOut && !agent.talks()) {
            emit(new RoutingEvent.AgentSignedOut(now, agent.id));
        }
    }

    private void followUp(QueueId queue) {
        QueuePolicy rules = centre.rules(queue);
        Presence rule = rules.staffing().toStay();
        if (rule == Presence.NOBODY) {
            return;
        }
        boolean isStaffed =
                centre.agents.values().stream()
                        .filter(agent -> couldServe(agent, queue, SkillNeed.none()))
                        .anyMatch(agent -> isThere(agent, rules, rule));
        if (isStaffed == centre.unstaffedSince.containsKey(queue)) {
            emit(new RoutingEvent.StaffingChanged(now, queue, isStaffed));
        }
    }

    private void followUp(Call call) {
        while (centre.waits(call) && isForNobody(call)) {
            step(call, StepReached.Why.NOBODY);
        }
    }

    private boolean isForNobody(Call call) {
        boolean isSkipped =
                call.step < 0 || centre.rules(call.queue).steps().get(call.step).skippedIfNobody();
        return isSkipped
                && centre.agents.values().stream().noneMatch(agent -> centre.suits(agent, call));
    }

    // Commands.

    private void carryOut(RoutingCommand command) {
        switch (command) {
            case RoutingCommand.ApplyPolicy c -> applyPolicy(c);
            case RoutingCommand.OpenQueue c -> openQueue(c);
            case RoutingCommand.SignInAgent c -> signIn(c);
            case RoutingCommand.SignOutAgent c -> signOut(c);
            case RoutingCommand.ChangeProfile c -> changeProfile(c);
            case RoutingCommand.PauseAgent c -> pause(c);
            case RoutingCommand.PauseAfterCall c -> pauseAfterCall(c);
            case RoutingCommand.ResumeAgent c -> resume(c);
            case RoutingCommand.EndWrapUp c -> endWrapUp(c);
            case RoutingCommand.ExtendWrapUp c -> extendWrapUp(c);
            case RoutingCommand.ReportOtherCall c -> otherCall(c);
            case RoutingCommand.EnqueueCall c -> enqueue(c);
            case RoutingCommand.LeaveQueue c -> leave(c);
            case RoutingCommand.KeepPlace c -> keepPlace(c);
            case RoutingCommand.EnqueuePlace c -> enqueuePlace(c);
            case RoutingCommand.TakePlace c -> takePlace(c);
            case RoutingCommand.AcceptOffer c -> accept(c);
            case RoutingCommand.RefuseOffer c -> refuse(c);
            case RoutingCommand.EndCall c -> end(c);
            case RoutingCommand.Reprioritize c -> reprioritize(c);
            case RoutingCommand.MoveCall c -> move(c);
            case RoutingCommand.PullCall c -> pull(c);
            case RoutingCommand.TransferCall c -> transfer(c);
            case RoutingCommand.HandOver c -> handOver(c);
            case RoutingCommand.TakeUp c -> takeUp(c);
            case RoutingCommand.RetryPlace c -> retryPlace(c);
            case RoutingCommand.GiveBack c -> giveBack(c);
            case RoutingCommand.Readmit c -> readmit(c);
            case RoutingCommand.DeferPlace c -> deferPlace(c);
            case RoutingCommand.PassTime _ -> {}
        }
    }

    private void reject(RoutingCommand command, Reason reason) {
        emit(new RoutingEvent.CommandRejected(now, command, reason));
    }

    /// Whether the agent is known; if not, the command is rejected for that.
    private boolean isKnown(RoutingCommand command, AgentId agent) {
        if (!centre.agents.containsKey(agent)) {
            reject(command, Reason.UNKNOWN_AGENT);
            return false;
        }
        return true;
    }

    /// Whether the call is in line; if not, the command is rejected for that.
    private boolean isInLine(RoutingCommand command, CallId call) {
        if (!centre.calls.containsKey(call)) {
            boolean isTalk = centre.talkingTo(call).isPresent();
            reject(command, isTalk ? Reason.NOT_WAITING : Reason.UNKNOWN_CALL);
            return false;
        }
        return true;
    }

    /// Whether the call is in line, for whoever is next; if not, the command is rejected.
    private boolean isInLineForAnybody(RoutingCommand command, CallId call) {
        if (!isInLine(command, call)) {
            return false;
        }
        boolean isTakenUp = centre.call(call).takenUpBy.isPresent();
        if (isTakenUp) {
            reject(command, Reason.NOT_WAITING);
        }
        return !isTakenUp;
    }

    /// Whether the call is in a talk; if not, the command is rejected for that.
    private boolean isInTalk(RoutingCommand command, CallId call) {
        if (centre.talkingTo(call).isEmpty()) {
            boolean isInLine = centre.calls.containsKey(call);
            reject(command, isInLine ? Reason.NOT_TALKING : Reason.UNKNOWN_CALL);
            return false;
        }
        return true;
    }

    private void applyPolicy(RoutingCommand.ApplyPolicy c) {
        if (c.policy().equals(centre.policy)) {
            reject(c, Reason.ALREADY_APPLIED);
        } else {
            emit(new RoutingEvent.PolicyApplied(now, c.policy()));
        }
    }

    private void openQueue(RoutingCommand.OpenQueue c) {
        if (!centre.policy.queues().containsKey(c.queue())) {
            reject(c, Reason.UNKNOWN_QUEUE);
        } else if (centre.isOpen(c.queue()) == c.open()) {
            reject(c, Reason.ALREADY_SO);
        } else if (c.open()) {
            emit(new RoutingEvent.QueueOpened(now, c.queue()));
        } else {
            emit(new RoutingEvent.QueueClosed(now, c.queue()));
        }
    }

    private void signIn(RoutingCommand.SignInAgent c) {
        Agent agent = centre.agents.get(c.agent());
        if (agent != null && !agent.signingOut) {
            reject(c, Reason.ALREADY_SIGNED_IN);
        } else {
            emit(new RoutingEvent.AgentSignedIn(now, c.agent(), c.profile()));
        }
    }

    private void signOut(RoutingCommand.SignOutAgent c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        Agent agent = centre.agent(c.agent());
        if (agent.signingOut) {
            reject(c, Reason.ALREADY_SIGNING_OUT);
            return;
        }
        withdrawFrom(agent);
        emit(
                agent.talks()
                        ? new RoutingEvent.SignOutDeferred(now, agent.id)
                        : new RoutingEvent.AgentSignedOut(now, agent.id));
    }

    private void changeProfile(RoutingCommand.ChangeProfile c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        if (centre.agent(c.agent()).profile.equals(c.profile())) {
            reject(c, Reason.ALREADY_SO);
        } else {
            emit(new RoutingEvent.ProfileChanged(now, c.agent(), c.profile()));
        }
    }

    private void pause(RoutingCommand.PauseAgent c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        if (centre.agent(c.agent()).pause.equals(Optional.of(c.reason()))) {
            reject(c, Reason.ALREADY_PAUSED);
        } else {
            emit(new RoutingEvent.AgentPaused(now, c.agent(), c.reason()));
        }
    }

    private void pauseAfterCall(RoutingCommand.PauseAfterCall c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        Agent agent = centre.agent(c.agent());
        if (agent.pause.isPresent() || agent.deferredPause.equals(Optional.of(c.reason()))) {
            reject(c, Reason.ALREADY_PAUSED);
        } else if (agent.contacts.isEmpty()) {
            emit(new RoutingEvent.AgentPaused(now, c.agent(), c.reason()));
        } else {
            emit(new RoutingEvent.PauseDeferred(now, c.agent(), c.reason()));
        }
    }

    private void resume(RoutingCommand.ResumeAgent c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        Agent agent = centre.agent(c.agent());
        if (agent.pause.isEmpty() && agent.deferredPause.isEmpty()) {
            reject(c, Reason.NOT_PAUSED);
        } else {
            emit(new RoutingEvent.AgentResumed(now, c.agent()));
        }
    }

    private void endWrapUp(RoutingCommand.EndWrapUp c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        Agent agent = centre.agent(c.agent());
        agent.firstWrapUp(c.call())
                .ifPresentOrElse(
                        wrapUp -> endWrapUp(agent, wrapUp.call()),
                        () -> reject(c, Reason.NOT_WRAPPING_UP));
    }

    private void extendWrapUp(RoutingCommand.ExtendWrapUp c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        Optional<Contact> first = centre.agent(c.agent()).firstWrapUp(c.call());
        if (first.isEmpty()) {
            reject(c, Reason.NOT_WRAPPING_UP);
            return;
        }
        Instant until = Agent.end(first.get()).plus(c.by());
        if (until.isAfter(now.plus(Duration.ofDays(1)))) {
            reject(c, Reason.TOO_LONG);
        } else {
            emit(new RoutingEvent.WrapUpExtended(now, c.agent(), first.get().call(), until));
        }
    }

    private void otherCall(RoutingCommand.ReportOtherCall c) {
        if (!isKnown(c, c.agent())) {
            return;
        }
        Agent agent = centre.agent(c.agent());
        if (agent.otherCall == c.busy()) {
            reject(c, Reason.ALREADY_SO);
        } else if (c.busy()) {
            withdrawFrom(agent);
            emit(new RoutingEvent.OtherCallBegan(now, c.agent()));
        } else {
            emit(new RoutingEvent.OtherCallEnded(now, c.agent()));
        }
    }

    private void enqueue(RoutingCommand.EnqueueCall c) {
        enter(c).ifPresent(reason -> reject(c, reason));
    }

    private void enqueuePlace(RoutingCommand.EnqueuePlace c) {
        Optional<Reason> obstacle = enter(c.entry());
        if (obstacle.isPresent()) {
            reject(c, obstacle.get());
            return;
        }
        CallId call = c.entry().call();
        emit(new RoutingEvent.PlaceKept(now, call, centre.call(call).queue, c.callbackNumber()));
    }

    private void takePlace(RoutingCommand.TakePlace c) {
        if (!isInLine(c, c.call())) {
            return;
        }
        Call call = centre.call(c.call());
        if (call.number.isEmpty()) {
            reject(c, Reason.NOT_KEPT);
        } else if (centre.closing.containsKey(call.queue)) {
            reject(c, Reason.UNKNOWN_QUEUE);
        } else {
            withdraw(c.call());
            emit(new RoutingEvent.CallLeftQueue(now, call.id, call.queue, LeaveReason.DIALLED));
            emit(
                    new RoutingEvent.CallQueued(
                            now,
                            call.id,
                            call.queue,
                            call.priority,
                            call.need,
                            call.preferred,
                            call.since));
        }
    }

    /// Why the call is not let in, if it is not.
    private Optional<Reason> enter(RoutingCommand.EnqueueCall c) {
        if (centre.calls.containsKey(c.call()) || centre.talkingTo(c.call()).isPresent()) {
            return Optional.of(Reason.ALREADY_KNOWN);
        }
        Way way = wayIn(c.queue(), c.need(), c.preferred(), new TreeSet<>());
        if (way.in().isEmpty()) {
            return way.refusal();
        }
        Instant since = c.since().orElse(now);
        emit(
                new RoutingEvent.CallQueued(
                        now,
                        c.call(),
                        way.in().get(),
                        c.priority(),
                        c.need(),
                        c.preferred(),
                        since));
        return Optional.empty();
    }

    private void leave(RoutingCommand.LeaveQueue c) {
        if (isInLine(c, c.call())) {
            withdraw(c.call());
            QueueId queue = centre.call(c.call()).queue;
            emit(new RoutingEvent.CallLeftQueue(now, c.call(), queue, c.reason()));
        }
    }

    private void keepPlace(RoutingCommand.KeepPlace c) {
        if (!isInLineForAnybody(c, c.call())) {
            return;
        }
        Call call = centre.call(c.call());
        if (call.number.isPresent()) {
            reject(c, Reason.ALREADY_KEPT);
            return;
        }
        withdraw(c.call());
        emit(new RoutingEvent.PlaceKept(now, c.call(), call.queue, c.callbackNumber()));
    }

    private void accept(RoutingCommand.AcceptOffer c) {
        Agent agent = centre.agents.get(c.agent());
        if (agent == null || !centre.rings(agent, c.call())) {
            reject(c, Reason.NOT_OFFERED);
            return;
        }
        QueueId queue = centre.call(c.call()).queue;
        centre.ringingFor(c.call()).stream()
                .filter(Predicate.not(agent::equals))
                .forEach(other -> withdraw(other, c.call()));
        emit(new RoutingEvent.CallConnected(now, c.call(), queue, c.agent()));
    }

    private void refuse(RoutingCommand.RefuseOffer c) {
        Agent agent = centre.agents.get(c.agent());
        if (agent == null || !centre.rings(agent, c.call())) {
            reject(c, Reason.NOT_OFFERED);
        } else {
            fail(agent, c.call(), Outcome.valueOf(c.refusal().name()));
        }
    }

    private void end(RoutingCommand.EndCall c) {
        if (isInTalk(c, c.call())) {
            endTalk(c.call());
        }
    }

    private void endTalk(CallId call) {
        Agent agent = centre.talkingTo(call).orElseThrow();
        QueueId queue = centre.talk(agent, call).orElseThrow().queue();
        emit(new RoutingEvent.CallEnded(now, call, queue, agent.id, wrapUp(agent, call)));
    }

    /// The end of the work that follows a talk that ends now.
    private Optional<Instant> wrapUp(Agent agent, CallId call) {
        QueueId queue = centre.talk(agent, call).orElseThrow().queue();
        Duration wrapUp = agent.profile.wrapUp().orElse(centre.rules(queue).wrapUp());
        return agent.signingOut ? Optional.empty() : inTime(wrapUp);
    }

    private void reprioritize(RoutingCommand.Reprioritize c) {
        if (!isInLineForAnybody(c, c.call())) {
            return;
        }
        Call call = centre.call(c.call());
        if (call.priority == c.priority()) {
            reject(c, Reason.ALREADY_SO);
        } else {
            emit(new RoutingEvent.CallReprioritized(now, c.call(), call.queue, c.priority()));
        }
    }

    private void move(RoutingCommand.MoveCall c) {
        if (!isInLineForAnybody(c, c.call())) {
            return;
        }
        Call call = centre.call(c.call());
        boolean isSame = call.queue.equals(c.queue());
        QueuePolicy rules = centre.policy.queues().get(c.queue());
        if (rules == null) {
            reject(c, Reason.UNKNOWN_QUEUE);
        } else if (!centre.isOpen(c.queue())) {
            reject(c, Reason.QUEUE_CLOSED);
        } else if (isSame && c.keepsWait()) {
            reject(c, Reason.ALREADY_SO);
        } else if (!isSame && centre.length(c.queue()) >= rules.maxLength()) {
            reject(c, Reason.QUEUE_FULL);
        } else {
            withdraw(c.call());
            Instant since = c.keepsWait() ? call.since : now;
            emit(
                    new CallMoved(
                            now, c.call(), call.queue, c.queue(), since, CallMoved.Why.COMMANDED));
        }
    }

    private void pull(RoutingCommand.PullCall c) {
        if (!isKnown(c, c.agent()) || !isInLineForAnybody(c, c.call())) {
            return;
        }
        Agent agent = centre.agent(c.agent());
        Call call = centre.call(c.call());
        if (call.notBefore.isPresent()) {
            reject(c, Reason.NOT_WAITING);
        } else if (!mayBeGiven(agent, call.queue, true)) {
            reject(c, Reason.AGENT_BUSY);
        } else {
            withdraw(c.call());
            offerTo(agent, call, Basis.PULLED);
        }
    }

    /// Whether an agent may be offered a call of a queue because somebody says so.
    private boolean mayBeGiven(Agent agent, QueueId queue, boolean evenPaused) {
        boolean isPaused = agent.pause.isPresent() || agent.deferredPause.isPresent();
        return !agent.otherCall
                && !agent.rings()
                && !agent.signingOut
                && (evenPaused || !isPaused)
                && agent.hasRoomFor(centre.rules(queue).work());
    }

    private void offerTo(Agent agent, Call call, Basis basis) {
        emit(offered(call, agent, new NaiveDecision(choice()).chosen(call, agent, basis)));
    }

    private void transfer(RoutingCommand.TransferCall c) {
        if (!isInTalk(c, c.call())) {
            return;
        }
        Agent agent = centre.talkingTo(c.call()).orElseThrow();
        if (c.to().equals(Optional.of(agent.id))) {
            reject(c, Reason.ALREADY_SO);
            return;
        }
        if (c.to().isPresent() && !isKnown(c, c.to().get())) {
            return;
        }
        Optional<Preferred> there = c.to().map(to -> new Preferred(to, Duration.ZERO));
        Way way = wayIn(c.queue(), c.need(), there, new TreeSet<>());
        if (way.in().isEmpty()) {
            reject(c, way.refusal().orElseThrow());
            return;
        }
        QueueId queue = way.in().get();
        if (c.to().isPresent() && !mayBeGiven(centre.agent(c.to().get()), queue, false)) {
            reject(c, Reason.AGENT_BUSY);
            return;
        }
        Instant since = c.keepsWait() ? centre.talk(agent, c.call()).orElseThrow().since() : now;
        endTalk(c.call());
        emit(
                new RoutingEvent.CallQueued(
                        now, c.call(), queue, c.priority(), c.need(), Optional.empty(), since));
        c.to().ifPresent(to -> offerTo(centre.agent(to), centre.call(c.call()), Basis.TRANSFERRED));
    }

    private void handOver(RoutingCommand.HandOver c) {
        if (!isInTalk(c, c.call()) || !isInTalk(c, c.consult())) {
            return;
        }
        Agent from = centre.talkingTo(c.call()).orElseThrow();
        Agent to = centre.talkingTo(c.consult()).orElseThrow();
        if (from == to) {
            reject(c, Reason.ALREADY_SO);
            return;
        }
        QueueId queue = centre.talk(to, c.consult()).orElseThrow().queue();
        emit(
                new RoutingEvent.CallHandedOver(
                        now, c.call(), queue, from.id, to.id, c.consult(), wrapUp(from, c.call())));
    }

    private void takeUp(RoutingCommand.TakeUp c) {
        if (centre.calls.containsKey(c.call()) || centre.talkingTo(c.call()).isPresent()) {
            reject(c, Reason.ALREADY_KNOWN);
        } else if (!centre.policy.queues().containsKey(c.queue())) {
            reject(c, Reason.UNKNOWN_QUEUE);
        } else if (isKnown(c, c.agent())) {
            Agent agent = centre.agent(c.agent());
            if (!mayBeGiven(agent, c.queue(), c.callbackNumber().isPresent())) {
                reject(c, Reason.AGENT_BUSY);
                return;
            }
            emit(
                    new RoutingEvent.CallQueued(
                            now,
                            c.call(),
                            c.queue(),
                            c.priority(),
                            SkillNeed.none(),
                            Optional.empty(),
                            now,
                            Optional.of(c.agent())));
            Call call = centre.call(c.call());
            DecisionRecord why = new NaiveDecision(choice()).chosen(call, agent, Basis.TAKEN_UP);
            emit(offered(call, agent, c.callbackNumber(), why));
        }
    }

    private void retryPlace(RoutingCommand.RetryPlace c) {
        if (!isInTalk(c, c.call())) {
            return;
        }
        Call place = centre.placesTaken.get(c.call());
        if (place == null || place.number.isEmpty()) {
            reject(c, Reason.NOT_KEPT);
            return;
        }
        Agent agent = centre.talkingTo(c.call()).orElseThrow();
        Contact talk = centre.talk(agent, c.call()).orElseThrow();
        Duration wrapUp = centre.rules(talk.queue()).wrapUp();
        emit(
                new RoutingEvent.PlaceRetried(
                        now,
                        c.call(),
                        talk.queue(),
                        agent.id,
                        talk.since(),
                        c.notBefore(),
                        agent.signingOut ? Optional.empty() : inTime(wrapUp)));
    }

    private void giveBack(RoutingCommand.GiveBack c) {
        if (!isInTalk(c, c.call())) {
            return;
        }
        if (!centre.placesTaken.containsKey(c.call())) {
            reject(c, Reason.NOT_KEPT);
            return;
        }
        Agent agent = centre.talkingTo(c.call()).orElseThrow();
        Contact talk = centre.talk(agent, c.call()).orElseThrow();
        QueuePolicy.Missed missed = centre.rules(talk.queue()).missed();
        emit(
                new RoutingEvent.CallGivenBack(
                        now,
                        c.call(),
                        talk.queue(),
                        agent.id,
                        talk.since(),
                        inTime(missed.rest()),
                        inTime(missed.notAgainFor())));
    }

    private void readmit(RoutingCommand.Readmit c) {
        if (centre.calls.containsKey(c.call())) {
            reject(c, Reason.NOT_TALKING);
        } else if (!centre.policy.queues().containsKey(c.queue())) {
            reject(c, Reason.UNKNOWN_QUEUE);
        } else {
            Optional<Instant> waited =
                    centre.talkingTo(c.call())
                            .flatMap(agent -> centre.talk(agent, c.call()))
                            .map(Contact::since);
            if (waited.isPresent()) {
                endTalk(c.call());
            }
            emit(
                    new RoutingEvent.CallQueued(
                            now,
                            c.call(),
                            c.queue(),
                            c.priority(),
                            c.need(),
                            Optional.empty(),
                            waited.or(c::since).orElse(now),
                            Optional.empty(),
                            true));
        }
    }

    private void deferPlace(RoutingCommand.DeferPlace c) {
        if (!isInLine(c, c.call())) {
            return;
        }
        Call call = centre.call(c.call());
        boolean isSo =
                call.notBefore.isPresent()
                        ? call.notBefore.get().equals(c.notBefore())
                        : !c.notBefore().isAfter(now);
        if (call.number.isEmpty()) {
            reject(c, Reason.NOT_KEPT);
        } else if (isSo) {
            reject(c, Reason.ALREADY_SO);
        } else {
            withdraw(c.call());
            emit(new RoutingEvent.PlaceDeferred(now, c.call(), call.queue, c.notBefore()));
        }
    }
}
