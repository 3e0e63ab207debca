package org.strowger.telephony.media;

import java.util.BitSet;
import java.util.OptionalInt;

/// Which of the ports are taken.
///
/// They are given out in turn, so that a port rests before packets for its last call could reach
/// the next one.
final class PortNumbers {
    private final int capacity;
    private final BitSet taken;
    private int next;

    PortNumbers(int capacity) {
        this.capacity = capacity;
        this.taken = new BitSet(capacity);
    }

    synchronized OptionalInt take() {
        int free = taken.nextClearBit(next);
        if (free >= capacity) {
            free = taken.nextClearBit(0);
        }
        if (free >= capacity) {
            return OptionalInt.empty();
        }
        taken.set(free);
        next = (free + 1) % capacity;
        return OptionalInt.of(free);
    }

    synchronized void release(int number) {
        taken.clear(number);
    }
}
