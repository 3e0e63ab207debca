package org.strowger.engine.cluster;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.strowger.engine.cluster.EventLog.Recovered;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueueStanding;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.PassTime;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingSnapshot;

/// The owner of one routing core: one event loop, one timer, one event log.
///
/// Nothing the core decides is shown, answered or done before the log has acknowledged it. When an
/// append fails the core is thrown away, because it knows what the log does not: the log is opened
/// again, the core is rebuilt from it, and the commands that were lost with the old one are carried
/// out again, in their order and at the new time.
public final class RoutingShard {
    private static final Logger log = LoggerFactory.getLogger(RoutingShard.class);

    /// Requests taken on and not yet answered; more are refused.
    static final int MAX_WAITING = 65_536;

    static final int MAX_IN_FLIGHT = 8;
    private static final int MAX_BATCH = 256;
    private static final Duration REOPEN_AFTER = Duration.ofMillis(200);

    /// What someone wants of the core.
    private sealed interface Request {
        record Command(Function<Instant, RoutingCommand> stamped) implements Request {}

        record Question<T>(Function<RoutingCore, T> asked, Promise<T> answer) implements Request {
            Runnable answered(RoutingCore core) {
                T value = asked.apply(core);
                return () -> answer.complete(value);
            }
        }
    }

    /// Requests that were handled together, and what is to be shown when the log has acknowledged
    /// it.
    private static final class Batch {
        final long firstSeq;
        final List<Request> requests = new ArrayList<>();
        final List<RoutingEvent> events = new ArrayList<>();
        final List<Runnable> answers = new ArrayList<>();
        @Nullable RoutingSnapshot snapshot;
        boolean acknowledged;

        Batch(long firstSeq) {
            this.firstSeq = firstSeq;
        }

        long lastSeq() {
            return firstSeq + events.size() - 1;
        }

        /// Answers are given when all events of a batch were shown, and must not know less than
        /// those did: no command follows a question.
        boolean hasRoomFor(Request next) {
            return requests.size() < MAX_BATCH
                    && (next instanceof Request.Question<?> || answers.isEmpty());
        }
    }

    private final Vertx vertx;
    private final Context context;
    private final EventLog events;
    private final InstantSource clock;
    private final Consumer<List<RoutingEvent>> listener;
    private final int snapshotEvery;
    private final Counter refused;
    private final Counter failed;
    private final Counter recoveries;
    private final Timer appends;
    private final AtomicInteger waiting = new AtomicInteger();

    private final Deque<Request> queue = new ArrayDeque<>();
    private final Deque<Batch> inFlight = new ArrayDeque<>();
    private final Promise<Void> drained = Promise.promise();
    private RoutingCore core = new RoutingCore();
    private boolean open;

    /// Whether the log kept anything since it was opened: if not, opening it again at once would
    /// spin.
    private boolean worked;

    private volatile boolean closing;
    private long epoch;
    private long nextSeq;
    private long shownSeq;
    private long snapshotSeq;

    /// How far the clock is behind the log: another member's clock, or ours before it was set back.
    private Duration behind = Duration.ZERO;

    private @Nullable Long timer;
    private @Nullable Instant armedFor;

    /// What a shard is made of; it lives as long as its verticle is deployed.
    private static final class Home extends VerticleBase {
        private final Function<Context, RoutingShard> making;
        private final Promise<RoutingShard> made;

        Home(Function<Context, RoutingShard> making, Promise<RoutingShard> made) {
            this.making = making;
            this.made = made;
        }

        @Override
        public Future<?> start() {
            RoutingShard shard = making.apply(context);
            made.complete(shard);
            return shard.start();
        }

        @Override
        public Future<?> stop() {
            return made.future().compose(RoutingShard::stop);
        }
    }

    private RoutingShard(
            Vertx vertx,
            Context context,
            EventLog events,
            InstantSource clock,
            Consumer<List<RoutingEvent>> listener,
            MeterRegistry meters,
            int snapshotEvery) {
        this.vertx = vertx;
        this.context = context;
        this.events = events;
        this.clock = clock;
        this.listener = listener;
        this.snapshotEvery = snapshotEvery;
        this.refused = meters.counter("strowger.routing.commands.refused");
        this.failed = meters.counter("strowger.routing.commands.failed");
        this.recoveries = meters.counter("strowger.routing.recoveries");
        this.appends = meters.timer("strowger.routing.append");
    }

