package org.strowger.flow;

import java.time.Duration;
import org.strowger.flow.InputRules.TypeAhead;
import org.strowger.yaml.YamlMap;

/// Reads `input`: what a map does not say stays as it is in the rules given.
final class InputReader {
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final int MOST_ATTEMPTS = 10;

    private InputReader() {}

    static InputRules read(YamlMap input, InputRules otherwise) {
        return new InputRules(
                duration(input, "first_digit", otherwise.firstDigit()),
                duration(input, "inter_digit", otherwise.interDigit()),
                input.optional("attempts").integer(1, MOST_ATTEMPTS).orElse(otherwise.attempts()),
                input.optional("barge_in").flag().orElse(otherwise.bargeIn()),
                input.optional("type_ahead").oneOf(TypeAhead.class).orElse(otherwise.typeAhead()));
    }

    private static Duration duration(YamlMap input, String key, Duration otherwise) {
        return input.optional(key).duration(SHORTEST, LONGEST).orElse(otherwise);
    }
}
