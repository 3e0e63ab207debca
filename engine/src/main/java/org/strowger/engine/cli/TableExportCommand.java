package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.strowger.disk.OwnersFiles;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.Table;
import org.strowger.engine.TableExport;

/// `centre export`: writes agents, queues or skills into a CSV file that spreadsheets open.
final class TableExportCommand implements Command {
    private static final String SECRETS = "--secrets";
    private static final String FORCE = "--force";

    @Override
    public Form form() {
        return Form.of(
                        Tables.NAMES + " FILE --config FILE [--secrets] [--force]",
                        List.of(SECRETS, FORCE),
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
            return terminal.misused("centre export: " + Tables.unknown(name));
        }
        Path file = Path.of(given.rest().get(1));
        if (Files.exists(file) && !given.has(FORCE)) {
            return terminal.failed(file + ": is there already; --force writes over it");
        }
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        if (settings.isEmpty()) {
            return Terminal.FAILED;
        }
        TableExport export = TableExport.of(settings.get(), table.get(), given.has(SECRETS));
        write(file, export.csv());
        terminal.out().println("wrote " + file);
        export.leftOut()
                .forEach(
                        queue ->
                                terminal.out()
                                        .println(
                                                "queue %s is not in it: it has rules that stand in"
                                                                .formatted(queue)
                                                        + " YAML only"));
        return Terminal.WELL;
    }

    /// Nobody else may read what may hold passwords.
    private static void write(Path file, String csv) throws IOException {
        OwnersFiles.place(file, csv.getBytes(StandardCharsets.UTF_8));
    }
}
