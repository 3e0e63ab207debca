package org.strowger.simulator;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.yaml.Spelling;

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
    private static final int MOST_THREADS = 1_024;

    private static final SortedSet<String> OPTIONS =
            new TreeSet<>(
                    Set.of("--html", "--json", "--csv", "--replications", "--seed", "--threads"));

    /// What came of reading it.
    sealed interface Read {
        record Ok(Asked asked) implements Read {}

        record Help() implements Read {}

        record Misused(String why) implements Read {}
    }

    /// @param files how many scenarios the command takes
    /// @param threads how many days are played at once, if nothing is said
    static Read read(List<String> args, int files, int threads) {
        if (args.contains("--help")) {
            return new Read.Help();
        }
        Words words = new Words(files, threads);
        try {
            words.read(args.iterator());
            return new Read.Ok(words.asked());
        } catch (Misuse e) {
            return new Read.Misused(e.why);
        }
    }

    /// Ends the reading of arguments.
    private static final class Misuse extends Exception {
        private static final long serialVersionUID = 1;
        private final String why;

        Misuse(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    /// The arguments, as they are read.
    private static final class Words {
        private final int files;
        private final List<Path> scenarios = new ArrayList<>();
        private final SortedSet<String> seen = new TreeSet<>();
        private Optional<Path> html = Optional.empty();
        private Optional<Path> json = Optional.empty();
        private Optional<Path> csv = Optional.empty();
        private OptionalInt replications = OptionalInt.empty();
        private OptionalLong seed = OptionalLong.empty();
        private int threads;

        Words(int files, int threads) {
            this.files = files;
            this.threads = threads;
        }

        void read(Iterator<String> args) throws Misuse {
            while (args.hasNext()) {
                String word = args.next();
                if (!word.startsWith("--")) {
                    scenarios.add(path(word));
                } else if (!OPTIONS.contains(word)) {
                    throw new Misuse("unknown option " + word + Spelling.didYouMean(word, OPTIONS));
                } else if (!args.hasNext()) {
                    throw new Misuse(word + " expects a value");
                } else if (!seen.add(word)) {
                    throw new Misuse(word + " stands there twice");
                } else {
                    option(word, args.next());
                }
            }
            if (scenarios.size() != files) {
                throw new Misuse(
                        "expected %d scenario%s, but found %d"
                                .formatted(files, files == 1 ? "" : "s", scenarios.size()));
            }
        }

        private void option(String name, String value) throws Misuse {
            switch (name) {
                case "--html" -> html = Optional.of(path(value));
                case "--json" -> json = Optional.of(path(value));
                case "--csv" -> csv = Optional.of(path(value));
                case "--replications" ->
                        replications = OptionalInt.of(number(name, value, 1, MOST_REPLICATIONS));
                case "--seed" -> seed = OptionalLong.of(number(name, value, 0, HIGHEST_SEED));
                case "--threads" -> threads = number(name, value, 1, MOST_THREADS);
                default -> throw new Misuse("unknown option " + name);
            }
        }

        private static Path path(String word) throws Misuse {
            try {
                return Path.of(word);
            } catch (InvalidPathException e) {
                throw new Misuse("not a path: " + word);
            }
        }

        private static int number(String name, String value, int least, int most) throws Misuse {
            int number;
            try {
                number = Integer.parseInt(value);
            } catch (NumberFormatException e) {
                number = least - 1;
            }
            if (number < least || number > most) {
                throw new Misuse(
                        "%s expects a whole number from %d to %d, but found %s"
                                .formatted(name, least, most, value));
            }
            return number;
        }

        Asked asked() {
            return new Asked(scenarios, html, json, csv, replications, seed, threads);
        }
    }
}
