package org.strowger.simulator.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the engine wrote to its log.
///
/// @param errors the first of them
record EngineLog(long errorCount, long warningCount, List<String> errors, List<String> warnings) {
    private static final Pattern ERROR = Pattern.compile("^[0-9:.]+ ERROR .*");
    private static final Pattern WARNING = Pattern.compile("^[0-9:.]+ WARN  .*");
    private static final Pattern EDITION =
            Pattern.compile("^[0-9:.]+ INFO .* flow \\S+ is in force.*");
    private static final int SHOWN = 10;

    static EngineLog read(Path file) throws IOException {
        return new EngineLog(
                count(file, ERROR), count(file, WARNING), first(file, ERROR), first(file, WARNING));
    }

    /// How many editions of the flow were in force, one after the other.
    static long editions(Path file) throws IOException {
        return count(file, EDITION);
    }

    private static long count(Path file, Pattern level) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(level.asMatchPredicate()).count();
        }
    }

    private static List<String> first(Path file, Pattern level) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(level.asMatchPredicate()).limit(SHOWN).toList();
        }
    }
}
