package org.strowger.engine.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.strowger.engine.cluster.EventLogException.Reason;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.DecisionRecord;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RandomDay;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCore;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CommandRejected;
import org.strowger.engine.routing.RoutingEvent.OfferEnded.Outcome;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.engine.routing.StarvationBound;

final class EventCodecTest {
    private static final Instant AT = Instant.parse("2026-11-21T08:00:00.123456789Z");
    private static final Duration TIME = Duration.ofSeconds(7, 8);
    private static final AgentId AGENT = new AgentId("änn");
    private static final AgentId BOB = new AgentId("bob");
    private static final CallId CALL = new CallId("c1");
    private static final CallId CONSULT = new CallId("c9");
    private static final QueueId QUEUE = new QueueId("sales");
    private static final QueueId OTHER = new QueueId("support");
    private static final Preferred PREFERRED = new Preferred(AGENT, TIME);
    private static final RoutingProfile PROFILE =
            new RoutingProfile(
                    new TreeMap<>(Map.of("french", 3, "repairs", 10)),
                    new TreeMap<>(Map.of(QUEUE, 2)),
                    100,
                    new TreeMap<>(Map.of("chat", 4)),
                    5,
                    Optional.of(TIME));
    private static final RoutingProfile PLAIN = RoutingProfile.of(new TreeMap<>());
    private static final SkillNeed NEED =
            SkillNeed.all(
                    List.of(
                            SkillNeed.atLeast("french", 3),
                            SkillNeed.any(
                                    List.of(
                                            SkillNeed.within("repairs", 1, 4),
                                            SkillNeed.all(
                                                    List.of(
                                                            SkillNeed.atLeast("sales", 1),
                                                            SkillNeed.atLeast("german", 2)))))));
    private static final QueuePolicy RULES =
            QueuePolicy.builder()
                    .open(false)
                    .maxLength(7)
                    .maxWait(TIME)
                    .missed(new QueuePolicy.Missed(TIME, Duration.ofMillis(1), 3))
                    .steps(
                            List.of(
                                    new RoutingStep(
                                            Optional.of(TIME),
                                            NEED,
                                            new TreeSet<>(Set.of("french")),
                                            2,
                                            9,
                                            true),
                                    RoutingStep.FOR_EVER))
                    .order(new CallOrder.Accumulating(1_500, OptionalInt.of(9)))
                    .agents(AgentOrder.ROUND_ROBIN)
                    .work(new QueuePolicy.Work("chat", Optional.of(25)))
                    .staffing(new QueuePolicy.Staffing(Presence.READY, Presence.SIGNED_IN, TIME))
                    .overflow(
                            new QueuePolicy.Overflow(
                                    Optional.of(OTHER),
                                    Optional.of(OTHER),
                                    Optional.of(OTHER),
                                    Optional.of(OTHER)))
                    .reserve(new QueuePolicy.Reserve(NEED, 4))
                    .share(70)
                    .cost(
                            new QueuePolicy.WaitingCost(
                                    3, TIME, List.of(new QueuePolicy.HandleTime(NEED, TIME))))
                    .build();
    private static final RoutingPolicy POLICY =
            new RoutingPolicy(
                    "v1",
                    new TreeMap<>(
                            Map.of(
                                    QUEUE,
                                    RULES,
                                    OTHER,
                                    ordered(new CallOrder.Deadline()),
                                    new QueueId("strict"),
                                    ordered(new CallOrder.Strict()),
                                    new QueueId("fifo"),
                                    ordered(new CallOrder.Fifo()),
                                    new QueueId("no cap"),
                                    ordered(new CallOrder.Accumulating(1, OptionalInt.empty())))),
                    Balance.FIXED_QUEUE_RATIO,
                    -77,
                    Detail.PASSED_OVER,
                    Optional.empty());
    private static final RoutingPolicy PROMISING =
            new RoutingPolicy(
                    "v2",
                    new TreeMap<>(),
                    Balance.URGENCY,
                    Long.MIN_VALUE,
                    Detail.FULL,
                    Optional.of(new StarvationBound(TIME, 4)));
    private static final DecisionRecord WHY =
            new DecisionRecord(
                    "v1",
                    DecisionRecord.Basis.PREFERRED,
                    Optional.of(AGENT),
                    List.of(new DecisionRecord.CallHead(CALL, QUEUE, -2, 6, 1L << 40, TIME)),
                    1,
                    List.of(new DecisionRecord.AgentHead(AGENT, 5, 1L << 41, TIME)),
                    2,
                    List.of(
                            new DecisionRecord.Others(
                                    DecisionRecord.Standing.UNSKILLED,
                                    Optional.of(new DecisionRecord.Lack("french", 2, 3, 10)),
                                    4),
                            new DecisionRecord.Others(
                                    DecisionRecord.Standing.BUSY, Optional.empty(), 1)));
    private static final DecisionRecord WAITS =
            new DecisionRecord(
                    "v1",
                    DecisionRecord.Basis.WAITING,
                    Optional.empty(),
                    List.of(),
                    0,
                    List.of(),
                    0,
                    List.of());

