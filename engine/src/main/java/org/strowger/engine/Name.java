package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// What queues, agents, skills and channels may be called.
final class Name {
    static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,62}");
    static final String EXPECTED = "a name (letters, digits, '_', '.' and '-', at most 63)";

    private Name() {}

    /// Whether the key of a value is a name; if it is not, it is refused.
    static boolean isKey(String key, YamlValue value) {
        if (FORM.matcher(key).matches()) {
            return true;
        }
        value.refuseKey("expected " + EXPECTED + ", but found " + quoted(key));
        return false;
    }
}
