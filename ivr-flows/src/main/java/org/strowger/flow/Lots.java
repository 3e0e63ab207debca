package org.strowger.flow;

import java.util.List;
import org.strowger.flow.FlowNode.Share;

/// Draws a way by weight, the same one each time for the same name.
final class Lots {
    /// FNV-1a, 64 bits (Fowler, Noll, Vo).
    private static final long OFFSET = 0xcbf29ce484222325L;

    private static final long PRIME = 0x100000001b3L;

    private Lots() {}

    static int draw(List<Share> ways, String name) {
        long all = ways.stream().mapToLong(Share::weight).sum();
        long lot = Long.remainderUnsigned(spread(hash(name)), all);
        int way = 0;
        while (lot >= ways.get(way).weight()) {
            lot -= ways.get(way).weight();
            way++;
        }
        return way;
    }

    private static long hash(String name) {
        long hash = OFFSET;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * PRIME;
        }
        return hash;
    }

    /// Names that differ in one digit differ in half of the bits (the finalizer of MurmurHash3).
    private static long spread(long hash) {
        long bits = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return bits ^ (bits >>> 33);
    }
}
