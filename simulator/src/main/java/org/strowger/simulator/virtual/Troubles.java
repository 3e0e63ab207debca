package org.strowger.simulator.virtual;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.strowger.simulator.scenario.Fault;

/// What goes wrong on a day, in order of time.
final class Troubles {
    private record Trouble(long at, Consumer<SimulatedDay> what) {}

    private final List<Trouble> troubles = new ArrayList<>();
    private int next;

    /// @param from the start of the day: what began before begins then
    Troubles(List<Fault> faults, long from) {
        for (Fault fault : faults) {
            long at = Math.max(from, Moments.of(fault.at()));
            switch (fault) {
                case Fault.PhonesLost(_, var lasting, var agents) -> {
                    long until = Moments.of(fault.at().plus(lasting));
                    add(at, day -> day.loseTelephones(agents, until));
                    add(until, day -> day.findTelephones(agents));
                }
                case Fault.Restart(_, var lasting) -> {
                    long until = Moments.of(fault.at().plus(lasting));
                    add(at, day -> day.restart(until));
                }
                case Fault.Surge _ -> {} // is in the arrivals
            }
        }
        troubles.sort(Comparator.comparingLong(Trouble::at));
    }

    private void add(long at, Consumer<SimulatedDay> what) {
        troubles.add(new Trouble(at, what));
    }

    /// When the next is; never, when there is none.
    long nextAt() {
        return next == troubles.size() ? Calendar.NEVER : troubles.get(next).at();
    }

    /// The next; only when there is one.
    Consumer<SimulatedDay> take() {
        return troubles.get(next++).what();
    }
}
