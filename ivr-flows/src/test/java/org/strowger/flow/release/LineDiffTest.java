package org.strowger.flow.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Whatever two texts hold, the difference leads from the one to the other, and merging keeps both.
class LineDiffTest {
    private static String texts(List<DiffLine> lines, DiffLine.Kind without) {
        return lines.stream()
                .filter(line -> line.kind() != without)
                .map(DiffLine::text)
                .collect(Collectors.joining());
    }

    private static List<DiffLine> checked(String oldText, String newText) {
        List<DiffLine> lines = LineDiff.between(oldText, newText).lines();
        assertEquals(oldText, texts(lines, DiffLine.Kind.ADDED));
        assertEquals(newText, texts(lines, DiffLine.Kind.REMOVED));
        return lines;
    }

    private static long changed(List<DiffLine> lines) {
        return lines.stream().filter(line -> line.kind() != DiffLine.Kind.KEPT).count();
    }

    private static String numbered(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> i + "\n").collect(Collectors.joining());
    }

    /// Few different lines, so that many ways of matching them compete; the last may not end.
    private static String someText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int lines = random.nextInt(12); lines > 0; lines--) {
            text.append((char) ('a' + random.nextInt(4))).append('\n');
        }
        return random.nextInt(4) == 0 ? text + "x" : text.toString();
    }

    @Test
    void theDifferenceAppliedToTheOldTextGivesTheNew() {
        Random random = new Random(20);
        for (int i = 0; i < 5_000; i++) {
            checked(someText(random), someText(random));
        }
    }

    @Test
    void noDifferenceIsShorter() {
        Random random = new Random(21);
        for (int i = 0; i < 2_000; i++) {
            String oldText = someText(random);
            String newText = someText(random);

            assertEquals(
                    fewestChanges(TextLines.of(oldText), TextLines.of(newText)),
                    changed(checked(oldText, newText)),
                    () -> oldText + "---\n" + newText);
        }
    }

    /// By the textbook's table of longest common subsequences.
    private static long fewestChanges(List<String> a, List<String> b) {
        int[][] common = new int[a.size() + 1][b.size() + 1];
        for (int i = 1; i <= a.size(); i++) {
            for (int j = 1; j <= b.size(); j++) {
                common[i][j] =
                        a.get(i - 1).equals(b.get(j - 1))
                                ? common[i - 1][j - 1] + 1
                                : Math.max(common[i - 1][j], common[i][j - 1]);
            }
        }
        return a.size() + b.size() - 2L * common[a.size()][b.size()];
    }

    @Test
    void upToAThousandChangesAreFoundOneByOne() {
        String kept = numbered(0, 10);
        String oldText = "a\n" + kept + numbered(1_000, 1_500);

        assertEquals(
                LineDiff.MOST_EDITS,
                changed(checked(oldText, "b\n" + kept + numbered(2_000, 2_498))));
        assertEquals(
                LineDiff.MOST_EDITS + 1 + 2 * 10,
                changed(checked(oldText, "b\n" + kept + numbered(2_000, 2_499))));
    }

    @Test
    void whatIsTooDifferentIsReplacedAsAWholeBetweenTheCommonEnds() {
        String oldText = "begin\n" + numbered(0, 2_000) + "end\n";
        String newText = "begin\n" + numbered(1_000, 3_000) + "end\n";

        List<DiffLine> lines = checked(oldText, newText);

        assertEquals(4_000, changed(lines));
        assertEquals(new DiffLine(DiffLine.Kind.KEPT, "begin\n"), lines.getFirst());
        assertEquals(new DiffLine(DiffLine.Kind.KEPT, "end\n"), lines.getLast());
    }

    @Test
    void aMillionLinesAreComparedByTheirEndsOnly() {
        String oldText = "x\n" + "\n".repeat(500_000) + "y\n";
        String newText = "z\n" + "\n".repeat(500_000) + "w\n";

        assertEquals(1_000_004, changed(checked(oldText, newText)));
        assertEquals(1, changed(checked(oldText, oldText + "end\n")));
    }

    @Test
    void editsOfDifferentLinesAreBothInTheMergedText() {
        Random random = new Random(22);
        for (int i = 0; i < 3_000; i++) {
            List<String> base = TextLines.of(numbered(0, 5 + random.nextInt(20)));
            int border = 1 + random.nextInt(base.size() - 2);
            List<String> first = edited(base.subList(0, border), "their", random);
            List<String> second = edited(base.subList(border + 1, base.size()), "your", random);
            List<String> between = base.subList(border, border + 1);

            Optional<String> merged =
                    LineMerge.merged(
                            text(base),
                            text(first, between, base.subList(border + 1, base.size())),
                            text(base.subList(0, border), between, second));

            assertEquals(Optional.of(text(first, between, second)), merged);
        }
    }

    @Test
    void mergingIsTheSameFromEitherSideAndKeepsTheOneEditThereIs() {
        Random random = new Random(23);
        int merged = 0;
        for (int i = 0; i < 5_000; i++) {
            String base = someText(random);
            String theirs = someText(random);
            String yours = someText(random);

            Optional<String> both = LineMerge.merged(base, theirs, yours);
            assertEquals(both, LineMerge.merged(base, yours, theirs));
            assertEquals(Optional.of(yours), LineMerge.merged(base, base, yours));
            assertEquals(Optional.of(yours), LineMerge.merged(base, yours, yours));
            merged += both.isPresent() ? 1 : 0;
        }
        assertTrue(merged > 100, "merged: " + merged);
    }

    /// What one side alone wrote is in the merged text as often as in theirs and yours together.
    @Test
    void noLineThatEitherWroteIsMissing() {
        Random random = new Random(24);
        int merged = 0;
        for (int i = 0; i < 5_000; i++) {
            List<String> base = TextLines.of(numbered(0, 12));
            String theirs = text(edited(base, "their", random));
            String yours = text(edited(base, "your", random));

            Optional<String> both = LineMerge.merged(text(base), theirs, yours);
            if (both.isPresent()) {
                merged++;
                assertEquals(only("their", theirs), only("their", both.get()));
                assertEquals(only("your", yours), only("your", both.get()));
                for (String line : base) {
                    boolean kept =
                            TextLines.of(theirs).contains(line)
                                    && TextLines.of(yours).contains(line);
                    assertEquals(kept, TextLines.of(both.get()).contains(line));
                }
            }
        }
        assertTrue(merged > 500, "merged: " + merged);
    }

    private static List<String> only(String author, String text) {
        return TextLines.of(text).stream().filter(line -> line.startsWith(author)).toList();
    }

    private static List<String> edited(List<String> lines, String author, Random random) {
        List<String> edited = new ArrayList<>(lines);
        for (int edits = random.nextInt(3); edits > 0 && !edited.isEmpty(); edits--) {
            int at = random.nextInt(edited.size());
            String line = author + random.nextInt(1_000_000) + "\n";
            switch (random.nextInt(3)) {
                case 0 -> edited.set(at, line);
                case 1 -> edited.add(at, line);
                default -> edited.remove(at);
            }
        }
        return edited;
    }

    private static String text(List<String> lines) {
        return String.join("", lines);
    }

    private static String text(List<String> first, List<String> between, List<String> second) {
        return text(first) + text(between) + text(second);
    }
}
