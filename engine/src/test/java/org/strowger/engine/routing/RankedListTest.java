package org.strowger.engine.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A list of several blocks against one that is sorted anew each time.
final class RankedListTest {
    private static final int ELEMENTS = 2_000;

    @Test
    void elementsAreFoundByRankAndByValueWhateverComesAndGoes() {
        Random random = new Random(3);
        RankedList<Integer> ranked = new RankedList<>(Integer::compare);
        List<Integer> plain = new ArrayList<>();
        for (int i = 0; i < ELEMENTS; i++) {
            plain.add(i);
        }
        List<Integer> shuffled = new ArrayList<>(plain);
        Collections.shuffle(shuffled, random);
        shuffled.forEach(ranked::add);
        assertAlike(plain, ranked);
        Collections.shuffle(shuffled, random);
        List<Integer> gone = shuffled.subList(0, 3 * ELEMENTS / 4);
        gone.forEach(ranked::remove);
        plain.removeAll(gone);
        assertAlike(plain, ranked);
        plain.forEach(ranked::remove);
        assertNull(ranked.firstThatIsNot(_ -> false));
    }

    private static void assertAlike(List<Integer> plain, RankedList<Integer> ranked) {
        assertEquals(plain.getFirst(), ranked.first());
        for (int rank = 0; rank < plain.size(); rank++) {
            Integer element = plain.get(rank);
            assertEquals(element, ranked.get(rank));
            assertEquals(element, ranked.firstThatIsNot(other -> other < element));
        }
        assertNull(ranked.firstThatIsNot(_ -> true));
    }
}
