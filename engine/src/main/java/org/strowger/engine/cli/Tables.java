package org.strowger.engine.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.Table;
import org.strowger.yaml.Spelling;

/// The tables that commands name.
final class Tables {
    static final String NAMES = "agents|queues|skills";

    private Tables() {}

    /// The table of that name.
    static Optional<Table> called(String name) {
        return Arrays.stream(Table.values())
                .filter(table -> table.section().equals(name))
                .findFirst();
    }

    static String unknown(String name) {
        List<String> known = Arrays.stream(Table.values()).map(Table::section).toList();
        return "expected "
                + NAMES
                + ", but found '"
                + name
                + "'"
                + Spelling.didYouMean(name, known);
    }
}