    private static final List<RoutingCommand> COMMANDS =
            List.of(
                    new RoutingCommand.ApplyPolicy(AT, POLICY),
                    new RoutingCommand.OpenQueue(AT, QUEUE, true),
                    new RoutingCommand.SignInAgent(AT, AGENT, PROFILE),
                    new RoutingCommand.SignOutAgent(AT, AGENT),
                    new RoutingCommand.ChangeProfile(AT, AGENT, PLAIN),
                    new RoutingCommand.PauseAgent(AT, AGENT, "lunch"),
                    new RoutingCommand.PauseAfterCall(AT, AGENT, "meeting"),
                    new RoutingCommand.ResumeAgent(AT, AGENT),
                    new RoutingCommand.EndWrapUp(AT, AGENT, CALL),
                    new RoutingCommand.ExtendWrapUp(AT, AGENT, CALL, TIME),
                    new RoutingCommand.ReportOtherCall(AT, AGENT, true),
                    new RoutingCommand.EnqueueCall(AT, CALL, QUEUE, -3, NEED),
                    new RoutingCommand.EnqueueCall(
                            AT,
                            CALL,
                            QUEUE,
                            4,
                            SkillNeed.none(),
                            Optional.of(PREFERRED),
                            Optional.of(AT)),
                    new RoutingCommand.LeaveQueue(AT, CALL, LeaveReason.NODE_LOST),
                    new RoutingCommand.KeepPlace(AT, CALL, "+4930"),
                    new RoutingCommand.AcceptOffer(AT, AGENT, CALL),
                    new RoutingCommand.RefuseOffer(AT, AGENT, CALL, RoutingCommand.Refusal.FAILED),
                    new RoutingCommand.EndCall(AT, CALL),
                    new RoutingCommand.Reprioritize(AT, CALL, 6),
                    new RoutingCommand.MoveCall(AT, CALL, OTHER, true),
                    new RoutingCommand.PullCall(AT, AGENT, CALL),
                    new RoutingCommand.TransferCall(AT, CALL, OTHER, 5, NEED, true),
                    new RoutingCommand.TransferCall(
                            AT, CALL, OTHER, 5, NEED, false, Optional.of(AGENT)),
                    new RoutingCommand.HandOver(AT, CALL, CONSULT),
                    new RoutingCommand.GiveBack(AT, CALL),
                    new RoutingCommand.Readmit(AT, CALL, OTHER, 5, NEED, Optional.empty()),
                    new RoutingCommand.Readmit(AT, CALL, OTHER, 5, NEED, Optional.of(AT)),
                    new RoutingCommand.TakeUp(AT, AGENT, CALL, QUEUE, 7, Optional.of("+4930")),
                    new RoutingCommand.TakeUp(AT, AGENT, CALL, QUEUE, 7, Optional.empty()),
                    new RoutingCommand.RetryPlace(AT, CALL, AT.plusSeconds(8)),
                    new RoutingCommand.DeferPlace(AT, CALL, AT.plusSeconds(9)),
                    new RoutingCommand.EnqueuePlace(
                            new RoutingCommand.EnqueueCall(AT, CALL, QUEUE, 5, SkillNeed.none()),
                            "+4930"),
                    new RoutingCommand.TakePlace(AT, CALL),
                    new RoutingCommand.PassTime(AT));

