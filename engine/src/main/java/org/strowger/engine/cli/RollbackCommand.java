package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.ReleaseStore;

/// `flow rollback`: gives new calls a release that was published before.
final class RollbackCommand implements Command {
    @Override
    public Form form() {
        return Form.of(
                        "--config SETTINGS FLOW HASH [--by NAME] [--note TEXT]",
                        List.of(),
                        List.of(Releases.BY, Releases.NOTE),
                        2,
                        2)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        return settings.isEmpty() ? Terminal.FAILED : rollBack(settings.get(), given, terminal);
    }

    private static int rollBack(EngineSettings settings, Arguments given, Terminal terminal)
            throws IOException {
        String flow = given.rest().getFirst();
        String hash = given.rest().get(1);
        ReleaseStore store = Releases.of(settings);
        SortedSet<String> meant = Releases.beginning(hash, flow, store);
        if (meant.size() != 1) {
            return terminal.failed(
                    meant.isEmpty()
                            ? flow + ": no release was published that begins with " + hash
                            : flow + ": several releases begin with " + hash + ": " + meant);
        }
        int status =
                Releases.tell(
                        flow,
                        store.rollBack(
                                flow,
                                meant.getFirst(),
                                terminal.now(),
                                Releases.by(given),
                                given.value(Releases.NOTE).orElse("")),
                        terminal);
        Releases.tellWhetherItCounts(settings, terminal);
        return status;
    }
}
