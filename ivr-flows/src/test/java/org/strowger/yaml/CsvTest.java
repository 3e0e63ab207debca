package org.strowger.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {
    private static List<List<String>> cells(String text) {
        return Csv.read("t.csv", text).rows().stream()
                .map(row -> row.stream().map(Csv.Cell::text).toList())
                .toList();
    }

    @Test
    void cellsInQuotesHoldSeparatorsQuotesAndLines() {
        assertEquals(
                List.of(List.of("a", "b"), List.of("1,\"2\"\n3", "4")),
                cells("a,b\r\n\"1,\"\"2\"\"\n3\",4\r\n"));
    }

    @Test
    void semicolonsSeparateWhereTheFirstLineHasNoComma() {
        assertEquals(List.of(List.of("a", "b"), List.of("1,2", "3")), cells("a;b\n1,2;3"));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstCell() {
        Csv csv = Csv.read("t.csv", "\uFEFFid\n");
        assertEquals(
                List.of(List.of(new Csv.Cell(new Position("t.csv", 1, 1), false, "id"))),
                csv.rows());
    }

    @Test
    void everyCellKnowsItsPlaceBehindALineWithinQuotesToo() {
        Csv csv = Csv.read("t.csv", "a,b\n\"x\ny\",z\nu,v\n");
        assertEquals(new Position("t.csv", 2, 1), csv.rows().get(1).get(0).at());
        assertEquals(new Position("t.csv", 3, 4), csv.rows().get(1).get(1).at());
        assertEquals(new Position("t.csv", 4, 3), csv.rows().get(2).get(1).at());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a,\"b", "a,\"b\"c", "\""})
    void aQuoteThatIsWrongEndsTheReading(String text) {
        assertTrue(Csv.read("t.csv", text).problem().isPresent());
    }

    @Test
    void aTextWithoutEndHasAnEnd() {
        assertEquals(
                Optional.of("t.csv:1:1: longer than 1048576 characters"),
                Csv.read("t.csv", "a".repeat(Csv.LONGEST + 1)).problem().map(Problem::toString));
        assertTrue(Csv.read("t.csv", ",".repeat(Csv.MOST_CELLS)).problem().isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+44",
                "-1",
                "@x",
                "\tx",
                "\rx",
                "'=x",
                "''=x",
                "'",
                "''",
                "'x",
                "",
                "x=1",
                "=cmd|' /C calc'!A0"
            })
    void whatIsGuardedIsTheSameAgainWithoutItsGuard(String text) {
        String guarded = FormulaGuard.guarded(text);
        assertEquals(text, FormulaGuard.unguarded(guarded));
        assertTrue(guarded.isEmpty() || "=+-@\t\r".indexOf(guarded.charAt(0)) < 0, guarded);
    }

    @Test
    void whatIsNoFormulaIsLeftAsItIs() {
        assertEquals("O'Neill", FormulaGuard.guarded("O'Neill"));
        assertEquals("+44", FormulaGuard.unguarded("+44"));
    }
}
