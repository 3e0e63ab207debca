package org.strowger.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.SkillNeed;

final class RoutingShardTest {
    private static final QueueId SALES = new QueueId("sales");
    private static final AgentId ANN = new AgentId("ann");
    private static final AgentId BOB = new AgentId("bob");
    private static final CallId C1 = new CallId("c1");
    private static final CallId C2 = new CallId("c2");
    private static final RoutingProfile UNSKILLED = RoutingProfile.of(new TreeMap<>());

    @TempDir Path directory;
    @TempDir Path copies;
    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final BlockingQueue<RoutingEvent> heard = new LinkedBlockingQueue<>();

    @AfterEach
    void closeVertx() throws Exception {
        got(vertx.close());
    }

    @Test
    void placesSignInsAndPausesAreThereAfterClosing() throws Exception {
        RoutingShard before = shard(fileLog(directory), 100_000);
        fill(before);
        RoutingSnapshot known = got(before.snapshot());
        got(before.close());
        RoutingShard after = shard(fileLog(directory), 100_000);
        assertEquals(known, got(after.snapshot()));
        assertEquals(OptionalInt.of(1), got(after.place(C1)));
    }

    @Test
    void placesSignInsAndPausesAreThereAfterAnAbruptStop() throws Exception {
        RoutingShard before = shard(fileLog(directory), 100_000);
        fill(before);
        RoutingSnapshot known = got(before.snapshot());
        RoutingShard after = shard(fileLog(copyAfterKill()), 100_000);
        assertEquals(known, got(after.snapshot()));
        assertEquals(OptionalInt.of(2), got(after.place(C2)));
        assertEquals(
                Map.of(C1, 1, C2, 2), got(after.places(List.of(C2, new CallId("nobody"), C1))));
    }

    @Test
    void aShardThatTakesSnapshotsComesBackTheSame() throws Exception {
        RoutingShard before = shard(fileLog(directory), 3);
        fill(before);
        for (int i = 0; i < 50; i++) {
            CallId call = new CallId("more" + i);
            before.submit(
                    at -> new RoutingCommand.EnqueueCall(at, call, SALES, 0, SkillNeed.none()));
        }
        RoutingSnapshot known = got(before.snapshot());
        got(before.close());
        assertTrue(new LogDirectory(directory).newestSnapshot().isPresent());
        assertEquals(known, got(shard(fileLog(directory), 3).snapshot()));
    }

    @Test
    void whyACallWaitsIsSaidOfCallsThatWait() throws Exception {
        RoutingShard shard = shard(new MemoryEventLog(), 100_000);
        policy(shard, Duration.ofSeconds(15));
        enqueue(shard, C1);
        DecisionRecord why = got(shard.explain(C1)).orElseThrow();
        assertEquals(DecisionRecord.Basis.WAITING, why.basis());
        assertEquals("v1", why.policyVersion());
        assertEquals(List.of(C1), why.calls().stream().map(DecisionRecord.CallHead::call).toList());
        assertEquals(Optional.empty(), got(shard.explain(C2)));
    }

    @Test
    void anOfferRunsOutByTheShardsOwnTimer() throws Exception {
        RoutingShard shard = shard(new MemoryEventLog(), 100_000);
        policy(shard, Duration.ofMillis(20));
        signIn(shard, ANN);
        enqueue(shard, C1);
        hear(RoutingEvent.CallOffered.class);
        assertEquals(
                RoutingEvent.OfferEnded.Outcome.EXPIRED,
                hear(RoutingEvent.OfferEnded.class).outcome());
    }

    @Test
    void anOfferInFlightRunsOutAfterTheShardCameBack() throws Exception {
        MemoryEventLog log = new MemoryEventLog();
        RoutingShard before = shard(log, 100_000);
        policy(before, Duration.ofMillis(500));
        signIn(before, ANN);
        enqueue(before, C1);
        hear(RoutingEvent.CallOffered.class);
        got(before.close());
        heard.clear();
        shard(log, 100_000);
        assertEquals(
                RoutingEvent.OfferEnded.Outcome.EXPIRED,
                hear(RoutingEvent.OfferEnded.class).outcome());
    }

    @Test
    void nothingIsShownOrAnsweredBeforeTheLogHasIt() throws Exception {
        HeldLog log = new HeldLog();
        RoutingShard shard = shard(log, 100_000);
        policy(shard, Duration.ofSeconds(15));
        Append append = log.next();
        Future<RoutingSnapshot> asked = shard.snapshot();
        signIn(shard, ANN);
        Append second = log.next();
        assertTrue(heard.isEmpty());
        assertFalse(asked.isComplete());
        append.keep();
        second.acknowledge();
        append.promise().complete();
        hear(RoutingEvent.PolicyApplied.class);
        hear(RoutingEvent.AgentSignedIn.class);
        assertEquals("v1", got(asked).policy().version());
    }

