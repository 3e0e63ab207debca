package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.flow.DigitCollector.Outcome;
import org.strowger.flow.DigitCollector.Prompted;
import org.strowger.flow.FlowSnapshot.Listening;
import org.strowger.flow.InputRules.TypeAhead;

/// Timed key tables on a virtual clock. The first key may come within 5 s and the next within 3 s;
/// `1@2.5` is key 1 at second 2.5, `end@4` the end of the prompt.
class DigitCollectorTest {
    private static final Instant START = Instant.EPOCH;
    private static final String NO_KEYS = "";

    @ParameterizedTest(name = "{0} | {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                // A choice that cannot grow is made at the key.
                "1 2       | 1@2           | match 1 at 2",
                "1 2       | 1@0           | match 1 at 0",
                "1 2       | 1@4.999       | match 1 at 4.999",
                "12 34     | 1@1 2@3       | match 12 at 3",
                "* #       | #@1           | match # at 1",
                "A 1       | A@1           | match A at 1",
                // Silence.
                "1 2       |               | no input at 5",
                "1 2       | 1@5           | no input at 5",
                "1 2       | 1@7           | no input at 5",
                // A wrong key is told at once, not after the time for the next one.
                "1 2       | 9@2           | no match at 2",
                "12 34     | 1@1 3@2       | no match at 2",
                "1 2       | *@1           | no match at 1",
                // Only where more could follow does the time for the next key count.
                "1 12      | 1@1           | match 1 at 4",
                "1 12      | 1@1 2@3.999   | match 12 at 3.999",
                "1 12      | 1@1 2@4       | match 1 at 4",
                "1 12      | 1@1 3@2       | no match at 2",
                "1 123     | 1@1 2@2       | no match at 5",
                "1 123     | 1@1 2@2 3@4   | match 123 at 4",
                "1 123 2   | 2@1           | match 2 at 1",
                "12        | 1@1           | no match at 4",
                // The time for the next key starts anew with each key, even past the first time.
                "12345678  | 1@4 2@6 3@8 4@10 5@12 6@14 7@16 8@18 | match 12345678 at 18"
            })
    void keysAfterThePrompt(String choices, @Nullable String keys, String outcome) {
        assertEquals(outcome, new Question(choices).play(keys));
    }

    @ParameterizedTest(name = "{0} | {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1 2       | 1@2           | match 1 at 2 prompt cut",
                "1 2       | 9@2           | no match at 2 prompt cut",
                "1 12      | 1@2           | match 1 at 5 prompt cut",
                "1 12      | 1@2 end@3 2@4 | match 12 at 4 prompt cut",
                "1 2       | end@10        | no input at 15",
                "1 2       | end@10 1@14   | match 1 at 14",
                "1 2       | end@0         | no input at 5"
            })
    void keysCutThePromptShort(String choices, String keys, String outcome) {
        assertEquals(outcome, new Question(choices).prompted().play(keys));
    }

    @ParameterizedTest(name = "{0} {1} | {2} -> {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "KEEP      | 1 2    | 1@2 end@4          | no input at 9",
                "KEEP      | 1 2    | 1@2 end@4 2@6      | match 2 at 6",
                "FLUSH     | 1 2    | 1@2 end@4          | no input at 9",
                "FLUSH     | 1 2    | 1@2 end@4 2@5      | match 2 at 5"
            })
    void wherePromptsCannotBeCutKeysBeforeTheirEndAreForgotten(
            TypeAhead typeAhead, String choices, String keys, String outcome) {
        assertEquals(outcome, new Question(choices).prompted().rules(false, typeAhead).play(keys));
    }

    @ParameterizedTest(name = "{1} {2} typed {0} before {3} -> {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1    | true  | KEEP  | 1 2 |       | match 1 at 0        | ''",
                "123  | true  | KEEP  | 1 2 |       | match 1 at 0        | 23",
                "9123 | true  | KEEP  | 1 2 |       | no match at 0     | ''",
                "1    | true  | KEEP  | 12  | 2@1   | match 12 at 1       | ''",
                "1    | true  | FLUSH | 1 2 | end@2 | no input at 7       | ''",
                "1    | true  | FLUSH | 1 2 | 2@1   | match 2 at 1 prompt cut | ''",
                "1    | false | KEEP  | 1 2 | end@2 | no input at 7       | ''",
                "12   | false | KEEP  | 1 2 | 2@1 end@2 | no input at 7   | ''",
                "1    | false | FLUSH | 1 2 | end@2 | no input at 7       | ''"
            })
    void keysTypedAhead(
            String typed,
            boolean bargeIn,
            TypeAhead typeAhead,
            String choices,
            @Nullable String keys,
            String outcome,
            String left) {
        Question question = new Question(choices).prompted().rules(bargeIn, typeAhead).typed(typed);

        assertEquals(outcome, question.play(keys));
        assertEquals(left, question.collector.typedAhead());
    }

    @ParameterizedTest(name = "{0} | {1} | {2} -> {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                // The key that ends an entry.
                "3-5 | #  | 1@1 2@2 3@3 #@4              | match 123 at 4",
                "3-5 | #  | 1@1 2@2 #@3                  | no match at 3",
                "3-5 | #  | #@1                          | no match at 1",
                "3-5 | #  | 1@1 2@2 3@3                  | match 123 at 6",
                "3-5 | #  | 1@1 2@2                      | no match at 5",
                "3-5 | #  | 1@1 2@2 3@3 4@4 5@5          | match 12345 at 5",
                "3-5 | #  | 1@1 *@2                      | no match at 2",
                "3-5 | -  | 1@1 2@2 3@3 #@4              | no match at 4",
                // A full entry may wait for it.
                "3-3 | #2 | 1@1 2@2 3@3 #@4              | match 123 at 4",
                "3-3 | #2 | 1@1 2@2 3@3                  | match 123 at 5",
                "3-3 | #2 | 1@1 2@2 3@3 4@4              | no match at 4",
                // The key that begins it anew.
                "3-3 | #* | 1@1 2@2 *@3 1@4 2@5 3@6      | match 123 at 6",
                "3-3 | #* | 1@1 *@2                      | no input at 7",
                "3-3 | #* | *@1 *@5.5                    | no input at 10.5",
                "3-3 | #* | *@1 *@6                      | no input at 6"
            })
    void digits(String length, String ends, String keys, String outcome) {
        assertEquals(outcome, new Question(length).digits(ends).play(keys));
    }

    @Test
    void anAmountHasOnePointAtMost() {
        Expected amount = new Expected.Digits(1, 5, true);

        assertTrue(amount.accepts("12*34"));
        assertFalse(amount.uses("1*2*"));
        assertFalse(amount.uses("#"));
        assertFalse(new Expected.Digits(1, 5, false).uses("1*"));
    }

    @Test
    void aKeyTypedAheadKeepsThePromptFromPlaying() {
        assertEquals("not played", new Question("12").prompted().typed("1").promptAtStart());
        assertEquals("played", new Question("12").prompted().promptAtStart());
        assertEquals(
                "played",
                new Question("12")
                        .prompted()
                        .typed("1")
                        .rules(false, TypeAhead.KEEP)
                        .promptAtStart());
        assertEquals("not played", new Question("12").promptAtStart());
    }

    @Test
    void theThirtyFirstKeyTypedAheadIsDropped() {
        Question question = new Question("1").typed("1".repeat(29) + "234");

        assertEquals("1".repeat(29) + "2", question.collector.typedAhead());
    }

    @Test
    void keysPressedAfterTheDecisionAreKeptForTheNextQuestion() {
        Question question = new Question("1 2");

        assertEquals("match 1 at 1", question.play("1@1 2@1.1 3@1.2"));
        assertEquals("23", question.collector.typedAhead());
        assertEquals(Optional.empty(), question.collector.deadline());
    }

    /// One question asked at second 0.
    private static final class Question {
        private final DigitCollector collector = new DigitCollector();
        private final NavigableSet<String> choices;
        private InputRules rules = InputRules.DEFAULT;
        private boolean hasPrompt;
        private Optional<Expected> digits = Optional.empty();
        private Instant now = START;
        private final List<String> told = new ArrayList<>();

        Question(String choices) {
            this.choices = new TreeSet<>(List.of(choices.split(" ", -1)));
        }

        /// @param ends the key that ends the entry, `-` for none, then the wait for it or a key
        ///   that begins it anew
        Question digits(String ends) {
            String lengths = choices.first();
            digits =
                    Optional.of(
                            new Expected.Digits(
                                    lengths.charAt(0) - '0', lengths.charAt(2) - '0', false));
            boolean waits = ends.equals("#2");
            rules =
                    new InputRules(
                            rules.firstDigit(),
                            rules.interDigit(),
                            rules.attempts(),
                            true,
                            TypeAhead.KEEP,
                            ends.equals("-") ? Optional.empty() : Optional.of('#'),
                            waits ? Duration.ofSeconds(2) : Duration.ZERO,
                            ends.equals("#*") ? Optional.of('*') : Optional.empty());
            return this;
        }

        private Expected expected() {
            if (digits.isPresent()) {
                return digits.get();
            }
            return new Expected.Choices(choices, Optional.empty());
        }

        Question prompted() {
            hasPrompt = true;
            return this;
        }

        Question rules(boolean bargeIn, TypeAhead typeAhead) {
            rules =
                    new InputRules(
                            rules.firstDigit(),
                            rules.interDigit(),
                            rules.attempts(),
                            bargeIn,
                            typeAhead,
                            rules.termKey(),
                            rules.termWait(),
                            rules.clearKey());
            return this;
        }

        Question typed(String keys) {
            keys.chars().forEach(key -> collector.keyPressed(START, (char) key));
            return this;
        }

        String promptAtStart() {
            collector.ask(
                    now, rules, expected(), hasPrompt ? Prompted.MAY_BE_CUT : Prompted.NOTHING);
            return collector.hearsPrompt() ? "played" : "not played";
        }

        String play(@Nullable String events) {
            note(
                    collector.ask(
                            now,
                            rules,
                            expected(),
                            hasPrompt ? Prompted.MAY_BE_CUT : Prompted.NOTHING));
            for (String event : (events == null ? NO_KEYS : events).split(" ", -1)) {
                if (!event.isEmpty()) {
                    int sign = event.indexOf('@');
                    happen(
                            event.substring(0, sign),
                            START.plusMillis(millis(event.substring(sign + 1))));
                }
            }
            letTimePass(START.plus(Duration.ofHours(1)));
            return String.join(" ", told);
        }

        private void happen(String event, Instant at) {
            letTimePass(at);
            now = at;
            if (event.equals("end")) {
                note(collector.promptEnded(at));
                return;
            }
            boolean heard = collector.hearsPrompt();
            Outcome outcome = collector.keyPressed(at, event.charAt(0));
            note(outcome);
            if (heard && !collector.hearsPrompt()) {
                told.add("prompt cut");
            }
        }

        private void letTimePass(Instant at) {
            Optional<Instant> deadline = collector.deadline();
            if (deadline.isPresent() && !deadline.get().isAfter(at)) {
                assertEquals(
                        new Outcome.Undecided(),
                        collector.timePassed(deadline.get().minusMillis(1)));
                now = deadline.get();
                note(collector.timePassed(now));
            }
        }

        private void note(Outcome outcome) {
            String at = " at " + seconds(now);
            switch (outcome) {
                case Outcome.Undecided() -> {}
                case Outcome.Match(String keys) -> told.addFirst("match " + keys + at);
                case Outcome.NoMatch() -> told.addFirst("no match" + at);
                case Outcome.NoInput() -> told.addFirst("no input" + at);
            }
            if (!(outcome instanceof Outcome.Undecided)) {
                assertEquals(new Listening.NotListening(), collector.listening());
            }
        }

        private static long millis(String seconds) {
            return new BigDecimal(seconds).movePointRight(3).longValueExact();
        }

        private static String seconds(Instant at) {
            BigDecimal millis = BigDecimal.valueOf(at.toEpochMilli(), 3);
            return millis.signum() == 0 ? "0" : millis.stripTrailingZeros().toPlainString();
        }
    }
}
