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

/// Commands that have their first word in common.
///
/// @param name that word
/// @param commands each by its second word, in the order in which people are told of them
record CommandGroup(String name, SequencedMap<String, ? extends Command> commands) {

    CommandGroup {
        commands = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(commands));
    }

    int run(List<String> args, Terminal terminal) {
        String which = args.isEmpty() ? "" : args.getFirst();
        if (which.equals("help") || which.equals("--help")) {
            printUsage(terminal.out());
            return Terminal.WELL;
        }
        Command command = commands.get(which);
        if (command == null) {
            terminal.misused(
                    args.isEmpty()
                            ? name + " expects a command"
                            : "unknown command '" + name + " " + which + "'" + guess(which));
            printUsage(terminal.err());
            return Terminal.MISUSED;
        }
        return run(name + " " + which, command, args.subList(1, args.size()), terminal);
    }

    /// Runs a command that stands alone, or that was found.
    ///
    /// @param name what was typed for it
    static int run(String name, Command command, List<String> args, Terminal terminal) {
        return switch (Arguments.read(command.form(), args)) {
            case Arguments.Read.Misused(String why) -> terminal.misused(name + ": " + why);
            case Arguments.Read.Ok(Arguments given) -> run(command, given, terminal);
        };
    }

    private static int run(Command command, Arguments given, Terminal terminal) {
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

    private String guess(String which) {
        return Spelling.didYouMean(which, commands.sequencedKeySet());
    }

    private void printUsage(PrintStream to) {
        to.println("usage:");
        commands.forEach(
                (which, command) ->
                        to.println("  " + name + " " + which + " " + command.form().usage()));
    }
}
