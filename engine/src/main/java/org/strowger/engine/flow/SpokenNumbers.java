package org.strowger.engine.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.strowger.flow.Prompt;
import org.strowger.telephony.Sound;

/// Numbers put together from recordings, the English way: "two hundred" "forty" "one".
///
/// The recordings are `number-0` to `number-20`, the tens to `number-90`, `number-hundred` and
/// `number-thousand`.
final class SpokenNumbers {
    private static final int HIGHEST = 999_999;
    private static final String PREFIX = "number-";

    private final Map<String, Sound> words;

    SpokenNumbers(Map<String, Sound> words) {
        this.words = Map.copyOf(words);
    }

    /// The recordings that are needed to say any number.
    static List<Prompt.Recorded> recordings() {
        List<Prompt.Recorded> all = new ArrayList<>();
        IntStream.rangeClosed(0, 20).forEach(n -> all.add(word(Integer.toString(n))));
        IntStream.iterate(30, n -> n <= 90, n -> n + 10)
                .forEach(n -> all.add(word(Integer.toString(n))));
        all.add(word("hundred"));
        all.add(word("thousand"));
        return all;
    }

    private static Prompt.Recorded word(String word) {
        return new Prompt.Recorded(PREFIX + word);
    }

    /// What is played for a number from 0 to 999,999; nothing for any other.
    List<Sound> spoken(int number) {
        List<String> said = new ArrayList<>();
        if (number >= 0 && number <= HIGHEST) {
            say(number, said);
        }
        return said.stream().map(word -> words.get(PREFIX + word)).toList();
    }

    private static void say(int number, List<String> said) {
        if (number >= 1000) {
            say(number / 1000, said);
            said.add("thousand");
            sayRest(number % 1000, said);
        } else if (number >= 100) {
            say(number / 100, said);
            said.add("hundred");
            sayRest(number % 100, said);
        } else if (number > 20) {
            said.add(Integer.toString(number / 10 * 10));
            sayRest(number % 10, said);
        } else {
            said.add(Integer.toString(number));
        }
    }

    private static void sayRest(int rest, List<String> said) {
        if (rest > 0) {
            say(rest, said);
        }
    }
}
