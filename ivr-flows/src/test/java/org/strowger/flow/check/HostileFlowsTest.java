package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.yaml.YamlDocument;

/// Files made to hurt whoever checks them: each ends as problems, and none keeps anybody waiting.
class HostileFlowsTest {
    private static final String HEAD = "flow: evil\nschema: 1\nstart: n0\n";
    private static final String END = "  end: { hangup: true }\n";
    private static final int MOST_NODES = 1_000;

    static Stream<Arguments> files() {
        return Stream.of(
                Arguments.of("a billion laughs", laughs()),
                Arguments.of("lists in lists", HEAD + "nodes: " + "[".repeat(500_000)),
                Arguments.of("maps in maps", HEAD + "nodes: " + "{a: ".repeat(200_000)),
                Arguments.of(
                        "prompts in prompts", node(nested("{ uninterrupted: ", "a", " }", 40))),
                Arguments.of("wrong tags", HEAD + "nodes: !!java.net.URL [!!javax.X {}]\n"),
                Arguments.of("a huge key", HEAD + "k".repeat(1_000_000) + ": x\n"),
                Arguments.of(
                        "a huge node id", HEAD + "nodes: { ? " + "n".repeat(900_000) + " : {} }"),
                Arguments.of("a huge text", node("{ text: \"" + "x".repeat(1_000_000) + "\" }")),
                Arguments.of("a mebibyte of spaces", " ".repeat(YamlDocument.LONGEST)),
                Arguments.of("a mebibyte of comment", "#".repeat(YamlDocument.LONGEST)),
                Arguments.of("a mebibyte and one", "a".repeat(YamlDocument.LONGEST + 1)),
                Arguments.of("a mebibyte of keys", filled("key%d: " + "x".repeat(500) + "\n")),
                Arguments.of(
                        "a mebibyte of nodes",
                        HEAD
                                + "nodes:\n"
                                + filled(
                                        "  n%d: { hangup: true, note: "
                                                + "x".repeat(500)
                                                + " }\n")),
                Arguments.of("a mebibyte of unknown targets", targets()),
                Arguments.of("a thousand nodes that lead everywhere", everywhere()),
                Arguments.of("a thousand loops", chain("  n%1$d: { say: a, next: n%1$d }\n")),
                Arguments.of("a long loop", chain("  n%1$d: { say: a, next: n%2$d }\n")),
                Arguments.of(
                        "a thousand ways back",
                        chain("  n%1$d: { menu: { choices: { 1: n%2$d }, give_up: back } }\n")),
                Arguments.of(
                        "brackets in an expression",
                        condition("(".repeat(990) + "1" + ")".repeat(990))),
                Arguments.of("a list of lists", condition("[".repeat(900) + "]".repeat(900))),
                Arguments.of(
                        "loops within loops", condition(nested("[1,2].all(x, ", "true", ")", 60))),
                Arguments.of("a long sum", condition("1" + "+1".repeat(990) + " > 0")),
                Arguments.of("an expression of nothing but errors", condition("@ ".repeat(900))),
                Arguments.of("an endless expression", condition("a".repeat(100_000))),
                Arguments.of(
                        "a pattern in an expression",
                        condition("caller.number.matches('(((a{1000}){1000}){1000})')")),
                Arguments.of("a pattern that grows", collect("((a{100}){100}){100}")),
                Arguments.of("a pattern that goes back", collect("(a*)*b\\\\1")),
                Arguments.of("a pattern of brackets", collect("(".repeat(100) + ")".repeat(100))),
                Arguments.of(
                        "SSML in SSML", node("{ ssml: '<speak>" + "<p>".repeat(1_000) + "' }")),
                Arguments.of(
                        "SSML with entities",
                        node("{ ssml: '<!DOCTYPE a [<!ENTITY a \"b\">]><speak>&a;</speak>' }")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void endsSoonAndAsProblems(String name, String text, TestReporter reporter) {
        Checked[] checked = new Checked[1];
        long best = Patience.best(() -> checked[0] = check(text));

        reporter.publishEntry(name, best / 1_000 + " us, best of some");
        assertTrue(checked[0].hasErrors(), name);
        assertTrue(best <= Patience.MOST_NANOS, name + " took " + best / 1_000 + " us at best");
    }

    private static Checked check(String text) {
        SortedMap<String, String> file = new TreeMap<>();
        file.put("evil.yaml", text);
        return FlowCheck.check(new FlowSources(file, new TreeMap<>()), Surroundings.unknown());
    }

    private static String laughs() {
        StringBuilder text = new StringBuilder(HEAD + "a0: &a0 [lol, lol, lol, lol, lol]\n");
        for (int i = 1; i <= 9; i++) {
            text.append("a%d: &a%d [".formatted(i, i));
            text.append(("*a" + (i - 1) + ", ").repeat(5)).append("]\n");
        }
        return text.toString();
    }

    private static String nested(String before, String inner, String after, int times) {
        return before.repeat(times) + inner + after.repeat(times);
    }

    private static String node(String prompt) {
        return HEAD + "nodes:\n  n0: { say: " + prompt + ", next: end }\n  loop: {}\n" + END;
    }

    private static String condition(String cel) {
        return HEAD
                + "nodes:\n  n0: { switch: [ { if: \""
                + cel
                + "\", go: end }, { go: nowhere } ] }\n"
                + END;
    }

    private static String collect(String pattern) {
        return HEAD
                + "vars: { a: string }\nnodes:\n  n0: { collect: { into: a, max: 64, matches: \""
                + pattern
                + "\", give_up: nowhere }, next: end }\n"
                + END;
    }

    private static String filled(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < YamlDocument.LONGEST - 300; i++) {
            text.append(line.formatted(i));
        }
        return text.toString();
    }

    private static String targets() {
        String choices =
                IntStream.range(0, 90)
                        .mapToObj(i -> (10 + i) + ": nowhere" + i)
                        .collect(Collectors.joining(", "));
        return chain("  n%1$d: { menu: { choices: { " + choices + " }, give_up: n%2$d } }\n");
    }

    private static String everywhere() {
        String choices =
                IntStream.range(0, 10)
                        .mapToObj(i -> (10 + i) + ": n" + i * 100)
                        .collect(Collectors.joining(", "));
        return chain("  n%1$d: { menu: { choices: { " + choices + " }, give_up: n%2$d } }\n");
    }

    /// As many nodes as there may be, each told its number and that of the next one; the last leads
    /// to the first.
    private static String chain(String node) {
        StringBuilder text = new StringBuilder(HEAD + "nodes:\n");
        for (int i = 0; i < MOST_NODES; i++) {
            text.append(node.formatted(i, (i + 1) % MOST_NODES));
        }
        return text.toString();
    }
}
