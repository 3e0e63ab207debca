package org.strowger.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellingTest {
    @ParameterizedTest
    @CsvSource({
        "choices, choices, 0",
        "choces, choices, 1",
        "chiocces, choices, 2",
        "mneu, menu, 1",
        "'', menu, 4",
        "queue, menu, 4"
    })
    void slipsAreLettersLostGainedChangedOrSwapped(String a, String b, int slips) {
        assertEquals(slips, Spelling.slips(a, b));
        assertEquals(slips, Spelling.slips(b, a));
    }

    @ParameterizedTest
    @CsvSource({
        "choces, ', did you mean ''choices''?'",
        "GIVE_UP, ', did you mean ''give_up''?'",
        "colour, ''",
        "x, ''"
    })
    void onlyANearWordIsGuessed(String written, String guess) {
        assertEquals(guess, Spelling.didYouMean(written, List.of("choices", "give_up", "input")));
    }

    @Test
    void aWordTooLongToBeASlipIsNotCompared() {
        assertEquals("", Spelling.didYouMean("a".repeat(65), List.of("a".repeat(64))));
    }
}
