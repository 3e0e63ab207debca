package org.strowger.flow.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers of one length that a source describes by a regular expression, digit by digit.
///
/// Only what an extension list needs is understood: digits, classes such as `[0-2]`, `\d`, and
/// counts such as `{3}`, as a whole in parentheses or not.
///
/// @param digits what may stand at each place
record DigitPattern(List<NavigableSet<Integer>> digits) {
    private static final int LONGEST = 20;
    private static final Pattern WHOLE = Pattern.compile("/?\\^?\\(?([^()^$]*?)\\)?\\$?/?");
    private static final Pattern PLACE =
            Pattern.compile("(?:([0-9])|\\\\d|\\[([0-9-]{1,20})])(?:\\{([0-9]{1,2})})?");
    private static final Pattern RANGE = Pattern.compile("([0-9])-([0-9])|([0-9])");

    static Optional<DigitPattern> of(String regex) {
        Matcher whole = WHOLE.matcher(regex);
        if (!whole.matches() || !whole.group(0).contains("$")) {
            return Optional.empty();
        }
        String inner = whole.group(1);
        Matcher place = PLACE.matcher(inner);
        List<NavigableSet<Integer>> digits = new ArrayList<>();
        int end = 0;
        while (place.lookingAt()) {
            NavigableSet<Integer> allowed = allowed(place);
            int times = place.group(3) == null ? 1 : Integer.parseInt(place.group(3));
            for (int i = 0; i < times && digits.size() <= LONGEST; i++) {
                digits.add(allowed);
            }
            end = place.end();
            place.region(end, inner.length());
        }
        boolean read = end == inner.length() && !digits.isEmpty() && digits.size() <= LONGEST;
        boolean possible = digits.stream().noneMatch(NavigableSet::isEmpty);
        return read && possible ? Optional.of(new DigitPattern(digits)) : Optional.empty();
    }

    private static NavigableSet<Integer> allowed(Matcher place) {
        NavigableSet<Integer> allowed = new TreeSet<>();
        if (place.group(1) != null) {
            allowed.add(Integer.parseInt(place.group(1)));
        } else if (place.group(2) != null) {
            Matcher range = RANGE.matcher(place.group(2));
            while (range.find()) {
                String from = range.group(3) == null ? range.group(1) : range.group(3);
                String to = range.group(3) == null ? range.group(2) : range.group(3);
                addAll(allowed, Integer.parseInt(from), Integer.parseInt(to));
            }
        } else {
            addAll(allowed, 0, 9);
        }
        return allowed;
    }

    private static void addAll(NavigableSet<Integer> allowed, int from, int to) {
        for (int digit = from; digit <= to; digit++) {
            allowed.add(digit);
        }
    }

    int length() {
        return digits.size();
    }

    /// The digits a number may begin with.
    String starts() {
        return joined(digits.getFirst());
    }

    /// Whether every number of that length and beginning is meant.
    boolean isFree() {
        return digits.stream().skip(1).allMatch(allowed -> allowed.size() == 10);
    }

    /// The pattern in plain classes, for a check after the entry.
    String regex() {
        StringBuilder regex = new StringBuilder("^");
        for (NavigableSet<Integer> allowed : digits) {
            switch (allowed.size()) {
                case 1 -> regex.append(allowed.first());
                case 10 -> regex.append("[0-9]");
                default -> regex.append('[').append(joined(allowed)).append(']');
            }
        }
        return regex.append('$').toString();
    }

    private static String joined(NavigableSet<Integer> allowed) {
        StringBuilder joined = new StringBuilder();
        allowed.forEach(joined::append);
        return joined.toString();
    }
}
