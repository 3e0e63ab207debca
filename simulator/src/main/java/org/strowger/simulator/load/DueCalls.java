package org.strowger.simulator.load;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.SortedMap;
import org.strowger.flow.FlowBook;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.load.DueCall.Press;
import org.strowger.simulator.scenario.CallCount;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Source.Keys;
import org.strowger.simulator.scenario.Source.ToNumber;
import org.strowger.simulator.virtual.ArrivalTimes;

/// The calls of a scenario in the order in which they are due. The same scenario has the same
/// calls.
final class DueCalls {
    private static final long SECOND = 1_000_000_000;

    // What chance is for.
    private static final int PLAYED = 7;
    private static final int MIXED = 8;
    private static final int WAYS = 0;
    private static final int THINKING = 1;
    private static final int PATIENCE = 2;
    private static final int TALK = 3;

    private final Behaving behaving;
    private final List<Line> lines;
    private final PriorityQueue<Line> byTime =
            new PriorityQueue<>(
                    Comparator.comparingLong((Line line) -> line.next)
                            .thenComparing(line -> line.source));
    private final double perSecond;
    private final long until;
    private final long seed;
    private long made;

    /// A source of calls and when its next one is due.
    private static final class Line {
        final String source;
        final ToNumber to;
        final FlowBook flow;
        final ArrivalTimes times;
        final double weight;
        long next;

        Line(String source, ToNumber to, FlowBook flow, ArrivalTimes times, double weight) {
            this.source = source;
            this.to = to;
            this.flow = flow;
            this.times = times;
            this.weight = weight;
        }
    }

    /// @param flows by the numbers that they answer
    /// @param perSecond so many calls come in every second at equal distances, from the sources in
    ///   turn by lot; 0: as the scenario has it
    /// @param until no call is due from here on, in nanoseconds from the beginning
    DueCalls(Scenario scenario, SortedMap<String, FlowBook> flows, double perSecond, long until) {
        this.behaving = new Behaving(scenario.behaviour());
        this.perSecond = perSecond;
        this.until = until;
        this.seed = Chance.key(scenario.seed(), PLAYED);
        List<Line> all = new ArrayList<>();
        for (Source source : scenario.sources()) {
            if (source.to() instanceof ToNumber to && flows.containsKey(to.dialled())) {
                all.add(
                        new Line(
                                source.name(),
                                to,
                                Objects.requireNonNull(flows.get(to.dialled())),
                                ArrivalTimes.of(scenario, source),
                                CallCount.of(List.of(source), List.of(), scenario.span())));
            }
        }
        lines = List.copyOf(all);
        lines.forEach(this::advance);
    }

    private void advance(Line line) {
        OptionalLong next = line.times.next();
        if (next.isPresent()) {
            line.next = next.getAsLong();
            byTime.add(line);
        }
    }

    /// The next call; empty after the last.
    Optional<DueCall> next() {
        return perSecond > 0 ? evenly() : asTheyCome();
    }

    private Optional<DueCall> evenly() {
        long due = (long) (made * (SECOND / perSecond));
        if (due >= until || lines.isEmpty()) {
            return Optional.empty();
        }
        double all = lines.stream().mapToDouble(line -> line.weight).sum();
        double lot = new Chance(Chance.key(Chance.key(seed, MIXED), made)).uniform() * all;
        Line chosen = lines.getLast();
        for (Line line : lines) {
            lot -= line.weight;
            if (lot < 0) {
                chosen = line;
                break;
            }
        }
        return Optional.of(call(chosen, due));
    }

    private Optional<DueCall> asTheyCome() {
        Line line = byTime.poll();
        if (line == null || line.next >= until) {
            return Optional.empty();
        }
        DueCall call = call(line, line.next);
        advance(line);
        return Optional.of(call);
    }

    private DueCall call(Line line, long due) {
        long number = made++;
        long key = Chance.key(seed, number);
        Keys keys = line.to.keys();
        Route route = Route.through(line.flow, keys, new Chance(Chance.key(key, WAYS)));
        Chance thinking = new Chance(Chance.key(key, THINKING));
        Sampler thoughts = Sampler.of(keys.thinking());
        return new DueCall(
                number,
                line.source,
                due,
                line.to.dialled(),
                route.presses().stream()
                        .map(keysOf -> new Press(keysOf, Behaving.nanos(thoughts.draw(thinking))))
                        .toList(),
                route.line(),
                behaving.patience(line.source, route.line(), new Chance(Chance.key(key, PATIENCE))),
                Chance.key(key, TALK));
    }
}
