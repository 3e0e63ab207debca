package org.strowger.flow.exchange;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// YAML 1.2 as a person would write it: short values on one line, long ones in blocks.
final class YamlText {
    private static final int WIDEST = 100;
    private static final int WIDEST_NESTED = 60;
    private static final int LONGEST_LINE = 300;
    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z][A-Za-z0-9_./' -]*[A-Za-z0-9_./'-]|[A-Za-z]");
    private static final Pattern PLAIN_KEY = Pattern.compile("[A-Za-z0-9_-]+");
    private static final Set<String> NOT_TEXT = Set.of("true", "false", "null", "~");

    private final StringBuilder out = new StringBuilder();

    void comment(String words) {
        comment(0, words);
    }

    void comment(int indent, String words) {
        out.append(" ".repeat(indent)).append("# ").append(line(words)).append('\n');
    }

    void blankLine() {
        out.append('\n');
    }

    /// One key and its value; a map's own maps stand below it.
    void entry(int indent, String key, Yaml value) {
        out.append(" ".repeat(indent)).append(key(key)).append(':');
        value(indent, indent + key.length() + 2, value);
    }

    /// A key whose value follows line by line.
    void opening(int indent, String key) {
        out.append(" ".repeat(indent)).append(key(key)).append(":\n");
    }

    String written() {
        return out.toString();
    }

    private void value(int indent, int column, Yaml value) {
        String inline = inline(value);
        if (isShort(value, column, inline)) {
            out.append(' ').append(inline).append('\n');
            return;
        }
        switch (value) {
            case Yaml.Fields fields -> {
                out.append('\n');
                fields.values().forEach((key, v) -> entry(indent + 2, key, v));
            }
            case Yaml.Items(List<Yaml> items) -> {
                out.append('\n');
                items.forEach(item -> item(indent + 2, item));
            }
            case Yaml.Word _, Yaml.Text _, Yaml.Way _ ->
                    out.append(' ').append(inline).append('\n');
        }
    }

    private void item(int indent, Yaml item) {
        out.append(" ".repeat(indent)).append("- ");
        String inline = inline(item);
        if (isShort(item, indent + 2, inline) || !(item instanceof Yaml.Fields fields)) {
            out.append(inline).append('\n');
            return;
        }
        SequencedMap<String, Yaml> values = fields.values();
        Map.Entry<String, Yaml> first = values.firstEntry();
        out.append(key(first.getKey())).append(':');
        value(indent + 2, indent + 4 + first.getKey().length(), first.getValue());
        values.sequencedEntrySet().stream()
                .skip(1)
                .forEach(e -> entry(indent + 2, e.getKey(), e.getValue()));
    }

    private static boolean isShort(Yaml value, int column, String inline) {
        int depth = depth(value);
        return depth == 0
                || (depth == 1 && column + inline.length() < WIDEST)
                || (depth == 2
                        && column + inline.length() < WIDEST
                        && isShortNested(value, inline));
    }

    private static boolean isShortNested(Yaml value, String inline) {
        return value instanceof Yaml.Items || inline.length() <= WIDEST_NESTED;
    }

    private static int depth(Yaml value) {
        return switch (value) {
            case Yaml.Word _, Yaml.Text _, Yaml.Way _ -> 0;
            case Yaml.Items(List<Yaml> items) ->
                    1 + items.stream().mapToInt(YamlText::depth).max().orElse(0);
            case Yaml.Fields fields ->
                    1 + fields.values().values().stream().mapToInt(YamlText::depth).max().orElse(0);
        };
    }

    private static String inline(Yaml value) {
        return switch (value) {
            case Yaml.Word(String word) -> word;
            case Yaml.Text(String text) -> quotedIfNeeded(text);
            case Yaml.Way way -> way.to();
            case Yaml.Items(List<Yaml> items) -> {
                StringJoiner joined = new StringJoiner(", ", "[", "]");
                items.forEach(item -> joined.add(inline(item)));
                yield joined.toString();
            }
            case Yaml.Fields fields -> {
                StringJoiner joined = new StringJoiner(", ", "{ ", " }").setEmptyValue("{}");
                fields.values().forEach((key, v) -> joined.add(key(key) + ": " + inline(v)));
                yield joined.toString();
            }
        };
    }

    /// `#` would begin a comment and `*` an alias.
    private static String key(String key) {
        return PLAIN_KEY.matcher(key).matches() ? key : quoted(key);
    }

    private static String quotedIfNeeded(String text) {
        return PLAIN.matcher(text).matches() && !NOT_TEXT.contains(text) ? text : quoted(text);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendEscaped(quoted, c));
        return quoted.append('"').toString();
    }

    private static void appendEscaped(StringBuilder quoted, int c) {
        switch (c) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\t' -> quoted.append("\\t");
            default -> {
                if (isHalfACharacter(c)) {
                    quoted.append('\uFFFD');
                } else if (isPrintable(c)) {
                    quoted.appendCodePoint(c);
                } else {
                    quoted.append(c > 0xFFFF ? "\\U%08x".formatted(c) : "\\u%04x".formatted(c));
                }
            }
        }
    }

    /// Words for people on one line: without what cannot be printed, the end of long ones cut.
    static String line(String words) {
        StringBuilder line = new StringBuilder();
        words.codePoints()
                .limit(LONGEST_LINE)
                .forEach(c -> line.appendCodePoint(isPrintable(c) ? c : ' '));
        boolean cut = words.codePointCount(0, words.length()) > LONGEST_LINE;
        return line.toString().strip() + (cut ? "..." : "");
    }

    private static boolean isHalfACharacter(int c) {
        return Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
