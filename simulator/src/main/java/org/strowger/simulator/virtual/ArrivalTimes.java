package org.strowger.simulator.virtual;

import java.util.List;
import java.util.OptionalLong;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;

/// When the calls of a source come on the first day of a scenario, for who plays it otherwise than
/// in virtual time.
public final class ArrivalTimes {
    private final Arriving arriving;
    private final long from;

    private ArrivalTimes(Arriving arriving, long from) {
        this.arriving = arriving;
        this.from = from;
    }

    public static ArrivalTimes of(Scenario scenario, Source source) {
        long from = Moments.of(scenario.span().from());
        long until = Moments.of(scenario.span().until());
        List<Fault.Surge> surges =
                scenario.faults().stream()
                        .filter(Fault.Surge.class::isInstance)
                        .map(Fault.Surge.class::cast)
                        .filter(surge -> surge.source().equals(source.name()))
                        .toList();
        long day = Chance.key(scenario.seed(), 0);
        long key = Purpose.key(day, Purpose.SOURCE, source.name());
        Chance chance = new Chance(Chance.key(key, Purpose.ARRIVALS));
        if (source.arrivals() instanceof Arrivals.Recorded(var calls)) {
            List<Arrivals.Call> within =
                    calls.stream()
                            .filter(call -> !call.at().isBefore(scenario.span().from()))
                            .filter(call -> call.at().isBefore(scenario.span().until()))
                            .toList();
            return new ArrivalTimes(new Arriving.Recorded(within, surges, until, chance), from);
        }
        Pace pace =
                SourceDay.busy(
                        Pace.of(source.arrivals(), surges, scenario.span()),
                        source.arrivals(),
                        Chance.key(key, Purpose.BUSYNESS));
        return new ArrivalTimes(
                new Arriving.Paced(pace, Plan.between(source.arrivals()), chance), from);
    }

    /// When the next call comes, in nanoseconds from the start of the span; empty when there is
    /// none any more.
    public OptionalLong next() {
        long at = arriving.next();
        return at == Calendar.NEVER ? OptionalLong.empty() : OptionalLong.of(at - from);
    }
}
