package org.strowger.simulator.soak;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/// The `soak` command.
public final class Soak {
    private static final Duration SAMPLE_EVERY = Duration.ofSeconds(30);
    private static final Duration SAMPLE_SOON = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int MISUSED = 2;
    private static final String USAGE =
            """
            usage: strowger soak [OPTION ...]    callers and agents of all kinds, and an audit of what the centre kept

              --rate 20      new calls in each second, up to 1000
              --minutes 30   how long callers ring, up to 10000
              --seconds N    the same in seconds, instead of --minutes
              --seed 7       the same seed, the same people
              --agents N     up to 1000; enough for the rate, when nothing is said
              --heap 256m    of the centre
            """;

    private final PrintStream out;
    private final PrintStream err;

    public Soak(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// Runs one plan. What it worked on is deleted when all went well, and kept otherwise.
    ///
    /// @return the process' exit status: 0 when all went well
    public int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        TreeMap<String, String> options = new TreeMap<>();
        options.put("--rate", "20");
        options.put("--minutes", "30");
        options.put("--seconds", "0");
        options.put("--seed", "7");
        options.put("--agents", "0");
        options.put("--heap", "256m");
        for (int i = 0; i < args.size(); i += 2) {
            if (i + 1 == args.size() || options.replace(args.get(i), args.get(i + 1)) == null) {
                err.println("strowger: soak knows " + String.join(", ", options.keySet()));
                err.print(USAGE);
                return MISUSED;
            }
        }
        SoakPlan plan;
        try {
            plan = plan(options);
        } catch (NumberFormatException e) {
            err.println("strowger: soak expects whole numbers: " + e.getMessage());
            err.print(USAGE);
            return MISUSED;
        }
        return run(plan);
    }

    private static SoakPlan plan(SortedMap<String, String> options) {
        int rate = number(options, "--rate", 1, 1_000);
        int agents = number(options, "--agents", 0, 1_000);
        int seconds = number(options, "--seconds", 0, 1_000_000);
        Duration length =
                seconds > 0
                        ? Duration.ofSeconds(seconds)
                        : Duration.ofMinutes(number(options, "--minutes", 1, 10_000));
        String heap = text(options, "--heap");
        if (!heap.matches("[0-9]{1,6}[mMgG]")) {
            throw new NumberFormatException("--heap is like 256m or 1g");
        }
        return new SoakPlan(
                rate,
                length,
                Long.parseLong(text(options, "--seed")),
                agents > 0 ? agents : SoakPlan.enoughAgents(rate),
                heap,
                length.compareTo(LONG) < 0 ? SAMPLE_SOON : SAMPLE_EVERY);
    }

    private static String text(SortedMap<String, String> options, String name) {
        return Objects.requireNonNull(options.get(name));
    }

    private static int number(SortedMap<String, String> options, String name, int least, int most) {
        int number = Integer.parseInt(text(options, name));
        if (number < least || number > most) {
            throw new NumberFormatException(
                    "%s is from %d to %d, not %d".formatted(name, least, most, number));
        }
        return number;
    }

    private int run(SoakPlan plan) throws InterruptedException {
        try {
            Path folder = Files.createTempDirectory("strowger-soak");
            List<String> wrong = SoakRun.run(plan, folder, out);
            if (wrong.isEmpty()) {
                SoakRun.delete(folder);
            }
            return wrong.isEmpty() ? 0 : 1;
        } catch (IOException | ExecutionException e) {
            err.println("strowger: " + e.getMessage());
            return 1;
        }
    }
}
