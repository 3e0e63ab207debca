package org.strowger.simulator.staffing;

import java.util.LinkedHashMap;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import org.strowger.simulator.chance.Distribution;

/// One of the three formulas of Erlang, with the calls that it is asked about.
sealed interface Model {
    /// Calls that come in a second.
    double perSecond();

    /// The mean time that a call takes an agent, in seconds.
    double talk();

    /// What so many agents come to.
    Outcome of(int agents);

    /// The fewest agents of whom the formula holds.
    int fewest();

    /// What calls and agents come to. Shares are 0 to 1, times in seconds, keys are those of
    /// `--json`.
    ///
    /// @param answered within the time, by what they are counted of
    record Outcome(
            int agents,
            double blocked,
            double waits,
            double abandoned,
            SequencedMap<Of, Double> answered,
            double meanWait,
            OptionalDouble meanWaitOfAnswered,
            double inLine,
            double occupancy) {}

    /// What calls that are answered in time are counted of.
    enum Of {
        ALL("all calls"),
        PATIENT("those who did not hang up in time"),
        ANSWERED("those who are answered");

        private final String words;

        Of(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    private static SequencedMap<Of, Double> answered(double all, double patient, double answered) {
        SequencedMap<Of, Double> shares = new LinkedHashMap<>();
        shares.put(Of.ALL, all);
        shares.put(Of.PATIENT, patient);
        shares.put(Of.ANSWERED, answered);
        return shares;
    }

    /// Nobody waits.
    record B(double perSecond, double talk) implements Model {
        @Override
        public Outcome of(int agents) {
            ErlangB model = new ErlangB(agents, perSecond, talk);
            double blocked = model.blocked();
            return new Outcome(
                    agents,
                    blocked,
                    0,
                    0,
                    answered(1 - blocked, 1, 1),
                    0,
                    OptionalDouble.empty(),
                    0,
                    model.occupancy());
        }

        @Override
        public int fewest() {
            return 1;
        }
    }

    /// Nobody hangs up.
    ///
    /// @param within the time in which calls are to be answered, in seconds
    record C(double perSecond, double talk, double within) implements Model {
        @Override
        public Outcome of(int agents) {
            ErlangC model = new ErlangC(agents, perSecond, talk);
            double inTime = model.within(within);
            return new Outcome(
                    agents,
                    0,
                    model.waits(),
                    0,
                    answered(inTime, inTime, inTime),
                    model.meanWait(),
                    OptionalDouble.of(model.meanWait()),
                    model.inLine(),
                    model.occupancy());
        }

        @Override
        public int fewest() {
            return (int) Math.min(Expected.MOST_AGENTS, Math.floor(perSecond * talk)) + 1;
        }
    }

    /// Callers hang up.
    ///
    /// @param within the time in which calls are to be answered, in seconds
    record A(double perSecond, double talk, Distribution patience, double within) implements Model {
        @Override
        public Outcome of(int agents) {
            ErlangA model = new ErlangA(agents, perSecond, talk, patience);
            ErlangA.Within inTime = model.within(within);
            double abandoned = model.abandons();
            return new Outcome(
                    agents,
                    0,
                    model.waits(),
                    abandoned,
                    answered(
                            inTime.answered(),
                            inTime.answered() / (1 - inTime.abandoned()),
                            inTime.answered() / (1 - abandoned)),
                    model.meanWait(),
                    OptionalDouble.of(model.meanWaitOfAnswered()),
                    model.inLine(),
                    model.occupancy());
        }

        @Override
        public int fewest() {
            return 1;
        }
    }
}
