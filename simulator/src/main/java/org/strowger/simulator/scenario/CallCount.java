package org.strowger.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.strowger.simulator.chance.Distribution;

/// How many calls are to be expected, redials and transfers aside.
public final class CallCount {
    /// The most that one replication may have.
    static final double MOST = 100_000_000;

    private CallCount() {}

    public static double of(List<Source> sources, List<Fault> faults, Span span) {
        double calls = 0;
        for (Source source : sources) {
            calls += within(source.arrivals(), span.from(), span.until());
        }
        for (Fault fault : faults) {
            calls += more(fault, sources, span);
        }
        return calls;
    }

    private static double more(Fault fault, List<Source> sources, Span span) {
        return switch (fault) {
            case Fault.PhonesLost _, Fault.Restart _ -> 0;
            case Fault.Surge(var at, var lasting, var name, var factor) -> {
                Instant end = earlier(at.plus(lasting), span.until());
                yield sources.stream()
                        .filter(source -> source.name().equals(name))
                        .mapToDouble(source -> within(source.arrivals(), at, end) * (factor - 1))
                        .sum();
            }
        };
    }

    private static double within(Arrivals arrivals, Instant from, Instant until) {
        return switch (arrivals) {
            case Arrivals.Poisson(double perHour) -> perHour * seconds(from, until) / 3_600;
            case Arrivals.ByInterval(var first, var every, var calls) ->
                    ofIntervals(first, every, calls, from, until);
            case Arrivals.Busy(_, var of) -> within(of, from, until);
            case Arrivals.Renewal(Distribution between) -> seconds(from, until) / between.mean();
            case Arrivals.Recorded(var calls) ->
                    calls.stream()
                            .filter(c -> !c.at().isBefore(from) && c.at().isBefore(until))
                            .count();
        };
    }

    private static double ofIntervals(
            Instant first, Duration every, List<Double> calls, Instant from, Instant until) {
        double sum = 0;
        Instant begin = first;
        for (double mean : calls) {
            Instant end = begin.plus(every);
            Instant later = begin.isBefore(from) ? from : begin;
            sum += mean * seconds(later, earlier(end, until)) / seconds(begin, end);
            begin = end;
        }
        return sum;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static double seconds(Instant from, Instant until) {
        return Math.max(0, Duration.between(from, until).toMillis() / 1_000.0);
    }
}
