package org.strowger.flow.speech;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The words and entries of a table that is being made: one id for a text, one text for an id.
final class SpeechEntries {
    private final Map<String, String> words = new LinkedHashMap<>();
    private final Map<String, String> idOfText = new LinkedHashMap<>();
    private final Map<String, String> entries = new LinkedHashMap<>();

    void put(String key, String value) {
        entries.put(key, value);
    }

    boolean hasWord(String id) {
        return words.containsKey(id);
    }

    /// Gives a text this id, whatever other id it has.
    void name(String id, String text) {
        words.put(id, text);
        idOfText.putIfAbsent(text, id);
    }

    /// The id of a text: the one that it has, or this one, with the mark where it is taken.
    String word(String id, String mark, String text) {
        String known = idOfText.get(text);
        if (known != null) {
            return known;
        }
        String marked = words.containsKey(id) ? id + "-" + mark : id;
        String free = marked;
        for (int i = 2; words.containsKey(free); i++) {
            free = marked + "-" + i;
        }
        name(free, text);
        return free;
    }

    /// The entries that some way leads to, and the words in them.
    Map<String, String> ledToBy(Collection<String> starts) {
        Set<String> ways = new TreeSet<>(starts);
        boolean grown = true;
        while (grown) {
            grown = ways.addAll(mentioned(ways, "[<>=](.+)"));
        }
        Set<String> used = new TreeSet<>(Set.of("number-minus", "number-point"));
        used.addAll(mentioned(ways, "([a-z].*)"));
        for (int n = 0; n < NumberRules.WRITTEN_DOWN; n++) {
            used.add("number-" + n);
            used.add("ordinal-" + n);
        }
        Set<String> nouns = mentioned(ways, "[*](.+)");
        Map<String, String> kept = new LinkedHashMap<>();
        words.forEach(
                (id, text) -> {
                    if (used.contains(id) || nouns.contains(id.replaceFirst("-[a-z]+$", ""))) {
                        kept.put("word." + id, text);
                    }
                });
        entries.forEach(
                (key, value) -> {
                    if (ways.contains(key.split("\\.", -1)[1])) {
                        kept.put(key, value);
                    }
                });
        return kept;
    }

    /// What the entries of some ways mention in the form of a pattern.
    private Set<String> mentioned(Set<String> ways, String pattern) {
        Set<String> mentioned = new TreeSet<>();
        Pattern form = Pattern.compile(pattern);
        entries.forEach(
                (key, value) -> {
                    if (ways.contains(key.split("\\.", -1)[1])) {
                        for (String token : value.split("[ |]", -1)) {
                            Matcher found = form.matcher(token);
                            if (found.matches()) {
                                mentioned.add(found.group(1));
                            }
                        }
                    }
                });
        return mentioned;
    }
}
