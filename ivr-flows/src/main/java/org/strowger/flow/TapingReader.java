package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.regex.Pattern;
import org.strowger.flow.FlowNode.Taping;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads how callers are recorded.
final class TapingReader {
    static final Duration NOTE = Duration.ofMinutes(2);
    static final Duration MESSAGE = Duration.ofMinutes(3);
    static final Duration COMMENT = Duration.ofMinutes(1);
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
    private static final Pattern KEYS = Pattern.compile("[0-9*#A-D]{0,16}|star|hash");

    private final PromptReader prompts;

    TapingReader(PromptReader prompts) {
        this.prompts = prompts;
    }

    /// @param longest what `max` is when it is not said
    Taping taping(YamlMap map, Duration longest) {
        return new Taping(
                prompts.prompt(map.optional("prompt")),
                map.optional("max").duration(SHORTEST, LONGEST).orElse(longest),
                map.optional("silence").duration(SHORTEST, LONGEST_SILENCE).orElse(SILENCE),
                termKeys(map.optional("term_keys")),
                map.optional("beep").flag().orElse(true));
    }

    private static String termKeys(YamlValue value) {
        String keys =
                value.text(KEYS, "keys of 0-9, A-D, '*' and '#'").map(Keys::ofWord).orElse("#");
        if (keys.chars().distinct().count() < keys.length()) {
            value.refuse("a key is given twice in " + quoted(keys));
        }
        return keys;
    }
}
