package org.strowger.flow.exchange;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Names of ours made of those of a source: in our form, and each only once.
final class Names {
    private static final int LONGEST = 40;
    private static final int LOOKED_AT = 500;
    private static final Set<String> WORDS_OF_TARGETS = Set.of("hangup", "repeat", "back");
    private static final Set<String> WORDS_OF_EXPRESSIONS =
            Set.of(
                    "as",
                    "bool",
                    "break",
                    "bytes",
                    "call",
                    "caller",
                    "const",
                    "continue",
                    "double",
                    "duration",
                    "dyn",
                    "else",
                    "expected_wait",
                    "false",
                    "for",
                    "function",
                    "has",
                    "if",
                    "import",
                    "in",
                    "int",
                    "language",
                    "let",
                    "list",
                    "loop",
                    "map",
                    "matches",
                    "namespace",
                    "now",
                    "null",
                    "null_type",
                    "package",
                    "priority",
                    "ready",
                    "return",
                    "size",
                    "string",
                    "timestamp",
                    "true",
                    "type",
                    "uint",
                    "var",
                    "void",
                    "waiting",
                    "while");

    private final Set<String> given = new HashSet<>();
    private final Map<String, Integer> lastNumbers = new HashMap<>();

    /// A name nobody has yet, like the one wanted.
    String fresh(String wanted) {
        return fresh(wanted, "-");
    }

    /// As [#fresh(String)].
    ///
    /// @param between stands before the number that tells names apart
    String fresh(String wanted, String between) {
        String name = wanted;
        while (!given.add(name)) {
            name = wanted + between + lastNumbers.merge(wanted, 2, (last, _) -> last + 1);
        }
        return name;
    }

    /// An id of a node or a flow: lower-case letters, digits, `_` and `-`, a letter first.
    static String id(String source, String otherwise) {
        String id = cleaned(source, "[^a-z0-9_]+", "-");
        if (id.isEmpty()) {
            return otherwise;
        }
        boolean startsWithLetter = Character.isLetter(id.charAt(0));
        String full = startsWithLetter ? id : otherwise + "-" + id;
        return WORDS_OF_TARGETS.contains(full) ? full + "-node" : full;
    }

    /// A variable: lower-case letters, digits and `_`, a letter first, no word of expressions.
    static String variable(String source, String otherwise) {
        String name = cleaned(source, "[^a-z0-9]+", "_");
        if (name.isEmpty()) {
            return otherwise;
        }
        String full = Character.isLetter(name.charAt(0)) ? name : otherwise + "_" + name;
        return WORDS_OF_EXPRESSIONS.contains(full) ? full + "_value" : full;
    }

    /// A queue, box or calendar: letters, digits, `_`, `.` and `-`.
    static String name(String source, String otherwise) {
        String name =
                start(source).replaceAll("[^A-Za-z0-9_.-]+", "-").replaceAll("^[^A-Za-z0-9]+", "");
        String cut = name.substring(0, Math.min(name.length(), LONGEST));
        return cut.isEmpty() ? otherwise : cut;
    }

    /// The name of a recording without folders and ending; that of a phrase without its kind.
    static String recording(String file) {
        String base = end(file).replaceFirst("^.*[/\\\\]", "").replaceFirst("^phrase:", "");
        int dot = base.lastIndexOf('.');
        return id(dot > 0 ? base.substring(0, dot) : base, "recording");
    }

    private static String cleaned(String source, String others, String by) {
        String cleaned = start(source).toLowerCase(Locale.ROOT).replaceAll(others, by);
        String inner = cleaned.replaceAll("^[_-]+|[_-]+$", "");
        return inner.substring(0, Math.min(inner.length(), LONGEST)).replaceAll("[_-]+$", "");
    }

    /// Names come from anybody's files: no more of one is looked at than can be of use.
    private static String start(String source) {
        return source.substring(0, Math.min(source.length(), LOOKED_AT));
    }

    private static String end(String source) {
        return source.substring(Math.max(0, source.length() - LOOKED_AT));
    }
}
