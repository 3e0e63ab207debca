package org.strowger.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Files made to hurt: each ends as a problem, without an exception and without being built.
class HostileYamlTest {
    private static final int A_MILLION = 1_000_000;

    private static List<String> problems(String text) {
        YamlDocument document = YamlDocument.read("evil.yaml", text);
        document.root().entries().values().forEach(value -> value.text());
        return document.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void tagsThatNameClassesArePlainProblems() {
        assertEquals(
                List.of(
                        "evil.yaml:1:4: tags such as"
                                + " 'tag:yaml.org,2002:javax.script.ScriptEngineManager' are not"
                                + " allowed",
                        "evil.yaml:1:4: 'a' expects text, found a list",
                        "evil.yaml:2:4: tags such as 'tag:yaml.org,2002:str' are not allowed",
                        "evil.yaml:3:4: tags such as '!local' are not allowed"),
                problems(
                                """
                        a: !!javax.script.ScriptEngineManager [!!java.net.URLClassLoader []]
                        b: !!str 5
                        c: !local {}
                        """)
                        .stream()
                        .filter(problem -> !problem.contains("URLClassLoader"))
                        .filter(problem -> !problem.contains("'c' expects"))
                        .toList());
    }

    @Test
    void aBillionLaughsAreNotWrittenOut() {
        StringBuilder text = new StringBuilder("a0: &a0 [lol, lol, lol, lol, lol]\n");
        for (int i = 1; i <= 9; i++) {
            String alias = "*a" + (i - 1);
            text.append(
                    "a%d: &a%d [%s]\n"
                            .formatted(
                                    i,
                                    i,
                                    String.join(", ", List.of(alias, alias, alias, alias, alias))));
        }

        assertEquals(List.of("evil.yaml:7:25: more than 100000 values"), problems(text.toString()));
    }

    @Test
    void aliasesAreCounted() {
        assertEquals(
                List.of("evil.yaml:2:205: more than 50 aliases"),
                problems("a: &a x\nb: [" + "*a, ".repeat(A_MILLION / 10) + "*a]\n"));
    }

    @Test
    void anAliasCannotContainItself() {
        assertEquals(List.of("evil.yaml:1:8: alias 'a' contains itself"), problems("a: &a [*a]\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- ", "? ", "[{b: "})
    void deepNestingIsRefusedBeforeAnyRecursion(String opening) {
        List<String> problems = problems(opening.repeat(A_MILLION / opening.length()));

        assertEquals(1, problems.size());
        assertEquals("nested deeper than 50 levels", problems.getFirst().split(": ", 2)[1]);
    }

    @Test
    void fiftyLevelsAreNotTooDeep() {
        String deep = "[".repeat(GuardedParser.DEEPEST - 1) + "]".repeat(GuardedParser.DEEPEST - 1);

        assertEquals(
                List.of("evil.yaml:1:4: 'a' expects text, found a list"), problems("a: " + deep));
    }

    @Test
    void aFileLongerThanTheLimitIsNotRead() {
        assertEquals(
                List.of("evil.yaml:1:1: longer than 1048576 characters"),
                problems("a".repeat(YamlDocument.LONGEST + 1)));
    }

    @Test
    void charactersThatCannotBePrintedAreRefusedWithTheirPlace() {
        assertEquals(
                List.of("evil.yaml:2:4: the character U+0000 is not allowed"),
                problems("a: b\nc: \0\n"));
        assertEquals(
                List.of("evil.yaml:1:4: the character U+D800 is not allowed"),
                problems("a: \uD800\n"));
    }

    @Test
    void anUnquotedStarIsExplained() {
        String explained =
                "an unquoted * begins an alias, and none has this name;"
                        + " quote the key as '*' or write star";

        assertEquals(List.of("evil.yaml:1:1: " + explained), problems("*: x\n"));
        assertEquals(List.of("evil.yaml:1:4: " + explained), problems("a: *b\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%YAML 99999999999999999999.1\n--- a",
                "%YAML 2.0\n--- {a: b}",
                "%TAG ! !\n%TAG ! !\n--- a",
                "--- a\n--- b\n",
                "\t- a",
                "a: \"\\x\"",
                "a: \"\\UFFFFFFFF\"",
                "a: \"\\U7FFFFFFF\"",
                "a: 'open",
                "a: |99\n x",
                "a: !<%ff> b",
                "a: !e!x b",
                "& a",
                "a: &",
                "}",
                "a: b: c",
                "\uFEFFa: [",
                "? a\n: - b\n c"
            })
    void whatIsNotYamlEndsAsAProblem(String text) {
        assertFalse(problems(text).isEmpty());
    }

    /// Seeded, so that a text that once got through can be found again.
    @Test
    void randomTextNeverThrows() {
        Random random = new Random(20);
        String alphabet = "ab:-?[]{},&*!|>'\"%#~ \n\n  \t<0\\@`é";
        int problems = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int length = random.nextInt(40); length > 0; length--) {
                text.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            problems += problems(text.toString()).size();
        }
        assertFalse(problems == 0);
    }
}
