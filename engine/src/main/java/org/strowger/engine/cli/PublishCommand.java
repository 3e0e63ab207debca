package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.CheckedFolder;
import org.strowger.engine.flow.Espeak;
import org.strowger.flow.FlowBook;
import org.strowger.yaml.Problem;
import org.strowger.yaml.Spelling;

/// `flow publish`: makes a release of a flow as it is in its folder, and gives it to new calls.
///
/// Whatever would keep the engine from running it is found here, before anything is published.
final class PublishCommand implements Command {
    @Override
    public Form form() {
        return Form.of(
                        "--config SETTINGS FLOW [--by NAME] [--note TEXT]",
                        List.of(),
                        List.of(Releases.BY, Releases.NOTE),
                        1,
                        1)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        return settings.isEmpty()
                ? Terminal.FAILED
                : publish(settings.get(), given.rest().getFirst(), given, terminal);
    }

    private static int publish(
            EngineSettings settings, String flow, Arguments given, Terminal terminal)
            throws IOException {
        CheckedFolder folder = Site.folder(settings).check(settings.surroundings());
        FlowBook book = folder.checked().books().get(flow);
        if (book == null) {
            return refused(flow, folder, terminal);
        }
        List<Problem> lacking =
                folder.makeSounds(book, settings.data().resolve("spoken"), new Espeak());
        if (!lacking.isEmpty()) {
            return terminal.failed(lacking);
        }
        int status =
                Releases.tell(
                        flow,
                        Releases.of(settings)
                                .publish(
                                        flow,
                                        folder.releaseOf(book),
                                        terminal.now(),
                                        Releases.by(given),
                                        given.value(Releases.NOTE).orElse("")),
                        terminal);
        Releases.tellWhetherItCounts(settings, terminal);
        return status;
    }

    private static int refused(String flow, CheckedFolder folder, Terminal terminal) {
        List<Problem> errors = folder.findings().stream().filter(Problem::isError).toList();
        if (errors.isEmpty()) {
            var known = folder.checked().books().keySet();
            return terminal.failed("no flow '" + flow + "'" + Spelling.didYouMean(flow, known));
        }
        terminal.failed(errors);
        return terminal.failed(flow + ": not published, for these errors");
    }
}
