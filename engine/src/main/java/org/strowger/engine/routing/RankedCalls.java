package org.strowger.engine.routing;

import static org.strowger.engine.routing.RoutingSnapshot.CallInLine.MOST_URGENT_FIRST;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;

/// The calls of one queue, most urgent first, that tells the place of each without counting them.
///
/// A sorted list in blocks: with 100,000 calls in line, a place is a sum over some 400 block sizes.
final class RankedCalls {
    private static final int BLOCK = 512;

    private final List<List<CallInLine>> blocks = new ArrayList<>();
    private int size;

    int size() {
        return size;
    }

    void add(CallInLine call) {
        if (blocks.isEmpty()) {
            blocks.add(new ArrayList<>());
        }
        int b = blockOf(call);
        List<CallInLine> block = blocks.get(b);
        block.add(-1 - Collections.binarySearch(block, call, MOST_URGENT_FIRST), call);
        size++;
        if (block.size() > BLOCK) {
            split(b);
        }
    }

    void remove(CallInLine call) {
        int b = blockOf(call);
        List<CallInLine> block = blocks.get(b);
        block.remove(Collections.binarySearch(block, call, MOST_URGENT_FIRST));
        size--;
        if (block.isEmpty()) {
            blocks.remove(b);
        }
    }

    /// Returns 1 for the call that is next.
    int place(CallInLine call) {
        int b = blockOf(call);
        int ahead = Collections.binarySearch(blocks.get(b), call, MOST_URGENT_FIRST);
        for (List<CallInLine> block : blocks.subList(0, b)) {
            ahead += block.size();
        }
        return ahead + 1;
    }

    void forEach(Consumer<CallInLine> action) {
        blocks.forEach(block -> block.forEach(action));
    }

    /// The first block whose last call does not go before this one, or else the last block.
    private int blockOf(CallInLine call) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (MOST_URGENT_FIRST.compare(blocks.get(middle).getLast(), call) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void split(int b) {
        List<CallInLine> upper = blocks.get(b).subList(BLOCK / 2, blocks.get(b).size());
        blocks.add(b + 1, new ArrayList<>(upper));
        upper.clear();
    }
}
