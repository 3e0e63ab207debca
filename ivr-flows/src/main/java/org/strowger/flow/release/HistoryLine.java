package org.strowger.flow.release;

import static org.strowger.yaml.Quoted.quoted;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.strowger.yaml.ContentHash;

/// One line of a history: `published`, hash, instant, by and note, parted by tabs.
///
/// A backslash is written twice. What would break the line, or hide in it, is written by its code
/// unit: control characters, the line and paragraph separators, and halves of surrogate pairs.
/// Every entry has one text only.
final class HistoryLine {
    private static final String WORD = "published";
    private static final Pattern TAB = Pattern.compile("\t");
    private static final int FIELDS = 5;
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:\\\\|u([0-9a-f]{4}))");

    private HistoryLine() {}

    static String written(Published entry) {
        return String.join(
                        "\t",
                        WORD,
                        entry.releaseHash(),
                        entry.at().toString(),
                        escaped(entry.by()),
                        escaped(entry.note()))
                + "\n";
    }

    /// The entry in a line given without its end; what is wrong goes to the problems.
    static Optional<Published> read(String line, int number, LineProblems problems) {
        List<String> fields = Arrays.asList(TAB.split(line, -1));
        if (fields.size() != FIELDS || !fields.getFirst().equals(WORD)) {
            problems.add(
                    number,
                    1,
                    "expected 'published', hash, instant, by and note, parted by tabs, found "
                            + quoted(line));
            return Optional.empty();
        }
        Optional<Instant> at = instant(fields.get(2));
        if (at.isPresent() && ContentHash.isOne(fields.get(1)) && areTexts(fields)) {
            return Optional.of(
                    new Published(
                            fields.get(1),
                            at.get(),
                            unescaped(fields.get(3)),
                            unescaped(fields.get(4))));
        }
        problems.add(number, 1, wrong(fields, at.isPresent()));
        return Optional.empty();
    }

    private static String wrong(List<String> fields, boolean hasInstant) {
        if (!ContentHash.isOne(fields.get(1))) {
            return "expected a SHA-256 in hex, found " + quoted(fields.get(1));
        }
        if (!hasInstant) {
            return "expected an instant such as 2026-11-22T09:00:00Z, found "
                    + quoted(fields.get(2));
        }
        return "by expects 1 to "
                + Published.LONGEST_BY
                + " characters and note at most "
                + Published.LONGEST_NOTE
                + ", control characters written as \\u0000 and \\ as \\\\, found "
                + quoted(fields.get(3))
                + " and "
                + quoted(fields.get(4));
    }

    private static boolean areTexts(List<String> fields) {
        String by = unescaped(fields.get(3));
        String note = unescaped(fields.get(4));
        return !by.isBlank()
                && by.length() <= Published.LONGEST_BY
                && note.length() <= Published.LONGEST_NOTE
                && escaped(by).equals(fields.get(3))
                && escaped(note).equals(fields.get(4));
    }

    private static Optional<Instant> instant(String text) {
        try {
            return Optional.of(Instant.parse(text)).filter(at -> at.toString().equals(text));
        } catch (DateTimeException wrong) {
            return Optional.empty();
        }
    }

    private static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints()
                .forEach(
                        c -> {
                            if (c == '\\') {
                                line.append("\\\\");
                            } else if (isHidden(c)) {
                                line.append("\\u%04x".formatted(c));
                            } else {
                                line.appendCodePoint(c);
                            }
                        });
        return line.toString();
    }

    private static boolean isHidden(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    private static String unescaped(String line) {
        return ESCAPE.matcher(line)
                .replaceAll(escape -> Matcher.quoteReplacement(meant(escape.group(1))));
    }

    private static String meant(@Nullable String codeUnit) {
        return codeUnit == null ? "\\" : String.valueOf((char) Integer.parseInt(codeUnit, 16));
    }
}
