package org.strowger.engine.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.FlowFolder;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.engine.flow.StoredRelease;
import org.strowger.flow.check.Surroundings;
import org.strowger.yaml.Problem;

/// `flow diff`: says what one version of flows changes in another: of flows in meaning, of
/// calendars and recordings which are not the same.
final class DiffCommand implements Command {
    @Override
    public Form form() {
        return Form.of(
                "[--config SETTINGS] A B   each is a FILE, a DIR or, with the settings, the hash of"
                        + " a release",
                List.of(),
                List.of(Site.CONFIG),
                2,
                2);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Optional.empty();
        if (given.value(Site.CONFIG).isPresent()) {
            settings = Site.settings(given, terminal);
            if (settings.isEmpty()) {
                return Terminal.FAILED;
            }
        }
        ComparedSide before = side(given.rest().getFirst(), settings);
        ComparedSide after = side(given.rest().getLast(), settings);
        List<Problem> wrong = new ArrayList<>();
        List<String> lines =
                ComparedSide.difference(before.beside(after), after.beside(before), wrong);
        if (!wrong.isEmpty()) {
            return terminal.failed(wrong);
        }
        lines.forEach(terminal.out()::println);
        if (lines.isEmpty()) {
            terminal.out().println("no change in meaning");
        }
        return Terminal.WELL;
    }

    private static ComparedSide side(String named, Optional<EngineSettings> settings)
            throws IOException {
        Path path = Path.of(named).normalize();
        if (Files.isDirectory(path)) {
            return new ComparedSide.OfFolder(FlowFolder.of(path).check(Surroundings.unknown()));
        }
        if (Files.exists(path)) {
            return new ComparedSide.OfFile(path.toString(), Site.text(path));
        }
        if (settings.isEmpty()) {
            throw new NoSuchFileException(named);
        }
        StoredRelease release = release(named, Releases.of(settings.get()));
        return new ComparedSide.OfRelease(release.release().flow(), release.files());
    }

    private static StoredRelease release(String named, ReleaseStore store) throws IOException {
        SortedSet<String> meant = new TreeSet<>();
        for (String flow : store.flows()) {
            meant.addAll(Releases.beginning(named, flow, store));
        }
        if (meant.size() != 1) {
            throw new IOException(
                    named
                            + (meant.isEmpty()
                                    ? ": neither a file nor a folder nor a release"
                                    : ": several releases begin so: " + meant));
        }
        return store.load(meant.getFirst())
                .orElseThrow(() -> new IOException("there is no release " + meant.getFirst()));
    }
}
