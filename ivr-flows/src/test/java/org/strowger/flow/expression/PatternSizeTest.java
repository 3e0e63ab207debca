package org.strowger.flow.expression;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatternSizeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[1-9][0-9]{5,9}",
                "(\\d{4}-){4}\\d{4}",
                "a{1000}",
                "[]{}]{3}",
                "\\p{Greek}{20}",
                "x{,5}",
                "(((((",
                ")))))",
                "[",
                "\\"
            })
    void patternsOfOrdinarySizeAreBounded(String pattern) {
        assertTrue(PatternSize.isBounded(pattern));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(((a{1000}){1000}){1000})",
                "((a{100}){100}){100}",
                "(a{50}){50}",
                "(?:[0-9]{999}){999}",
                "a{999999999}",
                "(a|b{1000,}){2,1000}",
                "a{10}{10}{10}{10}"
            })
    void patternsThatGrowAreNot(String pattern) {
        assertFalse(PatternSize.isBounded(pattern));
    }

    @Test
    void noExpressionCompilesAPatternThatGrows() {
        assertEquals(
                "the pattern grows too large when it is written out",
                refusal("'x'.matches('(((a{1000}){1000}){1000})')"));
        assertEquals("none", refusal("'x'.matches('a{10}')"));
    }

    private static String refusal(String text) {
        return switch (new ExpressionCompiler(new TreeMap<>()).compile(text)) {
            case Compiled.Ok _ -> "none";
            case Compiled.Refused(var mistakes) -> mistakes.getFirst().message();
        };
    }
}
