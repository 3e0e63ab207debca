package org.strowger.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInfo;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.peers.Recording;

/// What every [Telephony] must be able to show: the ground that [CallContract] and [TalkContract]
/// stand on.
///
/// An implementation extends both, and says how it is started and what a telephone on it is.
public abstract class TelephonyContract {
    /// The telephones that the network under test knows, and their passwords.
    protected static final Map<String, String> PHONES =
            new TreeMap<>(
                    Map.of("anna", "anna-secret", "ben", "ben-secret", "carla", "carla-secret"));

    /// Of tones that are no multiples of each other, so that each is told from all others.
    static final int ANNA = 440;

    static final int BEN = 700;
    static final int CARLA = 1010;
    static final int CALLER = 1370;

    private static final Duration LATELY = Duration.ofMillis(400);
    private static final double LOUD = -25;
    private static final double QUIET = -45;

    final Operator operator = new Operator();
    final TakesKept recordings = new TakesKept();
    private final List<Telephone> telephones = new ArrayList<>();
    private Network network;
    private boolean closed;

    /// A network under test.
    public interface Network extends AutoCloseable {
        Telephony telephony();

        /// Puts a telephone on the network; one with a password registers.
        Telephone telephone(Telephone.Make make);

        /// Fails when anything is left of a call: a port, a thread.
        void assertNothingLeft();

        @Override
        void close();
    }

    /// Starts the network under test.
    ///
    /// @param phones the telephones that may register, and their passwords
    protected abstract Network start(
            Map<String, String> phones, TelephonyListener listener, RecordingStore recordings)
            throws IOException;

    /// Whether telephones on it hear each other; if not, what is marked [OfSound] is left out.
    protected boolean carriesSound() {
        return true;
    }

    @BeforeEach
    final void start(TestInfo test) throws IOException {
        closed = true;
        assumeTrue(carriesSound() || !isOfSound(test), "the network carries no sound");
        closed = false;
        network = start(PHONES, operator, recordings);
        operator.sitsAt(network.telephony());
    }

    private static boolean isOfSound(TestInfo test) {
        return test.getTestMethod()
                .filter(method -> method.isAnnotationPresent(OfSound.class))
                .isPresent();
    }

    @AfterEach
    final void nothingIsLeft() throws InterruptedException {
        if (closed) {
            telephones.forEach(Telephone::close);
            return;
        }
        try (Network ends = network) {
            telephones.forEach(Telephone::close);
            assertEquals(List.of(), operator.legs());
            ends.assertNothingLeft();
        }
    }

    /// Closes the network itself.
    final void shutDown() {
        closed = true;
        network.close();
    }

    /// Takes a telephone from the network.
    final void unplug(Telephone telephone) {
        telephones.remove(telephone);
        telephone.close();
    }

    final Telephony telephony() {
        return network.telephony();
    }

    /// A registered phone that answers by itself.
    final Telephone headset(String name, int tone) throws InterruptedException {
        return registered(name, tone, true);
    }

    /// A registered phone that rings until it is answered.
    final Telephone phone(String name) throws InterruptedException {
        return registered(name, ANNA, false);
    }

    private Telephone registered(String name, int tone, boolean answersAlone)
            throws InterruptedException {
        Telephone phone =
                add(
                        new Telephone.Make(
                                name,
                                Objects.requireNonNull(PHONES.get(name)),
                                tone,
                                answersAlone));
        assertEquals(name, operator.await(EndpointRegistered.class).endpoint().name());
        return phone;
    }

    /// A telephone outside, which nobody knows.
    final Telephone outside() {
        return add(new Telephone.Make("stranger", "", CALLER, false));
    }

    private Telephone add(Telephone.Make make) {
        Telephone telephone = network.telephone(make);
        telephones.add(telephone);
        return telephone;
    }

    /// Rings a headset, which answers.
    final LegId talksWith(String name) throws InterruptedException {
        LegId leg = operator.ring(name);
        assertEquals(leg, operator.await(LegAnswered.class).leg());
        return leg;
    }

    /// Waits until a telephone hears these tones, as a whole and lately, and none of the others.
    static void hears(Telephone telephone, Integer... tones) {
        List<Integer> wanted = Arrays.asList(tones);
        boolean heard =
                soon(
                        () ->
                                holds(lately(telephone), wanted)
                                        || (wanted.isEmpty() && nothingArrives(telephone)));
        assertTrue(heard, () -> "hears not " + wanted + " but " + levels(lately(telephone)));
    }

    /// In a bridge with somebody who is muted there is not even silence to hear.
    private static boolean nothingArrives(Telephone telephone) {
        Duration before = telephone.heard().duration();
        LockSupport.parkNanos(LATELY.toNanos());
        return telephone.heard().duration().equals(before);
    }

    private static Recording lately(Telephone telephone) {
        Recording all = telephone.heard();
        return all.part(all.duration().minus(LATELY), all.duration());
    }

    /// Waits until a telephone has heard so much in its call.
    static void awaitHeard(Telephone telephone, Duration length) {
        assertTrue(
                soon(() -> telephone.heard().duration().compareTo(length) >= 0),
                () -> "hears nothing any more");
    }

    private static boolean soon(BooleanSupplier holds) {
        Instant latest = Instant.now().plus(Operator.SOON);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(latest)) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return true;
    }

    /// Whether there is each of these tones in a recording, and none of the others.
    static boolean holds(Recording heard, List<Integer> wanted) {
        if (heard.duration().compareTo(LATELY.dividedBy(2)) < 0) {
            return false;
        }
        return levels(heard).entrySet().stream()
                .allMatch(
                        tone ->
                                wanted.contains(tone.getKey())
                                        ? tone.getValue() > LOUD
                                        : tone.getValue() < QUIET);
    }

    /// How loud each telephone's tone is, in dB below full scale.
    static Map<Integer, Double> levels(Recording heard) {
        Map<Integer, Double> levels = new TreeMap<>();
        for (int tone : List.of(ANNA, BEN, CARLA, CALLER)) {
            levels.put(tone, heard.toneLevel(tone, Duration.ZERO, heard.duration()));
        }
        return levels;
    }
}
