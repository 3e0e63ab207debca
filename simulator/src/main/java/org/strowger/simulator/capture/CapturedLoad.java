package org.strowger.simulator.capture;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.yaml.Spelling;

/// The `load --capture` command, where nothing of ours measures: SIPp calls an engine that is
/// started for it, and times are those of captured packets.
public final class CapturedLoad {
    private static final int MISUSED = 2;
    private static final int MOST_CALLS = 10_000_000;
    private static final String USAGE =
            """
            usage: strowger load --capture [OPTION ...]    as root; needs sip-tester and tshark

              --rate 50       new calls in each second, up to 1000
              --seconds 60    how long calls are made, up to 86400
              --calls N       how many calls, instead of --seconds
              --warm-up 0     so many calls before, ten a second, which do not count
              --agents 40     so many agents, up to 10000
              --talk 200      how long an agent talks, in ms
              --heap 256m     of the engine
            """;

    private final PrintStream out;
    private final PrintStream err;

    public CapturedLoad(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /// An option that is not what was expected.
    private static final class Unexpected extends Exception {
        private static final long serialVersionUID = 1;

        Unexpected(String message) {
            super(message, null, false, false);
        }
    }

    /// Runs one plan.
    ///
    /// @return the process' exit status: 0 when no call failed, 1 when one did or nothing could be
    ///   measured, 2 when the command was not understood
    public int run(List<String> args) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(USAGE);
            return 0;
        }
        try {
            return CaptureRun.run(plan(args), out) ? 0 : 1;
        } catch (Unexpected e) {
            err.println("strowger load --capture: " + e.getMessage());
            err.print(USAGE);
            return MISUSED;
        } catch (IOException e) {
            err.println("strowger: " + e.getMessage());
            return 1;
        }
    }

    private static CapturePlan plan(List<String> args) throws Unexpected {
        SortedMap<String, String> said = said(args);
        int rate = number(said, "--rate", 1, 1_000);
        int seconds = number(said, "--seconds", 1, 86_400);
        int calls = number(said, "--calls", 0, MOST_CALLS);
        String heap = Objects.requireNonNull(said.get("--heap"));
        if (!heap.matches("[0-9]{1,6}[mMgG]")) {
            throw new Unexpected("--heap expects a size such as 256m or 1g, not " + heap);
        }
        if (calls == 0 && (long) rate * seconds > MOST_CALLS) {
            throw new Unexpected(
                    "--rate %d for --seconds %d are more than %d calls"
                            .formatted(rate, seconds, MOST_CALLS));
        }
        return new CapturePlan(
                rate,
                calls > 0 ? calls : rate * seconds,
                number(said, "--warm-up", 0, MOST_CALLS),
                number(said, "--agents", 1, 10_000),
                Duration.ofMillis(number(said, "--talk", 0, 3_600_000)),
                heap);
    }

    private static SortedMap<String, String> said(List<String> args) throws Unexpected {
        SortedMap<String, String> said = new TreeMap<>();
        said.put("--rate", "50");
        said.put("--seconds", "60");
        said.put("--calls", "0");
        said.put("--warm-up", "0");
        said.put("--agents", "40");
        said.put("--talk", "200");
        said.put("--heap", "256m");
        for (int i = 0; i < args.size(); i += 2) {
            String option = args.get(i);
            if (!said.containsKey(option)) {
                throw new Unexpected(
                        "unknown option "
                                + option
                                + Spelling.didYouMean(option, List.copyOf(said.keySet())));
            }
            if (i + 1 == args.size()) {
                throw new Unexpected(option + " expects a value");
            }
            said.put(option, args.get(i + 1));
        }
        return said;
    }

    private static int number(SortedMap<String, String> said, String option, int least, int most)
            throws Unexpected {
        String text = Objects.requireNonNull(said.get(option));
        int number = text.matches("[0-9]{1,8}") ? Integer.parseInt(text) : -1;
        if (number < least || number > most) {
            throw new Unexpected(
                    "%s expects a whole number from %d to %d, not %s"
                            .formatted(option, least, most, text));
        }
        return number;
    }
}