    private static final List<RoutingEvent> HAPPENED =
            List.of(
                    new RoutingEvent.PolicyApplied(AT, POLICY),
                    new RoutingEvent.PolicyApplied(AT, PROMISING),
                    new RoutingEvent.QueueOpened(AT, QUEUE),
                    new RoutingEvent.QueueClosed(AT, QUEUE),
                    new RoutingEvent.StaffingChanged(AT, QUEUE, true),
                    new RoutingEvent.AgentSignedIn(AT, AGENT, PROFILE),
                    new RoutingEvent.SignOutDeferred(AT, AGENT),
                    new RoutingEvent.AgentSignedOut(AT, AGENT),
                    new RoutingEvent.ProfileChanged(AT, AGENT, PLAIN),
                    new RoutingEvent.AgentPaused(AT, AGENT, "lunch"),
                    new RoutingEvent.PauseDeferred(AT, AGENT, "meeting"),
                    new RoutingEvent.AgentResumed(AT, AGENT),
                    new RoutingEvent.OtherCallBegan(AT, AGENT),
                    new RoutingEvent.OtherCallEnded(AT, AGENT),
                    new RoutingEvent.WrapUpExtended(AT, AGENT, CALL, AT.plusSeconds(1)),
                    new RoutingEvent.WrapUpEnded(AT, AGENT, CALL),
                    new RoutingEvent.RestEnded(AT, AGENT),
                    new RoutingEvent.CallQueued(AT, CALL, QUEUE, 5, NEED, Optional.empty(), AT),
                    new RoutingEvent.CallQueued(
                            AT, CALL, QUEUE, 5, NEED, Optional.empty(), AT, Optional.empty(), true),
                    new RoutingEvent.CallQueued(
                            AT,
                            CALL,
                            QUEUE,
                            5,
                            SkillNeed.none(),
                            Optional.of(PREFERRED),
                            AT.minusSeconds(1)),
                    new RoutingEvent.CallQueued(
                            AT,
                            CALL,
                            QUEUE,
                            5,
                            SkillNeed.none(),
                            Optional.empty(),
                            AT,
                            Optional.of(AGENT)),
                    new RoutingEvent.PlaceDeferred(AT, CALL, QUEUE, AT.plusSeconds(1)),
                    new RoutingEvent.DeferralEnded(AT, CALL, QUEUE),
                    new RoutingEvent.PlaceRetried(
                            AT,
                            CALL,
                            QUEUE,
                            AGENT,
                            AT.minusSeconds(1),
                            AT.plusSeconds(1),
                            Optional.empty()),
                    new RoutingEvent.PlaceRetried(
                            AT, CALL, QUEUE, AGENT, AT, AT, Optional.of(AT.plusSeconds(2))),
                    new RoutingEvent.CallGivenBack(
                            AT,
                            CALL,
                            QUEUE,
                            AGENT,
                            AT.minusSeconds(1),
                            Optional.of(AT),
                            Optional.empty()),
                    new RoutingEvent.CallGivenBack(
                            AT, CALL, QUEUE, AGENT, AT, Optional.empty(), Optional.of(AT)),
                    new RoutingEvent.CallHandedOver(
                            AT, CALL, QUEUE, AGENT, BOB, CONSULT, Optional.empty()),
                    new RoutingEvent.CallHandedOver(
                            AT, CALL, QUEUE, BOB, AGENT, CONSULT, Optional.of(AT)),
                    new RoutingEvent.StepReached(
                            AT, CALL, QUEUE, 2, RoutingEvent.StepReached.Why.NOBODY),
                    new RoutingEvent.CallReprioritized(AT, CALL, QUEUE, -9),
                    new RoutingEvent.CallMoved(
                            AT, CALL, QUEUE, OTHER, AT, RoutingEvent.CallMoved.Why.EMPTY),
                    new RoutingEvent.PlaceKept(AT, CALL, QUEUE, "+4930"),
                    new RoutingEvent.CallLeftQueue(AT, CALL, QUEUE, LeaveReason.MAX_WAIT),
                    new RoutingEvent.CallOffered(
                            AT, CALL, QUEUE, AGENT, Optional.of("+4930"), AT.plusSeconds(9), WHY),
                    new RoutingEvent.CallOffered(
                            AT, CALL, QUEUE, AGENT, Optional.empty(), AT.plusSeconds(9), WAITS),
                    new RoutingEvent.OfferEnded(
                            AT,
                            CALL,
                            QUEUE,
                            AGENT,
                            Outcome.EXPIRED,
                            Optional.of(AT.plusSeconds(3)),
                            Optional.of(AT.plusSeconds(4))),
                    new RoutingEvent.OfferEnded(
                            AT,
                            CALL,
                            QUEUE,
                            AGENT,
                            Outcome.WITHDRAWN,
                            Optional.empty(),
                            Optional.empty()),
                    new RoutingEvent.CallConnected(AT, CALL, QUEUE, AGENT),
                    new RoutingEvent.CallEnded(AT, CALL, QUEUE, AGENT, Optional.empty()),
                    new RoutingEvent.CallEnded(AT, CALL, QUEUE, AGENT, Optional.of(AT)));

