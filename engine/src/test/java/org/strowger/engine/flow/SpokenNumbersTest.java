package org.strowger.engine.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.Prompt;
import org.strowger.telephony.Sound;

class SpokenNumbersTest {
    private static String spoken(int number) {
        Map<String, Sound> words = new HashMap<>();
        for (Prompt.Recorded word : SpokenNumbers.recordings()) {
            words.put(word.id(), new Sound(word.id().replace("number-", ""), new byte[0]));
        }
        return new SpokenNumbers(words)
                .spoken(number).stream().map(Sound::name).collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "13, 13",
        "20, 20",
        "21, 20 1",
        "30, 30",
        "99, 90 9",
        "100, 1 hundred",
        "101, 1 hundred 1",
        "241, 2 hundred 40 1",
        "1000, 1 thousand",
        "1001, 1 thousand 1",
        "12345, 12 thousand 3 hundred 40 5",
        "100000, 1 hundred thousand",
        "999999, 9 hundred 90 9 thousand 9 hundred 90 9"
    })
    void aNumberIsSaidTheEnglishWay(int number, String said) {
        assertEquals(said, spoken(number));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 1_000_000, Integer.MIN_VALUE, Integer.MAX_VALUE})
    void aNumberThatNoPlaceInLineCanHaveIsNotSaid(int number) {
        assertEquals("", spoken(number));
    }

    @Test
    void everyNumberCanBeSaidWithTheRecordingsThatThereAre() {
        for (int number = 0; number < 1_000_000; number += 1 + number / 40) {
            String said = spoken(number);
            assertFalse(said.isEmpty() || said.contains("null"), said);
        }
    }
}
