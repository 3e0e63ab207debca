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
import java.util.Optional;
import org.strowger.simulator.load.People.Moment;

/// What people see of a load: a few lines that are written over one another on a terminal, a line
/// now and then elsewhere, and figures and verdicts in the end.
final class LoadView {
    private static final Duration LINE_EVERY = Duration.ofSeconds(10);
    private static final double[] PERCENTS = {50, 90, 99, 99.9, 100};
    private static final int MOST_ERRORS = 5;

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
    void show(Moment now, Duration passed, Duration time) {
        if (terminal) {
            List<String> text = live(now, passed, time);
            clear();
            text.forEach(out::println);
            lines = text.size();
            out.flush();
        } else if (passed.minus(told).compareTo(LINE_EVERY) >= 0) {
            told = passed;
            live(now, passed, time).stream().limit(2).forEach(out::println);
        }
    }

    private void clear() {
        if (lines > 0) {
            // Up so many lines, and clear what is below.
            out.print("\u001b[%dA\u001b[J".formatted(lines));
            lines = 0;
        }
    }

    private static List<String> live(Moment now, Duration passed, Duration time) {
        Ledger ledger = now.ledger();
        double seconds = Math.max(0.001, Math.min(passed.toMillis(), time.toMillis()) / 1e3);
        List<String> text = new ArrayList<>();
        text.add(
                String.format(
                        Locale.ROOT,
                        "%d of %d s: %,d calls due (%.1f/s), %,d made (%.1f/s), %,d answered, %,d talk, %,d on the line",
                        passed.toSeconds(),
                        time.toSeconds(),
                        ledger.due,
                        ledger.due / seconds,
                        ledger.rang,
                        ledger.rang / seconds,
                        ledger.answered,
                        now.talks(),
                        now.callers()));
        text.add(
                "  p99: INVITE to 200 %s, ring %s, wait %s, own %s; %s"
                        .formatted(
                                Limit.ms(ledger.at(Timing.ANSWER, 99)),
                                Limit.ms(ledger.at(Timing.RING, 99)),
                                Limit.ms(ledger.at(Timing.WAIT, 99)),
                                Limit.ms(ledger.at(Timing.OWN, 99)),
                                errorsOf(ledger)));
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
        return text;
    }

    private static String errorsOf(Ledger ledger) {
        return ledger.errorCount() == 0
                ? "no errors"
                : String.format(Locale.ROOT, "%,d errors", ledger.errorCount());
    }

    /// What came of it.
    ///
    /// @param passed how long calls were made
    /// @param processor what this client took of the processor meanwhile
    /// @param stopped why it ended before its time, if it did
    /// @return whether every limit was kept
    boolean report(
            Moment end,
            Duration passed,
            Duration processor,
            Optional<String> stopped,
            List<Limit> limits) {
        clear();
        Ledger ledger = end.ledger();
        double seconds = Math.max(0.001, passed.toMillis() / 1e3);
        stopped.ifPresent(why -> out.println("Ended before its time: " + why));
        out.printf(
                Locale.ROOT,
                "%,d calls were due in %.1f s (%.1f/s), %,d were made (%.1f/s), %,d answered, %,d talked with an agent%n",
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
                "The other one's voice was heard at %,d of %,d ears that listened; %,d BYEs were not confirmed%n",
                ledger.heard,
                ledger.listened,
                end.unconfirmed());
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
        boolean kept = true;
        for (Limit limit : limits) {
            Limit.Verdict verdict = limit.judge(ledger);
            kept &= verdict.kept();
            out.println((verdict.kept() ? "  kept    " : "  MISSED  ") + verdict.words());
        }
        return kept;
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
