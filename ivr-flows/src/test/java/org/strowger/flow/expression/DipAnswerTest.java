package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DipAnswerTest {
    private static final SortedMap<String, ValueType> ALL =
            new TreeMap<>(
                    Map.of(
                            "tier", ValueType.STRING,
                            "tries", ValueType.INT,
                            "balance", ValueType.DOUBLE,
                            "vip", ValueType.BOOL,
                            "grace", ValueType.DURATION,
                            "since", ValueType.TIMESTAMP,
                            "skills", ValueType.LIST));

    private static final String CUSTOMER =
            """
            { "tier": "g\\u006fld\\/\\n\\ud83d\\ude00", "tries": 3, "balance": -1.25e1, "vip": true,
              "grace": "90s", "since": "2020-01-31T12:00:00+01:00", "skills": ["en", "fr"],
              "address": { "street": ["x", null, {"tier": 1}], "": false }, "Tier": 7 }
            """;

    private static DipAnswer read(ValueType type, String json) {
        return DipAnswer.read(new TreeMap<>(Map.of("f", type)), json);
    }

    @Test
    void theDeclaredFieldsAreReadAndOthersAreLeft() {
        SortedMap<String, Value> fields = new TreeMap<>();
        fields.put("tier", new Value.Text("gold/\n\uD83D\uDE00"));
        fields.put("tries", new Value.Whole(3));
        fields.put("balance", new Value.Decimal(-12.5));
        fields.put("vip", new Value.Flag(true));
        fields.put("grace", new Value.Span(Duration.ofSeconds(90)));
        fields.put("since", new Value.Moment(Instant.parse("2020-01-31T11:00:00Z")));
        fields.put("skills", new Value.Words(List.of("en", "fr")));
        assertEquals(new DipAnswer.Ok(fields), DipAnswer.read(ALL, CUSTOMER));
    }

    @Test
    void withNothingDeclaredAnyObjectWillDo() {
        assertEquals(new DipAnswer.Ok(new TreeMap<>()), DipAnswer.read(new TreeMap<>(), " { } "));
    }

    @ParameterizedTest
    @CsvSource({
        "INT, 5, 5",
        "INT, 5.0, 5",
        "INT, 5e0, 5",
        "INT, -0, 0",
        "INT, 50e-1, 5",
        "INT, 0e999999999, 0",
        "INT, 9223372036854775807, 9223372036854775807"
    })
    void aNumberWithoutFractionIsWhole(ValueType type, String number, long whole) {
        assertEquals(
                new DipAnswer.Ok(new TreeMap<>(Map.of("f", new Value.Whole(whole)))),
                read(type, "{\"f\":" + number + "}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            INT       | 5.5                   | a whole number of 64 bits, found a number
            INT       | 9223372036854775808   | a whole number of 64 bits, found a number
            INT       | 1e999999999           | a whole number of 64 bits, found a number
            INT       | 1e-999999999          | a whole number of 64 bits, found a number
            INT       | 1e99999999999         | a whole number of 64 bits, found a number
            INT       | "5"                   | a whole number of 64 bits, found a string
            DOUBLE    | 1e999                 | a finite number, found a number
            DOUBLE    | "1"                   | a finite number, found a string
            BOOL      | 1                     | true or false, found a number
            BOOL      | "true"                | true or false, found a string
            STRING    | 4929                  | a string of at most 10000 characters, found a number
            STRING    | null                  | a string of at most 10000 characters, found null
            STRING    | {"f": "x"}            | a string of at most 10000 characters, found an object
            DURATION  | 90                    | a duration such as "90s", found a number
            DURATION  | "90"                  | a duration such as "90s", found a string
            TIMESTAMP | "2026-11-22"          | a time such as "2026-11-22T09:30:00Z", found a string
            LIST      | ["a", 1]              | a list of at most 1000 strings, found a list
            LIST      | "a"                   | a list of at most 1000 strings, found a string
            """)
    void aFieldOfAnotherTypeIsNamedAndItsValueIsNot(ValueType type, String json, String reason) {
        assertEquals(
                new DipAnswer.Refused("field 'f' expects " + reason),
                read(type, "{\"f\": " + json + "}"));
    }

    @Test
    void aFieldThatIsMissingOrGivenTwiceIsNamed() {
        assertEquals(new DipAnswer.Refused("field 'f' is missing"), read(ValueType.INT, "{}"));
        assertEquals(
                new DipAnswer.Refused("field 'f' is given twice"),
                read(ValueType.INT, "{\"f\": 1, \"\\u0066\": 2}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "[]",
                "1",
                "{",
                "{}}",
                "{} x",
                "{f: 1}",
                "{'f': 1}",
                "{\"f\" 1}",
                "{\"f\":}",
                "{\"f\": 1,}",
                "{\"f\": [1,]}",
                "{\"f\": [1",
                "{\"f\": 01}",
                "{\"f\": +1}",
                "{\"f\": 1.}",
                "{\"f\": .5}",
                "{\"f\": 1e}",
                "{\"f\": NaN}",
                "{\"f\": tru}",
                "{\"f\": \"\t\"}",
                "{\"f\": \"\\x\"}",
                "{\"f\": \"\\u00g0\"}",
                "{\"f\": \"\\u00",
                "{\"f\": \"a",
                "{,}",
                "{\"f\": 1 /* x */}",
                "\uFEFF{\"f\": 1}",
                "{\"f\": \u00a01}",
                "# {}",
                "{\"f\": ٣}"
            })
    void whatIsNotJsonIsRefused(String text) {
        DipAnswer.Refused refused =
                assertInstanceOf(DipAnswer.Refused.class, read(ValueType.INT, text));
        assertTrue(refused.reason().startsWith("the answer is not JSON: "), refused.reason());
    }

    @Test
    void sizeAndNestingHaveALimit() {
        String spaces = " ".repeat(DipAnswer.LONGEST - 8);
        assertInstanceOf(DipAnswer.Ok.class, read(ValueType.INT, "{\"f\": 1}" + spaces));
        assertEquals(
                new DipAnswer.Refused("the answer is longer than 65536 characters"),
                read(ValueType.INT, "{\"f\": 1} " + spaces));
        assertInstanceOf(
                DipAnswer.Ok.class,
                read(ValueType.INT, "{\"f\":1,\"x\":" + "[".repeat(40) + "]".repeat(40) + "}"));
        assertEquals(
                new DipAnswer.Refused(
                        "the answer is not JSON: nested deeper than 50 levels at character 61"),
                read(ValueType.INT, "{\"f\":1,\"x\":" + "[".repeat(30_000)));
    }

    @Test
    void aTextAndAListOfAFieldHaveALimit() {
        assertInstanceOf(
                DipAnswer.Refused.class,
                read(ValueType.STRING, "{\"f\": \"" + "x".repeat(10_001) + "\"}"));
        assertInstanceOf(
                DipAnswer.Refused.class,
                read(ValueType.LIST, "{\"f\": [" + "\"\",".repeat(1_000) + "\"\"]}"));
    }

    @Test
    void whateverComesBackIsAnAnswerOrARefusalWithoutTheValue() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder json = new StringBuilder(CUSTOMER);
            for (int slips = random.nextInt(1, 4); slips > 0; slips--) {
                int at = random.nextInt(json.length());
                json.setCharAt(at, "{}[]\",:\\0e-.tn u\u0000".charAt(random.nextInt(17)));
            }
            if (DipAnswer.read(ALL, json.toString()) instanceof DipAnswer.Refused(String reason)) {
                assertTrue(reason.startsWith("field '") || reason.startsWith("the answer is not"));
            }
        }
    }
}
