package org.strowger.flow.speech;

import java.util.Optional;
import java.util.SortedMap;

/// A language's words, nouns and ways to say numbers, as its tables have them.
///
/// The tables are part of the program: what is missing in them is a mistake of ours, and a test
/// loads every language.
final class Grammar {
    private final Table table;
    private final PluralRule plurals;
    private final SortedMap<String, NumberRules> numbers;

    Grammar(Table table) {
        this.table = table;
        this.plurals = PluralRule.valueOf(table.required("plural"));
        this.numbers = NumberTable.read(table, plurals);
    }

    PluralRule plurals() {
        return plurals;
    }

    Word word(String id) {
        return table.word(id);
    }

    Optional<Word> wordIfAny(String id) {
        return table.wordIfAny(id);
    }

    Optional<String> setting(String key) {
        return table.entry(key);
    }

    NumberRules numbers(String name) {
        return Optional.ofNullable(numbers.get(name))
                .orElseThrow(() -> new IllegalStateException("no numbers " + name));
    }

    Forms forms(String noun) {
        return table.forms(noun)
                .orElseThrow(() -> new IllegalStateException("no forms of " + noun));
    }

    Noun noun(String name) {
        String gender =
                table.entry("gender." + name).or(() -> table.entry("gender")).orElse("number");
        return new Noun(forms(name), numbers(gender), plurals);
    }
}
