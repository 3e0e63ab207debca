package org.strowger.flow.change;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.NodeId;

/// The small pieces that sentences about changes are made of.
final class Told {
    private static final int MOST = 6;
    private static final int LONGEST = 80;
    private static final int BEFORE_THE_DIFFERENCE = 20;

    private Told() {}

    static String at(Optional<NodeId> node) {
        return node.map(id -> id + ": ").orElse("");
    }

    static String kindAndWays(String kind, List<String> ways) {
        return ways.isEmpty() ? kind : kind + ": " + list(ways);
    }

    static String inBrackets(List<String> with) {
        return with.isEmpty() ? "" : " (" + list(with) + ")";
    }

    static List<String> with(String value, List<String> with) {
        List<String> all = new ArrayList<>();
        if (!value.isEmpty()) {
            all.add(value);
        }
        all.addAll(with);
        return all;
    }

    static String list(List<String> words) {
        String shown = String.join(", ", words.subList(0, Math.min(MOST, words.size())));
        return words.size() <= MOST ? shown : shown + " and " + (words.size() - MOST) + " more";
    }

    /// On one line, at most 80 characters.
    static String cut(String words) {
        return cut(words, 0);
    }

    /// As [#cut(String)], but from shortly before the first character that is another in a second
    /// text, so that two long texts do not look the same.
    static String cut(String words, String other) {
        int same = 0;
        while (same < Math.min(words.length(), other.length())
                && words.charAt(same) == other.charAt(same)) {
            same++;
        }
        boolean fits = words.length() <= LONGEST && other.length() <= LONGEST;
        return cut(words, fits ? 0 : Math.max(0, same - BEFORE_THE_DIFFERENCE));
    }

    private static String cut(String words, int from) {
        StringBuilder cut = new StringBuilder(from > 0 ? "..." : "");
        int end = Math.min(words.length(), from + LONGEST);
        words.substring(Math.min(from, words.length()), end)
                .codePoints()
                .forEach(
                        c -> {
                            if (Character.isISOControl(c)) {
                                cut.append("\\u%04x".formatted(c));
                            } else if (Character.isSurrogate((char) c) && c <= 0xffff) {
                                cut.append('\ufffd');
                            } else {
                                cut.appendCodePoint(c);
                            }
                        });
        return end < words.length() ? cut.append("...").toString() : cut.toString();
    }
}
