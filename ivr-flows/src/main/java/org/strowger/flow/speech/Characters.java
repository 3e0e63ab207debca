package org.strowger.flow.speech;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.speech.Spoken.CannotSay;
import org.strowger.flow.speech.Spoken.Words;

/// Digits, telephone numbers and spelled text in one language.
final class Characters {
    private static final int LONGEST = 200;
    private static final int MOST_PHONE_DIGITS = 20;
    private static final String LATIN = "abcdefghijklmnopqrstuvwxyz";
    private static final String NOTHING = "there is nothing to say";
    private static final Map<Character, String> SYMBOLS =
            new TreeMap<>(
                    Map.of(
                            '@',
                            "symbol-at",
                            '.',
                            "symbol-dot",
                            '-',
                            "symbol-dash",
                            '_',
                            "symbol-underscore",
                            '/',
                            "symbol-slash",
                            '+',
                            "symbol-plus",
                            '*',
                            "symbol-star",
                            '#',
                            "symbol-hash"));

    private final List<Word> digits = new ArrayList<>();
    private final SortedMap<Integer, Word> spelled = new TreeMap<>();
    private final SortedMap<Integer, Word> keys = new TreeMap<>();
    private final Word plus;
    private final boolean inPairs;
    private final NumberRules pairs;

    Characters(Grammar grammar) {
        for (int digit = 0; digit <= 9; digit++) {
            digits.add(grammar.word("digit-" + digit));
            keys.put('0' + digit, digits.get(digit));
        }
        spelled.putAll(keys);
        SYMBOLS.forEach((symbol, id) -> spelled.put((int) symbol, grammar.word(id)));
        keys.put((int) '*', grammar.word("symbol-star"));
        keys.put((int) '#', grammar.word("symbol-hash"));
        plus = grammar.word("symbol-plus");
        (LATIN + grammar.setting("letters").orElse("")).codePoints().forEach(this::addLetter);
        inPairs = grammar.setting("phone").orElse("triples").equals("pairs");
        pairs = grammar.numbers("number");
    }

    private void addLetter(int letter) {
        String text = Character.toString(Character.toUpperCase(letter));
        String id = letter <= 'z' ? Character.toString(letter) : "u%04x".formatted(letter);
        spelled.put(letter, new Word("letter-" + id, text));
    }

    /// Every digit by itself, zeros too; blanks and dashes between them are passed over.
    Spoken digits(String text) {
        return each(text, keys, "a digit");
    }

    /// Every letter, digit and sign by itself; blanks are passed over.
    Spoken spell(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        return each(composed.toLowerCase(Locale.ROOT), spelled, "a letter with a word");
    }

    private static Spoken each(String text, SortedMap<Integer, Word> words, String expected) {
        if (text.length() > LONGEST) {
            return new CannotSay("longer than " + LONGEST + " characters");
        }
        List<Word> said = new ArrayList<>();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            int character = text.codePointAt(at);
            Optional<Word> word = Optional.ofNullable(words.get(character));
            if (word.isPresent()) {
                said.add(word.get());
            } else if (!passedOver(character)) {
                return new CannotSay("'" + Character.toString(character) + "' is not " + expected);
            }
        }
        return said.isEmpty() ? new CannotSay(NOTHING) : new Words(said);
    }

    private static boolean passedOver(int character) {
        return character == ' ' || character == '-';
    }

    /// A telephone number in groups: after a `+` the country code (ITU-T E.164) by itself, then
    /// threes, or twos where that is the habit.
    Spoken phone(String text) {
        boolean international = text.startsWith("+");
        Optional<String> number = digitsOfPhone(international ? text.substring(1) : text);
        if (number.isEmpty()) {
            return new CannotSay("'" + text + "' is not a telephone number");
        }
        List<Word> said = new ArrayList<>();
        int at = 0;
        if (international) {
            said.add(plus);
            at = Math.min(CallingCodes.lengthIn(number.get()), number.get().length());
            sayDigits(number.get().substring(0, at), said);
        }
        sayGroups(number.get().substring(at), said);
        return new Words(said);
    }

    private static Optional<String> digitsOfPhone(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder digits = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits.append(c);
            } else if (" -().".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        boolean some = !digits.isEmpty() && digits.length() <= MOST_PHONE_DIGITS;
        return some ? Optional.of(digits.toString()) : Optional.empty();
    }

    private void sayGroups(String digits, List<Word> said) {
        int at = 0;
        while (at < digits.length()) {
            if (!said.isEmpty()) {
                said.add(Word.PAUSE);
            }
            int end = at + nextGroup(digits.length() - at);
            sayGroup(digits.substring(at, end), said);
            at = end;
        }
    }

    /// No digit stays alone at the end; where groups are twos, an odd one comes first.
    private int nextGroup(int left) {
        if (inPairs) {
            return left % 2 == 1 ? 1 : 2;
        }
        return left <= 4 ? left : 3;
    }

    private void sayGroup(String group, List<Word> said) {
        if (inPairs && group.length() == 2 && group.charAt(0) != '0') {
            pairs.say(Long.parseLong(group), said);
        } else {
            sayDigits(group, said);
        }
    }

    private void sayDigits(String text, List<Word> said) {
        for (int i = 0; i < text.length(); i++) {
            said.add(digits.get(text.charAt(i) - '0'));
        }
    }

    void addDigits(SortedMap<String, Word> words) {
        keys.values().forEach(word -> words.put(word.id(), word));
    }

    void addPhone(SortedMap<String, Word> words) {
        digits.forEach(word -> words.put(word.id(), word));
        words.put(plus.id(), plus);
        words.put(Word.PAUSE.id(), Word.PAUSE);
        if (inPairs) {
            words.putAll(pairs.words(99));
        }
    }

    void addLetters(SortedMap<String, Word> words) {
        spelled.values().forEach(word -> words.put(word.id(), word));
    }
}
