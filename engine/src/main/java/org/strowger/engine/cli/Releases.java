package org.strowger.engine.cli;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.Publication;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.flow.release.Published;
import org.strowger.flow.release.Publishing;

/// What the commands about releases have in common.
final class Releases {
    static final String BY = "--by";
    static final String NOTE = "--note";

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int SHORT_HASH = 12;
    private static final int SHORTEST_HASH = 4;

    private Releases() {}

    static ReleaseStore of(EngineSettings settings) {
        return new ReleaseStore(settings.releases());
    }

    /// Who does it: as they say, or else their name on this machine.
    static String by(Arguments given) {
        return given.value(BY).orElseGet(() -> System.getProperty("user.name", ""));
    }

    /// A text that cannot steer the terminal that shows it.
    static String plain(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    /// As many digits of a hash as people need.
    static String brief(String hash) {
        return hash.substring(0, SHORT_HASH);
    }

    /// The releases of a flow whose hashes begin so; none when that is too short to be meant.
    static SortedSet<String> beginning(String hash, String flow, ReleaseStore store)
            throws IOException {
        NavigableSet<String> meant = new TreeSet<>();
        if (hash.length() >= SHORTEST_HASH) {
            store.history(flow).entries().stream()
                    .map(Published::releaseHash)
                    .filter(published -> published.startsWith(hash))
                    .forEach(meant::add);
        }
        return meant;
    }

    static int tell(String flow, Publication publication, Terminal terminal) {
        return switch (publication) {
            case Publication.Unfit(String what) -> terminal.failed(flow + ": " + what);
            case Publication.Refused(var reason)
                    when reason == Publishing.Reason.ALREADY_CURRENT -> {
                terminal.out().println(flow + ": " + words(reason));
                yield Terminal.WELL;
            }
            case Publication.Refused(var reason) -> terminal.failed(flow + ": " + words(reason));
            case Publication.Done(Published entry) -> {
                terminal.out()
                        .println(
                                "%s: release %s, published at %s by %s"
                                        .formatted(
                                                flow,
                                                brief(entry.releaseHash()),
                                                entry.at(),
                                                plain(entry.by())));
                yield Terminal.WELL;
            }
        };
    }

    /// Says so when calls do not run what is published.
    static void tellWhetherItCounts(EngineSettings settings, Terminal terminal) {
        if (settings.publishing() == EngineSettings.Publishing.ON_SAVE) {
            terminal.err()
                    .println(
                            "strowger: calls still run what is saved in "
                                    + settings.flows()
                                    + "; 'publishing: by_command' in the settings makes them run"
                                    + " what is published");
        }
    }

    private static String words(Publishing.Reason reason) {
        return switch (reason) {
            case ALREADY_CURRENT -> "nothing to do: new calls get this release already";
            case NEVER_PUBLISHED -> "this release was never published: see flow releases";
            case NOT_BY_ANYBODY -> "expected who publishes in 1 to 100 characters: --by NAME";
            case NOTE_TOO_LONG -> "the note has more than 1000 characters";
            case HISTORY_FULL -> "its history is full, with 100000 entries";
        };
    }
}
