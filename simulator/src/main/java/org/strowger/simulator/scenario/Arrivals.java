package org.strowger.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.simulator.chance.Distribution;

/// When calls come.
public sealed interface Arrivals {
    /// As a Poisson process of one rate.
    ///
    /// @param perHour above zero
    record Poisson(double perHour) implements Arrivals {}

    /// As a Poisson process whose rate changes from interval to interval.
    ///
    /// @param from the start of the first interval
    /// @param every how long each is
    /// @param calls the mean number in each interval, zero or more
    record ByInterval(Instant from, Duration every, List<Double> calls) implements Arrivals {
        public ByInterval {
            calls = List.copyOf(calls);
        }
    }

    /// Days differ: all rates of a day are multiplied by a number that is drawn for the day, gamma
    /// distributed with mean 1 (Avramidis, Deslauriers and L'Ecuyer, Management Science 50(7),
    /// 2004).
    ///
    /// @param shape of the gamma distribution: the variance of the factor is 1 / shape
    /// @param of the rates of a usual day: not busy or recorded itself
    record Busy(double shape, Arrivals of) implements Arrivals {}

    /// One after the other, with independent times between.
    record Renewal(Distribution between) implements Arrivals {}

    /// As they came once.
    ///
    /// @param calls in order of time
    record Recorded(List<Call> calls) implements Arrivals {
        public Recorded {
            calls = List.copyOf(calls);
        }
    }

    /// A call that came. What is not known of it is drawn.
    ///
    /// @param patience how long they would wait, in seconds
    /// @param talk how long it took, in seconds
    /// @param preferred whom they asked for, or had talked to before
    /// @param leaves how they leave the line when their patience is over
    record Call(
            Instant at,
            Optional<Double> patience,
            Optional<Double> talk,
            Optional<AgentId> preferred,
            LeaveReason leaves) {
        /// A call whose caller hangs up when their patience is over.
        public Call(
                Instant at,
                Optional<Double> patience,
                Optional<Double> talk,
                Optional<AgentId> preferred) {
            this(at, patience, talk, preferred, LeaveReason.ABANDONED);
        }
    }
}
