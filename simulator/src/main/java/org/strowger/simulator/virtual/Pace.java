package org.strowger.simulator.virtual;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Span;

/// How fast the clock of a source runs over the span, piece by piece: calls a second of a Poisson
/// process, or 1 for what keeps its own times; more or less of it in a surge.
final class Pace {
    /// The start of the first piece.
    final long start;

    /// The ends of the pieces, in order.
    final long[] ends;

    /// The rates of the pieces, a second.
    final double[] rates;

    /// The days of the pieces, in the centre's zone, counted from the first.
    private final int[] days;

    private Pace(long start, long[] ends, double[] rates, int[] days) {
        this.start = start;
        this.ends = ends;
        this.rates = rates;
        this.days = days;
    }

    /// The pace of a source.
    ///
    /// @param arrivals not recorded ones
    static Pace of(Arrivals arrivals, List<Fault.Surge> surges, Span span) {
        long from = Moments.of(span.from());
        long until = Moments.of(span.until());
        SortedSet<Long> cuts = new TreeSet<>();
        cuts.add(until);
        addIntervals(arrivals, cuts);
        for (Fault.Surge surge : surges) {
            cuts.add(Moments.of(surge.at()));
            cuts.add(Moments.of(surge.at().plus(surge.lasting())));
        }
        long[] midnights = midnights(span.from(), span.until(), span.zone());
        for (long midnight : midnights) {
            cuts.add(midnight);
        }
        long[] ends =
                cuts.stream()
                        .filter(cut -> cut > from && cut <= until)
                        .mapToLong(cut -> cut)
                        .toArray();
        double[] rates = new double[ends.length];
        int[] days = new int[ends.length];
        long start = from;
        for (int i = 0; i < ends.length; i++) {
            rates[i] = rate(arrivals, start) * factor(surges, start);
            int day = Arrays.binarySearch(midnights, start);
            days[i] = day < 0 ? -day - 1 : day + 1;
            start = ends[i];
        }
        return new Pace(from, ends, rates, days);
    }

    private static void addIntervals(Arrivals arrivals, SortedSet<Long> cuts) {
        if (arrivals instanceof Arrivals.ByInterval(var from, var every, var calls)) {
            for (int i = 0; i <= calls.size(); i++) {
                cuts.add(Moments.of(from) + i * Moments.of(every));
            }
        } else if (arrivals instanceof Arrivals.Busy(_, var of)) {
            addIntervals(of, cuts);
        }
    }

    private static long[] midnights(Instant from, Instant until, ZoneId zone) {
        SortedSet<Long> midnights = new TreeSet<>();
        ZonedDateTime next = from.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone);
        while (next.toInstant().isBefore(until)) {
            midnights.add(Moments.of(next.toInstant()));
            next = next.toLocalDate().plusDays(1).atStartOfDay(zone);
        }
        return midnights.stream().mapToLong(midnight -> midnight).toArray();
    }

    private static double rate(Arrivals arrivals, long at) {
        return switch (arrivals) {
            case Arrivals.Poisson(var perHour) -> perHour / 3600;
            case Arrivals.ByInterval(var from, var every, var calls) -> {
                long index = Math.floorDiv(at - Moments.of(from), Moments.of(every));
                yield index < 0 || index >= calls.size()
                        ? 0
                        : calls.get((int) index) / Moments.seconds(Moments.of(every));
            }
            case Arrivals.Busy(_, var of) -> rate(of, at);
            case Arrivals.Renewal _ -> 1;
            case Arrivals.Recorded _ ->
                    throw new IllegalArgumentException("recorded calls have no pace");
        };
    }

    /// By how much there is more, of one surge or several at once.
    static double factor(List<Fault.Surge> surges, long at) {
        double factor = 1;
        for (Fault.Surge surge : surges) {
            long begin = Moments.of(surge.at());
            if (at >= begin && at < begin + Moments.of(surge.lasting())) {
                factor *= surge.factor();
            }
        }
        return factor;
    }

    /// The same with each day's rates multiplied by what was drawn for the day.
    Pace times(double[] factors) {
        double[] busy = new double[rates.length];
        for (int i = 0; i < busy.length; i++) {
            busy[i] = rates[i] * factors[days[i]];
        }
        return new Pace(start, ends, busy, days);
    }

    int lastDay() {
        return days[days.length - 1];
    }
}
