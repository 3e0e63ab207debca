package org.strowger.simulator.staffing;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.DoubleUnaryOperator;
import org.strowger.simulator.chance.Distribution;

/// Callers who hang up when their patience ends, first come first served: Erlang A where patience
/// is exponential (M/M/c+M; Palm 1957), M/M/c+G where it is not.
///
/// All figures are integrals over the wait that a caller of endless patience would have, whose
/// density is in proportion to exp(λH(x) - cμx), H being the integral of the share that stays
/// (Baccelli and Hebuterne, Performance '81; Zeltyn and Mandelbaum, Queueing Systems 51, 2005). The
/// exponent is concave: it is taken relative to its peak, so that nothing overflows, and integrated
/// where it is not negligible.
public final class ErlangA {
    /// e to the power of minus this is lost in a double's rounding.
    private static final double NEGLIGIBLE = 46;

    private static final int PANELS = 64;
    private static final double[] NODES = {
        0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363
    };
    private static final double[] WEIGHTS = {
        0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763
    };

    private final int agents;
    private final double perSecond;
    private final double talk;
    private final Patience patience;

    /// Where the density is highest, in seconds; before `first` and after `last` it is negligible.
    private final double peak;

    private final double first;
    private final double last;

    /// The density at the peak.
    private final double highest;

    /// What became of calls within a time.
    ///
    /// @param answered of all calls
    /// @param abandoned of all calls
    public record Within(double answered, double abandoned) {}

    /// @param agents 1 to 10,000
    /// @param perSecond calls that come in a second, above zero
    /// @param talk the mean time that a call takes an agent, in seconds, above zero
    /// @param patience constant, exponential, uniform, Erlang or hyper-exponential
    /// @throws IllegalArgumentException for numbers that make no sense, saying what was expected
    public ErlangA(int agents, double perSecond, double talk, Distribution patience) {
        Expected.agents(agents);
        Expected.some("calls a second", perSecond);
        Expected.some("the mean talk", talk);
        Expected.some("the load", perSecond * talk);
        this.patience = Patience.of(patience);
        Expected.some("the mean patience", patience.mean());
        this.agents = agents;
        this.perSecond = perSecond;
        this.talk = talk;
        peak = peak();
        first = Math.max(0, peak - reach(-1));
        last = peak + reach(1);
        double notAllBusy =
                Math.exp(-exponent(peak)) / ErlangB.blocked(agents - 1, perSecond * talk);
        highest = perSecond / (notAllBusy + perSecond * integral(this::belowPeak, first, last));
    }

    private double exponent(double time) {
        return perSecond * patience.staysUpTo(time) - agents / talk * time;
    }

    private double belowPeak(double time) {
        return Math.exp(exponent(time) - exponent(peak));
    }

    /// As long as those who stay are more than the agents can take, the exponent rises.
    private double peak() {
        double low = 0;
        double high = 1;
        while (rises(high)) {
            low = high;
            high *= 2;
        }
        while (rises(0) && high - low > Math.ulp(high)) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            low = rises(middle) ? middle : low;
            high = rises(middle) ? high : middle;
        }
        return rises(0) ? high : 0;
    }

    private boolean rises(double time) {
        return perSecond * patience.stays(time) > agents / talk;
    }

    /// How far from the peak the density is negligible, to one side.
    private double reach(int side) {
        double reach = talk / agents;
        while (peak + side * reach > 0
                && exponent(peak) - exponent(peak + side * reach) < NEGLIGIBLE) {
            reach *= 2;
        }
        return reach;
    }

    /// The integral of a figure over the density from a time to another.
    private double over(DoubleUnaryOperator figure, double from, double until) {
        return highest
                * integral(
                        x -> belowPeak(x) * figure.applyAsDouble(x),
                        Math.max(from, first),
                        Math.min(until, last));
    }

    /// By Gauss and Legendre, 8 points a panel, each panel smooth.
    private double integral(DoubleUnaryOperator of, double from, double until) {
        SortedSet<Double> cuts = new TreeSet<>(patience.kinks());
        cuts.add(peak);
        cuts.add(until);
        cuts.removeIf(cut -> cut <= from || cut > until);
        double sum = 0;
        double start = from;
        for (double end : cuts) {
            double width = (end - start) / PANELS;
            for (int i = 0; i < PANELS; i++) {
                sum += panel(of, start + (i + 0.5) * width, width / 2);
            }
            start = end;
        }
        return sum;
    }

    private static double panel(DoubleUnaryOperator of, double middle, double half) {
        double sum = 0;
        for (int i = 0; i < NODES.length; i++) {
            double off = half * NODES[i];
            sum += WEIGHTS[i] * (of.applyAsDouble(middle - off) + of.applyAsDouble(middle + off));
        }
        return sum * half;
    }

    /// The share of callers who find all agents busy.
    public double waits() {
        return over(_ -> 1, 0, last);
    }

    /// The share of callers who hang up.
    public double abandons() {
        return over(x -> 1 - patience.stays(x), 0, last);
    }

    /// The mean wait of all callers, those who hang up and those who do not wait included, in
    /// seconds.
    public double meanWait() {
        return over(patience::staysUpTo, 0, last);
    }

    /// The mean wait of those who are answered, in seconds.
    public double meanWaitOfAnswered() {
        return over(x -> x * patience.stays(x), 0, last) / (1 - abandons());
    }

    /// How many callers are in line on average.
    public double inLine() {
        return perSecond * meanWait();
    }

    /// The share of the agents' time that is spent on calls.
    public double occupancy() {
        return perSecond * talk * (1 - abandons()) / agents;
    }

    /// What became of calls within a time, in seconds.
    public Within within(double time) {
        double answered = 1 - waits() + over(patience::stays, 0, time);
        double abandoned =
                over(x -> 1 - patience.stays(x), 0, time)
                        + (1 - patience.stays(time)) * over(_ -> 1, time, last);
        return new Within(answered, abandoned);
    }
}