    /// Opens the log and rebuilds the core from it. Fails if the log does.
    ///
    /// @param clock should not be set back while the process runs; time stands still in the core
    ///   until it has caught up
    /// @param listener is told of the events in their order, on the shard's event loop
    public static Future<RoutingShard> open(
            Vertx vertx,
            EventLog events,
            InstantSource clock,
            Consumer<List<RoutingEvent>> listener,
            MeterRegistry meters) {
        return open(vertx, events, clock, listener, meters, 100_000);
    }

    static Future<RoutingShard> open(
            Vertx vertx,
            EventLog events,
            InstantSource clock,
            Consumer<List<RoutingEvent>> listener,
            MeterRegistry meters,
            int snapshotEvery) {
        Promise<RoutingShard> made = Promise.promise();
        Home home =
                new Home(
                        context ->
                                new RoutingShard(
                                        vertx,
                                        context,
                                        events,
                                        clock,
                                        listener,
                                        meters,
                                        snapshotEvery),
                        made);
        return vertx.deployVerticle(home).compose(_ -> made.future());
    }

    /// Has the core carry out a command, which is given the time at which it is. May be called from
    /// any thread.
    ///
    /// @return false if it will not be carried out: too many wait already, or the shard is closing
    public boolean submit(Function<Instant, RoutingCommand> command) {
        return take(new Request.Command(command));
    }

    /// The place of a call, as [RoutingCore#place] says.
    public Future<OptionalInt> place(CallId call) {
        return ask(asked -> asked.place(call));
    }

    /// The places of those of the calls that are in line.
    public Future<SortedMap<CallId, Integer>> places(List<CallId> calls) {
        return ask(asked -> asked.places(calls));
    }

    /// How those of the queues stand that there are, as [RoutingCore#standing] tells of one.
    public Future<SortedMap<QueueId, QueueStanding>> standings(SortedSet<QueueId> queues) {
        return ask(
                asked -> {
                    SortedMap<QueueId, QueueStanding> standings = new TreeMap<>();
                    queues.forEach(
                            queue -> asked.standing(queue).ifPresent(s -> standings.put(queue, s)));
                    return standings;
                });
    }

    /// Why a call waits, as [RoutingCore#explain] says.
    public Future<Optional<DecisionRecord>> explain(CallId call) {
        return ask(asked -> asked.explain(call, now()));
    }

    /// All that the core knows.
    public Future<RoutingSnapshot> snapshot() {
        return ask(RoutingCore::snapshot);
    }

    /// Carries out what was submitted before, then closes the log. While the log cannot be opened,
    /// what waits is dropped.
    public Future<Void> close() {
        return vertx.undeploy(context.deploymentID());
    }

    /// Tells somebody all that the core knows, on the shard's event loop: after the listener was
    /// told of the events that led to it, and before it is told of those that follow.
    public Future<Void> tell(Consumer<RoutingSnapshot> whom) {
        Promise<RoutingSnapshot> answer = Promise.promise();
        // Before it is asked for: who were to listen later might be told after later events.
        Future<Void> told =
                answer.future()
                        .map(
                                known -> {
                                    whom.accept(known);
                                    return null;
                                });
        ask(RoutingCore::snapshot, answer);
        return told;
    }

    private <T> Future<T> ask(Function<RoutingCore, T> asked) {
        Promise<T> answer = Promise.promise();
        ask(asked, answer);
        return answer.future();
    }

    private <T> void ask(Function<RoutingCore, T> asked, Promise<T> answer) {
        if (!take(new Request.Question<>(asked, answer))) {
            answer.fail(closing ? notOpen() : tooBusy());
        }
    }

    private boolean take(Request request) {
        if (closing) {
            refused.increment();
            return false;
        }
        if (waiting.incrementAndGet() > MAX_WAITING) {
            waiting.decrementAndGet();
            refused.increment();
            return false;
        }
        context.runOnContext(_ -> taken(request));
        return true;
    }

    private void taken(Request request) {
        if (drained.future().isComplete()) {
            drop(request);
        } else {
            queue.addLast(request);
            drain();
        }
    }

    private Future<Void> start() {
        Future<Void> started =
                events.open()
                        .compose(found -> context.executeBlocking(() -> new Rebuilt(found)))
                        .map(
                                rebuilt -> {
                                    shownSeq = rebuilt.found().lastSeq();
                                    takeOver(rebuilt);
                                    return null;
                                });
        return started.recover(this::closed);
    }

