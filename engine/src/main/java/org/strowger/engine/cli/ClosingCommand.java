package org.strowger.engine.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.flow.ClosedCalendars;
import org.strowger.engine.flow.ReleaseStore;
import org.strowger.yaml.Spelling;

/// `flow close` and `flow open`: closes a calendar by hand, and has its hours count again.
///
/// @param closes which of the two
record ClosingCommand(boolean closes) implements Command {
    private static final Pattern CALENDAR = Pattern.compile("calendars/(.*)\\.yaml");

    @Override
    public Form form() {
        return Form.of("--config SETTINGS CALENDAR", List.of(), List.of(), 1, 1)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        return settings.isEmpty()
                ? Terminal.FAILED
                : change(settings.get(), given.rest().getFirst(), terminal);
    }

    private int change(EngineSettings settings, String calendar, Terminal terminal)
            throws IOException {
        ClosedCalendars closed =
                new ClosedCalendars(settings.data().resolve(ClosedCalendars.FILE_NAME));
        closed.reload();
        SortedSet<String> known = closes ? calendars(settings) : new TreeSet<>(closed.closed());
        if (!known.contains(calendar)) {
            return terminal.failed(
                    (closes ? "no calendar '%s'%s" : "calendar '%s' is not closed by hand%s")
                            .formatted(calendar, Spelling.didYouMean(calendar, known)));
        }
        if (closes) {
            closed.close(calendar);
        } else {
            closed.open(calendar);
        }
        terminal.out()
                .println(
                        closes
                                ? calendar + ": closed by hand, until flow open"
                                : calendar + ": its hours count again");
        return Terminal.WELL;
    }

    /// Those of the drafts and those that calls ask now: in an emergency neither a mistake in a
    /// draft nor that a calendar is no longer in the folder may be in the way.
    private static SortedSet<String> calendars(EngineSettings settings) throws IOException {
        SortedSet<String> known =
                new TreeSet<>(Site.folder(settings).check(settings.surroundings()).calendars());
        ReleaseStore store = Releases.of(settings);
        for (String flow : store.flows()) {
            store.currentRelease(flow)
                    .ifPresent(
                            release -> release.files().keySet().forEach(file -> add(file, known)));
        }
        return known;
    }

    private static void add(String file, SortedSet<String> calendars) {
        Matcher path = CALENDAR.matcher(file);
        if (path.matches()) {
            calendars.add(path.group(1));
        }
    }
}
