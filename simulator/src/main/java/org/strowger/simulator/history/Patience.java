package org.strowger.simulator.history;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.simulator.chance.Chance;

/// How long callers stay in line when nobody answers, and how they leave then, as far as a record
/// tells: those who were answered would have stayed longer, nobody knows how long.
///
/// The chance to stay longer than a time is Kaplan and Meier's product-limit estimate (Journal of
/// the American Statistical Association 53(282), 1958), in which hanging up, choosing something
/// else and being taken out by the flow all are ends; who leaves at a time leaves as it was seen
/// then. Beyond the last observed wait it goes on as the exponential curve through its last point
/// (Brown, Hollander and Korwar, in Reliability and Biometry, SIAM, 1974), by hanging up. Where
/// nobody ever hung up, nobody will.
final class Patience {
    /// What stands for a patience without end, in seconds: longer than any day.
    static final double ENDLESS = 1e9;

    /// A wait that was seen.
    ///
    /// @param seconds zero or more
    /// @param end how the caller left then; absent if they would have stayed longer
    record Wait(double seconds, Optional<LeaveReason> end) {
        boolean isEnd() {
            return end.isPresent();
        }
    }

    /// When a caller leaves if nobody answers before, and how.
    ///
    /// @param seconds of waiting, or [#ENDLESS]
    record Leaving(double seconds, LeaveReason how) {
        static final Leaving NEVER = new Leaving(ENDLESS, LeaveReason.ABANDONED);
    }

    /// When somebody left, ascending, how, and the chance to stay longer than that.
    private final double[] times;

    private final List<LeaveReason> reasons;

    private final double[] longer;
    private final double last;

    /// Of the tail, per second; 0: it never ends.
    private final double rate;

    private Patience(
            double[] times, List<LeaveReason> reasons, double[] longer, double last, double rate) {
        this.times = times;
        this.reasons = reasons;
        this.longer = longer;
        this.last = last;
        this.rate = rate;
    }

    static Patience of(List<Wait> waits) {
        // Who leaves at the same time as somebody is answered was there to be asked.
        List<Wait> inOrder =
                waits.stream()
                        .sorted(
                                Comparator.comparingDouble(Wait::seconds)
                                        .thenComparing(wait -> !wait.isEnd()))
                        .toList();
        List<Double> times = new ArrayList<>();
        List<LeaveReason> reasons = new ArrayList<>();
        List<Double> longer = new ArrayList<>();
        double survival = 1;
        int hungUp = 0;
        double exposure = 0;
        for (int i = 0; i < inOrder.size(); i++) {
            Wait wait = inOrder.get(i);
            exposure += wait.seconds();
            if (wait.end().isPresent()) {
                LeaveReason how = wait.end().get();
                hungUp += how == LeaveReason.ABANDONED ? 1 : 0;
                reasons.add(how);
                int atRisk = inOrder.size() - i;
                survival *= (atRisk - 1.0) / atRisk;
                times.add(wait.seconds());
                longer.add(survival);
            }
        }
        double last = inOrder.isEmpty() ? 0 : inOrder.getLast().seconds();
        return new Patience(
                times.stream().mapToDouble(Double::doubleValue).toArray(),
                List.copyOf(reasons),
                longer.stream().mapToDouble(Double::doubleValue).toArray(),
                last,
                tail(survival, last, hungUp, exposure));
    }

    /// When the last observed wait ended with leaving, nobody is left to draw a curve through: then
    /// the rate is that of an exponential patience, hangings-up per second waited.
    private static double tail(double survival, double last, int hungUp, double exposure) {
        if (hungUp == 0) {
            return 0;
        }
        return survival > 0 && last > 0
                ? -StrictMath.log(survival) / last
                : hungUp / Math.max(exposure, 1e-9);
    }

    /// The chance to wait longer than a time.
    double longerThan(double seconds) {
        if (seconds > last && rate > 0 && atLast() > 0) {
            return atLast() * StrictMath.exp(-rate * (seconds - last));
        }
        int after = firstAfter(seconds);
        return after == 0 ? 1 : longer[after - 1];
    }

    private double atLast() {
        return longer.length == 0 ? 1 : longer[longer.length - 1];
    }

    /// The index of the first leaving after a time.
    private int firstAfter(double seconds) {
        int low = 0;
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[middle] <= seconds) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// When and how somebody leaves who was still waiting after a time.
    Leaving draw(double waited, Chance chance) {
        double wanted = longerThan(waited) * (1 - chance.uniform());
        int low = firstAfter(waited);
        int high = times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (longer[middle] <= wanted) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        if (low < times.length) {
            return new Leaving(times[low], reasons.get(low));
        }
        if (rate == 0) {
            return Leaving.NEVER;
        }
        double from = Math.max(last, waited);
        double left = longerThan(from);
        double more =
                left > 0 && wanted > 0
                        ? StrictMath.log(left / wanted) / rate
                        : chance.exponential() / rate;
        return new Leaving(Math.min(ENDLESS, from + more), LeaveReason.ABANDONED);
    }
}
