package org.strowger.simulator.virtual;

import java.util.Optional;

/// A day that could not be played to its end, although nothing was wrong with its scenario; the
/// days that were told before it are valid.
public final class DayFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    DayFailed(int number, int of, Throwable cause) {
        super("day %d of %d failed: %s".formatted(number + 1, of, why(cause)), cause);
    }

    private static String why(Throwable cause) {
        String said = Optional.ofNullable(cause.getMessage()).orElse(cause.getClass().getName());
        return cause instanceof OutOfMemoryError ? "memory ran out (" + said + ")" : said;
    }
}
