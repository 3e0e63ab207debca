package org.strowger.telephony.media;

import java.util.BitSet;
import java.util.OptionalInt;

/// Which of the configured ports are taken.
///
/// They are given out in turn, so that a port rests before packets for its last call could reach
/// the next one, and from a place that differs from start to start, for the same reason.
final class PortNumbers {
    private final MediaSettings settings;
    private final BitSet taken;
    private int next;

    /// @param first the number of the first to be given out, from 0 up to the capacity
    PortNumbers(MediaSettings settings, int first) {
        this.settings = settings;
        this.next = first;
        this.taken = new BitSet(settings.capacity());
    }

    synchronized OptionalInt take() {
        int free = taken.nextClearBit(next);
        if (free >= settings.capacity()) {
            free = taken.nextClearBit(0);
        }
        if (free >= settings.capacity()) {
            return OptionalInt.empty();
        }
        taken.set(free);
        next = (free + 1) % settings.capacity();
        return OptionalInt.of(settings.firstEvenPort() + 2 * free);
    }

    synchronized void release(int port) {
        taken.clear((port - settings.firstEvenPort()) / 2);
    }
}
