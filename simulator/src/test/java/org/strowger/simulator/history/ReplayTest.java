package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.cluster.FileEventLog;
import org.strowger.engine.cluster.RecordedJournal;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallOffered;
import org.strowger.engine.routing.RoutingSnapshot;

final class ReplayTest {
    /// More for a longer look: -Dstrowger.replay.seeds=3000.
    private static final int SEEDS = Integer.getInteger("strowger.replay.seeds", 60);

    @TempDir Path folder;

    private static Replay.Outcome replay(List<RoutingEvent> events) {
        return Replay.of(new Recorded(events), 1, Optional.empty());
    }

    @Test
    void wildDaysComeOutAsTheyWereRecorded() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<RoutingEvent> day = Recorded.wildDay(seed, 1_500);
            Replay.Outcome outcome = replay(day);
            assertEquals(Optional.empty(), outcome.difference(), "seed " + seed);
            assertEquals(day.size(), outcome.reproduced(), "seed " + seed);
        }
    }

    @Test
    void daysThatBeginWithASnapshotComeOutToo() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<RoutingEvent> day = Recorded.wildDay(seed, 800);
            int from = Recorded.wildDay(seed, 300).size();
            RoutingSnapshot before = RoutingCore.replay(day.subList(0, from)).snapshot();
            List<RoutingEvent> rest = day.subList(from, day.size());
            Replay.Outcome outcome = Replay.of(new Recorded(rest), 1, Optional.of(before));
            assertEquals(Optional.empty(), outcome.difference(), "seed " + seed);
            assertEquals(rest.size(), outcome.reproduced(), "seed " + seed);
        }
    }

    @Test
    void anOfferThatWentToAnotherIsToldWhereItStands() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<RoutingEvent> day = new ArrayList<>(Recorded.wildDay(seed, 600));
            int[] offers = chosen(day);
            int at = offers[new Random(seed).nextInt(offers.length)];
            CallOffered offer = (CallOffered) day.get(at);
            day.set(at, to(new AgentId("somebody-else"), offer));
            Replay.Difference difference = replay(day).difference().orElseThrow();
            assertEquals(at + 1, difference.seq(), "seed " + seed);
            assertEquals(Optional.of(offer), difference.instead(), "seed " + seed);
            assertEquals(day.get(at), difference.recorded(), "seed " + seed);
        }
    }

    @Test
    void aDecisionThatWasComparedOtherwiseIsToldWhereItStands() {
        for (int seed = 0; seed < SEEDS; seed++) {
            List<RoutingEvent> day = new ArrayList<>(Recorded.wildDay(seed, 600));
            int[] offers = chosen(day);
            int at = offers[new Random(seed).nextInt(offers.length)];
            CallOffered offer = (CallOffered) day.get(at);
            day.set(at, leavingOutMore(offer));
            Replay.Difference difference = replay(day).difference().orElseThrow();
            assertEquals(at + 1, difference.seq(), "seed " + seed);
            assertEquals(Optional.of(offer), difference.instead(), "seed " + seed);
        }
    }

    /// The offers that the core chose by itself.
    private static int[] chosen(List<RoutingEvent> day) {
        return IntStream.range(0, day.size())
                .filter(
                        i ->
                                day.get(i) instanceof CallOffered e
                                        && e.decision().basis() == DecisionRecord.Basis.POLICY)
                .toArray();
    }

    private static CallOffered to(AgentId agent, CallOffered e) {
        return new CallOffered(
                e.at(),
                e.call(),
                e.queue(),
                agent,
                e.callbackNumber(),
                e.expiresAt(),
                e.decision());
    }

    private static CallOffered leavingOutMore(CallOffered e) {
        DecisionRecord d = e.decision();
        return new CallOffered(
                e.at(),
                e.call(),
                e.queue(),
                e.agent(),
                e.callbackNumber(),
                e.expiresAt(),
                new DecisionRecord(
                        d.policyVersion(),
                        d.basis(),
                        d.winner(),
                        d.calls(),
                        d.callsLeftOut() + 1,
                        d.agents(),
                        d.agentsLeftOut(),
                        d.others()));
    }

    @Test
    void aRecordThatEndsAnywhereComesOutAsFarAsItGoes() {
        List<RoutingEvent> day = Recorded.wildDay(7, 300);
        for (int end = 0; end <= day.size(); end += 7) {
            Replay.Outcome outcome = replay(day.subList(0, end));
            assertEquals(Optional.empty(), outcome.difference(), "cut to " + end);
            assertEquals(end, outcome.reproduced());
        }
    }

    private void write(List<RoutingEvent> day) {
        FileEventLog log = FileEventLog.in(folder, new SimpleMeterRegistry());
        long epoch = log.open().toCompletionStage().toCompletableFuture().join().epoch();
        for (int i = 0; i < day.size(); i += 50) {
            List<RoutingEvent> batch = day.subList(i, Math.min(day.size(), i + 50));
            log.append(epoch, i + 1, batch).toCompletionStage().toCompletableFuture().join();
        }
        log.close().toCompletionStage().toCompletableFuture().join();
    }

    private Path segment() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void aJournalOnDiskComesOut() throws IOException {
        List<RoutingEvent> day = Recorded.wildDay(3, 2_000);
        write(day);
        Replay.Outcome outcome = Replay.of(RecordedJournal.open(folder));
        assertTrue(outcome.isWhole(), outcome::toString);
        assertEquals(day.size(), outcome.reproduced());
        assertEquals(
                day.stream().filter(CallOffered.class::isInstance).count(), outcome.decisions());
    }

    @Test
    void aJournalThatIsTornOffIsToldWithWhatIsValidBefore() throws IOException {
        List<RoutingEvent> day = Recorded.wildDay(4, 600);
        write(day);
        byte[] bytes = Files.readAllBytes(segment());
        Files.write(segment(), java.util.Arrays.copyOf(bytes, bytes.length - 5));
        Replay.Outcome outcome = Replay.of(RecordedJournal.open(folder));
        assertFalse(outcome.isWhole());
        assertEquals(day.size() / 50 * 50L, outcome.reproduced());
        assertTrue(outcome.fault().orElseThrow().contains("torn off at byte"), outcome::toString);
    }

    @Test
    void aJournalThatIsDamagedInTheMiddleIsToldWithWhatIsValidBefore() throws IOException {
        List<RoutingEvent> day = Recorded.wildDay(5, 600);
        write(day);
        byte[] bytes = Files.readAllBytes(segment());
        bytes[bytes.length / 2] ^= 1;
        Files.write(segment(), bytes);
        Replay.Outcome outcome = Replay.of(RecordedJournal.open(folder));
        assertTrue(outcome.fault().orElseThrow().contains("is damaged at byte"), outcome::toString);
        assertTrue(outcome.reproduced() > 0 && outcome.reproduced() < day.size());
        assertEquals(0, outcome.reproduced() % 50);
    }

    private record Said(int status, String out, String err) {}

    private static Said command(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status =
                new ReplayCommand(
                                new PrintStream(out, true, StandardCharsets.UTF_8),
                                new PrintStream(err, true, StandardCharsets.UTF_8))
                        .run(List.of(args));
        return new Said(
                status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void theCommandTellsBothDecisionsOfTheFirstDifference() {
        List<RoutingEvent> day = new ArrayList<>(Recorded.wildDay(6, 600));
        int at = chosen(day)[20];
        CallOffered offer = (CallOffered) day.get(at);
        day.set(at, to(new AgentId("somebody-else"), offer));
        write(day);
        Said said = command(folder.toString(), "--compare");
        assertEquals(1, said.status());
        assertTrue(said.out().contains("The first difference is event " + (at + 1)), said.out());
        assertTrue(said.out().contains("to somebody-else until"), said.out());
        assertTrue(said.out().contains("to " + offer.agent() + " until"), said.out());
        assertEquals(2, said.out().split("winner " + offer.agent(), -1).length - 1, said.out());
    }

    @Test
    void theCommandIsSatisfiedWithADayThatComesOut() {
        write(Recorded.wildDay(8, 600));
        assertEquals(0, command(folder.toString(), "--compare").status());
        assertEquals(0, command(folder.toString(), "--compare", "--json").status());
        assertEquals(2, command(folder.toString()).status());
        assertEquals(2, command("--compare").status());
        assertEquals(1, command(folder.resolve("nowhere").toString(), "--compare").status());
    }
}
