package org.strowger.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Settings that variables of the environment say otherwise than the file: `sip.port` is
/// `STROWGER_SIP_PORT`.
final class Overrides {
    private static final String PREFIX = "STROWGER_";

    private final Map<String, String> environment;
    private final List<YamlDocument> read = new ArrayList<>();

    Overrides(Map<String, String> environment) {
        this.environment = environment;
    }

    /// The value of a setting, whoever says it.
    ///
    /// @param path the sections and the key, `sip.port`
    YamlValue setting(YamlMap section, String path) {
        String key = path.substring(path.lastIndexOf('.') + 1);
        YamlValue inFile = section.optional(key);
        String variable = PREFIX + path.toUpperCase(Locale.ROOT).replace('.', '_');
        String text = environment.get(variable);
        if (text == null) {
            return inFile;
        }
        YamlDocument override = YamlDocument.read(variable, key + ": " + text);
        read.add(override);
        YamlValue value = override.root().optional(key);
        if (text.contains(" #")) {
            value.refuse("expects a value without ' #', behind which nothing would be read");
        }
        return value;
    }

    List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        read.forEach(override -> problems.addAll(override.problems()));
        return problems;
    }
}
