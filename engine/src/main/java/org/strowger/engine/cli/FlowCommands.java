package org.strowger.engine.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The `flow` commands by name.
final class FlowCommands {
    private static final CommandGroup ALL = new CommandGroup("flow", all());

    private FlowCommands() {}

    private static SequencedMap<String, Command> all() {
        SequencedMap<String, Command> all = new LinkedHashMap<>();
        all.put("check", new CheckCommand());
        all.put("test", new TestCommand());
        all.put("run", new RunCommand());
        all.put("graph", new GraphCommand());
        all.put("diff", new DiffCommand());
        all.put("import", new ImportCommand());
        all.put("publish", new PublishCommand());
        all.put("rollback", new RollbackCommand());
        all.put("releases", new ReleasesCommand());
        all.put("close", new ClosingCommand(true));
        all.put("open", new ClosingCommand(false));
        return all;
    }

    static int run(List<String> args, Terminal terminal) {
        return ALL.run(args, terminal);
    }
}
