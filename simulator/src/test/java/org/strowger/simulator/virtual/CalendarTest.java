package org.strowger.simulator.virtual;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CalendarTest {
    private static final int THINGS = 300;
    private static final int CHANGES = 100_000;

    /// Against a plain map, with few times so that many things are to happen at once.
    @Test
    void theFirstIsTheEarliestAndOfThoseTheLowestNumber() {
        SplittableRandom random = new SplittableRandom(7);
        Calendar calendar = new Calendar();
        Map<Integer, Long> plain = new TreeMap<>();
        for (int i = 0; i < CHANGES; i++) {
            int thing = random.nextInt(THINGS);
            switch (random.nextInt(4)) {
                case 0 -> {
                    calendar.clear(thing);
                    plain.remove(thing);
                }
                case 1 -> {
                    if (!plain.isEmpty()) {
                        int first = first(plain);
                        calendar.set(first, calendar.first() + 5);
                        plain.merge(first, 5L, Long::sum);
                    }
                }
                default -> {
                    long time = random.nextLong(100);
                    calendar.set(thing, time);
                    plain.put(thing, time);
                }
            }
            if (plain.isEmpty()) {
                assertEquals(Calendar.NEVER, calendar.first());
            } else {
                assertEquals(first(plain), calendar.firstThing());
                assertEquals(plain.get(first(plain)), calendar.first());
            }
            assertEquals(plain.getOrDefault(thing, Calendar.NEVER), calendar.timeOf(thing));
        }
    }

    private static int first(Map<Integer, Long> plain) {
        int first = -1;
        long time = Calendar.NEVER;
        for (var entry : plain.entrySet()) {
            if (entry.getValue() < time) {
                first = entry.getKey();
                time = entry.getValue();
            }
        }
        return first;
    }

    @Test
    void whatIsNeverToHappenIsNotThere() {
        Calendar calendar = new Calendar();
        calendar.set(3, 10);
        calendar.set(3, Calendar.NEVER);
        calendar.clear(5);
        assertFalse(calendar.has(3));
        assertEquals(Calendar.NEVER, calendar.first());
    }
}
