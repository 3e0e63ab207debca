package org.strowger.flow.release;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The difference between two texts by lines, with as few lines changed as can be.
///
/// Found by the greedy algorithm of E. W. Myers, "An O(ND) Difference Algorithm and Its Variations"
/// (1986). Where that would take long (more than [#MOST_LINES] lines to compare, or more than
/// [#MOST_EDITS] lines changed), all lines between the common beginning and the common end count as
/// changed, which is true as well, only longer.
final class LineDiff {
    static final int MOST_LINES = 20_000;
    static final int MOST_EDITS = 1_000;

    private final List<String> oldLines;
    private final List<String> newLines;
    private final boolean[] oldKept;
    private final boolean[] newKept;

    private LineDiff(List<String> oldLines, List<String> newLines) {
        this.oldLines = oldLines;
        this.newLines = newLines;
        this.oldKept = new boolean[oldLines.size()];
        this.newKept = new boolean[newLines.size()];
    }

    static LineDiff between(String oldText, String newText) {
        LineDiff diff = new LineDiff(TextLines.of(oldText), TextLines.of(newText));
        diff.compare();
        return diff;
    }

    /// Every line of both texts; where lines are replaced, those removed come first.
    List<DiffLine> lines() {
        List<DiffLine> lines = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < oldKept.length || j < newKept.length) {
            if (i < oldKept.length && !oldKept[i]) {
                lines.add(new DiffLine(DiffLine.Kind.REMOVED, oldLines.get(i++)));
            } else if (j < newKept.length && !newKept[j]) {
                lines.add(new DiffLine(DiffLine.Kind.ADDED, newLines.get(j++)));
            } else {
                lines.add(new DiffLine(DiffLine.Kind.KEPT, oldLines.get(i++)));
                j++;
            }
        }
        return lines;
    }

    /// The changes alone, in order, with at least one line kept between any two.
    List<Hunk> hunks() {
        List<Hunk> hunks = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < oldKept.length || j < newKept.length) {
            int from = i;
            int newFrom = j;
            i = endOfChange(oldKept, i);
            j = endOfChange(newKept, j);
            if (i > from || j > newFrom) {
                hunks.add(new Hunk(from, i, newLines.subList(newFrom, j)));
            } else {
                i++;
                j++;
            }
        }
        return hunks;
    }

    private static int endOfChange(boolean[] kept, int from) {
        int end = from;
        while (end < kept.length && !kept[end]) {
            end++;
        }
        return end;
    }

    private void compare() {
        int begin = 0;
        int oldEnd = oldLines.size();
        int newEnd = newLines.size();
        while (begin < Math.min(oldEnd, newEnd)
                && oldLines.get(begin).equals(newLines.get(begin))) {
            keep(begin, begin);
            begin++;
        }
        while (Math.min(oldEnd, newEnd) > begin
                && oldLines.get(oldEnd - 1).equals(newLines.get(newEnd - 1))) {
            oldEnd--;
            newEnd--;
            keep(oldEnd, newEnd);
        }
        if (Math.max(oldEnd, newEnd) - begin <= MOST_LINES) {
            compareBetween(begin, oldEnd, newEnd);
        }
    }

    private void compareBetween(int begin, int oldEnd, int newEnd) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] a = numbered(oldLines.subList(begin, oldEnd), numbers);
        int[] b = numbered(newLines.subList(begin, newEnd), numbers);
        List<int[]> rounds = new ArrayList<>();
        if (reachesTheEnd(a, b, rounds)) {
            keepAlong(rounds, a.length, b.length, begin);
        }
    }

    private static int[] numbered(List<String> lines, Map<String, Integer> numbers) {
        return lines.stream()
                .mapToInt(line -> numbers.computeIfAbsent(line, _ -> numbers.size()))
                .toArray();
    }

    /// Seeks the way with the fewest edits, one more in each round.
    ///
    /// @param rounds gets how far each diagonal had come before each round: of round d, those from
    ///   -d-1 to d+1
    private static boolean reachesTheEnd(int[] a, int[] b, List<int[]> rounds) {
        int most = Math.min(a.length + b.length, MOST_EDITS);
        int middle = most + 1;
        int[] furthest = new int[2 * most + 3];
        for (int d = 0; d <= most; d++) {
            rounds.add(Arrays.copyOfRange(furthest, middle - d - 1, middle + d + 2));
            for (int k = -d; k <= d; k += 2) {
                int x = entered(furthest, middle, k, d);
                while (x < a.length && x - k < b.length && a[x] == b[x - k]) {
                    x++;
                }
                furthest[middle + k] = x;
                if (x >= a.length && x - k >= b.length) {
                    return true;
                }
            }
        }
        return false;
    }

    /// How far diagonal k begins in round d: by a line added from above or one removed from below,
    /// whichever came further.
    private static int entered(int[] furthest, int middle, int k, int d) {
        return isEnteredFromAbove(furthest, middle, k, d)
                ? furthest[middle + k + 1]
                : furthest[middle + k - 1] + 1;
    }

    private static boolean isEnteredFromAbove(int[] furthest, int middle, int k, int d) {
        return k == -d || (k != d && furthest[middle + k - 1] < furthest[middle + k + 1]);
    }

    /// Walks the way back from the end and keeps the lines that are equal along it.
    private void keepAlong(List<int[]> rounds, int oldCount, int newCount, int begin) {
        int x = oldCount;
        int y = newCount;
        for (int d = rounds.size() - 1; d >= 0; d--) {
            int[] furthest = rounds.get(d);
            int middle = d + 1;
            int k = x - y;
            int fromK = isEnteredFromAbove(furthest, middle, k, d) ? k + 1 : k - 1;
            int fromX = d == 0 ? 0 : furthest[middle + fromK];
            int fromY = d == 0 ? 0 : fromX - fromK;
            while (x > fromX && y > fromY) {
                x--;
                y--;
                keep(begin + x, begin + y);
            }
            x = fromX;
            y = fromY;
        }
    }

    private void keep(int oldLine, int newLine) {
        oldKept[oldLine] = true;
        newKept[newLine] = true;
    }
}
