package org.strowger.simulator.result;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What became of the calls of one kind over all days: estimates of figures, and how waits, talks
/// and days are spread.
public final class CallResults {
    private final Map<CallMeasure, Ratio> ratios = new EnumMap<>(CallMeasure.class);
    private final Spread waitsAnswered = new Spread();
    private final Spread waitsAbandoned = new Spread();
    private final Spread talks = new Spread();
    private final GoodDays days = new GoodDays();

    /// @param measures those that are wanted
    CallResults(Set<CallMeasure> measures) {
        measures.forEach(measure -> ratios.put(measure, new Ratio()));
    }

    void add(CallFigures day) {
        ratios.forEach((measure, ratio) -> ratio.add(measure.over(day), measure.under(day)));
        waitsAnswered.add(day.waitsAnswered());
        waitsAbandoned.add(day.waitsAbandoned());
        talks.add(day.talks());
        double asked = CallMeasure.SERVICE_LEVEL.under(day);
        if (asked > 0) {
            days.add((long) CallMeasure.SERVICE_LEVEL.over(day), (long) asked);
        }
    }

    /// Absent when there was nothing to divide by, such as the mean wait when nobody was answered.
    ///
    /// @throws NullPointerException for a measure that is not estimated for calls of this kind
    public Optional<Estimate> of(CallMeasure measure) {
        return Objects.requireNonNull(ratios.get(measure)).estimate();
    }

    /// The waits of those who were answered.
    public Spread waitsAnswered() {
        return waitsAnswered;
    }

    /// The waits of those who hung up.
    public Spread waitsAbandoned() {
        return waitsAbandoned;
    }

    /// How long talks lasted.
    public Spread talks() {
        return talks;
    }

    /// How the service level differs from day to day.
    public GoodDays days() {
        return days;
    }
}
