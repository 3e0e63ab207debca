package org.strowger.simulator;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.strowger.simulator.virtual.Replications.Progress;

/// How far a run is, in one line of a terminal that is drawn again and again: a bar, days or what
/// else is counted, and the time that is left.
final class ProgressBar implements Consumer<Progress>, AutoCloseable {
    private static final int WIDTH = 40;
    private static final String ERASED = "\r" + " ".repeat(79) + "\r";

    private final PrintStream terminal;
    private final boolean isDrawn;
    private final String bound;
    private int drawn = -1;
    private long secondsLeft = -1;

    /// @param isDrawn no where nobody looks: a log gets no bars
    ProgressBar(PrintStream terminal, boolean isDrawn) {
        this(terminal, isDrawn, "");
    }

    private ProgressBar(PrintStream terminal, boolean isDrawn, String bound) {
        this.terminal = terminal;
        this.isDrawn = isDrawn;
        this.bound = bound;
    }

    /// The bar of a run that may end long before it is full.
    static ProgressBar atMost(PrintStream terminal, boolean isDrawn) {
        return new ProgressBar(terminal, isDrawn, "at most ");
    }

    /// Draws when there is something new to see: some hundred times in a run.
    @Override
    public void accept(Progress progress) {
        int thousandths = (int) (1_000L * progress.done() / progress.of());
        long left = progress.left().map(Duration::toSeconds).orElse(-1L);
        if (isDrawn && (thousandths / 5 != drawn / 5 || left != secondsLeft || drawn < 0)) {
            drawn = thousandths;
            secondsLeft = left;
            terminal.print("\r" + line(progress, bound));
            terminal.flush();
        }
    }

    static String line(Progress progress, String bound) {
        int full = (int) ((long) WIDTH * progress.done() / progress.of());
        String bar = "#".repeat(full) + ".".repeat(WIDTH - full);
        String left = progress.left().map(time -> ", " + bound + words(time)).orElse("");
        return "%-78s"
                .formatted("[%s] %d/%d%s".formatted(bar, progress.done(), progress.of(), left));
    }

    private static String words(Duration left) {
        long seconds = (left.toMillis() + 999) / 1_000;
        return String.format(
                Locale.ROOT,
                "%s left",
                seconds < 100
                        ? seconds + " s"
                        : seconds < 6_000
                                ? (seconds + 59) / 60 + " min"
                                : (seconds + 3_599) / 3_600 + " h");
    }

    /// Leaves the line empty.
    @Override
    public void close() {
        if (drawn >= 0) {
            terminal.print(ERASED);
            terminal.flush();
        }
    }
}
