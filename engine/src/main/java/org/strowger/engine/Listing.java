package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// The entries of a section that is a map, the name of a CSV file beside the settings, or a list of
/// such.
final class Listing {
    private static final int MOST_PARTS = 16;
    private static final Pattern CSV = Pattern.compile("[^\\p{Cntrl}]{1,250}\\.csv");

    private final Table table;
    private final YamlValue section;
    private final SettingsFolder folder;
    private final SequencedMap<String, YamlValue> entries = new LinkedHashMap<>();

    Listing(YamlValue section, Table table, SettingsFolder folder) {
        this.section = section;
        this.table = table;
        this.folder = folder;
        if (section.isList()) {
            parts(section.list());
        } else {
            part(section);
        }
    }

    private void parts(List<YamlValue> parts) {
        if (parts.size() > MOST_PARTS) {
            section.refuse("expected " + MOST_PARTS + " parts at most, but found " + parts.size());
            return;
        }
        parts.forEach(this::part);
    }

    private void part(YamlValue part) {
        if (part.isMap() || !part.isPresent()) {
            part.map().entries().forEach(this::take);
            return;
        }
        part.text(CSV, table.inYaml() + ", or the name of a CSV file (NAME.csv)")
                .flatMap(_ -> folder.path(part))
                .map(file -> folder.table(part, file, table))
                .ifPresent(rows -> rows.entries().forEach(this::take));
    }

    private void take(String id, YamlValue value) {
        YamlValue other = entries.putIfAbsent(id, value);
        if (other != null) {
            value.refuseKey(
                    "%s %s stands in %s, line %d, already"
                            .formatted(
                                    table.one(),
                                    quoted(id),
                                    other.keyAt().file(),
                                    other.keyAt().line()));
        }
    }

    YamlValue section() {
        return section;
    }

    /// All of them, in the order of the files.
    SequencedMap<String, YamlValue> entries() {
        return Collections.unmodifiableSequencedMap(entries);
    }
}
