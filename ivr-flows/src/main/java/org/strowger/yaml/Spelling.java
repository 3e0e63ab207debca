package org.strowger.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The guess at what somebody meant who wrote a word that is not known.
public final class Spelling {
    private static final int LONGEST_WORD = 64;

    private Spelling() {}

    /// `, did you mean 'choices'?`, or nothing when no known word is near.
    public static String didYouMean(String word, Collection<String> known) {
        return nearest(word, known).map(near -> ", did you mean '" + near + "'?").orElse("");
    }

    /// The known word with the fewest slips from the one written, the first of equals.
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        String written = word.toLowerCase(Locale.ROOT);
        int fewest = Math.max(1, written.length() / 3) + 1;
        Optional<String> nearest = Optional.empty();
        for (String candidate : known) {
            if (Math.abs(candidate.length() - written.length()) < fewest) {
                int slips = slips(written, candidate);
                if (slips < fewest) {
                    fewest = slips;
                    nearest = Optional.of(candidate);
                }
            }
        }
        return nearest;
    }

    /// Damerau-Levenshtein distance: a letter too many, too few, another, or two swapped is one
    /// slip.
    static int slips(String a, String b) {
        int[][] slips = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                slips[i][j] = Math.min(i, j) == 0 ? Math.max(i, j) : fewestSlips(slips, a, b, i, j);
            }
        }
        return slips[a.length()][b.length()];
    }

    private static int fewestSlips(int[][] slips, String a, String b, int i, int j) {
        int replaced = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        int fewest =
                Math.min(
                        slips[i - 1][j - 1] + replaced,
                        1 + Math.min(slips[i - 1][j], slips[i][j - 1]));
        boolean swapped =
                i > 1
                        && j > 1
                        && a.charAt(i - 1) == b.charAt(j - 2)
                        && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, slips[i - 2][j - 2] + 1) : fewest;
    }
}
