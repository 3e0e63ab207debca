package org.strowger.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The `centre` commands by name.
final class CentreCommands {
    private static final CommandGroup ALL = new CommandGroup("centre", all());

    private CentreCommands() {}

    private static SequencedMap<String, Command> all() {
        SequencedMap<String, Command> all = new LinkedHashMap<>();
        all.put("export", new TableExportCommand());
        all.put("import", new TableImportCommand());
        return all;
    }

    static int run(List<String> args, Terminal terminal) {
        return ALL.run(args, terminal);
    }
}