    /// A log that could not be opened has threads all the same.
    private Future<Void> closed(Throwable because) {
        Future<Void> failure = Future.failedFuture(because);
        return events.close().compose(_ -> failure, _ -> failure);
    }

    private Future<Void> stop() {
        closing = true;
        finishIfIdle();
        return drained.future().compose(_ -> events.close());
    }

    /// A core as the log has it.
    private record Rebuilt(Recovered found, RoutingCore core) {
        Rebuilt(Recovered found) {
            this(found, found.snapshot().map(RoutingCore::restore).orElseGet(RoutingCore::new));
            core.catchUp(found.events());
        }
    }

    private void takeOver(Rebuilt rebuilt) {
        Recovered found = rebuilt.found();
        core = rebuilt.core();
        epoch = found.epoch();
        nextSeq = found.lastSeq() + 1;
        snapshotSeq = found.snapshotSeq();
        Duration late = Duration.between(clock.instant(), core.now());
        behind = late.isNegative() ? Duration.ZERO : late;
        settleInFlight(found);
        open = true;
        drain();
    }

    /// An append that seemed to fail may have been kept: then it is shown now. What was not kept
    /// starts over.
    private void settleInFlight(Recovered found) {
        while (!inFlight.isEmpty() && isKept(inFlight.getFirst(), found)) {
            show(inFlight.removeFirst());
        }
        List<Request> again = inFlight.stream().flatMap(batch -> batch.requests.stream()).toList();
        inFlight.clear();
        again.reversed().forEach(queue::addFirst);
        int unshown = (int) Math.min(found.lastSeq() - shownSeq, found.events().size());
        if (unshown > 0) {
            tell(found.events().subList(found.events().size() - unshown, found.events().size()));
            shownSeq = found.lastSeq();
        }
    }

    private static boolean isKept(Batch batch, Recovered found) {
        int from = (int) (batch.firstSeq - found.snapshotSeq() - 1);
        int to = from + batch.events.size();
        return from >= 0
                && to <= found.events().size()
                && found.events().subList(from, to).equals(batch.events);
    }

    private void drain() {
        while (open && !queue.isEmpty() && inFlight.size() < MAX_IN_FLIGHT) {
            Batch batch = new Batch(nextSeq);
            if (!fill(batch)) {
                startOver(batch);
                return;
            }
            send(batch);
        }
        if (open) {
            arm();
        }
        finishIfIdle();
    }

    /// Whether the core can be trusted still.
    private boolean fill(Batch batch) {
        while (!queue.isEmpty() && batch.hasRoomFor(queue.getFirst())) {
            Request request = queue.removeFirst();
            try {
                carryOut(request, batch);
                batch.requests.add(request);
            } catch (RuntimeException e) {
                log.error("a request failed in the routing core and is dropped", e);
                drop(request);
                return false;
            }
        }
        return true;
    }

    private void carryOut(Request request, Batch batch) {
        switch (request) {
            case Request.Command(var stamped) -> {
                RoutingCommand command = stamp(stamped);
                if (command != null) {
                    batch.events.addAll(core.handle(command));
                }
            }
            case Request.Question<?> question -> batch.answers.add(question.answered(core));
        }
    }

    /// Returns nothing if there is no such command, because its values are out of their limits. The
    /// core is not touched then.
    private @Nullable RoutingCommand stamp(Function<Instant, RoutingCommand> stamped) {
        try {
            return stamped.apply(now());
        } catch (RuntimeException e) {
            log.error("a routing command could not be made and is dropped", e);
            failed.increment();
            return null;
        }
    }

    private Instant now() {
        Instant now = clock.instant().plus(behind);
        return now.isBefore(core.now()) ? core.now() : now;
    }

    private void send(Batch batch) {
        if (batch.events.isEmpty()) {
            showAfterTheLast(batch);
            return;
        }
        inFlight.addLast(batch);
        nextSeq = batch.lastSeq() + 1;
        if (batch.lastSeq() - snapshotSeq >= snapshotEvery) {
            batch.snapshot = core.snapshot();
            snapshotSeq = batch.lastSeq();
        }
        Timer.Sample started = Timer.start();
        events.append(epoch, batch.firstSeq, batch.events)
                .onComplete(
                        result ->
                                context.runOnContext(
                                        _ -> {
                                            started.stop(appends);
                                            appended(batch, result);
                                        }));
    }

