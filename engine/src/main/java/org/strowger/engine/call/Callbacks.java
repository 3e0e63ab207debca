package org.strowger.engine.call;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.strowger.engine.call.DeskAnswer.Reason;
import org.strowger.engine.contact.CallerNumber;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingCommand.KeepPlace;
import org.strowger.engine.routing.RoutingCommand.LeaveQueue;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;

/// The customers who were promised to be called back, and the calls that are made to customers.
///
/// A number waits at most once to be called back by a queue: of two promises the one stays that has
/// waited longer, and a customer who was reached by one is not called by another.
final class Callbacks implements ReturnCall.Watcher {
    /// How many promises there are at once at most; one more is refused.
    static final int MOST = 10_000;

    /// How many calls agents make at once at most.
    static final int MOST_PLACED = 10_000;

    private final Desk desk;
    private final MeterRegistry meters;
    private final SortedMap<CallId, ReturnCall> promised = new TreeMap<>();
    private final SortedMap<CallId, ReturnCall> asked = new TreeMap<>();
    private final SortedMap<CallId, PlacedCall> placed = new TreeMap<>();

    /// Looked up only, never gone through.
    private final Map<Customer, SequencedSet<ReturnCall>> byCustomer = new HashMap<>();

    private record Customer(CallerNumber number, QueueId queue) {}

    Callbacks(Desk desk, MeterRegistry meters) {
        this.desk = desk;
        this.meters = meters;
        meters.gauge("strowger.callbacks", this, callbacks -> callbacks.promised.size());
    }

    /// All promises, longest first.
    List<Callback> all() {
        return promised.values().stream()
                .map(ReturnCall::callback)
                .sorted(Comparator.comparing(Callback::keptAt).thenComparing(Callback::call))
                .toList();
    }

    /// The calls to customers that people see.
    List<CallView> calls() {
        List<CallView> views = new ArrayList<>();
        promised.values().forEach(call -> call.view().ifPresent(views::add));
        placed.values().forEach(call -> views.add(call.view()));
        return views;
    }

    /// The agent who waits in a call until its customer is reached.
    Optional<AgentAlone> alone(CallId call) {
        return Optional.ofNullable(promised.get(call))
                .flatMap(ReturnCall::alone)
                .or(() -> Optional.ofNullable(placed.get(call)).flatMap(PlacedCall::alone));
    }

    // Promises.

    /// Asks the core to keep a place. The promise stands when it has agreed, and then only.
    ///
    /// @param place the call in line whose place it is, which is nobody else's from now on; without
    ///   one the place is made
    /// @param caller the call of the one who asks
    /// @param expires how long the flow promises it for
    /// @param then told whether the place is kept
    /// @return false when nobody was asked: then nothing is told and nothing has changed
    boolean keep(
            Optional<CallId> place,
            CallId caller,
            Callback.Ask ask,
            Duration expires,
            Consumer<Boolean> then) {
        if (promised.size() + asked.size() >= MOST) {
            return refused("full");
        }
        if (!OutsideLines.mayEverCall(ask.number(), desk.rules())) {
            return refused("number");
        }
        if (place.isEmpty() && waitingFor(ask.number(), ask.queue()).isPresent()) {
            then.accept(true);
            return true;
        }
        CallId call = place.orElseGet(() -> new CallId(caller.value() + "-callback"));
        if (promised.containsKey(call) || asked.containsKey(call)) {
            return refused("twice");
        }
        return ask(
                place.isPresent(),
                new Callback(
                        call,
                        ask,
                        desk.now(),
                        desk.now().plus(shorter(expires, rules(ask.queue()).expires())),
                        0,
                        Callback.State.WAITING,
                        Optional.empty()),
                then);
    }

    private boolean ask(boolean isInLine, Callback callback, Consumer<Boolean> then) {
        CallId call = callback.call();
        Callback.Ask ask = callback.ask();
        boolean isAsked =
                desk.submit(
                        at ->
                                isInLine
                                        ? new KeepPlace(at, call, ask.number())
                                        : ask.place(at, call));
        if (!isAsked) {
            return refused("core");
        }
        asked.put(call, ReturnCall.asked(callback, desk, this, then));
        return true;
    }

    private boolean refused(String why) {
        meters.counter("strowger.callbacks.refused", "why", why).increment();
        return false;
    }

