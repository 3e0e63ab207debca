package org.strowger.simulator.virtual;

import org.strowger.simulator.chance.Chance;

/// What draws are for. Each has streams of its own, so that what one part draws, or does not, moves
/// no other.
///
/// A replication has a key; below it each source and each agent by the hash of its name, so that
/// one more changes nothing for the others; below a source each of its calls by number, and below a
/// call each of its stays in line: the first, then those after redials and transfers. A call
/// through a flow has one key more for each try, of what comes before the first line in it.
final class Purpose {
    // Of a replication.
    static final long SOURCE = 0;
    static final long AGENT = 1;
    static final long LOTS = 2;

    // Of a source.
    static final long ARRIVALS = 0;
    static final long BUSYNESS = 1;
    static final long CALLS = 2;

    // Of an agent; those of a shift are by the moment at which it begins.
    static final long ABSENCE = -1;
    static final long LEAVING = -2;
    static final long BREAKS = -3;

    // Of a call through a flow; below it each try by number.
    static final long KEYS = -2;

    // Of a stay in line.
    static final long UNHEARD = -2;
    static final long WHO_HANGS_UP = -1;
    static final long PATIENCE = 0;
    static final long TALK = 1;
    static final long WRAP_UP = 2;
    static final long REDIAL = 3;
    static final long TRANSFER = 4;

    /// And above, one for each time that a telephone rings.
    static final long RINGING = 5;

    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    private Purpose() {}

    static long key(long replication, long kind, String name) {
        long hash = FNV_BASIS;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * FNV_PRIME;
        }
        return Chance.key(Chance.key(replication, kind), hash);
    }
}
