package org.strowger.flow.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.SortedMap;
import java.util.StringTokenizer;
import java.util.TreeMap;

/// The entries of a language's files, the later file's over the earlier's.
///
/// They are property files, so that the class loader brings them and nothing here reads a file.
final class Table {
    private static final String FOLDER = "org.strowger.flow.speech.";

    private final SortedMap<String, String> entries = new TreeMap<>();

    Table(List<String> files) {
        for (String file : files) {
            ResourceBundle bundle = ResourceBundle.getBundle(FOLDER + file, Locale.ROOT);
            bundle.keySet().forEach(key -> entries.put(key, bundle.getString(key)));
        }
    }

    Optional<String> entry(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    String required(String key) {
        return entry(key).orElseThrow(() -> new IllegalStateException("no entry " + key));
    }

    /// The entries that begin so, without this beginning.
    SortedMap<String, String> under(String prefix) {
        SortedMap<String, String> under = new TreeMap<>();
        entries.tailMap(prefix).entrySet().stream()
                .takeWhile(entry -> entry.getKey().startsWith(prefix))
                .forEach(
                        entry ->
                                under.put(
                                        entry.getKey().substring(prefix.length()),
                                        entry.getValue()));
        return under;
    }

    /// The word of an id that some entry names, so it must be there.
    Word word(String id) {
        return new Word(id, required("word." + id));
    }

    Optional<Word> wordIfAny(String id) {
        return entry("word." + id).map(text -> new Word(id, text));
    }

    /// The noun whose forms are the words `name-one`, `name-few`...; nothing where there are none.
    Optional<Forms> forms(String name) {
        List<String> alone = split(entry("alone." + name).orElse(""), " ");
        return Forms.of(
                plural -> wordIfAny(name + "-" + plural.keyword()),
                Arrays.stream(PluralClass.values())
                        .filter(plural -> alone.contains(plural.keyword()))
                        .toList());
    }

    static List<String> split(String text, String separators) {
        List<String> parts = new ArrayList<>();
        StringTokenizer tokens = new StringTokenizer(text, separators);
        while (tokens.hasMoreTokens()) {
            parts.add(tokens.nextToken());
        }
        return parts;
    }
}