    private CallbackRules rules(QueueId queue) {
        return desk.rules().handling(queue).callback().orElseGet(CallbackRules::standard);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    @Override
    public void kept(ReturnCall which) {
        asked.remove(which.call());
        meters.counter("strowger.callbacks.kept").increment();
        add(which);
        merge(which);
    }

    @Override
    public void waits(ReturnCall which) {
        merge(which);
    }

    /// Of two promises to call one number back for a queue the one stays that has waited longer,
    /// for as long as the other was promised, too.
    private void merge(ReturnCall one) {
        for (ReturnCall other : othersWaiting(one)) {
            boolean stays = !other.since().isBefore(one.since());
            ReturnCall kept = stays ? one : other;
            ReturnCall superfluous = stays ? other : one;
            kept.lastsAsLongAs(superfluous);
            superfluous.calledAgain();
            if (!stays) {
                return;
            }
        }
    }

    private List<ReturnCall> othersWaiting(ReturnCall one) {
        String number = one.callback().ask().number();
        return customers(number, one.callback().ask().queue()).stream()
                .filter(other -> other != one && other.isWaiting())
                .filter(other -> other.callback().ask().number().equals(number))
                .toList();
    }

    private List<ReturnCall> customers(String number, QueueId queue) {
        return CallerNumber.of(number)
                .map(theirs -> byCustomer.get(new Customer(theirs, queue)))
                .<List<ReturnCall>>map(List::copyOf)
                .orElseGet(List::of);
    }

    private void add(ReturnCall which) {
        promised.put(which.call(), which);
        customers(which)
                .forEach(
                        customer ->
                                byCustomer
                                        .computeIfAbsent(customer, _ -> new LinkedHashSet<>())
                                        .add(which));
    }

    /// Who may ring again and be meant.
    private static Stream<Customer> customers(ReturnCall call) {
        Callback.Ask ask = call.callback().ask();
        return Stream.of(ask.number(), ask.caller().number())
                .map(CallerNumber::of)
                .flatMap(Optional::stream)
                .distinct()
                .map(number -> new Customer(number, ask.queue()));
    }

    @Override
    public void over(ReturnCall which, boolean wasPromised) {
        asked.remove(which.call(), which);
        promised.remove(which.call(), which);
        customers(which)
                .forEach(
                        customer ->
                                byCustomer.computeIfPresent(
                                        customer,
                                        (_, calls) -> {
                                            calls.remove(which);
                                            return calls.isEmpty() ? null : calls;
                                        }));
        if (wasPromised) {
            if (which.callback().state() == Callback.State.DONE) {
                othersWaiting(which).forEach(ReturnCall::calledAgain);
            }
            String end = which.callback().state().name();
            meters.counter("strowger.callbacks.over", "end", end).increment();
        } else {
            refused("routing");
        }
    }

    /// The promise that a customer waits by, for a queue; none that is under way.
    Optional<ReturnCall> waitingFor(String number, QueueId queue) {
        return customers(number, queue).stream().filter(ReturnCall::isWaiting).findFirst();
    }

    DeskAnswer cancel(CallId call) {
        ReturnCall meant = promised.get(call);
        if (meant == null) {
            return new DeskAnswer.Refused(Reason.UNKNOWN_CALL, "there is no callback " + call);
        }
        if (!meant.isWaiting()) {
            return new DeskAnswer.Refused(
                    Reason.BUSY, "the customer is being called, or an agent has it already");
        }
        meant.cancel();
        return new DeskAnswer.Done();
    }

    // A restart.

    void restore(List<Callback> promises) {
        promises.forEach(callback -> add(ReturnCall.restored(callback, desk, this)));
    }

    /// Nobody knows whom to call for a place without a promise.
    void agree(RoutingSnapshot known) {
        SortedMap<CallId, QueueId> places = new TreeMap<>();
        for (CallInLine call : known.calls()) {
            boolean isPlace = call.callbackNumber().isPresent() && call.takenUpBy().isEmpty();
            if (isPlace) {
                places.put(call.id(), call.queue());
            }
        }
        places.keySet().stream()
                .filter(call -> !promised.containsKey(call) && !asked.containsKey(call))
                .forEach(call -> desk.tell(at -> new LeaveQueue(at, call, LeaveReason.NODE_LOST)));
        List.copyOf(promised.values())
                .forEach(call -> call.agree(Optional.ofNullable(places.get(call.call()))));
        List.copyOf(promised.values()).stream().filter(ReturnCall::isWaiting).forEach(this::merge);
    }

    // Calls that agents make.

    /// Has an agent call a customer on behalf of a queue. The agent's phone rings first, unless
    /// they are on the line.
    ///
    /// @param present the agent's leg, answered; it is taken over when the core takes the call, and
    ///   stays the asker's when the answer is a refusal
    /// @return [DeskAnswer.Done] when the core has taken the call
    Future<DeskAnswer> placeCall(
            AgentId agent, QueueId queue, String number, Optional<LegId> present) {
        Optional<DeskAnswer> obstacle = obstacle(agent, number, present);
        if (obstacle.isPresent()) {
            return Future.succeededFuture(obstacle.get());
        }
        Promise<DeskAnswer> answer = Promise.promise();
        CallId call = desk.services().newCall();
        PlacedCall made =
                new PlacedCall(
                        call,
                        agent,
                        queue,
                        new Party(number, ""),
                        desk,
                        answer,
                        () -> placed.remove(call));
        placed.put(call, made);
        made.begin(present);
        return answer.future();
    }

    /// An agent who asked for a call has hung up before the core took it.
    void hungUp(LegId present) {
        placed.values().stream()
                .filter(call -> call.isAskedFrom(present))
                .findFirst()
                .ifPresent(PlacedCall::agentHungUp);
    }

    private Optional<DeskAnswer> obstacle(AgentId agent, String number, Optional<LegId> present) {
        if (desk.agent(agent).isEmpty()) {
            return refusal(Reason.UNKNOWN_AGENT, "there is no agent " + agent);
        }
        Optional<Reason> forbidden = OutsideLines.refusal(number, desk.rules());
        if (forbidden.isPresent()) {
            return refusal(forbidden.get(), "the number may not be called");
        }
        if (present.isEmpty() && desk.reach(agent).isEmpty()) {
            return refusal(Reason.WRONG_STATE, "the agent has no telephone at the moment");
        }
        return placed.size() >= MOST_PLACED
                ? refusal(Reason.TOO_MANY, "too many calls are being made")
                : Optional.empty();
    }

    private static Optional<DeskAnswer> refusal(Reason reason, String message) {
        return Optional.of(new DeskAnswer.Refused(reason, message));
    }
}
