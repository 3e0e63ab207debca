package org.strowger.flow.check;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/// Files that were in order, cut, mixed and sprinkled with what hurts: each ends as a flow or as
/// problems, never as an exception, and soon.
class MutatedFlowsTest {
    private static final int EVERY_BUILD = 100_000;
    private static final int WARM_UP = 5_000;
    private static final String SLOW_COUNT = "strowger.mutated.flows";
    private static final int SLOWEST_KEPT = 5;

    private static final List<String> SPRINKLES =
            List.of(
                    "&a ",
                    "*a",
                    "*",
                    "!!str ",
                    "!!java.net.URL ",
                    "!x ",
                    "{",
                    "}",
                    "[",
                    "]",
                    ": ",
                    ":",
                    "- ",
                    "? ",
                    "# ",
                    "'",
                    "\"",
                    "|\n",
                    ">\n",
                    "%YAML 1.1\n",
                    "---\n",
                    "\t",
                    "\n",
                    "\n  ",
                    "\n    ",
                    "\\",
                    "\0",
                    "\uD800",
                    "\uFEFF",
                    "é",
                    "漢",
                    ", ",
                    "~",
                    "null",
                    "true",
                    "99999999999999999999",
                    "-1",
                    "1e999",
                    "0x7f",
                    "12h",
                    "0ms",
                    "hangup",
                    "repeat",
                    "back",
                    "one",
                    "two",
                    "main",
                    "next: ",
                    "menu: ",
                    "say: ",
                    "go: ",
                    "if: ",
                    "set: ",
                    "http: ",
                    "choices: ",
                    "prompts: ",
                    "priority",
                    "'a' + 'b'",
                    "((((",
                    "1/0",
                    "has(",
                    "size(",
                    ".all(x, x)",
                    "matches('(a*)*')",
                    "waiting('x')",
                    "caller.number",
                    "[1,2,3].map(x, x*x)",
                    "{account}",
                    "\"[a-\"",
                    "a{1000}",
                    "<speak>",
                    "&amp;",
                    "<<: ");

    private final Random random;
    private final List<String> seeds = new ArrayList<>(Samples.all());
    private final List<Timed> slowest = new ArrayList<>();
    private long flows;
    private long refusals;

    /// Seeded, so that a file that once did harm can be found again.
    MutatedFlowsTest() {
        random = new Random(4);
        seeds.sort(Comparator.comparingInt(String::length));
    }

    private record Timed(long nanos, String text) {}

    @Test
    void aHundredThousandMutatedFilesAreReadOrRefused(TestReporter reporter) {
        readOrRefuse(EVERY_BUILD, reporter);
    }

    @Test
    @Tag("slow")
    void asManyMutatedFilesAsAskedForAreReadOrRefused(TestReporter reporter) {
        readOrRefuse(Integer.getInteger(SLOW_COUNT, 2_000_000), reporter);
    }

    private void readOrRefuse(int count, TestReporter reporter) {
        for (int i = 0; i < count; i++) {
            String text = mutated();
            long nanos = timeToCheck(text);
            if (i >= WARM_UP) {
                keepIfSlow(new Timed(nanos, text));
            }
        }
        reporter.publishEntry("slowest", slowest.getFirst().nanos() / 1_000 + " us, with others");
        for (Timed slow : slowest) {
            assertTrue(
                    Patience.suffices(() -> check(slow.text())),
                    () -> "took longer than 50 ms each time:\n" + slow.text());
        }
        assertTrue(flows > count / 100, flows + " flows");
        assertTrue(refusals > count / 4, refusals + " refusals");
    }

    private void keepIfSlow(Timed timed) {
        if (slowest.size() < SLOWEST_KEPT || timed.nanos() > slowest.getLast().nanos()) {
            slowest.add(timed);
            slowest.sort(Comparator.comparingLong(Timed::nanos).reversed());
            if (slowest.size() > SLOWEST_KEPT) {
                slowest.removeLast();
            }
        }
    }

    private long timeToCheck(String text) {
        long before = System.nanoTime();
        Checked checked = check(text);
        long nanos = System.nanoTime() - before;
        flows += checked.flows().size();
        refusals += checked.flows().isEmpty() ? 1 : 0;
        assertTrue(
                !checked.flows().isEmpty() || checked.hasErrors(),
                () -> "neither a flow nor an error:\n" + text);
        return nanos;
    }

    private static Checked check(String text) {
        SortedMap<String, String> file = new TreeMap<>();
        file.put("fuzz.yaml", text);
        try {
            return FlowCheck.check(new FlowSources(file, new TreeMap<>()), Surroundings.unknown());
        } catch (RuntimeException | StackOverflowError thrown) {
            throw new AssertionError("thrown for:\n" + text, thrown);
        }
    }

    private String mutated() {
        // Short files are taken more often: they cost less, and an edit hits more of them.
        double share = random.nextDouble();
        StringBuilder text = new StringBuilder(seeds.get((int) (share * share * seeds.size())));
        for (int edits = 1 + random.nextInt(4); edits > 0 && !text.isEmpty(); edits--) {
            edit(text);
        }
        return text.toString();
    }

    private void edit(StringBuilder text) {
        int at = random.nextInt(text.length());
        int end = Math.min(text.length(), at + 1 + random.nextInt(20));
        switch (random.nextInt(6)) {
            case 0 -> text.delete(at, end);
            case 1 -> text.insert(at, text.substring(at, end));
            case 2 -> text.setCharAt(at, (char) (' ' + random.nextInt(95)));
            case 3 -> text.replace(at, end, sprinkle());
            case 4 -> text.insert(at, text.substring(random.nextInt(at + 1), end));
            default -> text.insert(at, sprinkle());
        }
    }

    private String sprinkle() {
        return SPRINKLES.get(random.nextInt(SPRINKLES.size()));
    }

    @Test
    void theSeedsAreInOrder() {
        assertFalse(seeds.isEmpty());
        for (String seed : seeds) {
            timeToCheck(seed);
        }
        assertTrue(flows == seeds.size(), flows + " flows of " + seeds.size() + " seeds");
    }
}
