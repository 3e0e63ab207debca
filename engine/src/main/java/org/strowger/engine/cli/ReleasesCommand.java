package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.flow.release.Published;
import org.strowger.yaml.Spelling;

/// `flow releases`: what was published of a flow, the newest first, which new calls get.
final class ReleasesCommand implements Command {
    @Override
    public Form form() {
        return Form.of("--config SETTINGS FLOW", List.of(), List.of(), 1, 1).needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        return settings.isEmpty()
                ? Terminal.FAILED
                : list(Releases.of(settings.get()), given.rest().getFirst(), terminal);
    }

    private static int list(ReleaseStore store, String flow, Terminal terminal) throws IOException {
        List<Published> entries = store.history(flow).entries();
        if (entries.isEmpty()) {
            SortedSet<String> others = new TreeSet<>(store.flows());
            others.remove(flow);
            return terminal.failed(
                    "nothing was published of '" + flow + "'" + Spelling.didYouMean(flow, others));
        }
        String mark = "*";
        for (Published entry : entries.reversed()) {
            String note = entry.note().isEmpty() ? "" : ": " + Releases.plain(entry.note());
            String hash = Releases.brief(entry.releaseHash());
            terminal.out()
                    .println(
                            mark
                                    + " "
                                    + hash
                                    + "  "
                                    + entry.at()
                                    + "  "
                                    + Releases.plain(entry.by())
                                    + note);
            mark = " ";
        }
        return Terminal.WELL;
    }
}
