package org.strowger.flow.expression;

import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.yaml.Quoted;
import org.strowger.yaml.Spelling;

/// The words of an expression: what may be named, and what to say of what may not.
final class Vocabulary {
    private static final int MOST_MEMBERS = 5;

    /// CEL language definition, "standard definitions"; `dyn` is left out, as it would put type
    /// errors off to the call.
    private static final SortedSet<String> FUNCTIONS =
            new TreeSet<>(
                    List.of(
                            "bool",
                            "bytes",
                            "contains",
                            "double",
                            "duration",
                            "endsWith",
                            "getDate",
                            "getDayOfMonth",
                            "getDayOfWeek",
                            "getDayOfYear",
                            "getFullYear",
                            "getHours",
                            "getMilliseconds",
                            "getMinutes",
                            "getMonth",
                            "getSeconds",
                            "int",
                            "matches",
                            "size",
                            "startsWith",
                            "string",
                            "timestamp",
                            "type",
                            "uint"));

    private static final SortedSet<String> MACROS =
            new TreeSet<>(List.of("all", "exists", "exists_one", "filter", "map"));

    private static final SortedSet<String> TYPES =
            new TreeSet<>(
                    List.of(
                            "bool",
                            "bytes",
                            "double",
                            "int",
                            "list",
                            "map",
                            "null_type",
                            "string",
                            "type",
                            "uint"));

    private Vocabulary() {}

    static boolean isFunction(String name) {
        return FUNCTIONS.contains(name) || !Character.isLetter(name.charAt(0));
    }

    static boolean isType(String name) {
        return TYPES.contains(name);
    }

    /// A variable that there is not.
    static String noVariable(String name, Collection<String> variables) {
        List<String> members =
                variables.stream()
                        .filter(v -> v.startsWith(name + "."))
                        .limit(MOST_MEMBERS)
                        .toList();
        String no = "no variable " + Quoted.quoted(name);
        if (!members.isEmpty()) {
            return no + ", only " + String.join(", ", members);
        }
        String guess = Spelling.didYouMean(name, variables);
        boolean mayBeText = guess.isEmpty() && !name.contains(".");
        return no + (mayBeText ? guess + " (text is written in quotes: '...')" : guess);
    }

    /// A function that there is not, or a macro that CEL did not take for one.
    static String noFunction(String name) {
        if (MACROS.contains(name)) {
            return name
                    + "(...) is asked of a list, with a name for its items: list."
                    + example(name);
        }
        for (Figure figure : Figure.values()) {
            if (figure.function().equals(name)) {
                return figure.expected();
            }
        }
        return switch (name) {
            case "has" -> "has(...) expects the name of one variable: has(account)";
            case "dyn" -> "dyn(...) is not offered, as it hides mistakes until somebody calls";
            default -> "no function " + Quoted.quoted(name) + guess(name);
        };
    }

    private static String example(String macro) {
        return macro + (macro.equals("map") ? "(x, x + '!')" : "(x, x == 'vip')");
    }

    private static String guess(String name) {
        SortedSet<String> known = new TreeSet<>(FUNCTIONS);
        known.addAll(MACROS);
        known.addAll(Figure.FUNCTIONS);
        known.add("has");
        return Spelling.didYouMean(name, known);
    }
}
