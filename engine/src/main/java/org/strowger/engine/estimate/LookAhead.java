package org.strowger.engine.estimate;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.function.Predicate;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Contact;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;

/// One way in which a centre may go on from a snapshot until a call is connected, played through
/// the real routing core in virtual time.
///
/// Talks, callers' patience and the times between arrivals are exponential, ringing and after-call
/// work take their mean, agents stay as they are. The one caller whose wait is asked for does not
/// give up.
final class LookAhead {
    /// Who is not served within a day is not told when.
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private final RoutingCore core;
    private final CallId caller;
    private final Instant from;
    private final Instant horizon;
    private final SortedMap<QueueId, Traffic> traffic;
    private final Traffic unknown;
    private final Lots lots;
    private final PriorityQueue<Planned> plan = new PriorityQueue<>(SOONEST_FIRST);
    private long planned;
    private long arrived;

    private static final Comparator<Planned> SOONEST_FIRST =
            Comparator.comparing((Planned next) -> next.command().at())
                    .thenComparingLong(Planned::number);

    /// A command to come.
    ///
    /// @param next what is to be planned when it is carried out
    private record Planned(RoutingCommand command, long number, Runnable next) {}

    /// @param own the traffic of the call's queue, which stands in for those that are not known
    /// @param arriving the queues in which calls arrive
    LookAhead(
            RoutingSnapshot snapshot,
            CallId caller,
            Instant now,
            SortedMap<QueueId, Traffic> traffic,
            Predicate<QueueId> arriving,
            Traffic own,
            Lots lots) {
        this.core = RoutingCore.restore(snapshot);
        this.caller = caller;
        this.from = now.isBefore(snapshot.at()) ? snapshot.at() : now;
        this.horizon = from.plus(LONGEST_WAIT);
        this.traffic = traffic;
        this.unknown = own;
        this.lots = lots;
        snapshot.agents().forEach(this::goOn);
        snapshot.calls().stream()
                .filter(call -> call.callbackNumber().isEmpty() && call.takenUpBy().isEmpty())
                .forEach(this::losePatience);
        traffic.values().stream()
                .filter(queue -> arriving.test(queue.queue()))
                .forEach(this::beginArrivals);
    }

    private void beginArrivals(Traffic queue) {
        queue.arrivals().forEach(kind -> nextArrival(from, queue.queue(), kind));
    }

    /// For how long the caller waits for an agent. Empty if that takes more commands than this, or
    /// if a rule of the queue turns the caller away.
    Optional<Duration> waitWithin(int mostCommands) {
        Outcome outcome = react(core.handle(new RoutingCommand.PassTime(from)));
        for (int i = 0; i < mostCommands && !outcome.isOver(); i++) {
            outcome = step();
        }
        return outcome.waited();
    }

    /// Whether the caller's wait is over, and how long it was if it ended with an agent.
    private record Outcome(boolean isOver, Optional<Duration> waited) {
        private static final Outcome OPEN = new Outcome(false, Optional.empty());
        private static final Outcome NEVER = new Outcome(true, Optional.empty());
    }

    private Outcome step() {
        Optional<Instant> deadline = core.nextDeadline().filter(horizon::isAfter);
        Planned next = plan.peek();
        if (next != null && !next.command().at().isBefore(horizon)) {
            next = null;
        }
        if (next == null || deadline.filter(next.command().at()::isAfter).isPresent()) {
            return deadline.map(at -> react(core.handle(new RoutingCommand.PassTime(at))))
                    .orElse(Outcome.NEVER);
        }
        plan.remove();
        next.next().run();
        return react(core.handle(next.command()));
    }

    private Outcome react(List<RoutingEvent> events) {
        for (RoutingEvent event : events) {
            if (event instanceof RoutingEvent.CallConnected connected) {
                if (connected.call().equals(caller)) {
                    return new Outcome(true, Optional.of(Duration.between(from, connected.at())));
                }
                talk(connected.at(), connected.call(), connected.queue());
            } else if (event instanceof RoutingEvent.CallOffered offered) {
                answer(
                        offered.at(),
                        offered.call(),
                        offered.queue(),
                        offered.agent(),
                        offered.expiresAt());
            } else if (event instanceof RoutingEvent.CallEnded ended
                    && ended.wrapUpUntil().isPresent()) {
                endWrapUp(
                        ended.at(),
                        ended.agent(),
                        ended.call(),
                        ended.queue(),
                        ended.wrapUpUntil().get());
            } else if (event instanceof RoutingEvent.CallLeftQueue left
                    && left.call().equals(caller)) {
                return Outcome.NEVER;
            }
        }
        return Outcome.OPEN;
    }

    private void goOn(SignedInAgent agent) {
        for (Contact contact : agent.contacts()) {
            switch (contact.phase()) {
                case Phase.Ringing(var expiresAt) ->
                        answer(from, contact.call(), contact.queue(), agent.id(), expiresAt);
                case Phase.Talking() -> talk(from, contact.call(), contact.queue());
                case Phase.WrapUp(var until) ->
                        endWrapUp(from, agent.id(), contact.call(), contact.queue(), until);
            }
        }
    }

    private void answer(Instant at, CallId call, QueueId queue, AgentId agent, Instant expiresAt) {
        Instant answered = at.plus(traffic(queue).ringing());
        Instant last = expiresAt.minusMillis(1);
        Instant inTime = answered.isAfter(last) ? last : answered;
        plan(new RoutingCommand.AcceptOffer(inTime.isBefore(at) ? at : inTime, agent, call));
    }

    private void talk(Instant at, CallId call, QueueId queue) {
        plan(new RoutingCommand.EndCall(after(at, Seconds.of(traffic(queue).talk())), call));
    }

    /// The core ends after-call work when its time is up; agents may be sooner.
    private void endWrapUp(Instant at, AgentId agent, CallId call, QueueId queue, Instant until) {
        Instant end = at.plus(traffic(queue).wrapUp());
        if (end.isBefore(until)) {
            plan(new RoutingCommand.EndWrapUp(end, agent, call));
        }
    }

    private void losePatience(CallInLine call) {
        losePatience(from, call.id(), call.queue());
    }

    private void losePatience(Instant at, CallId call, QueueId queue) {
        double rate = traffic(queue).abandonment();
        if (rate > 0 && !call.equals(caller)) {
            plan(new RoutingCommand.LeaveQueue(after(at, 1 / rate), call, LeaveReason.ABANDONED));
        }
    }

    private void nextArrival(Instant at, QueueId queue, Traffic.Arrivals kind) {
        if (kind.perSecond() <= 0) {
            return;
        }
        Instant next = after(at, 1 / kind.perSecond());
        CallId call = new CallId("look-ahead " + arrived++);
        RoutingCommand arrival =
                new RoutingCommand.EnqueueCall(next, call, queue, kind.priority(), kind.need());
        plan(
                arrival,
                () -> {
                    losePatience(next, call, queue);
                    nextArrival(next, queue, kind);
                });
    }

    private Instant after(Instant at, double mean) {
        return at.plus(Seconds.toDuration(lots.exponential(mean)));
    }

    private Traffic traffic(QueueId queue) {
        return traffic.getOrDefault(queue, unknown);
    }

    private void plan(RoutingCommand command) {
        plan(command, () -> {});
    }

    private void plan(RoutingCommand command, Runnable next) {
        plan.add(new Planned(command, planned++, next));
    }
}
