package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.Table;
import org.strowger.engine.TableImport;

/// `centre import`: checks a CSV file of agents, queues or skills against the settings, says what
/// it would change, and puts it in place when it is told to.
final class TableImportCommand implements Command {
    private static final String APPLY = "--apply";

    @Override
    public Form form() {
        return Form.of(
                        Tables.NAMES + " FILE --config FILE [--apply]",
                        List.of(APPLY),
                        List.of(),
                        2,
                        2)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        String name = given.rest().getFirst();
        Optional<Table> table = Tables.called(name);
        if (table.isEmpty()) {
            return terminal.misused("centre import: " + Tables.unknown(name));
        }
        Path file = Path.of(given.rest().get(1));
        TableImport looked =
                TableImport.of(
                        Path.of(given.needed(Site.CONFIG)),
                        terminal.environment(),
                        table.get(),
                        file.toString(),
                        Site.text(file));
        return switch (looked) {
            case TableImport.Refused(var problems) -> terminal.failed(problems);
            case TableImport.Ready ready -> tell(ready, given.has(APPLY), terminal);
        };
    }

    private static int tell(TableImport.Ready ready, boolean isApplied, Terminal terminal)
            throws IOException {
        ready.sentences().forEach(terminal.out()::println);
        if (ready.sentences().isEmpty()) {
            terminal.out().println("nothing would change");
        }
        if (isApplied) {
            ready.putInPlace();
            terminal.out().println("wrote " + ready.target());
        } else if (!ready.sentences().isEmpty()) {
            terminal.out().println("--apply puts this in place of " + ready.target());
        }
        return Terminal.WELL;
    }
}
