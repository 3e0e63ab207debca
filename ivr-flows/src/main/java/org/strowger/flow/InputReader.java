package org.strowger.flow;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.flow.InputRules.TypeAhead;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads `input`: what a map does not say stays as it is in the rules given.
final class InputReader {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_ATTEMPTS = 10;
    private static final Pattern KEY = Pattern.compile("[0-9*#A-D]|star|hash|");

    private InputReader() {}

    static InputRules read(YamlMap input, InputRules otherwise) {
        InputRules rules =
                new InputRules(
                        duration(input, "first_digit", otherwise.firstDigit()),
                        duration(input, "inter_digit", otherwise.interDigit()),
                        attempts(input.optional("attempts"), otherwise.attempts()),
                        input.optional("barge_in").flag().orElse(otherwise.bargeIn()),
                        input.optional("type_ahead")
                                .oneOf(TypeAhead.class)
                                .orElse(otherwise.typeAhead()),
                        key(input.optional("term_key"), otherwise.termKey()),
                        input.optional("term_wait")
                                .duration(Duration.ZERO, LONGEST)
                                .orElse(otherwise.termWait()),
                        key(input.optional("clear_key"), otherwise.clearKey()));
        if (rules.clearKey().isPresent() && rules.clearKey().equals(rules.termKey())) {
            input.refuse("'term_key' and 'clear_key' are the same key");
        }
        return rules;
    }

    static int attempts(YamlValue value, int otherwise) {
        return value.integer(1, MOST_ATTEMPTS).orElse(otherwise);
    }

    /// A key, or none when the text is empty.
    static Optional<Character> key(YamlValue value, Optional<Character> otherwise) {
        return value.text(KEY, "one key of 0-9, A-D, '*' and '#', or star or hash")
                .map(Keys::ofWord)
                .map(
                        key ->
                                key.isEmpty()
                                        ? Optional.<Character>empty()
                                        : Optional.of(key.charAt(0)))
                .orElse(otherwise);
    }

    private static Duration duration(YamlMap input, String key, Duration otherwise) {
        return input.optional(key).duration(SHORTEST, LONGEST).orElse(otherwise);
    }
}
