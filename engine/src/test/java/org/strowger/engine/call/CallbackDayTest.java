package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.engine.call.CallbackRules.Dial;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyEvent.CallArrived;

/// Days on which anything may happen at any moment, in any order: each promise has exactly one end,
/// and nothing is left.
class CallbackDayTest extends CallbackCalls {
    private static final int STEPS = 400;

    private final SortedMap<LegId, Side> legs = new TreeMap<>();
    private final List<Playing> playing = new ArrayList<>();
    private int callers;

    /// How the network has a leg.
    private enum Side {
        RINGING,
        UP
    }

    private record Playing(LegId leg, CommandId playback) {}

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void eachPromiseHasOneEndAndNothingIsLeft(long seed) throws Exception {
        Random random = new Random(seed);
        callbacks(random.nextBoolean() ? Dial.AGENT_FIRST : Dial.CUSTOMER_FIRST);
        policy(Duration.ofSeconds(5), 4);
        signIn(ANNA);
        signIn(BEN);
        for (int step = 0; step < STEPS; step++) {
            something(random);
            hear();
            everyPlaceIsPromised();
        }
        evening();
        Map<CallId, Long> ends =
                services.noted.stream()
                        .filter(callback -> callback.state().isOver())
                        .collect(
                                Collectors.groupingBy(
                                        Callback::call, TreeMap::new, Collectors.counting()));
        assertEquals(
                services.noted.stream().map(Callback::call).collect(Collectors.toSet()),
                ends.keySet());
        assertTrue(ends.values().stream().allMatch(count -> count == 1), ends::toString);
        assertTrue(!ends.isEmpty(), ends::toString);
        eachThatFailedLeftOneContact();
    }

    private void eachThatFailedLeftOneContact() {
        List<String> failed =
                services.noted.stream()
                        .filter(
                                c ->
                                        c.state() == Callback.State.GIVEN_UP
                                                || c.state() == Callback.State.EXPIRED)
                        .map(c -> c.call().value())
                        .sorted()
                        .toList();
        List<String> contacts =
                services.contacts.stream()
                        .filter(c -> c.failure().isPresent())
                        .map(c -> c.call().value())
                        .sorted()
                        .toList();
        assertEquals(failed, contacts);
    }

    private void something(Random random) throws Exception {
        switch (random.nextInt(16)) {
            case 0 -> arrive(random.nextInt(3));
            case 1, 2, 3 -> routing();
            case 4, 5 -> onLeg(random, Side.RINGING, leg -> tell(answered(leg)));
            case 6 -> onLeg(random, Side.RINGING, leg -> fail(leg, HangupCause.NO_ANSWER));
            case 7 -> onLeg(random, Side.UP, this::end);
            case 8, 9, 10 -> onLeg(random, Side.UP, leg -> tell(key(leg, '1')));
            case 11 -> onLeg(random, Side.UP, leg -> tell(key(leg, '2')));
            case 12 -> played(random);
            case 13 -> cancelOne(random);
            default -> timeGoesBy(random);
        }
    }

    private void cancelOne(Random random) throws Exception {
        List<Callback> those = got(sessions.callbacks());
        if (!those.isEmpty() && random.nextInt(4) == 0) {
            CallId call = those.get(random.nextInt(those.size())).call();
            sessions.carryOut(new DeskCommand.CancelCallback(new Actor.Operator(), call));
            settled();
        }
    }

    private interface Doing {
        void to(LegId leg) throws Exception;
    }

    private void onLeg(Random random, Side side, Doing what) throws Exception {
        List<LegId> those = legs.keySet().stream().filter(leg -> legs.get(leg) == side).toList();
        if (!those.isEmpty()) {
            LegId leg = those.get(random.nextInt(those.size()));
            legs.put(leg, Side.UP);
            what.to(leg);
        }
    }

