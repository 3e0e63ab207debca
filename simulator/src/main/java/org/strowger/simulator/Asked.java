package org.strowger.simulator;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.strowger.simulator.command.Options;

/// What a command that simulates was asked for.
///
/// @param scenarios the files, as many as the command takes
/// @param html where to write the page
/// @param json where to write JSON; `-` is the standard output
/// @param csv the folder for tables
/// @param replications instead of what the scenarios say
/// @param seed instead of what the scenarios say
/// @param threads how many days are played at once
record Asked(
        List<Path> scenarios,
        Optional<Path> html,
        Optional<Path> json,
        Optional<Path> csv,
        OptionalInt replications,
        OptionalLong seed,
        int threads) {
    private static final int MOST_REPLICATIONS = 100_000;
    private static final int HIGHEST_SEED = 999_999_999;
    private static final int MOST_THREADS = 1_000;

    private static final List<String> OPTIONS =
            List.of("--html", "--json", "--csv", "--replications", "--seed", "--threads");

    /// What came of reading it.
    sealed interface Read {
        record Ok(Asked asked) implements Read {}

        record Help() implements Read {}

        record Misused(String why) implements Read {}
    }

    /// @param files how many scenarios the command takes
    static Read read(List<String> args, int files) {
        if (args.contains("--help")) {
            return new Read.Help();
        }
        try {
            return new Read.Ok(of(new Options(args, OPTIONS, List.of()), files));
        } catch (IllegalArgumentException e) {
            return new Read.Misused(String.valueOf(e.getMessage()));
        }
    }

    /// What a command has no option for, it is not asked for.
    ///
    /// @param files how many scenarios the command takes
    /// @throws IllegalArgumentException says what was expected
    static Asked of(Options options, int files) {
        OptionalInt seed = options.count("--seed", 0, HIGHEST_SEED);
        return new Asked(
                options.files(files, "scenario"),
                options.path("--html"),
                options.path("--json"),
                options.path("--csv"),
                options.count("--replications", 1, MOST_REPLICATIONS),
                seed.isPresent() ? OptionalLong.of(seed.getAsInt()) : OptionalLong.empty(),
                options.count("--threads", 1, MOST_THREADS)
                        .orElse(Runtime.getRuntime().availableProcessors()));
    }
}
