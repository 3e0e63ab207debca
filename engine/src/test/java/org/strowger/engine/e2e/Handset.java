package org.strowger.engine.e2e;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.SendDigits;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Tones;

/// One of the [Handsets]: says its tone while it talks, keeps what it hears, and does with a call
/// what the test tells it.
///
/// It has one call at a time, and a second that comes meanwhile is refused.
final class Handset {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final double ALIKE = 0.9;

    /// In samples: 700 ms, and 150 ms.
    private static final int MOST_COMPARED = 5_600;

    private static final int LAST_NOT_SAID = 1_200;

    private final String name;
    private final String number;
    private final Tone tone;
    private final Handsets network;
    private State state = new State.Idle();
    private Optional<LegId> talked = Optional.empty();
    private boolean answersAlone;
    private int calls;

    private sealed interface State {
        record Idle() implements State {}

        record Dialling(LegId leg) implements State {}

        record Ringing(LegId leg) implements State {}

        record Talking(LegId leg) implements State {}
    }

    /// @param name how the test calls it
    /// @param number by which it is called and calls
    Handset(String name, String number, Tone tone, Handsets network) {
        this.name = name;
        this.number = number;
        this.tone = tone;
        this.network = network;
    }

    String number() {
        return number;
    }

    /// How many calls it was rung for, or made.
    synchronized int calls() {
        return calls;
    }

    /// Takes every call at once from now on, or no longer.
    synchronized void answersAlone(boolean alone) {
        answersAlone = alone;
    }

    synchronized void dial(String uri) {
        LegId leg = new LegId("from-" + name + "-" + network.number());
        state = new State.Dialling(leg);
        calls++;
        network.send(
                id ->
                        new Dial(
                                id,
                                leg,
                                new Destination.Address(uri),
                                new Party(number, name),
                                PATIENCE));
    }

    synchronized void answer() {
        if (!(state instanceof State.Ringing(var leg))) {
            throw new IllegalStateException(name + " is not rung: " + state);
        }
        network.send(id -> new Answer(id, leg));
    }

    /// Hangs up what there is; a call that rings is refused.
    synchronized void hangUp() {
        leg().ifPresent(leg -> network.send(id -> new Hangup(id, leg, cause())));
    }

    private HangupCause cause() {
        return switch (state) {
            case State.Ringing _ -> HangupCause.BUSY;
            case State.Dialling _ -> HangupCause.CANCELLED;
            case State.Idle _, State.Talking _ -> HangupCause.NORMAL;
        };
    }

    synchronized void press(String keys) {
        network.send(id -> new SendDigits(id, leg().orElseThrow(), keys));
    }

    private Optional<LegId> leg() {
        return switch (state) {
            case State.Idle _ -> Optional.empty();
            case State.Dialling(var leg) -> Optional.of(leg);
            case State.Ringing(var leg) -> Optional.of(leg);
            case State.Talking(var leg) -> Optional.of(leg);
        };
    }

    synchronized boolean has(LegId leg) {
        return leg().filter(leg::equals).isPresent();
    }

    synchronized boolean isIdle() {
        return state instanceof State.Idle;
    }

    synchronized boolean isRung() {
        return state instanceof State.Ringing;
    }

    synchronized boolean isTalking() {
        return state instanceof State.Talking;
    }

    void awaitRung() {
        Front.await(this + " is rung", this::isRung, is -> is);
    }

    void awaitTalking() {
        Front.await(this + " talks", this::isTalking, is -> is);
    }

    void awaitIdle() {
        Front.await(this + " is idle", this::isIdle, is -> is);
    }

    void awaitRungAndAnswer() {
        awaitRung();
        answer();
        awaitTalking();
    }

    // What the network tells.

    synchronized void on(TelephonyEvent.OfLeg event) {
        switch (event) {
            case CallArrived(_, var leg, _, _, _) -> arrived(leg);
            case LegAnswered(_, var leg) -> {
                state = new State.Talking(leg);
                talked = Optional.of(leg);
                network.send(id -> new StartMusic(id, leg, Tones.sound(tone.hertz(), 1)));
                network.listen(leg);
            }
            case LegEnded _, LegFailed _ -> state = new State.Idle();
            default -> {}
        }
    }

    private void arrived(LegId leg) {
        if (!(state instanceof State.Idle)) {
            network.send(id -> new Hangup(id, leg, HangupCause.BUSY));
            return;
        }
        state = new State.Ringing(leg);
        calls++;
        if (answersAlone) {
            answer();
        }
    }

    // What it hears.

    /// What it has heard in its latest call, up to half a second ago.
    synchronized Recording heard() {
        return talked.map(network::heard).orElseGet(() -> Recording.of(new short[0]));
    }

    /// The tones that it hears just now; one that is neither loud nor gone is named with a `?`.
    SortedSet<String> tones() {
        return isTalking() ? Tone.lately(heard()) : Tone.nothing();
    }

    /// How a recording begins: as much as a telephone can be asked for that drops a packet now and
    /// then when the machine is busy, and has not said all that arrived when it is hung up on.
    static short[] beginning(short[] recording) {
        return Arrays.copyOf(recording, Math.min(MOST_COMPARED, recording.length - LAST_NOT_SAID));
    }

    /// Waits until it has heard the beginning of a recording that is no tone.
    void awaitHeard(String what, short[] recording) {
        short[] begins = beginning(recording);
        Front.await(
                this + " hears " + what,
                () -> heard().find(begins),
                match -> match.correlation() > ALIKE);
    }

    /// Who says which tone, none a multiple of another's.
    enum Tone {
        CALLER(440),
        ANN(700),
        BEN(1_010),
        CARLA(1_370),
        OUTSIDE(1_730),
        /// What everybody hears who holds.
        MUSIC(2_090),
        /// What agents hear before a caller of some queues.
        WHISPER(2_450);

        /// Long enough to tell the tones apart, and short enough to be of now.
        private static final Duration LATELY = Duration.ofMillis(400);

        private static final double LOUD = -27;
        private static final double QUIET = -42;

        private final int hertz;

        Tone(int hertz) {
            this.hertz = hertz;
        }

        int hertz() {
            return hertz;
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /// The recording of the centre that is this tone.
        String prompt() {
            return this == MUSIC ? "hold-music" : word();
        }

        static List<Tone> recorded() {
            return List.of(MUSIC, WHISPER);
        }

        /// The tones at the end of what was heard; one that is neither loud nor gone is named with
        /// a `?`.
        static SortedSet<String> lately(Recording all) {
            Recording now = all.part(all.duration().minus(LATELY), all.duration());
            if (now.duration().compareTo(LATELY) < 0) {
                return nothing();
            }
            SortedSet<String> tones = new TreeSet<>();
            for (Tone tone : values()) {
                double level = now.toneLevel(tone.hertz, Duration.ZERO, LATELY);
                if (level > LOUD) {
                    tones.add(tone.word());
                } else if (level > QUIET) {
                    tones.add(tone.word() + "?");
                }
            }
            return tones;
        }

        /// What is said of too little to tell.
        static SortedSet<String> nothing() {
            return new TreeSet<>(List.of("not enough"));
        }
    }

    @Override
    public String toString() {
        return name + " (" + tone.word() + ")";
    }
}
