package org.strowger.engine.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.strowger.yaml.Spelling;

/// What a command was given, taken apart by its form.
///
/// @param flags the options without a value
/// @param values the options with one
/// @param rest everything else, in order
record Arguments(SortedSet<String> flags, SortedMap<String, String> values, List<String> rest) {

    Arguments {
        flags = Collections.unmodifiableSortedSet(new TreeSet<>(flags));
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        rest = List.copyOf(rest);
    }

    /// What came of reading them.
    sealed interface Read {
        record Ok(Arguments given) implements Read {}

        record Misused(String why) implements Read {}
    }

    /// Options may stand anywhere; behind `--` nothing is taken for one.
    static Read read(Form form, List<String> args) {
        SortedSet<String> flags = new TreeSet<>();
        SortedMap<String, String> values = new TreeMap<>();
        List<String> rest = new ArrayList<>();
        Iterator<String> words = args.iterator();
        while (words.hasNext()) {
            String word = words.next();
            if (word.equals("--")) {
                words.forEachRemaining(rest::add);
            } else if (form.flags().contains(word)) {
                flags.add(word);
            } else if (form.valued().contains(word)) {
                if (!words.hasNext()) {
                    return new Read.Misused(word + " expects a value");
                }
                if (values.put(word, words.next()) != null) {
                    return new Read.Misused(word + " stands there twice");
                }
            } else if (word.startsWith("--")) {
                return new Read.Misused(unknown(form, word));
            } else {
                rest.add(word);
            }
        }
        if (rest.size() < form.least()
                || rest.size() > form.most()
                || !values.keySet().containsAll(form.needed())) {
            return new Read.Misused("expected " + form.usage());
        }
        return new Read.Ok(new Arguments(flags, values, rest));
    }

    private static String unknown(Form form, String word) {
        SortedSet<String> known = new TreeSet<>(form.flags());
        known.addAll(form.valued());
        return "unknown option " + word + Spelling.didYouMean(word, known);
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    /// The value of an option that must be there by the command's form.
    String needed(String option) {
        return Objects.requireNonNull(values.get(option));
    }

    Optional<String> value(String option) {
        return Optional.ofNullable(values.get(option));
    }
}
