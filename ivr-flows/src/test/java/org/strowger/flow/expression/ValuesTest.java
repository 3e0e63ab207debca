package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({
        "5s, PT5S",
        "250ms, PT0.25S",
        "1h30m, PT1H30M",
        "1.5h, PT1H30M",
        "-90s, PT-1M-30S",
        "0s, PT0S",
        "1us, PT0.000001S",
        "3ns, PT0.000000003S",
        "87600000h, PT87600000H"
    })
    void durationsAreWrittenWithTheirUnits(String text, Duration duration) {
        assertEquals(Optional.of(new Value.Span(duration)), Values.read(ValueType.DURATION, text));
    }

    /// What a flow file says of a duration and what an expression says of it is the same.
    @ParameterizedTest
    @ValueSource(strings = {"5s", "250ms", "1h30m", "1.5h", "-90s", "0s", "1us", "3ns", "2m0.5s"})
    void celReadsDurationsAlike(String text) {
        Evaluated byCel =
                SampleCall.compiled("duration('" + text + "')", ValueType.DURATION)
                        .evaluate(new SampleCall());
        assertEquals(
                byCel, new Evaluated.Known(Values.read(ValueType.DURATION, text).orElseThrow()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "5",
                "s",
                "5 s",
                "5S",
                "--5s",
                "5s-5s",
                "five",
                "99999999999h",
                "1.s",
                ".5s",
                "5d"
            })
    void noDuration(String text) {
        assertEquals(Optional.empty(), Values.read(ValueType.DURATION, text));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-22T09:30:00Z, 2026-11-22T09:30:00Z",
        "2026-11-22T09:30Z, 2026-11-22T09:30:00Z",
        "2026-11-22T09:30:00.123456789Z, 2026-11-22T09:30:00.123456789Z",
        "2026-11-22T10:30:00+01:00, 2026-11-22T09:30:00Z"
    })
    void timesAreIso8601WithAnOffset(String text, Instant instant) {
        assertEquals(
                Optional.of(new Value.Moment(instant)), Values.read(ValueType.TIMESTAMP, text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "noon",
                "2026-11-22",
                "2026-11-22T09:30:00",
                "2026-02-30T09:30:00Z",
                "+10000-01-01T00:00:00Z",
                "0000-12-31T00:00:00Z"
            })
    void noTime(String text) {
        assertEquals(Optional.empty(), Values.read(ValueType.TIMESTAMP, text));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, 42, Long.MAX_VALUE, Long.MIN_VALUE})
    void wholeNumbersOf64Bits(long number) {
        assertEquals(
                Optional.of(new Value.Whole(number)),
                Values.read(ValueType.INT, String.valueOf(number)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1.0", "+1", "01", "1e3", "0x1", "9223372036854775808", "٣"})
    void noWholeNumber(String text) {
        assertEquals(Optional.empty(), Values.read(ValueType.INT, text));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-2.5, -2.5", "1e3, 1000", "12.50, 12.5", "7, 7"})
    void decimals(String text, double number) {
        assertEquals(Optional.of(new Value.Decimal(number)), Values.read(ValueType.DOUBLE, text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NaN", "Infinity", "1e999", "1,5", "1.", ".5", "0x1p3", "1d"})
    void noDecimal(String text) {
        assertEquals(Optional.empty(), Values.read(ValueType.DOUBLE, text));
    }

    @Test
    void trueAndFalseAndNothingElse() {
        assertEquals(Optional.of(new Value.Flag(true)), Values.read(ValueType.BOOL, "true"));
        assertEquals(Optional.of(new Value.Flag(false)), Values.read(ValueType.BOOL, "false"));
        assertEquals(Optional.empty(), Values.read(ValueType.BOOL, "yes"));
    }

    @Test
    void anyTextIsAStringUnlessItIsTooLong() {
        String longest = "x".repeat(Values.LONGEST_TEXT);
        assertEquals(Optional.of(new Value.Text("")), Values.read(ValueType.STRING, ""));
        assertEquals(Optional.of(new Value.Text(longest)), Values.read(ValueType.STRING, longest));
        assertEquals(Optional.empty(), Values.read(ValueType.STRING, longest + "x"));
        assertEquals(Optional.empty(), Values.read(ValueType.LIST, "a"));
    }

    @ParameterizedTest
    @EnumSource
    void aTypeIsFoundByItsWord(ValueType type) {
        assertEquals(Optional.of(type), ValueType.ofWord(type.word()));
        assertEquals(Optional.empty(), ValueType.ofWord(type.name()));
    }

    @Test
    void aListOfWordsDoesNotChange() {
        List<String> words = new ArrayList<>(List.of("a"));
        Value.Words value = new Value.Words(words);
        words.add("b");
        assertEquals(List.of("a"), value.words());
        assertThrows(UnsupportedOperationException.class, () -> value.words().add("c"));
    }
}
