package org.strowger.simulator.soak;

import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/// What callers and agents mean to do. The same seed gives the same intentions, whatever order they
/// are asked for in.
final class Script {
    /// The numbers of the callers: this, and six digits.
    private static final String PREFIX = "555";

    private static final int DIGITS = 6;

    /// Numbers of callers are this many; those who ring later have numbers of earlier ones.
    private static final int NUMBERS = 1_000_000;

    private static final long OFFERS = 1_000_003;

    private final long seed;

    Script(long seed) {
        this.seed = seed;
    }

    /// What a caller does.
    enum Way {
        /// Presses a key, waits, talks.
        STAYS(52),
        /// Gives up before or as the call is answered.
        GIVES_UP_DIALLING(3),
        LEAVES_THE_MENU(7),
        /// Hangs up at any moment after the key: in line, ringing, or talking.
        LEAVES_ANY_TIME(10),
        LEAVES_WHEN_IT_RINGS(7),
        /// Hangs up within 20 ms of the agent's answer.
        LEAVES_WHEN_ANSWERED(7),
        ASKS_FOR_A_CALL_BACK(5),
        /// Hangs up in line and rings again with the same number.
        RINGS_AGAIN(4),
        PRESSES_WRONG_KEYS(5);

        private final int weight;

        Way(int weight) {
            this.weight = weight;
        }
    }

    /// What an agent does when their telephone rings.
    enum Pickup {
        ANSWERS(76),
        REFUSES(8),
        LETS_IT_RING(5),
        /// Answers within 20 ms of the end of the ring.
        ANSWERS_AT_THE_LAST_MOMENT(4),
        HANGS_UP_AT_ONCE(7);

        private final int weight;

        Pickup(int weight) {
            this.weight = weight;
        }
    }

    /// What an agent does with a talk.
    enum Deed {
        JUST_TALKS(62),
        HOLDS(7),
        MUTES(3),
        RECORDS(4),
        TRANSFERS_TO_QUEUE(4),
        TRANSFERS_TO_AGENT(4),
        CONSULTS_AND_COMPLETES(4),
        CONSULTS_AND_RETURNS(3),
        CONSULTS_AND_JOINS(3),
        PAUSES(3),
        SIGNS_OUT(3);

        private final int weight;

        Deed(int weight) {
            this.weight = weight;
        }

        /// Whether the talk must last for longer than a short one.
        boolean takesTime() {
            return this != JUST_TALKS && this != PAUSES && this != SIGNS_OUT;
        }
    }

    /// What one caller means to do, and what the agent does who talks to them.
    ///
    /// @param key of the menu
    /// @param keyAfter from the answer to the key
    /// @param nerve a time of the caller's own: how long before they change their mind
    /// @param jitter -20 to 20 ms, for what is to happen in the moment of something else
    /// @param patience from the key until the caller no longer waits
    /// @param talk how long caller and agent talk
    /// @param callerEnds who hangs up: the caller, or the agent
    record Intention(
            Way way,
            char key,
            Duration keyAfter,
            Duration nerve,
            Duration jitter,
            Duration patience,
            Duration talk,
            boolean callerEnds,
            Deed deed) {}

    /// What an agent means to do about an offer.
    record Reaction(Pickup pickup, Duration after) {}

    /// @param caller counted from 0
    Intention intention(int caller) {
        SplittableRandom random = new SplittableRandom(seed * 31 + caller);
        Way way = pick(Way.values(), w -> w.weight, random);
        Deed deed = pick(Deed.values(), d -> d.weight, random);
        char key = way == Way.ASKS_FOR_A_CALL_BACK ? '3' : random.nextInt(10) < 7 ? '1' : '2';
        return new Intention(
                way,
                key,
                millis(random, 100, 600),
                millis(random, 0, 4_000),
                millis(random, -20, 20),
                millis(random, 5_000, 20_000),
                millis(random, 2_000, 4_000).plusSeconds(deed.takesTime() ? 4 : 0),
                random.nextBoolean(),
                deed);
    }

    /// @param offer which of the offers of this caller's call it is, counted from 0
    Reaction reaction(int caller, int offer) {
        SplittableRandom random = new SplittableRandom((seed * 31 + caller) * OFFERS + offer);
        return new Reaction(pick(Pickup.values(), p -> p.weight, random), millis(random, 0, 2_000));
    }

    static String number(int caller) {
        return PREFIX + "%06d".formatted(caller % NUMBERS);
    }

    /// Whose number it is; empty for any other number.
    static Optional<Integer> caller(String number) {
        boolean isOne =
                number.length() == PREFIX.length() + DIGITS
                        && number.startsWith(PREFIX)
                        && number.chars().allMatch(c -> c >= '0' && c <= '9');
        return isOne
                ? Optional.of(Integer.parseInt(number.substring(PREFIX.length())))
                : Optional.empty();
    }

    private interface Weight<T> {
        int of(T value);
    }

    private static <T> T pick(T[] values, Weight<T> weight, SplittableRandom random) {
        int sum = 0;
        for (T value : values) {
            sum += weight.of(value);
        }
        int drawn = random.nextInt(sum);
        int i = 0;
        while (drawn >= weight.of(values[i])) {
            drawn -= weight.of(values[i]);
            i++;
        }
        return values[i];
    }

    private static Duration millis(SplittableRandom random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most + 1));
    }
}
