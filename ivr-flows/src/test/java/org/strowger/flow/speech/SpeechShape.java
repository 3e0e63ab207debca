package org.strowger.flow.speech;

import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What is particular about a language when its table is made.
///
/// @param ways our name of a way to say numbers, and CLDR's
/// @param apart whether a number below a hundred is as many sounds as it has words
/// @param whole below which number the round ones, like two hundred, are one sound
/// @param named ids for words that are no numbers
/// @param corrected texts of CLDR's that are said otherwise
/// @param instead sets of CLDR's that another takes the place of
/// @param prefixes characters that are a sound of their own before a number
/// @param own rules of ours, in CLDR's notation
record SpeechShape(
        SequencedMap<String, String> ways,
        boolean apart,
        int whole,
        Map<String, String> named,
        Map<String, String> corrected,
        Map<String, String> instead,
        String prefixes,
        String own) {

    SpeechShape naming(Map<String, String> ids) {
        return new SpeechShape(ways, apart, whole, ids, corrected, instead, prefixes, own);
    }

    SpeechShape correcting(Map<String, String> texts) {
        return new SpeechShape(ways, apart, whole, named, texts, instead, prefixes, own);
    }

    SpeechShape replacing(Map<String, String> sets) {
        return new SpeechShape(ways, apart, whole, named, corrected, sets, prefixes, own);
    }

    SpeechShape adding(String rules) {
        return new SpeechShape(ways, apart, whole, named, corrected, instead, prefixes, rules);
    }

    SpeechShape prefixed(String characters) {
        return new SpeechShape(ways, apart, whole, named, corrected, instead, characters, own);
    }

    SpeechShape wholeBelow(int end) {
        return new SpeechShape(ways, apart, end, named, corrected, instead, prefixes, own);
    }

    String set(String way) {
        return in(ways, way);
    }

    /// What must be in a map.
    static <V> V in(Map<String, V> map, String key) {
        return Optional.ofNullable(map.get(key)).orElseThrow(() -> new AssertionError(key));
    }
}
