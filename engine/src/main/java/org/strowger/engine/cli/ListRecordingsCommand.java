package org.strowger.engine.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.recording.Recorded;
import org.strowger.engine.recording.RecordingFolder;

/// `recordings list`: what was recorded, the oldest day first.
final class ListRecordingsCommand implements Command {
    private static final String DAY = "--day";

    @Override
    public Form form() {
        return Form.of("--config SETTINGS [--day YYYY-MM-DD]", List.of(), List.of(DAY), 0, 0)
                .needing(Site.CONFIG);
    }

    @Override
    public int run(Arguments given, Terminal terminal) throws IOException {
        Optional<LocalDate> day;
        try {
            day = given.value(DAY).map(LocalDate::parse);
        } catch (DateTimeException _) {
            return terminal.misused("recordings list: expected a day as 2026-11-22 behind --day");
        }
        Optional<EngineSettings> settings = Site.settings(given, terminal);
        if (settings.isEmpty()) {
            return Terminal.FAILED;
        }
        RecordingFolder folder = Archive.of(settings.get()).recordings();
        for (LocalDate each : day.isPresent() ? only(day.get()) : folder.days()) {
            folder.of(each).forEach(recording -> print(recording, terminal.out()));
        }
        return Terminal.WELL;
    }

    private static SortedSet<LocalDate> only(LocalDate day) {
        return new TreeSet<>(List.of(day));
    }

    private static void print(Recorded recording, PrintStream out) {
        out.println(
                "%s  %s  %s  %d bytes%s"
                        .formatted(
                                recording.id(),
                                recording.madeAt().truncatedTo(ChronoUnit.SECONDS),
                                Archive.clock(recording.length()),
                                recording.size(),
                                recording.encrypted() ? ", encrypted" : ""));
    }
}
