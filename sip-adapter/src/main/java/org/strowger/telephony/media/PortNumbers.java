package org.strowger.telephony.media;

import java.util.BitSet;
import java.util.OptionalInt;

/// Which of the configured ports are taken.
///
/// They are given out in turn, so that a port rests before packets for its last call could reach
/// the next one.
final class PortNumbers {
    private final MediaSettings settings;
    private final BitSet taken;
    private int next;

    PortNumbers(MediaSettings settings) {
        this.settings = settings;
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
