package org.strowger.simulator.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class TimeClassesTest {
    @Test
    void everyMillisecondBelongsToTheClassThatBeginsBeforeIt() {
        for (long millis = 0; millis < 1L << 40; millis += 1 + millis / 50) {
            int timeClass = TimeClasses.of((millis + 0.5) / 1000.0);
            assertTrue(TimeClasses.from(timeClass) * 1000 <= millis + 0.1, "class of " + millis);
            assertTrue(TimeClasses.from(timeClass + 1) * 1000 > millis, "class of " + millis);
        }
    }

    @Test
    void classesFollowEachOtherWithoutGapAndAreNarrow() {
        for (int timeClass = 0; timeClass < 1_150; timeClass++) {
            double from = TimeClasses.from(timeClass);
            double to = TimeClasses.from(timeClass + 1);
            assertEquals(timeClass, TimeClasses.of(from + 0.0001));
            assertTrue(to > from && to - from <= Math.max(0.0010001, from / 32 * 1.000001));
        }
    }

    @Test
    void noWaitIsAClassOfItsOwn() {
        assertEquals(0, TimeClasses.of(0));
        assertEquals(1, TimeClasses.of(0.0011));
        assertTrue(TimeClasses.of(1e9) < 1_152);
    }
}