    @Test
    void whoAsksIsToldBeforeTheListenerHearsWhatFollowed() throws Exception {
        HeldLog log = new HeldLog();
        RoutingShard shard = shard(log, 100_000);
        List<Append> inFlight = new ArrayList<>();
        for (int i = 0; i < RoutingShard.MAX_IN_FLIGHT; i++) {
            signIn(shard, new AgentId("agent" + i));
            inFlight.add(log.next());
        }
        List<RoutingEvent> heardBefore = new ArrayList<>();
        List<RoutingSnapshot> told = new ArrayList<>();
        Future<Void> asked =
                shard.tell(
                        known -> {
                            heardBefore.addAll(heard);
                            told.add(known);
                        });
        signIn(shard, ANN);
        inFlight.removeFirst().acknowledge();
        inFlight.add(log.next());
        inFlight.forEach(Append::acknowledge);
        got(asked);
        assertEquals(RoutingShard.MAX_IN_FLIGHT, told.getFirst().agents().size());
        assertEquals(RoutingShard.MAX_IN_FLIGHT, heardBefore.size());
    }

    @Test
    void aFailedAppendIsForgottenAndItsCommandsCarriedOutAgain() throws Exception {
        HeldLog log = new HeldLog();
        RoutingShard shard = shard(log, 100_000);
        policy(shard, Duration.ofSeconds(15));
        log.next().acknowledge();
        hear(RoutingEvent.PolicyApplied.class);
        signIn(shard, ANN);
        Append first = log.next();
        signIn(shard, BOB);
        Append second = log.next();
        first.fail();
        second.fail();
        Append again = log.next();
        assertTrue(heard.isEmpty());
        assertTrue(again.epoch() > first.epoch());
        assertEquals(first.firstSeq(), again.firstSeq());
        again.acknowledge();
        assertEquals(ANN, hear(RoutingEvent.AgentSignedIn.class).agent());
        assertEquals(BOB, hear(RoutingEvent.AgentSignedIn.class).agent());
        assertEquals(1.0, meters.counter("strowger.routing.recoveries").count());
    }

    @Test
    void anAppendThatOnlySeemedToFailIsShownOnce() throws Exception {
        HeldLog log = new HeldLog();
        RoutingShard shard = shard(log, 100_000);
        signIn(shard, ANN);
        Append indeterminate = log.next();
        indeterminate.keepButFail();
        assertEquals(ANN, hear(RoutingEvent.AgentSignedIn.class).agent());
        signIn(shard, BOB);
        log.next().acknowledge();
        assertEquals(BOB, hear(RoutingEvent.AgentSignedIn.class).agent());
        assertTrue(heard.isEmpty());
    }

    @Test
    void whileTheLogCannotBeOpenedCommandsWait() throws Exception {
        HeldLog log = new HeldLog();
        RoutingShard shard = shard(log, 100_000);
        log.failingOpens.set(2);
        signIn(shard, ANN);
        Append lost = log.next();
        log.release();
        lost.fail();
        signIn(shard, BOB);
        assertEquals(ANN, hear(RoutingEvent.AgentSignedIn.class).agent());
        assertEquals(BOB, hear(RoutingEvent.AgentSignedIn.class).agent());
    }

    @Test
    void aBoundedNumberOfAppendsIsInFlightAndOfRequestsWaits() throws Exception {
        HeldLog log = new HeldLog();
        RoutingShard shard = shard(log, 100_000);
        for (int i = 0; i < RoutingShard.MAX_WAITING; i++) {
            assertTrue(shard.submit(at -> new RoutingCommand.ResumeAgent(at, ANN)));
        }
        assertFalse(shard.submit(RoutingCommand.PassTime::new));
        assertEquals(1.0, meters.counter("strowger.routing.commands.refused").count());
        List<Append> inFlight = new ArrayList<>();
        for (int i = 0; i < RoutingShard.MAX_IN_FLIGHT; i++) {
            inFlight.add(log.next());
        }
        assertTrue(log.held.isEmpty());
        inFlight.forEach(Append::keep);
        log.release();
        inFlight.forEach(append -> append.promise().complete());
        for (int i = 0; i < RoutingShard.MAX_WAITING; i++) {
            hear(RoutingEvent.CommandRejected.class);
        }
        assertEquals(0, got(shard.snapshot()).agents().size());
    }

    @Test
    void aCommandOutOfItsLimitsIsDroppedAndTheOthersGoOn() throws Exception {
        RoutingShard shard = shard(new MemoryEventLog(), 100_000);
        shard.submit(at -> new RoutingCommand.PauseAgent(at, ANN, ""));
        signIn(shard, ANN);
        hear(RoutingEvent.AgentSignedIn.class);
        assertEquals(1.0, meters.counter("strowger.routing.commands.failed").count());
    }

