package org.strowger.engine.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A sorted list that finds its elements by rank and by value without walking over them.
///
/// In blocks: with 100,000 elements, a rank is a sum over some 400 block sizes.
final class RankedList<E> {
    private static final int BLOCK = 512;

    private final Comparator<E> order;
    private final List<List<E>> blocks = new ArrayList<>();

    RankedList(Comparator<E> order) {
        this.order = order;
    }

    void add(E element) {
        if (blocks.isEmpty()) {
            blocks.add(new ArrayList<>());
        }
        int b = blockOf(element);
        List<E> block = blocks.get(b);
        block.add(-1 - Collections.binarySearch(block, element, order), element);
        if (block.size() > BLOCK) {
            split(b);
        }
    }

    void remove(E element) {
        int b = blockOf(element);
        List<E> block = blocks.get(b);
        block.remove(Collections.binarySearch(block, element, order));
        if (block.isEmpty()) {
            blocks.remove(b);
        }
    }

    E first() {
        return blocks.getFirst().getFirst();
    }

    /// The element before which there are so many others.
    E get(int rank) {
        int left = rank;
        for (List<E> block : blocks) {
            if (left < block.size()) {
                return block.get(left);
            }
            left -= block.size();
        }
        throw new IndexOutOfBoundsException(rank);
    }

    /// The first element that is not before the one for which `isBefore` says so; the elements for
    /// which it does come first.
    @Nullable E firstThatIsNot(Predicate<E> isBefore) {
        int low = 0;
        int high = blocks.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (isBefore.test(blocks.get(middle).getLast())) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == blocks.size()) {
            return null;
        }
        for (E element : blocks.get(low)) {
            if (!isBefore.test(element)) {
                return element;
            }
        }
        throw new IllegalStateException("the last element of a block is in it");
    }

    /// The first block whose last element does not go before this one, or else the last block.
    private int blockOf(E element) {
        int low = 0;
        int high = blocks.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (order.compare(blocks.get(middle).getLast(), element) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void split(int b) {
        List<E> upper = blocks.get(b).subList(BLOCK / 2, blocks.get(b).size());
        blocks.add(b + 1, new ArrayList<>(upper));
        upper.clear();
    }
}
