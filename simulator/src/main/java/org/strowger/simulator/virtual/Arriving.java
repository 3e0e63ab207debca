package org.strowger.simulator.virtual;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Fault;

/// The calls of one source on one day, one after the other.
sealed interface Arriving {
    /// When the next call comes; never, when there is none any more.
    long next();

    /// What is known of the call that [#next] told, if it was recorded.
    Arrivals.@Nullable Call recorded();

    /// Calls that come after times that are drawn, by a clock that runs at a pace.
    final class Paced implements Arriving {
        private final long[] ends;
        private final double[] rates;
        private final Sampler between;
        private final Chance chance;
        private long at;
        private int piece;

        Paced(Pace pace, Sampler between, Chance chance) {
            ends = pace.ends;
            rates = pace.rates;
            at = pace.start;
            this.between = between;
            this.chance = chance;
        }

        @Override
        public long next() {
            double left = between.draw(chance);
            while (piece < ends.length) {
                double rate = rates[piece];
                double room = Moments.seconds(ends[piece] - at) * rate;
                if (left < room) {
                    at = Math.min(at + Moments.nanos(left / rate), ends[piece] - 1);
                    return at;
                }
                left -= room;
                at = ends[piece++];
            }
            return Calendar.NEVER;
        }

        @Override
        public Arrivals.@Nullable Call recorded() {
            return null;
        }
    }

    /// Calls that came once. In a surge some come several times, at equal distances up to the next,
    /// or not at all.
    final class Recorded implements Arriving {
        private final List<Arrivals.Call> calls;
        private final List<Fault.Surge> surges;
        private final Chance chance;
        private final long until;
        private int current = -1;
        private int copies;
        private int copy;

        /// @param calls within the span
        Recorded(List<Arrivals.Call> calls, List<Fault.Surge> surges, long until, Chance chance) {
            this.calls = calls;
            this.surges = surges;
            this.until = until;
            this.chance = chance;
        }

        @Override
        public long next() {
            copy++;
            while (copy >= copies) {
                current++;
                if (current >= calls.size()) {
                    return Calendar.NEVER;
                }
                copies = draw(Pace.factor(surges, timeOf(current)));
                copy = 0;
            }
            long at = timeOf(current);
            return at + (following() - at) / copies * copy;
        }

        private int draw(double factor) {
            return surges.isEmpty() ? 1 : (int) (factor + chance.uniform());
        }

        private long timeOf(int index) {
            return Moments.of(calls.get(index).at());
        }

        private long following() {
            return current + 1 < calls.size() ? timeOf(current + 1) : until;
        }

        @Override
        public Arrivals.@Nullable Call recorded() {
            return calls.get(current);
        }
    }
}