    @Test
    void timeGoesOnAfterTheClockWasSetBack() throws Exception {
        MemoryEventLog log = new MemoryEventLog();
        InstantSource ahead = InstantSource.offset(InstantSource.system(), Duration.ofHours(1));
        RoutingShard before = got(RoutingShard.open(vertx, log, ahead, heard::addAll, meters));
        policy(before, Duration.ofMillis(20));
        signIn(before, ANN);
        enqueue(before, C1);
        hear(RoutingEvent.CallOffered.class);
        got(before.close());
        heard.clear();
        shard(log, 100_000);
        hear(RoutingEvent.OfferEnded.class);
    }

    @Test
    void aClosedShardTakesNothingMore() throws Exception {
        RoutingShard shard = shard(new MemoryEventLog(), 100_000);
        got(shard.close());
        assertFalse(shard.submit(RoutingCommand.PassTime::new));
        assertTrue(shard.snapshot().failed());
    }

    private void fill(RoutingShard shard) {
        policy(shard, Duration.ofSeconds(15));
        enqueue(shard, C1);
        enqueue(shard, C2);
        shard.submit(at -> new RoutingCommand.KeepPlace(at, C1, "+4930"));
        shard.submit(
                at ->
                        new RoutingCommand.SignInAgent(
                                at, ANN, RoutingProfile.of(new TreeMap<>(Map.of("french", 3)))));
        shard.submit(at -> new RoutingCommand.SignInAgent(at, BOB, UNSKILLED));
        shard.submit(at -> new RoutingCommand.PauseAgent(at, BOB, "lunch"));
    }

    private static void policy(RoutingShard shard, Duration ringTime) {
        QueuePolicy rules =
                QueuePolicy.builder()
                        .ringTime(ringTime)
                        .missed(new QueuePolicy.Missed(Duration.ofHours(1), Duration.ZERO, 0))
                        .build();
        RoutingPolicy policy = RoutingPolicy.of("v1", new TreeMap<>(Map.of(SALES, rules)));
        shard.submit(at -> new RoutingCommand.ApplyPolicy(at, policy));
    }

    private static void signIn(RoutingShard shard, AgentId agent) {
        shard.submit(at -> new RoutingCommand.SignInAgent(at, agent, UNSKILLED));
    }

    private static void enqueue(RoutingShard shard, CallId call) {
        shard.submit(at -> new RoutingCommand.EnqueueCall(at, call, SALES, 0, SkillNeed.none()));
    }

    private RoutingShard shard(EventLog log, int snapshotEvery) throws Exception {
        return got(
                RoutingShard.open(
                        vertx, log, InstantSource.system(), heard::addAll, meters, snapshotEvery));
    }

    private FileEventLog fileLog(Path in) {
        return FileEventLog.in(in, meters);
    }

    private Path copyAfterKill() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.copy(file, copies.resolve(file.getFileName()));
            }
        }
        return copies;
    }

    /// Waits for the next event of a kind.
    private <E extends RoutingEvent> E hear(Class<E> kind) throws Exception {
        RoutingEvent event = heard.poll(10, TimeUnit.SECONDS);
        while (event != null && !kind.isInstance(event)) {
            event = heard.poll(10, TimeUnit.SECONDS);
        }
        return kind.cast(Objects.requireNonNull(event, "no " + kind.getSimpleName() + " in 10 s"));
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    /// An append that the test decides about.
    private record Append(
            HeldLog log,
            Promise<Void> promise,
            long epoch,
            long firstSeq,
            List<RoutingEvent> events) {
        void acknowledge() {
            keep();
            promise.complete();
        }

        void fail() {
            promise.fail(new EventLogException(Reason.STORAGE, "No space left on device"));
        }

        void keepButFail() {
            keep();
            fail();
        }

        private void keep() {
            log.kept.append(epoch, firstSeq, events);
        }
    }

    /// A log that keeps what the test lets it.
    private static final class HeldLog implements EventLog {
        final MemoryEventLog kept = new MemoryEventLog();
        final BlockingQueue<Append> held = new LinkedBlockingQueue<>();
        final AtomicInteger failingOpens = new AtomicInteger();
        private volatile boolean released;

        Append next() throws InterruptedException {
            Append next = held.poll(10, TimeUnit.SECONDS);
            return Objects.requireNonNull(next, "no append in 10 s");
        }

        void release() {
            released = true;
        }

        @Override
        public Future<Recovered> open() {
            if (failingOpens.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Future.failedFuture(
                        new EventLogException(Reason.STORAGE, "No space left on device"));
            }
            return kept.open();
        }

        @Override
        public Future<Void> append(long epoch, long firstSeq, List<RoutingEvent> events) {
            if (released) {
                return kept.append(epoch, firstSeq, events);
            }
            Append append =
                    new Append(this, Promise.promise(), epoch, firstSeq, List.copyOf(events));
            held.add(append);
            return append.promise().future();
        }

        @Override
        public Future<Void> saveSnapshot(long seq, RoutingSnapshot snapshot) {
            return kept.saveSnapshot(seq, snapshot);
        }

        @Override
        public Future<Void> close() {
            return kept.close();
        }
    }
}