    private static final List<RoutingEvent> EVENTS =
            Stream.concat(
                            HAPPENED.stream(),
                            COMMANDS.stream()
                                    .map(
                                            command ->
                                                    new CommandRejected(
                                                            AT,
                                                            command,
                                                            CommandRejected.Reason.ALREADY_SO)))
                    .toList();

    private static final RoutingSnapshot SNAPSHOT =
            new RoutingSnapshot(
                    AT,
                    POLICY,
                    1L << 42,
                    List.of(
                            new RoutingSnapshot.QueueState(
                                    QUEUE,
                                    Optional.of(RULES),
                                    Optional.of(true),
                                    Optional.of(AT),
                                    Optional.of(AGENT)),
                            new RoutingSnapshot.QueueState(
                                    OTHER,
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty())),
                    List.of(
                            inLine(Optional.of(PREFERRED)),
                            new RoutingSnapshot.CallInLine(
                                    new CallId("c2"),
                                    OTHER,
                                    -1,
                                    AT,
                                    AT,
                                    SkillNeed.none(),
                                    Optional.empty(),
                                    0,
                                    AT,
                                    new TreeMap<>(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(AGENT))),
                    List.of(
                            new RoutingSnapshot.SignedInAgent(
                                    AGENT,
                                    PROFILE,
                                    AT,
                                    List.of(
                                            contact(new Phase.Ringing(AT.plusSeconds(4))),
                                            contact(new Phase.Talking()),
                                            placeTaken(Optional.of(PREFERRED)),
                                            placeTaken(Optional.empty()),
                                            contact(new Phase.WrapUp(AT.plusSeconds(5)))),
                                    Optional.of(AT),
                                    Optional.of("lunch"),
                                    Optional.of("meeting"),
                                    true,
                                    true,
                                    3,
                                    2,
                                    new RoutingSnapshot.Occupancy(Math.PI / 4, AT)),
                            new RoutingSnapshot.SignedInAgent(
                                    new AgentId("bob"),
                                    PROFILE,
                                    AT,
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    false,
                                    false,
                                    0,
                                    0,
                                    new RoutingSnapshot.Occupancy(-0.0, AT)),
                            new RoutingSnapshot.SignedInAgent(
                                    new AgentId("cid"),
                                    PLAIN,
                                    AT,
                                    List.of(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    false,
                                    false,
                                    0,
                                    0,
                                    new RoutingSnapshot.Occupancy(1, AT))));

    private static QueuePolicy ordered(CallOrder order) {
        return QueuePolicy.builder().order(order).build();
    }

    private static RoutingSnapshot.Contact contact(Phase phase) {
        return new RoutingSnapshot.Contact(CALL, QUEUE, AT, "voice", 12, phase);
    }

    private static RoutingSnapshot.CallInLine inLine(Optional<Preferred> preferred) {
        return new RoutingSnapshot.CallInLine(
                CALL,
                QUEUE,
                1,
                AT,
                AT.plusSeconds(1),
                NEED,
                preferred,
                RoutingSnapshot.CallInLine.FOR_PREFERRED,
                AT.plusSeconds(2),
                new TreeMap<>(Map.of(AGENT, AT.plusSeconds(3))),
                Optional.of("+4930"),
                Optional.of(AT.plusSeconds(6)),
                Optional.empty());
    }

    private static RoutingSnapshot.Contact placeTaken(Optional<Preferred> preferred) {
        return new RoutingSnapshot.Contact(
                CALL, QUEUE, AT, "voice", 12, new Phase.Talking(), Optional.of(inLine(preferred)));
    }

    @Test
    void everyEventIsReadAsItWasWritten() {
        assertCoversAll(RoutingEvent.class, EVENTS);
        assertEquals(EVENTS, EventCodec.decode(EventCodec.encode(EVENTS)));
    }

    @Test
    void aSnapshotWithEverythingInItIsReadAsItWasWritten() {
        assertCoversAll(RoutingSnapshot.class, List.of(SNAPSHOT, POLICY, PROMISING));
        assertEquals(SNAPSHOT, EventCodec.decodeSnapshot(EventCodec.encodeSnapshot(SNAPSHOT)));
    }

    @Test
    void everyConstantIsReadAsItWasWritten() {
        assertAllRead(
                CommandRejected.Reason.values(),
                reason -> new CommandRejected(AT, new RoutingCommand.PassTime(AT), reason));
        assertAllRead(
                LeaveReason.values(),
                reason -> new RoutingEvent.CallLeftQueue(AT, CALL, QUEUE, reason));
        assertAllRead(
                AgentOrder.values(),
                order ->
                        new RoutingEvent.PolicyApplied(
                                AT,
                                RoutingPolicy.of(
                                        "v1",
                                        new TreeMap<>(
                                                Map.of(
                                                        QUEUE,
                                                        QueuePolicy.builder()
                                                                .agents(order)
                                                                .build())))));
    }

    private static <E> void assertAllRead(E[] constants, Function<E, RoutingEvent> event) {
        List<RoutingEvent> events = Stream.of(constants).map(event).toList();
        assertEquals(events, EventCodec.decode(EventCodec.encode(events)));
    }

    @Test
    void theEventsOfARandomDayAreReadAsTheyWereWritten() {
        RandomDay day = new RandomDay(8);
        RoutingCore core = new RoutingCore();
        for (int i = 0; i < 2_000; i++) {
            List<RoutingEvent> events = core.handle(day.next());
            assertEquals(events, EventCodec.decode(EventCodec.encode(events)));
            day.heard(events, core.nextDeadline());
        }
    }

    @Test
    void theSnapshotOfARandomDayIsReadAsItWasWritten() {
        RandomDay day = new RandomDay(7);
        RoutingCore core = new RoutingCore();
        for (int i = 0; i < 2_000; i++) {
            day.heard(core.handle(day.next()), core.nextDeadline());
        }
        RoutingSnapshot snapshot = core.snapshot();
        assertEquals(snapshot, EventCodec.decodeSnapshot(EventCodec.encodeSnapshot(snapshot)));
    }

    @Test
    void whatIsAlikeIsThereOnceInWhatIsRead() {
        RoutingSnapshot read = EventCodec.decodeSnapshot(EventCodec.encodeSnapshot(SNAPSHOT));
        assertSame(read.agents().get(0).profile(), read.agents().get(1).profile());
        QueuePolicy rules = read.queues().getFirst().closingRules().orElseThrow();
        assertSame(rules.steps().getFirst().need(), read.calls().getFirst().need());
        assertSame(read.queues().getFirst().id(), read.calls().getFirst().queue());
        assertSame(
                read.agents().getFirst().contacts().get(0).channel(),
                read.agents().getFirst().contacts().get(1).channel());
    }

    @Test
    void whateverBytesComeTheyAreReadOrCalledDamaged() {
        for (RoutingEvent event : EVENTS) {
            assertNeverFailsOtherwise(
                    EventCodec.encode(List.of(event)), EventCodecTest::eventsAgain);
        }
        assertNeverFailsOtherwise(
                EventCodec.encodeSnapshot(SNAPSHOT), EventCodecTest::snapshotAgain);
    }

    private static byte[] eventsAgain(byte[] bytes) {
        return EventCodec.encode(EventCodec.decode(bytes));
    }

    private static byte[] snapshotAgain(byte[] bytes) {
        return EventCodec.encodeSnapshot(EventCodec.decodeSnapshot(bytes));
    }

    private static void assertNeverFailsOtherwise(byte[] whole, Function<byte[], byte[]> again) {
        Random random = new Random(1);
        for (int i = 1; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 0x55;
            assertReadOrDamaged(changed, again);
            changed[random.nextInt(1, whole.length)] = (byte) random.nextInt();
            changed[random.nextInt(1, whole.length)] = (byte) random.nextInt(4);
            assertReadOrDamaged(changed, again);
            byte[] cut = Arrays.copyOf(whole, i);
            assertEquals(
                    Reason.DAMAGED,
                    assertThrows(EventLogException.class, () -> again.apply(cut)).reason());
        }
    }

    /// What can be read has one form, whatever the form it was read from.
    private static void assertReadOrDamaged(byte[] bytes, Function<byte[], byte[]> again) {
        try {
            byte[] read = again.apply(bytes);
            assertArrayEquals(read, again.apply(read));
        } catch (EventLogException damaged) {
            assertEquals(Reason.DAMAGED, damaged.reason());
        }
    }

    @Test
    void aNeedThatIsNestedWithoutEndIsNotFollowedToItsEnd() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(0);
            for (int depth = 0; depth < 100_000; depth++) {
                out.writeByte(2);
                out.writeInt(1);
            }
        }
        ValueReader reader =
                new ValueReader(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        assertEquals(
                "a need is nested more than 16 deep",
                assertThrows(IOException.class, reader::need).getMessage());
    }

    @Test
    void aListThatIsLongerThanItsBytesIsCalledDamagedBeforeItIsMade() {
        byte[] bytes =
                ByteBuffer.allocate(9)
                        .put((byte) EventCodec.VERSION)
                        .putInt(Integer.MAX_VALUE)
                        .array();
        assertEquals(
                "a list of 2147483647 elements in 4 bytes",
                assertThrows(EventLogException.class, () -> EventCodec.decode(bytes)).getMessage());
    }

    @Test
    void aFormFromTheFutureIsRefused() {
        byte[] bytes = EventCodec.encode(EVENTS);
        bytes[0] = 5;
        var refused = assertThrows(EventLogException.class, () -> EventCodec.decode(bytes));
        assertEquals(Reason.OTHER_VERSION, refused.reason());
        assertEquals(
                "this journal has version 5 of the event form and this Strowger reads only 4: it"
                        + " was written by a later Strowger, so start that one",
                refused.getMessage());
    }

    @Test
    void formsFromBeforeTheFirstReleaseAreRefusedWithWhatToDo() {
        byte[] bytes = EventCodec.encodeSnapshot(SNAPSHOT);
        for (byte version = 1; version <= 3; version++) {
            bytes[0] = version;
            var refused =
                    assertThrows(EventLogException.class, () -> EventCodec.decodeSnapshot(bytes));
            assertEquals(Reason.OTHER_VERSION, refused.reason());
            assertEquals(
                    "this journal was written by a version before 0.1.0, which this one does not"
                            + " read: move it away to begin with an empty one (calls in line,"
                            + " sign-ins and pauses of then are forgotten)",
                    refused.getMessage());
        }
    }

    /// Every record that can occur in a value of the type does occur in one of the samples, and
    /// everything optional occurs and is absent.
    private static void assertCoversAll(Class<?> type, List<?> samples) {
        Set<String> needed = new TreeSet<>();
        collectKinds(type, new HashSet<>(), needed);
        Set<String> sampled = new TreeSet<>();
        samples.forEach(sample -> collectSampled(sample, sampled));
        needed.removeAll(sampled);
        assertEquals(Set.of(), needed, "not in the samples");
        assertTrue(sampled.size() > 20, "the samples were not looked through");
    }

    private static void collectKinds(Type type, Set<Type> seen, Set<String> kinds) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof ParameterizedType generic) {
            Stream.of(generic.getActualTypeArguments())
                    .forEach(argument -> collectKinds(argument, seen, kinds));
        } else if (type instanceof Class<?> sealed && sealed.isSealed()) {
            Stream.of(sealed.getPermittedSubclasses())
                    .forEach(permitted -> collectKinds(permitted, seen, kinds));
        } else if (type instanceof Class<?> kind && kind.isRecord()) {
            kinds.add(kind.getName());
            for (RecordComponent part : kind.getRecordComponents()) {
                if (part.getType() == Optional.class || part.getType() == OptionalInt.class) {
                    kinds.add(name(kind, part) + " present");
                    kinds.add(name(kind, part) + " absent");
                }
                collectKinds(part.getGenericType(), seen, kinds);
            }
        }
    }

    private static void collectSampled(Object value, Set<String> kinds) {
        switch (value) {
            case Collection<?> values -> values.forEach(each -> collectSampled(each, kinds));
            case Map<?, ?> map -> {
                collectSampled(map.keySet(), kinds);
                collectSampled(map.values(), kinds);
            }
            case Optional<?> optional -> optional.ifPresent(each -> collectSampled(each, kinds));
            case Record sample -> {
                kinds.add(sample.getClass().getName());
                for (RecordComponent part : sample.getClass().getRecordComponents()) {
                    Object content = content(sample, part);
                    if (content instanceof Optional || content instanceof OptionalInt) {
                        boolean isAbsent =
                                content.equals(Optional.empty())
                                        || content.equals(OptionalInt.empty());
                        kinds.add(
                                name(sample.getClass(), part)
                                        + (isAbsent ? " absent" : " present"));
                    }
                    collectSampled(content, kinds);
                }
            }
            default -> {}
        }
    }

    private static String name(Class<?> kind, RecordComponent part) {
        return kind.getName() + "." + part.getName();
    }

    private static Object content(Record sample, RecordComponent part) {
        try {
            return part.getAccessor().invoke(sample);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(part.toString(), e);
        }
    }
}
