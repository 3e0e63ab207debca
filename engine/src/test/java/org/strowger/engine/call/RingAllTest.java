package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingEvent.CallConnected;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;

/// A caller for whom several phones ring, and two agents who answer in the same moment: one of them
/// talks, whatever comes first on the way to the routing core and back.
class RingAllTest extends CallsTest {
    private static final long SEED = 20_261_122;

    /// What the routing core has decided and the sessions have not heard yet.
    private final Deque<List<RoutingEvent>> decided = new ArrayDeque<>();

    private final List<CallConnected> connected = new ArrayList<>();
    private final List<TelephonyCommand> asked = new ArrayList<>();

    @Test
    void ofTwoWhoAnswerAtOnceExactlyOneTalks() throws Exception {
        rounds(200);
    }

    @Test
    @Tag("slow")
    void ofTwoWhoAnswerAtOnceExactlyOneTalksTenThousandTimes() throws Exception {
        rounds(10_000);
    }

    private void rounds(int count) throws Exception {
        rules(
                "ring all",
                QueuePolicy.builder()
                        .agents(AgentOrder.RING_ALL)
                        .ringTime(RING)
                        .missed(new QueuePolicy.Missed(Duration.ZERO, Duration.ZERO, 0)));
        signIn(ANNA);
        signIn(BEN);
        commands();
        Random random = new Random(SEED);
        for (int i = 0; i < count; i++) {
            round(new LegId("in" + i), random, "round " + i + " of seed " + SEED);
        }
        commands();
    }

    private void round(LegId caller, Random random, String round) throws Exception {
        List<LegId> phones = ring(caller);
        Deque<LegId> toAnswer = new ArrayDeque<>(phones);
        if (random.nextBoolean()) {
            toAnswer.add(toAnswer.remove());
        }
        while (!toAnswer.isEmpty() || coreIsBusy()) {
            step(random.nextInt(3), toAnswer);
        }
        asked.addAll(commands());
        LegId talks = check(caller, phones, round);
        clearAway(caller, phones, talks, round);
    }

    /// Both phones ring for the caller.
    private List<LegId> ring(LegId caller) throws Exception {
        decided.clear();
        connected.clear();
        asked.clear();
        tell(arrives(caller, "100"));
        tell(answered(caller));
        tell(key(caller, '1'));
        while (coreIsBusy()) {
            decide();
            hear();
        }
        List<LegId> phones =
                commands().stream()
                        .filter(Dial.class::isInstance)
                        .map(command -> ((Dial) command).leg())
                        .toList();
        assertEquals(2, phones.size(), "phones that ring");
        return phones;
    }

    private boolean coreIsBusy() {
        return !decided.isEmpty() || routing.hasWaiting();
    }

    private void step(int what, Deque<LegId> toAnswer) throws Exception {
        switch (what) {
            case 0 -> {
                LegId phone = toAnswer.poll();
                if (phone != null) {
                    tell(answered(phone));
                }
            }
            case 1 -> decide();
            default -> hear();
        }
    }

    private void decide() {
        List<RoutingEvent> events = routing.carryOut();
        events.stream()
                .filter(CallConnected.class::isInstance)
                .map(CallConnected.class::cast)
                .forEach(connected::add);
        if (!events.isEmpty()) {
            decided.add(events);
        }
    }

    private void hear() throws Exception {
        List<RoutingEvent> events = decided.poll();
        if (events != null) {
            publish(events);
        }
    }

    /// One talks with the caller, and the other is hung up; returns who talks.
    private LegId check(LegId caller, List<LegId> phones, String round) {
        assertEquals(1, connected.size(), () -> round + ": " + connected);
        List<Bridge> talks =
                asked.stream().filter(Bridge.class::isInstance).map(Bridge.class::cast).toList();
        assertEquals(1, talks.size(), () -> round + ": " + talks);
        LegId talking = talks.getFirst().other();
        assertEquals(caller, talks.getFirst().leg(), round);
        List<LegId> hungUp =
                asked.stream()
                        .filter(Hangup.class::isInstance)
                        .map(command -> ((Hangup) command).leg())
                        .distinct() // twice when its answer crossed the first
                        .toList();
        List<LegId> losers = phones.stream().filter(phone -> !phone.equals(talking)).toList();
        assertEquals(losers, hungUp, round);
        return talking;
    }

    private void clearAway(LegId caller, List<LegId> phones, LegId talks, String round)
            throws Exception {
        for (LegId phone : phones) {
            if (!phone.equals(talks)) {
                tell(ended(phone));
            }
        }
        tell(ended(caller));
        routing();
        tell(ended(talks));
        clock.pass(Duration.ofSeconds(1));
        passTime();
        routing();
        assertEquals(new CallSessions.Kept(0, 0, 0), got(sessions.kept()), round);
        assertEquals(
                new TreeSet<>(List.of(ANNA, BEN)),
                new TreeSet<>(
                        routing.snapshot().agents().stream()
                                .filter(agent -> agent.contacts().isEmpty())
                                .map(agent -> agent.id())
                                .toList()),
                round);
        commands();
        commands.clear();
    }
}
