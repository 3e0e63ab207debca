package org.strowger.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlDocumentTest {
    private enum Pet {
        CAT,
        DOG
    }

    private static YamlDocument read(String text) {
        return YamlDocument.read("pets.yaml", text);
    }

    private static void assertProblems(YamlDocument document, String... expected) {
        assertEquals(
                List.of(expected), document.problems().stream().map(Problem::toString).toList());
    }

    @Test
    void everyTypeIsReadAsWritten() {
        YamlDocument document =
                read(
                        """
                        name: Tom
                        age: 7
                        nap: 250ms
                        tame: true
                        kind: cat
                        home: {street: 012}
                        toys: [ball, mouse]
                        """);
        YamlMap pet = document.root();

        assertEquals(Optional.of("Tom"), pet.required("name").text());
        assertEquals(OptionalInt.of(7), pet.required("age").integer(0, 30));
        assertEquals(
                Optional.of(Duration.ofMillis(250)),
                pet.required("nap").duration(Duration.ZERO, Duration.ofHours(1)));
        assertEquals(Optional.of(true), pet.required("tame").flag());
        assertEquals(Optional.of(Pet.CAT), pet.required("kind").oneOf(Pet.class));
        assertEquals(Optional.of("012"), pet.required("home").map().required("street").text());
        assertEquals(
                List.of(Optional.of("ball"), Optional.of("mouse")),
                pet.required("toys").list().stream().map(YamlValue::text).toList());
        assertProblems(document);
    }

    @ParameterizedTest
    @CsvSource({"5s, PT5S", "10m, PT10M", "250ms, PT0.25S", "2h, PT2H", "'\"5s\"', PT5S"})
    void durationsCarryTheirUnit(String written, Duration duration) {
        YamlDocument document = read("nap: " + written);

        assertEquals(
                Optional.of(duration),
                document.root().required("nap").duration(Duration.ZERO, Duration.ofHours(2)));
        assertProblems(document);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1.5, 1500", "100, 100000", "0.001, 1", "99.25, 99250"})
    void aNumberWithDecimalsIsReadInThousandths(String written, int thousandths) {
        YamlDocument document = read("age: " + written);

        assertEquals(
                OptionalInt.of(thousandths), document.root().required("age").thousandths(0, 100));
        assertProblems(document);
    }

    @ParameterizedTest
    @CsvSource({"1.2345", "100.001", "-1", ".5", "1.", "1e2", "01", "9999999", "many"})
    void aNumberThatIsNotExactInThousandthsIsRefused(String written) {
        YamlDocument document = read("age: " + written);

        assertEquals(OptionalInt.empty(), document.root().required("age").thousandths(0, 100));
        assertProblems(
                document,
                "pets.yaml:1:6: 'age' expects a number from 0 to 100, with three decimals at most,"
                        + " found '%s'".formatted(written));
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "1, 1", "100, 100", "0.500000001, 0.500000001", "99.25, 99.25"})
    void aNumberIsReadAsItIs(String written, double number) {
        YamlDocument document = read("age: " + written);

        assertEquals(OptionalDouble.of(number), document.root().required("age").number(0.5, 100));
        assertProblems(document);
    }

    @ParameterizedTest
    @CsvSource({
        "0.4999",
        "100.001",
        "-1",
        ".5",
        "1.",
        "1e2",
        "01",
        "NaN",
        ".nan",
        ".inf",
        "-.inf",
        "Infinity",
        "1.0000000001",
        "9999999999999",
        "many"
    })
    void aNumberThatIsNoneOrOutOfRangeIsRefused(String written) {
        YamlDocument document = read("age: " + written);

        assertEquals(OptionalDouble.empty(), document.root().required("age").number(0.5, 100));
        assertProblems(
                document,
                "pets.yaml:1:6: 'age' expects a number from 0.5 to 100, found '%s'"
                        .formatted(written));
    }

    @Test
    void wordsOfOlderYamlStayText() {
        YamlDocument document =
                read("{no: yes, on: off, 1: 22:15, 0x1F: 012, ~: null-ish, <<: '{}'}");

        assertEquals(
                List.of("no", "on", "1", "0x1F", "~", "<<"),
                List.copyOf(document.root().entries().keySet()));
        assertEquals(
                List.of("yes", "off", "22:15", "012", "null-ish", "{}"),
                document.root().entries().values().stream()
                        .map(value -> value.text().orElseThrow())
                        .toList());
        assertProblems(document);
    }

    @Test
    void anythingOfAWrongTypeIsToldWithWhatWasExpectedAndFound() {
        YamlDocument document =
                read(
                        """
                        name: [Tom]
                        age: "7"
                        nap: 5
                        rest: 3h
                        tame: yes
                        kind: dgo
                        home: street
                        toys: ball
                        food:
                        weight: 99
                        chip: A-1
                        """);
        YamlMap pet = document.root();

        assertEquals(Optional.empty(), pet.required("name").text());
        assertEquals(OptionalInt.empty(), pet.required("age").integer(0, 30));
        pet.required("nap").duration(Duration.ofSeconds(1), Duration.ofHours(2));
        pet.required("rest").duration(Duration.ofSeconds(90), Duration.ofMinutes(90));
        pet.required("tame").flag();
        pet.required("kind").oneOf(Pet.class);
        pet.required("home").map();
        pet.required("toys").list();
        pet.required("food").text();
        pet.required("weight").integer(0, 30);
        pet.required("chip").text(Pattern.compile("[0-9]+"), "digits");

        assertProblems(
                document,
                "pets.yaml:1:7: 'name' expects text, found a list",
                "pets.yaml:2:6: 'age' expects a whole number from 0 to 30, found the quoted text"
                        + " '7'",
                "pets.yaml:3:6: 'nap' expects a duration from 1s to 2h such as 250ms or 5s, found"
                        + " '5'",
                "pets.yaml:4:7: 'rest' expects a duration from 90s to 90m such as 250ms or 5s,"
                        + " found '3h'",
                "pets.yaml:5:7: 'tame' expects true or false, found 'yes'",
                "pets.yaml:6:7: 'kind' expects cat or dog, found 'dgo', did you mean 'dog'?",
                "pets.yaml:7:7: 'home' expects a map, found 'street'",
                "pets.yaml:8:7: 'toys' expects a list, found 'ball'",
                "pets.yaml:9:6: 'food' expects text, found nothing",
                "pets.yaml:10:9: 'weight' expects a whole number from 0 to 30, found '99'",
                "pets.yaml:11:7: 'chip' expects digits, found 'A-1'");
    }

    @Test
    void aMissingKeyIsToldWhereItsMapStands() {
        YamlDocument document = read("home:\n  street: Elm\n");
        YamlMap home = document.root().required("home").map();
        home.required("street").text();
        home.required("town").text();
        document.root().required("absent").map().required("deeper");

        assertProblems(
                document,
                "pets.yaml:1:1: missing key 'absent'",
                "pets.yaml:2:3: missing key 'town'");
    }

    @Test
    void keysThatNobodyAskedForAreToldOnTheirOwnPlace() {
        YamlDocument document = read("name: Tom\nhome: {stret: Elm, zip: 1}\n");
        document.root().required("name").text();
        document.root().required("home").map().optional("street");

        assertProblems(
                document,
                "pets.yaml:2:8: unknown key 'stret', did you mean 'street'?",
                "pets.yaml:2:20: unknown key 'zip', expected one of street");
    }

    @Test
    void aKeyGivenTwiceIsRefusedAndTheFirstCounts() {
        YamlDocument document = read("name: Tom\nname: Tim\n");

        assertEquals(Optional.of("Tom"), document.root().required("name").text());
        assertProblems(document, "pets.yaml:2:1: key 'name' is already given on line 1");
    }

    @Test
    void keysThatAreNotTextAreRefused() {
        YamlDocument document = read("[a, b]: c\n");

        assertTrue(document.root().entries().isEmpty());
        assertProblems(document, "pets.yaml:1:1: a key must be text");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                | pets.yaml:1:1: the file is empty",
                "'# only a remark' | pets.yaml:1:1: the file is empty",
                "[a]               | pets.yaml:1:1: the file expects a map, found a list",
                "Tom               | pets.yaml:1:1: the file expects a map, found 'Tom'"
            })
    void aFileIsAMap(String text, String problem) {
        assertProblems(read(text), problem);
    }

    @Test
    void aFileThatIsNotYamlHasOneProblemWithItsPlace() {
        YamlDocument document = read("name: Tom\nage: [1, 2\nkind: cat\n");
        document.root().required("name").text();

        assertProblems(
                document,
                "pets.yaml:3:5: not readable as YAML 1.2: expected ',' or ']', but got : while"
                        + " parsing a flow sequence");
    }

    @Test
    void problemsComeInFileOrderAndAreBounded() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append("key").append(i).append(": x\n");
        }
        YamlDocument document = read(text.toString());
        document.root().optional("name");

        List<Problem> problems = document.problems();
        assertEquals(Problems.MOST, problems.size());
        assertEquals(1, problems.getFirst().line());
        assertEquals(100, problems.getLast().line());
    }

    @Test
    void columnsCountCharactersNotUnitsOfStorage() {
        YamlDocument document = read("{\"\uD83D\uDC31\uD83D\uDC31\": 1, age: x}");
        document.root().entries().values().forEach(value -> value.integer(0, 9));

        assertProblems(
                document, "pets.yaml:1:16: 'age' expects a whole number from 0 to 9, found 'x'");
    }

    @Test
    void whatAFileHoldsIsShownShortAndOnOneLine() {
        YamlDocument document = read("\"a\\nb\\e\": 1\n" + "x".repeat(100) + ": 1\n");

        document.problems();
        assertFalse(document.problems().getFirst().message().contains("\n"));
        assertEquals(
                "unknown key 'a\\u000ab\\u001b', expected one of ",
                document.problems().getFirst().message());
        assertEquals(
                "unknown key '" + "x".repeat(60) + "...', expected one of ",
                document.problems().getLast().message());
    }
}
