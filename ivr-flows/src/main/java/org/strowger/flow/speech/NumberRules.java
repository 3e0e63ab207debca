package org.strowger.flow.speech;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.speech.NumberRule.Inflected;
import org.strowger.flow.speech.NumberRule.Part;
import org.strowger.flow.speech.NumberRule.Said;
import org.strowger.flow.speech.NumberRule.Sub;

/// One way of saying whole numbers: in a gender, as ordinals, as years.
///
/// Numbers below a hundred are written down, each with its words; for the others the rule with the
/// highest base that is not above the number holds.
final class NumberRules {
    static final int WRITTEN_DOWN = 100;

    private final PluralRule plurals;
    private final List<NumberRules> all;
    private final List<List<Word>> below;
    private final List<NumberRule> rules;

    /// @param all every way of this language, filled by the time the first number is said
    NumberRules(
            PluralRule plurals,
            List<NumberRules> all,
            List<List<Word>> below,
            NavigableMap<Long, NumberRule> rules) {
        this.plurals = plurals;
        this.all = all;
        this.below = below;
        this.rules = List.copyOf(rules.values());
    }

    /// Adds the words for a number, which is not negative and within what the rules were made for.
    void say(long n, List<Word> said) {
        if (n < WRITTEN_DOWN) {
            said.addAll(below.get((int) n));
            return;
        }
        NumberRule rule = ruleFor(n);
        long quotient = n / rule.divisor();
        long remainder = n % rule.divisor();
        List<Part> parts = remainder == 0 ? rule.exact() : rule.rest();
        for (int i = 0; i < parts.size(); i++) {
            switch (parts.get(i)) {
                case Said(Word word) -> said.add(word);
                case Inflected(Forms forms) -> said.add(forms.in(plurals.of(quotient)));
                case Sub(NumberRule.Share share, int other) ->
                        all.get(other)
                                .say(
                                        switch (share) {
                                            case QUOTIENT -> quotient;
                                            case REMAINDER -> remainder;
                                            case ALL -> n;
                                        },
                                        said);
            }
        }
    }

    private NumberRule ruleFor(long n) {
        int found = rules.size() - 1;
        while (rules.get(found).base() > n) {
            found--;
        }
        return rules.get(found);
    }

    /// Every word that a number up to the highest can need.
    SortedMap<String, Word> words(long highest) {
        SortedMap<String, Word> words = new TreeMap<>();
        collect(highest, new TreeMap<>(), words);
        return words;
    }

    /// @param seen the highest number that each way has been looked through for
    private void collect(long highest, Map<Integer, Long> seen, Map<String, Word> words) {
        int self = all.indexOf(this);
        if (seen.getOrDefault(self, -1L) >= highest) {
            return;
        }
        seen.put(self, highest);
        below.stream()
                .limit(highest + 1)
                .flatMap(List::stream)
                .forEach(word -> words.put(word.id(), word));
        long end = highest;
        for (NumberRule rule : rules.reversed()) {
            if (rule.base() <= end) {
                collectOf(rule, rule.exact(), end, seen, words);
                collectOf(rule, rule.rest(), end, seen, words);
                end = rule.base() - 1;
            }
        }
    }

    private void collectOf(
            NumberRule rule,
            List<Part> parts,
            long highest,
            Map<Integer, Long> seen,
            Map<String, Word> words) {
        for (Part part : parts) {
            switch (part) {
                case Said(Word word) -> words.put(word.id(), word);
                case Inflected(Forms forms) -> forms.all().forEach(w -> words.put(w.id(), w));
                case Sub(NumberRule.Share share, int other) ->
                        all.get(other)
                                .collect(
                                        switch (share) {
                                            case QUOTIENT -> highest / rule.divisor();
                                            case REMAINDER -> Math.min(highest, rule.divisor() - 1);
                                            case ALL -> highest;
                                        },
                                        seen,
                                        words);
            }
        }
    }
}
