package org.strowger.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The `recordings` commands by name.
final class RecordingsCommands {
    private static final CommandGroup ALL = new CommandGroup("recordings", all());

    private RecordingsCommands() {}

    private static SequencedMap<String, Command> all() {
        SequencedMap<String, Command> all = new LinkedHashMap<>();
        all.put("list", new ListRecordingsCommand());
        all.put("export", new ExportRecordingCommand());
        all.put("delete", new DeleteRecordingCommand());
        all.put("sweep", new SweepCommand());
        return all;
    }

    static int run(List<String> args, Terminal terminal) {
        return ALL.run(args, terminal);
    }
}
