package org.strowger.simulator.staffing;

/// What numbers must be, to mean something.
final class Expected {
    /// The largest centre that formulas are for.
    static final int MOST_AGENTS = 10_000;

    private Expected() {}

    static void agents(int agents) {
        range("agents", agents, 1, MOST_AGENTS);
    }

    static void range(String what, int number, int least, int most) {
        require(number >= least && number <= most, what, least + " to " + most, number);
    }

    /// Above zero, and not more than ten million: of seconds that is four months.
    static void some(String what, double number) {
        require(number > 0 && number <= 1e7, what, "above 0 and at most 10000000", number);
    }

    static void notLess(String what, double number) {
        require(number >= 0 && number <= 1e7, what, "0 to 10000000", number);
    }

    static void below(String what, double number, double limit, String why) {
        if (!(number < limit)) {
            throw new IllegalArgumentException(
                    "expected %s below %s, %s, but found %s".formatted(what, limit, why, number));
        }
    }

    private static void require(boolean holds, String what, String expected, Number found) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "expected %s to be %s, but found %s".formatted(what, expected, found));
        }
    }
}
