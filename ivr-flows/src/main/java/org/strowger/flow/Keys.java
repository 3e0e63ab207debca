package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// Reads keys of a telephone where they are keys of a map.
final class Keys {
    private static final Pattern ONE = Pattern.compile("[0-9*#A-D]");

    private Keys() {}

    /// `#` begins a comment in YAML and `*` an alias, so both have a word.
    static String ofWord(String written) {
        return switch (written) {
            case "star" -> "*";
            case "hash" -> "#";
            default -> written;
        };
    }

    /// A map from single keys.
    static <T> SortedMap<Character, T> single(YamlValue value, Function<YamlValue, T> read) {
        SortedMap<Character, T> byKey = new TreeMap<>();
        value.map()
                .entries()
                .forEach(
                        (written, entry) -> {
                            String key = ofWord(written);
                            if (!ONE.matcher(key).matches()) {
                                entry.refuseKey(
                                        "expected one key of 0-9, A-D, '*' and '#', or star or"
                                                + " hash, found "
                                                + quoted(written));
                            } else if (byKey.put(key.charAt(0), read.apply(entry)) != null) {
                                entry.refuseKey("key " + quoted(key) + " is already given");
                            }
                        });
        return byKey;
    }
}
