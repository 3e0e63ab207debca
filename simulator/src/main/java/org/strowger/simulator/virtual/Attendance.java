package org.strowger.simulator.virtual;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Adherence;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Staff;

/// How far agents keep to their shifts, made ready to be drawn.
///
/// @param zone says on which day a shift begins
/// @param absent the chance not to come on a day
/// @param lateness at the start of a shift and the end of a break that was planned
/// @param early by how much agents leave before the end of a shift
record Attendance(
        ZoneId zone, double absent, Sampler lateness, Sampler early, Optional<Unplanned> breaks) {
    private static final Sampler NO_TIME = _ -> 0;

    /// What breaks come by chance; see [Adherence.UnplannedBreaks].
    record Unplanned(Sampler every, Sampler lasting, String reason) {}

    /// A break.
    ///
    /// @param until when it is over
    /// @param back when the agent is back
    record Pause(long from, long until, long back, String reason) {}

    static Attendance of(Behaviour behaviour, ZoneId zone) {
        Adherence adherence = behaviour.adherence();
        return new Attendance(
                zone,
                adherence.absent(),
                behaviour.lateness().map(Sampler::of).orElse(NO_TIME),
                adherence.early().map(Sampler::of).orElse(NO_TIME),
                adherence
                        .breaks()
                        .map(
                                of ->
                                        new Unplanned(
                                                Sampler.of(of.every()),
                                                Sampler.of(of.lasting()),
                                                of.reason())));
    }

    /// Whether an agent does not come to a shift, nor to another of the same day.
    ///
    /// @param key of the agent's draws
    boolean isMissed(Staff.Shift shift, long key) {
        long day = LocalDate.ofInstant(shift.from(), zone).toEpochDay();
        return new Chance(Chance.key(Chance.key(key, Purpose.ABSENCE), day)).uniform() < absent;
    }

    /// When an agent goes who was to stay until the end of a shift.
    long end(Staff.Shift shift, long key) {
        Chance chance = new Chance(Chance.key(Chance.key(key, Purpose.LEAVING), begin(shift)));
        return Moments.of(shift.until()) - Moments.nanos(early.draw(chance));
    }

    long late(long planned, Chance chance) {
        return planned + Moments.nanos(lateness.draw(chance));
    }

    /// All breaks of a shift, in order.
    ///
    /// @param chance of being late
    List<Pause> pauses(Staff.Shift shift, long from, long key, Chance chance) {
        List<Pause> pauses = new ArrayList<>();
        for (Staff.Break pause : shift.breaks()) {
            long until = Moments.of(pause.until());
            pauses.add(
                    new Pause(
                            Moments.of(pause.from()), until, late(until, chance), pause.reason()));
        }
        breaks.ifPresent(unplanned -> addTo(pauses, unplanned, shift, from, key));
        pauses.sort(Comparator.comparingLong(Pause::from));
        return pauses;
    }

    private static void addTo(
            List<Pause> pauses, Unplanned unplanned, Staff.Shift shift, long from, long key) {
        Chance chance = new Chance(Chance.key(Chance.key(key, Purpose.BREAKS), begin(shift)));
        long end = Moments.of(shift.until());
        long next = from + Moments.nanos(unplanned.every().draw(chance));
        while (next < end) {
            long back = next + Moments.nanos(unplanned.lasting().draw(chance));
            pauses.add(new Pause(next, back, back, unplanned.reason()));
            next = back + Moments.nanos(unplanned.every().draw(chance));
        }
    }

    private static long begin(Staff.Shift shift) {
        return Moments.of(shift.from());
    }
}