    /// Answers without events still tell of the events before them.
    private void showAfterTheLast(Batch batch) {
        if (inFlight.isEmpty()) {
            show(batch);
        } else {
            inFlight.getLast().requests.addAll(batch.requests);
            inFlight.getLast().answers.addAll(batch.answers);
        }
    }

    private void appended(Batch batch, AsyncResult<Void> result) {
        if (!open || !inFlight.contains(batch)) {
            return;
        }
        if (result.succeeded()) {
            acknowledged(batch);
            drain();
        } else {
            log.error("routing starts over from its log: {}", result.cause().getMessage());
            startOver(null);
        }
    }

    private void acknowledged(Batch batch) {
        batch.acknowledged = true;
        worked = true;
        while (!inFlight.isEmpty() && inFlight.getFirst().acknowledged) {
            show(inFlight.removeFirst());
        }
    }

    private void show(Batch batch) {
        waiting.addAndGet(-batch.requests.size());
        if (!batch.events.isEmpty()) {
            shownSeq = batch.lastSeq();
            tell(batch.events);
        }
        batch.answers.forEach(Runnable::run);
        if (batch.snapshot != null) {
            events.saveSnapshot(batch.lastSeq(), batch.snapshot)
                    .onFailure(
                            e -> log.warn("no snapshot of the routing core: {}", e.getMessage()));
        }
    }

    private void tell(List<RoutingEvent> happened) {
        try {
            listener.accept(List.copyOf(happened));
        } catch (RuntimeException e) {
            log.error("the listener failed at {} events", happened.size(), e);
        }
    }

    /// Throws the core away, and gets a new one from the log.
    private void startOver(@Nullable Batch unsent) {
        open = false;
        recoveries.increment();
        disarm();
        if (unsent != null) {
            unsent.requests.reversed().forEach(queue::addFirst);
        }
        if (worked) {
            worked = false;
            reopen();
        } else {
            reopenLater();
        }
    }

    private void reopen() {
        if (closing) {
            dropAll();
            return;
        }
        events.open()
                .compose(found -> vertx.executeBlocking(() -> new Rebuilt(found)))
                .onComplete(
                        result ->
                                context.runOnContext(
                                        _ -> {
                                            if (result.succeeded()) {
                                                takeOver(result.result());
                                            } else {
                                                log.error(
                                                        "the event log cannot be opened: {}",
                                                        result.cause().getMessage());
                                                reopenLater();
                                            }
                                        }));
    }

    private void reopenLater() {
        vertx.setTimer(REOPEN_AFTER.toMillis(), _ -> reopen());
    }

    private void dropAll() {
        inFlight.forEach(batch -> batch.requests.forEach(this::drop));
        inFlight.clear();
        queue.forEach(this::drop);
        queue.clear();
        drained.tryComplete();
    }

    private void drop(Request request) {
        failed.increment();
        waiting.decrementAndGet();
        if (request instanceof Request.Question<?> question) {
            question.answer().tryFail(notOpen());
        }
    }

    private void finishIfIdle() {
        if (closing && open && queue.isEmpty() && inFlight.isEmpty()) {
            open = false;
            disarm();
            drained.tryComplete();
        }
    }

    private void arm() {
        Instant deadline = core.nextDeadline().orElse(null);
        if (deadline != null && deadline.equals(armedFor)) {
            return;
        }
        disarm();
        if (deadline != null) {
            long delay = Duration.between(clock.instant().plus(behind), deadline).toMillis() + 1;
            armedFor = deadline;
            timer = vertx.setTimer(Math.max(1, delay), _ -> passTime());
        }
    }

    private void passTime() {
        timer = null;
        armedFor = null;
        waiting.incrementAndGet();
        queue.addLast(new Request.Command(PassTime::new));
        drain();
    }

    private void disarm() {
        if (timer != null) {
            vertx.cancelTimer(timer);
        }
        timer = null;
        armedFor = null;
    }

    private static EventLogException notOpen() {
        return new EventLogException(Reason.NOT_OPEN, "the routing shard is closing");
    }

    private static EventLogException tooBusy() {
        return new EventLogException(Reason.TOO_BUSY, MAX_WAITING + " requests wait already");
    }
}
