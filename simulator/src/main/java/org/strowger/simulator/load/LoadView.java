package org.strowger.simulator.load;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.strowger.simulator.load.LoadRun.Outcome;
import org.strowger.simulator.load.People.Moment;

/// What people see of a load: a few lines that are written over one another on a terminal, a line
/// now and then elsewhere, and figures and verdicts in the end.
final class LoadView {
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final double[] PERCENTS = {50, 90, 99, 99.9, 100};
    private static final int MOST_ERRORS = 5;

    /// What is always told; errors follow.
    private static final int LINES = 3;

    /// A line that is longer takes two on a narrow terminal, and cannot be written over.
    private static final int WIDTH = 79;

    private final PrintStream out;
    private final boolean terminal;
    private int lines;
    private Duration told = Duration.ZERO;

    /// @param terminal whether lines can be written over
    LoadView(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /// Shows what there is now.
    ///
    /// @param passed since the first call was due
    /// @param time how long calls are made
    /// @param warmUp whose calls count in no figure
    void show(Moment now, Duration passed, Duration time, Duration warmUp) {
        if (terminal) {
            List<String> text = live(now, passed, time, warmUp);
            clear();
            text.forEach(out::println);
            lines = text.size();
            out.flush();
        } else if (passed.minus(told).compareTo(LINE_EVERY) >= 0) {
            told = passed;
            live(now, passed, time, warmUp).stream().limit(LINES).forEach(out::println);
        }
    }

    private void clear() {
        if (lines > 0) {
            // Up so many lines, and clear what is below.
            out.print("\u001b[%dA\u001b[J".formatted(lines));
            lines = 0;
        }
    }

    private static List<String> live(Moment now, Duration passed, Duration time, Duration warmUp) {
        Ledger ledger = now.ledger();
        Duration made = passed.compareTo(time) < 0 ? passed : time;
        double seconds = Math.max(0.001, made.minus(warmUp).toMillis() / 1e3);
        List<String> text = new ArrayList<>();
        text.add(
                String.format(
                        Locale.ROOT,
                        "%d of %d s: %,d calls due (%.1f/s), %,d made (%.1f/s)",
                        passed.toSeconds(),
                        time.toSeconds(),
                        ledger.due,
                        ledger.due / seconds,
                        ledger.rang,
                        ledger.rang / seconds));
        text.add(
                String.format(
                        Locale.ROOT,
                        "  %,d answered, %,d talk, %,d on the line; %s",
                        ledger.answered,
                        now.talks(),
                        now.callers(),
                        errorsOf(ledger)));
        text.add(
                "  p99: INVITE to 200 %s, ring %s, wait %s, own %s"
                        .formatted(
                                Limit.ms(ledger.at(Timing.ANSWER, 99)),
                                Limit.ms(ledger.at(Timing.RING, 99)),
                                Limit.ms(ledger.at(Timing.WAIT, 99)),
                                Limit.ms(ledger.at(Timing.OWN, 99))));
        ledger.errors().entrySet().stream()
                .limit(MOST_ERRORS)
                .forEach(
                        error ->
                                text.add(
                                        String.format(
                                                Locale.ROOT,
                                                "  %,d %s",
                                                error.getValue(),
                                                error.getKey())));
        text.replaceAll(line -> line.substring(0, Math.min(WIDTH, line.length())));
        return text;
    }

    private static String errorsOf(Ledger ledger) {
        return ledger.errorCount() == 0
                ? "no errors"
                : String.format(Locale.ROOT, "%,d errors", ledger.errorCount());
    }

    /// What came of it.
    ///
    /// @param processor what this client took of the processor meanwhile
    void report(Outcome outcome, Duration processor, List<Limit.Verdict> verdicts) {
        clear();
        Ledger ledger = outcome.end().ledger();
        double seconds = Math.max(0.001, outcome.passed().toMillis() / 1e3);
        outcome.stopped().ifPresent(why -> out.println("Ended before its time: " + why));
        out.printf(
                Locale.ROOT,
                "%,d calls were due in %.1f s (%.1f/s), %,d were made (%.1f/s), %,d answered, %,d talks with agents%n",
                ledger.due,
                seconds,
                ledger.due / seconds,
                ledger.rang,
                ledger.rang / seconds,
                ledger.answered,
                ledger.talks);
        out.printf(
                Locale.ROOT,
                "%,d gave up in line, %,d were sent away by the centre, %,d ended after a talk%n",
                ledger.gaveUp,
                ledger.sentAway,
                ledger.ended);
        out.printf(
                Locale.ROOT,
                "The other one's voice was heard at %,d of %,d ears that listened%n",
                ledger.heard,
                ledger.listened);
        out.printf(
                Locale.ROOT,
                "This client took %.1f s of processor time%n",
                processor.toMillis() / 1e3);
        out.println();
        out.printf(
                Locale.ROOT,
                "%-32s %9s %9s %9s %9s %9s %9s%n",
                "ms, from when it was due",
                "n",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max");
        for (Timing timing : Timing.values()) {
            out.println(row(timing, ledger));
        }
        out.println();
        ledger.errors()
                .forEach(
                        (kind, count) -> out.printf(Locale.ROOT, "%,9d errors: %s%n", count, kind));
        for (Limit.Verdict verdict : verdicts) {
            out.println((verdict.kept() ? "  kept    " : "  MISSED  ") + verdict.words());
        }
    }

    private static String row(Timing timing, Ledger ledger) {
        StringBuilder row = new StringBuilder();
        row.append(String.format(Locale.ROOT, "%-32s %,9d", timing.words(), ledger.count(timing)));
        for (double percent : PERCENTS) {
            row.append(
                    ledger.count(timing) == 0
                            ? "         -"
                            : String.format(
                                    Locale.ROOT,
                                    " %9.2f",
                                    ledger.at(timing, percent).toNanos() / 1e6));
        }
        return row.toString();
    }

    /// Writes all times as HdrHistogram's percentile distributions, in milliseconds.
    static void write(Ledger ledger, Path file) throws IOException {
        try (PrintStream to =
                new PrintStream(Files.newOutputStream(file), false, StandardCharsets.UTF_8)) {
            for (Timing timing : Timing.values()) {
                to.println("# " + timing.key() + ": " + timing.words() + ", ms");
                ledger.histogram(timing).outputPercentileDistribution(to, 1_000.0);
                to.println();
            }
            if (to.checkError()) {
                throw new IOException("not all could be written to " + file);
            }
        }
    }
}
