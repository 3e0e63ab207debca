package org.strowger.engine;

import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// A setting that is on or off: `yes` or `no`, and `true` or `false` for who thinks in these.
final class YesOrNo {
    private static final Pattern FORM = Pattern.compile("yes|no|true|false");

    private YesOrNo() {}

    static Optional<Boolean> read(YamlValue value) {
        return value.text(FORM, "yes or no").map(text -> text.equals("yes") || text.equals("true"));
    }

    static boolean read(YamlValue value, boolean otherwise) {
        return read(value).orElse(otherwise);
    }
}
