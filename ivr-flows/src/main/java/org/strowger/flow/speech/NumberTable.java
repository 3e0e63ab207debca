package org.strowger.flow.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.strowger.flow.speech.NumberRule.Inflected;
import org.strowger.flow.speech.NumberRule.Part;
import org.strowger.flow.speech.NumberRule.Said;
import org.strowger.flow.speech.NumberRule.Share;
import org.strowger.flow.speech.NumberRule.Sub;

/// The ways of saying whole numbers, read from a language's table.
///
/// `below.NAME.24=number-4 number-and number-20` writes a small number down. What is not written
/// down is as in the way `like.NAME`, from one on with the word `before.NAME` in front; in a way
/// that is like no other, it is the word `NAME-24`, or else `number-20 NAME-4`.
/// `rule.NAME.100=<NAME number-hundred|<NAME number-hundred >NAME` is a rule with what is said
/// exactly at multiples and what otherwise (`100/1000` has another divisor than the power of ten in
/// it). In rules, `<` is the quotient, `>` the remainder, `=` the number and `*million` a noun in
/// the form for the quotient.
final class NumberTable {
    private final Table table;
    private final PluralRule plurals;
    private final List<String> names;

    private NumberTable(Table table, PluralRule plurals) {
        this.table = table;
        this.plurals = plurals;
        TreeSet<String> found = new TreeSet<>();
        table.under("below.").keySet().forEach(key -> found.add(nameOf(key)));
        table.under("like.").keySet().forEach(found::add);
        table.under("rule.").keySet().forEach(key -> found.add(nameOf(key)));
        this.names = List.copyOf(found);
    }

    static SortedMap<String, NumberRules> read(Table table, PluralRule plurals) {
        return new NumberTable(table, plurals).read();
    }

    private static String nameOf(String key) {
        return key.substring(0, key.indexOf('.'));
    }

    private SortedMap<String, NumberRules> read() {
        List<NumberRules> all = new ArrayList<>();
        SortedMap<String, NumberRules> byName = new TreeMap<>();
        for (String name : names) {
            NumberRules rules = new NumberRules(plurals, all, below(name), rules(name));
            all.add(rules);
            byName.put(name, rules);
        }
        return byName;
    }

    private List<List<Word>> below(String name) {
        List<List<Word>> below =
                new ArrayList<>(
                        table.entry("like." + name).map(this::below).orElseGet(() -> plain(name)));
        table.entry("before." + name).ifPresent(id -> putBefore(table.word(id), below));
        table.under("below." + name + ".")
                .forEach(
                        (n, ids) ->
                                below.set(
                                        Integer.parseInt(n),
                                        Table.split(ids, " ").stream().map(table::word).toList()));
        return below;
    }

    /// The numbers as their own words, else as their tens and ones.
    private List<List<Word>> plain(String name) {
        List<List<Word>> plain = new ArrayList<>();
        for (int n = 0; n < NumberRules.WRITTEN_DOWN; n++) {
            Optional<Word> whole = table.wordIfAny(name + "-" + n);
            Optional<Word> tens = table.wordIfAny("number-" + (n - n % 10));
            Optional<Word> ones = table.wordIfAny(name + "-" + n % 10);
            plain.add(
                    whole.map(List::of)
                            .orElseGet(() -> Stream.concat(tens.stream(), ones.stream()).toList()));
        }
        return plain;
    }

    private static void putBefore(Word word, List<List<Word>> below) {
        for (int n = 1; n < below.size(); n++) {
            List<Word> words = new ArrayList<>(below.get(n));
            words.addFirst(word);
            below.set(n, words);
        }
    }

    private NavigableMap<Long, NumberRule> rules(String name) {
        NavigableMap<Long, NumberRule> rules = new TreeMap<>();
        table.under("rule." + name + ".")
                .forEach(
                        (key, text) -> {
                            NumberRule rule = rule(key, text);
                            rules.put(rule.base(), rule);
                        });
        return rules;
    }

    private NumberRule rule(String key, String text) {
        int slash = key.indexOf('/');
        long base = Long.parseLong(slash < 0 ? key : key.substring(0, slash));
        long divisor = slash < 0 ? powerOfTenIn(base) : Long.parseLong(key.substring(slash + 1));
        int bar = text.indexOf('|');
        return new NumberRule(
                base,
                divisor,
                parts(bar < 0 ? text : text.substring(0, bar)),
                parts(text.substring(bar + 1)));
    }

    private static long powerOfTenIn(long base) {
        long power = 1;
        while (power <= base / 10) {
            power *= 10;
        }
        return power;
    }

    private List<Part> parts(String text) {
        return Table.split(text, " ").stream().map(this::part).toList();
    }

    private Part part(String token) {
        String name = token.substring(1);
        return switch (token.charAt(0)) {
            case '<' -> new Sub(Share.QUOTIENT, names.indexOf(name));
            case '>' -> new Sub(Share.REMAINDER, names.indexOf(name));
            case '=' -> new Sub(Share.ALL, names.indexOf(name));
            case '*' ->
                    new Inflected(
                            table.forms(name).orElseThrow(() -> new IllegalStateException(token)));
            default -> new Said(table.word(token));
        };
    }
}
