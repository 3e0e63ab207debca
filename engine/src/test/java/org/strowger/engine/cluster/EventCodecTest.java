package org.strowger.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RandomDay;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Activity;
import org.strowger.engine.routing.SkillNeed;

final class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-11-21T08:00:00.123456789Z");
    private static final AgentId AGENT = new AgentId("änn");
    private static final CallId CALL = new CallId("c1");
    private static final QueueId QUEUE = new QueueId("sales");
    private static final SortedMap<String, Integer> SKILLS =
            new TreeMap<>(Map.of("french", 3, "repairs", 10));
    private static final List<SkillNeed> NEEDS = List.of(new SkillNeed("french", 3));
    private static final RoutingPolicy POLICY =
            new RoutingPolicy(
                    "v1",
                    new TreeMap<>(
                            Map.of(
                                    QUEUE,
                                    new QueuePolicy(
                                            Duration.ofSeconds(15),
                                            Duration.ofMillis(1),
                                            Duration.ZERO,
                                            7))));
    private static final DecisionRecord WHY =
            new DecisionRecord(
                    "v1",
                    AGENT,
                    List.of(new DecisionRecord.CallHead(CALL, -2, Duration.ofSeconds(5))),
                    1,
                    List.of(new DecisionRecord.AgentHead(AGENT, Duration.ofNanos(9))),
                    2,
                    new TreeMap<>(Map.of(DecisionRecord.Standing.BUSY, 4)));

    private static final List<RoutingCommand> COMMANDS =
            List.of(
                    new RoutingCommand.ApplyPolicy(AT, POLICY),
                    new RoutingCommand.SignInAgent(AT, AGENT, SKILLS),
                    new RoutingCommand.SignOutAgent(AT, AGENT),
                    new RoutingCommand.PauseAgent(AT, AGENT, "lunch"),
                    new RoutingCommand.ResumeAgent(AT, AGENT),
                    new RoutingCommand.EndWrapUp(AT, AGENT),
                    new RoutingCommand.EnqueueCall(AT, CALL, QUEUE, -3, NEEDS),
                    new RoutingCommand.LeaveQueue(AT, CALL, LeaveReason.NODE_LOST),
                    new RoutingCommand.KeepPlace(AT, CALL, "+4930"),
                    new RoutingCommand.AcceptOffer(AT, AGENT, CALL),
                    new RoutingCommand.RefuseOffer(AT, AGENT, CALL, RoutingCommand.Refusal.FAILED),
                    new RoutingCommand.EndCall(AT, CALL),
                    new RoutingCommand.PassTime(AT));

    private static final List<RoutingEvent> EVENTS =
            List.of(
                    new RoutingEvent.PolicyApplied(AT, POLICY),
                    new RoutingEvent.AgentSignedIn(AT, AGENT, SKILLS),
                    new RoutingEvent.SignOutDeferred(AT, AGENT),
                    new RoutingEvent.AgentSignedOut(AT, AGENT),
                    new RoutingEvent.AgentPaused(AT, AGENT, "lunch"),
                    new RoutingEvent.AgentResumed(AT, AGENT),
                    new RoutingEvent.WrapUpEnded(AT, AGENT),
                    new RoutingEvent.RestEnded(AT, AGENT),
                    new RoutingEvent.CallQueued(AT, CALL, QUEUE, 5, NEEDS),
                    new RoutingEvent.PlaceKept(AT, CALL, QUEUE, "+4930"),
                    new RoutingEvent.CallLeftQueue(AT, CALL, QUEUE, LeaveReason.ABANDONED),
                    new RoutingEvent.CallOffered(
                            AT, CALL, QUEUE, AGENT, Optional.of("+4930"), AT.plusSeconds(9), WHY),
                    new RoutingEvent.OfferEnded(
                            AT,
                            CALL,
                            QUEUE,
                            AGENT,
                            Outcome.EXPIRED,
                            Optional.of(AT.plusSeconds(3))),
                    new RoutingEvent.CallConnected(AT, CALL, QUEUE, AGENT),
                    new RoutingEvent.CallEnded(AT, CALL, QUEUE, AGENT, Optional.empty()),
                    new RoutingEvent.CommandRejected(
                            AT,
                            COMMANDS.getFirst(),
                            RoutingEvent.CommandRejected.Reason.ALREADY_APPLIED));

    private static final List<Activity> ACTIVITIES =
            List.of(
                    new Activity.Idle(AT),
                    new Activity.Offered(CALL, AT.plusSeconds(1), AT),
                    new Activity.Talking(CALL, QUEUE),
                    new Activity.WrapUp(AT),
                    new Activity.Resting(AT));

    @Test
    void everyEventIsReadAsItWasWritten() {
        assertCoversAll(RoutingEvent.class, EVENTS);
        assertEquals(EVENTS, EventCodec.decode(EventCodec.encode(EVENTS)));
    }

    @Test
    void everyCommandInARejectionIsReadAsItWasWritten() {
        assertCoversAll(RoutingCommand.class, COMMANDS);
        List<RoutingEvent> rejections =
                COMMANDS.stream()
                        .<RoutingEvent>map(
                                command ->
                                        new RoutingEvent.CommandRejected(
                                                AT,
                                                command,
                                                RoutingEvent.CommandRejected.Reason.UNKNOWN_CALL))
                        .toList();
        assertEquals(rejections, EventCodec.decode(EventCodec.encode(rejections)));
    }

    @Test
    void aSnapshotWithEveryActivityIsReadAsItWasWritten() {
        assertCoversAll(Activity.class, ACTIVITIES);
        RoutingSnapshot snapshot =
                new RoutingSnapshot(
                        AT,
                        POLICY,
                        POLICY.queues(),
                        List.of(
                                new RoutingSnapshot.CallInLine(
                                        CALL, QUEUE, 1, AT, NEEDS, Optional.of("+4930"))),
                        ACTIVITIES.stream()
                                .map(
                                        activity ->
                                                new RoutingSnapshot.SignedInAgent(
                                                        AGENT,
                                                        SKILLS,
                                                        activity,
                                                        Optional.of("lunch"),
                                                        true))
                                .toList());
        assertEquals(snapshot, EventCodec.decodeSnapshot(EventCodec.encodeSnapshot(snapshot)));
    }

    @Test
    void theSnapshotOfARandomDayIsReadAsItWasWritten() {
        RandomDay day = new RandomDay(7);
        RoutingCore core = new RoutingCore();
        for (int i = 0; i < 2_000; i++) {
            day.heard(core.handle(day.next()));
        }
        RoutingSnapshot snapshot = core.snapshot();
        assertEquals(snapshot, EventCodec.decodeSnapshot(EventCodec.encodeSnapshot(snapshot)));
    }

    @Test
    void whateverBytesComeTheyAreReadOrCalledDamaged() {
        byte[] whole = EventCodec.encode(EVENTS);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x55;
            assertReadOrDamaged(changed);
            byte[] cut = Arrays.copyOf(whole, i);
            assertEquals(
                    Reason.DAMAGED,
                    assertThrows(EventLogException.class, () -> EventCodec.decode(cut)).reason());
        }
    }

    @Test
    void aFormFromTheFutureIsRefused() {
        byte[] bytes = EventCodec.encode(EVENTS);
        bytes[0] = 2;
        var refused = assertThrows(EventLogException.class, () -> EventCodec.decode(bytes));
        assertEquals("version 2 of the event form is not known, only 1", refused.getMessage());
    }

    private static void assertReadOrDamaged(byte[] bytes) {
        try {
            List<RoutingEvent> read = EventCodec.decode(bytes);
            assertArrayEquals(
                    EventCodec.encode(read),
                    EventCodec.encode(EventCodec.decode(EventCodec.encode(read))));
        } catch (EventLogException damaged) {
            assertEquals(Reason.DAMAGED, damaged.reason());
        }
    }

    private static <T> void assertCoversAll(Class<T> sealed, List<? extends T> samples) {
        Set<Class<?>> sampled = samples.stream().map(Object::getClass).collect(Collectors.toSet());
        assertEquals(
                Stream.of(sealed.getPermittedSubclasses()).collect(Collectors.toSet()), sampled);
    }
}
