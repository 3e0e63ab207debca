package org.strowger.engine;

import static org.strowger.yaml.CsvTable.Kind.PAIRS;
import static org.strowger.yaml.CsvTable.Kind.VALUE;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.strowger.yaml.CsvTable.Kind;

/// A section of the settings that may stand in a CSV file, and the columns that the file may have
/// beside `id`.
public enum Table {
    AGENTS,
    SKILLS,
    QUEUES;

    /// What an export leaves out unless it is asked for.
    static final List<String> SECRETS = List.of("password", "pin");

    static final String PIN = SECRETS.getLast();

    private static final List<String> OF_AGENTS =
            List.of(
                    "name",
                    "team",
                    "number",
                    "phone",
                    "external",
                    "password",
                    "pin",
                    "sign_in",
                    "auto_answer",
                    "skills",
                    "ranks",
                    "limits",
                    "weight",
                    "wrap_up",
                    "units");
    private static final List<String> PAIRED = List.of("skills", "ranks", "limits");
    private static final List<String> OF_QUEUES =
            List.of(
                    "open",
                    "max_length",
                    "max_wait",
                    "service_target",
                    "ring_time",
                    "wrap_up",
                    "retry_delay",
                    "order",
                    "agents",
                    "channel",
                    "units",
                    "share",
                    "recording",
                    "whisper",
                    "script",
                    "screen_pop",
                    "short_abandon",
                    "auto_answer");

    /// In the order in which an export has them.
    SequencedMap<String, Kind> columns() {
        List<String> names =
                switch (this) {
                    case AGENTS -> OF_AGENTS;
                    case SKILLS -> List.of();
                    case QUEUES -> OF_QUEUES;
                };
        SequencedMap<String, Kind> columns = new LinkedHashMap<>();
        names.forEach(name -> columns.put(name, PAIRED.contains(name) ? PAIRS : VALUE));
        return columns;
    }

    /// The section's key in the settings.
    public String section() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What the section is when it stands in the settings themselves.
    String inYaml() {
        return this == SKILLS ? "a list" : "a map";
    }

    /// One of its entries: `agent`.
    String one() {
        return section().substring(0, section().length() - 1);
    }
}
