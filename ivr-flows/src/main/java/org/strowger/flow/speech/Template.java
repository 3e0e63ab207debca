package org.strowger.flow.speech;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The order in which the parts of a date or a time are said.
///
/// Its text has words by their id and parts as `FIELD:list:NAME` (the word `NAME-5` for 5),
/// `FIELD:number:RULES` (by those number rules), `FIELD:digits:NAME` (digit by digit) and
/// `FIELD:unit:NAME` (the noun in the form for the field's count).
final class Template {

    /// What of a date or a time is said.
    enum Field {
        DAY(31),
        MONTH(12),
        YEAR(9999),
        HOUR(23),
        HOUR12(12),
        HALF(1),
        MINUTE(59);

        private final int highest;

        Field(int highest) {
            this.highest = highest;
        }
    }

    private sealed interface Part {}

    private record Fixed(Word word) implements Part {}

    private record Listed(Field field, List<List<Word>> words) implements Part {}

    private record Digits(Field field, List<List<Word>> words) implements Part {}

    private record Counted(Field field, NumberRules rules) implements Part {}

    private record Unit(Field field, Forms forms) implements Part {}

    private final PluralRule plurals;
    private final List<Part> parts = new ArrayList<>();

    /// @param key the setting that has its text
    Template(String key, Grammar grammar) {
        plurals = grammar.plurals();
        String text =
                grammar.setting(key).orElseThrow(() -> new IllegalStateException("no " + key));
        for (String token : Table.split(text, " ")) {
            parts.add(part(Table.split(token, ":"), grammar));
        }
    }

    private static Part part(List<String> token, Grammar grammar) {
        if (token.size() == 1) {
            return new Fixed(grammar.word(token.getFirst()));
        }
        Field field = Field.valueOf(token.getFirst().toUpperCase(Locale.ROOT));
        String name = token.getLast();
        return switch (token.get(1)) {
            case "list" -> new Listed(field, listed(field.highest, name, grammar));
            case "number" -> new Counted(field, grammar.numbers(name));
            case "digits" -> new Digits(field, listed(9, name, grammar));
            case "unit" -> new Unit(field, grammar.forms(name));
            default -> throw new IllegalStateException("no such part: " + token);
        };
    }

    private static List<List<Word>> listed(int highest, String name, Grammar grammar) {
        List<List<Word>> words = new ArrayList<>();
        for (int i = 0; i <= highest; i++) {
            words.add(grammar.wordIfAny(name + "-" + i).map(List::of).orElse(List.of()));
        }
        return words;
    }

    void say(Map<Field, Integer> values, List<Word> said) {
        for (Part part : parts) {
            switch (part) {
                case Fixed(Word word) -> said.add(word);
                case Listed(Field field, List<List<Word>> words) ->
                        said.addAll(words.get(values.getOrDefault(field, 0)));
                case Digits(Field field, List<List<Word>> words) ->
                        sayDigits(values.getOrDefault(field, 0), words, said);
                case Counted(Field field, NumberRules rules) ->
                        rules.say(values.getOrDefault(field, 0), said);
                case Unit(Field field, Forms forms) ->
                        said.add(forms.in(plurals.of(values.getOrDefault(field, 0))));
            }
        }
    }

    private static void sayDigits(int value, List<List<Word>> words, List<Word> said) {
        if (value >= 10) {
            sayDigits(value / 10, words, said);
        }
        said.addAll(words.get(value % 10));
    }

    /// Every word that any value can need.
    SortedMap<String, Word> words() {
        SortedMap<String, Word> words = new TreeMap<>();
        for (Part part : parts) {
            switch (part) {
                case Fixed(Word word) -> words.put(word.id(), word);
                case Listed(Field _, List<List<Word>> listed) -> addAll(listed, words);
                case Digits(Field _, List<List<Word>> listed) -> addAll(listed, words);
                case Counted(Field field, NumberRules rules) ->
                        words.putAll(rules.words(field.highest));
                case Unit(Field _, Forms forms) ->
                        forms.all().forEach(word -> words.put(word.id(), word));
            }
        }
        return words;
    }

    private static void addAll(List<List<Word>> listed, SortedMap<String, Word> words) {
        listed.forEach(some -> some.forEach(word -> words.put(word.id(), word)));
    }

    static Map<Field, Integer> values() {
        return new EnumMap<>(Field.class);
    }
}
