package org.strowger.telephony.media;

import java.util.ArrayDeque;
import java.util.Optional;

/// Presses keys: says for each tick of 20 ms what RTP has to carry.
///
/// A key is down for 100 ms, its end is told three times (RFC 4733 section 2.5.1.4), and the next
/// key follows 60 ms after the last was released.
final class DigitSender {
    /// More keys than any number or PIN has.
    static final int MOST_DIGITS = 64;

    private static final int TICKS_DOWN = 5;
    private static final int TICKS_TELLING = TICKS_DOWN + 2;
    private static final int TICKS_PER_DIGIT = TICKS_DOWN + 3;
    private static final int VOLUME = 10;

    private final ArrayDeque<Character> digits = new ArrayDeque<>();
    private int tick;
    private int pressedAt;

    /// A packet to send.
    ///
    /// @param timestamp when the key was pressed, the same for all packets of one key
    record Step(TelephoneEvent event, int timestamp, boolean marker) {}

    /// Lets these keys follow those that wait; false, and nothing added, when they are too many.
    boolean add(String more) {
        if (digits.size() + more.length() > MOST_DIGITS) {
            return false;
        }
        for (int i = 0; i < more.length(); i++) {
            digits.add(more.charAt(i));
        }
        return true;
    }

    boolean busy() {
        return !digits.isEmpty();
    }

    /// What to send in the tick whose RTP timestamp is `now`; empty in the gap between two keys.
    Optional<Step> next(int now) {
        if (digits.isEmpty()) {
            return Optional.empty();
        }
        if (tick == 0) {
            pressedAt = now;
        }
        Optional<Step> step = tick < TICKS_TELLING ? Optional.of(step()) : Optional.empty();
        tick++;
        if (tick == TICKS_PER_DIGIT) {
            digits.remove();
            tick = 0;
        }
        return step;
    }

    private Step step() {
        int down = Math.min(tick + 1, TICKS_DOWN);
        var event =
                new TelephoneEvent(
                        TelephoneEvent.codeOf(digits.element()),
                        down == TICKS_DOWN,
                        VOLUME,
                        down * RtpOutput.SAMPLES_PER_TICK);
        return new Step(event, pressedAt, tick == 0);
    }
}