    private void arrive(int who) throws Exception {
        LegId leg = new LegId("caller-" + callers++);
        legs.put(leg, Side.UP);
        Party party = new Party("+44207183875" + who, "");
        tell(new CallArrived(clock.instant(), leg, party, "100"));
        tell(answered(leg));
    }

    private void fail(LegId leg, HangupCause cause) throws Exception {
        legs.remove(leg);
        tell(failed(leg, cause));
    }

    private void end(LegId leg) throws Exception {
        legs.remove(leg);
        tell(ended(leg));
    }

    private void played(Random random) throws Exception {
        if (!playing.isEmpty()) {
            Playing over = playing.remove(random.nextInt(playing.size()));
            if (legs.containsKey(over.leg())) {
                tell(played(over.leg(), over.playback()));
            }
        }
    }

    private void timeGoesBy(Random random) throws Exception {
        clock.pass(Duration.ofSeconds(random.nextInt(1, 600)));
        if (random.nextBoolean()) {
            passTime();
        }
        due();
    }

    /// The network does what it was asked; a leg that is hung up ends a while later.
    private void hear() throws Exception {
        for (List<TelephonyCommand> asked = commands(); !asked.isEmpty(); asked = commands()) {
            hear(asked);
        }
    }

    private void hear(List<TelephonyCommand> asked) throws Exception {
        for (TelephonyCommand command : asked) {
            switch (command) {
                case TelephonyCommand.Dial dial -> legs.put(dial.leg(), Side.RINGING);
                case Play play -> playing.add(new Playing(play.leg(), play.id()));
                case Hangup hangup when legs.containsKey(hangup.leg()) -> {
                    Side side = legs.get(hangup.leg());
                    if (side == Side.RINGING && hangup.leg().hashCode() % 2 == 0) {
                        tell(answered(hangup.leg())); // It was on its way.
                        side = Side.UP;
                    }
                    if (side == Side.RINGING) {
                        fail(hangup.leg(), HangupCause.CANCELLED);
                    } else {
                        end(hangup.leg());
                    }
                }
                case TelephonyCommand _ -> {}
            }
        }
    }

    /// Nobody's number is offered to agents without being known to those who call.
    private void everyPlaceIsPromised() throws Exception {
        if (routing.isIdle()) {
            List<CallId> promised = got(sessions.callbacks()).stream().map(Callback::call).toList();
            for (CallInLine call : routing.snapshot().calls()) {
                assertTrue(
                        call.callbackNumber().isEmpty() || promised.contains(call.id()),
                        () -> call + " not in " + promised);
            }
        }
        nobodyIsPromisedTwice();
    }

    /// Two promises there may be while the customer is called for one of them.
    private void nobodyIsPromisedTwice() throws Exception {
        List<String> waiting =
                got(sessions.callbacks()).stream()
                        .filter(c -> c.state() == Callback.State.RETRYING)
                        .map(c -> c.ask().number())
                        .toList();
        assertEquals(List.copyOf(new TreeSet<>(waiting)), waiting.stream().sorted().toList());
    }

    /// All hang up, and every promise that is left expires.
    private void evening() throws Exception {
        for (int i = 0; i < 20 && !isQuiet(); i++) {
            for (LegId leg : List.copyOf(legs.keySet())) {
                if (legs.get(leg) == Side.RINGING) {
                    fail(leg, HangupCause.NO_ANSWER);
                } else if (legs.containsKey(leg)) {
                    end(leg);
                }
                hear();
            }
            routing();
            clock.pass(Duration.ofHours(3));
            due();
            passTime();
            routing();
            hear();
        }
        assertTrue(isQuiet(), () -> legs + " " + routing.snapshot().agents());
    }

    private boolean isQuiet() throws Exception {
        return legs.isEmpty()
                && got(sessions.callbacks()).isEmpty()
                && routing.snapshot().agents().stream()
                        .allMatch(
                                agent ->
                                        agent.contacts().stream()
                                                .noneMatch(
                                                        c -> c.phase() instanceof Phase.Talking));
    }
}
