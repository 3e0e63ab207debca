package org.strowger.flow.speech;

import java.util.List;
import java.util.SortedMap;

/// Something that is counted, with its forms and the numbers of its gender.
record Noun(Forms forms, NumberRules numbers, PluralRule plurals) {

    /// Adds "two hours".
    void say(long count, List<Word> said) {
        PluralClass plural = plurals.of(count);
        if (!forms.saysTheNumber(plural)) {
            numbers.say(count, said);
        }
        said.add(forms.in(plural));
    }

    void addTo(SortedMap<String, Word> words, long highest) {
        forms.all().forEach(word -> words.put(word.id(), word));
        words.putAll(numbers.words(highest));
    }
}
