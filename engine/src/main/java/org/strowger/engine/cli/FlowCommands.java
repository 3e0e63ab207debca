package org.strowger.engine.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.InvalidPathException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.strowger.engine.flow.FileFault;
import org.strowger.yaml.Spelling;

/// The `flow` commands by name.
final class FlowCommands {
    private static final SequencedMap<String, FlowCommand> ALL = all();

    private FlowCommands() {}

    private static SequencedMap<String, FlowCommand> all() {
        SequencedMap<String, FlowCommand> all = new LinkedHashMap<>();
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
        return Collections.unmodifiableSequencedMap(all);
    }

    static int run(List<String> args, Terminal terminal) {
        String name = args.isEmpty() ? "" : args.getFirst();
        if (name.equals("help") || name.equals("--help")) {
            printUsage(terminal.out());
            return Terminal.WELL;
        }
        FlowCommand command = ALL.get(name);
        if (command == null) {
            terminal.misused(
                    args.isEmpty()
                            ? "flow expects a command"
                            : "unknown command 'flow " + name + "'" + guess(name));
            printUsage(terminal.err());
            return Terminal.MISUSED;
        }
        return switch (Arguments.read(command.form(), args.subList(1, args.size()))) {
            case Arguments.Read.Misused(String why) ->
                    terminal.misused("flow " + name + ": " + why);
            case Arguments.Read.Ok(Arguments given) -> run(command, given, terminal);
        };
    }

    private static int run(FlowCommand command, Arguments given, Terminal terminal) {
        try {
            return command.run(given, terminal);
        } catch (IOException e) {
            return terminal.failed(FileFault.words(e));
        } catch (UncheckedIOException e) {
            return terminal.failed(FileFault.words(e));
        } catch (InvalidPathException e) {
            return terminal.failed(e.getInput() + ": no file can be called so here");
        }
    }

    private static String guess(String name) {
        return Spelling.didYouMean(name, ALL.sequencedKeySet());
    }

    private static void printUsage(PrintStream to) {
        to.println("usage:");
        ALL.forEach((name, command) -> to.println("  flow " + name + " " + command.form().usage()));
    }
}
