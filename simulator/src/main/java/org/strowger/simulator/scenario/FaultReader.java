package org.strowger.simulator.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;
import org.strowger.engine.CentreWords;
import org.strowger.engine.routing.AgentId;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what goes wrong.
final class FaultReader {
    private static final int MOST = 1_000;
    private static final double MOST_FACTOR = 1_000;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final WallClock clock;
    private final Crew crew;
    private final Collection<AgentId> working;
    private final Collection<String> sources;
    private final List<Fault> faults = new ArrayList<>();

    /// @param working those who have a shift
    /// @param sources the names of all that there are
    FaultReader(
            WallClock clock, Crew crew, Collection<AgentId> working, Collection<String> sources) {
        this.clock = clock;
        this.crew = crew;
        this.working = working;
        this.sources = sources;
    }

    private enum Kind {
        PHONES_LOST,
        SURGE,
        RESTART
    }

    /// In order of time.
    List<Fault> read(YamlValue value) {
        List<YamlValue> items = value.list();
        if (items.size() > MOST) {
            value.refuse("expected " + MOST + " faults at most, but found " + items.size());
            return List.of();
        }
        for (YamlValue item : items) {
            fault(item).filter(fault -> !overlaps(fault, item)).ifPresent(faults::add);
        }
        return faults.stream().sorted(Comparator.comparing(Fault::at)).toList();
    }

    private Optional<Fault> fault(YamlValue item) {
        YamlMap map = item.map();
        Optional<Kind> kind = map.required("fault").oneOf(Kind.class);
        Optional<Instant> at = clock.moment(map.required("at"));
        Optional<Duration> lasting = map.required("for").duration(SHORTEST, TimeReader.LONGEST);
        if (kind.isEmpty()) {
            map.entries();
            return Optional.empty();
        }
        return switch (kind.get()) {
            case PHONES_LOST -> {
                List<AgentId> agents = working(map, item);
                yield both(at, lasting, (a, l) -> new Fault.PhonesLost(a, l, agents));
            }
            case SURGE -> {
                Optional<String> source =
                        CentreWords.known(map.required("source"), "source", sources);
                OptionalDouble factor = map.required("factor").number(0, MOST_FACTOR);
                yield source.isPresent() && factor.isPresent()
                        ? both(
                                at,
                                lasting,
                                (a, l) -> new Fault.Surge(a, l, source.get(), factor.getAsDouble()))
                        : Optional.empty();
            }
            case RESTART -> both(at, lasting, Fault.Restart::new);
        };
    }

    /// Those of the chosen who work; that nobody does is refused, unless shifts are wrong too.
    private List<AgentId> working(YamlMap map, YamlValue item) {
        Collection<AgentId> chosen = crew.chosen(map);
        List<AgentId> agents = chosen.stream().filter(working::contains).toList();
        if (agents.isEmpty() && !chosen.isEmpty() && !working.isEmpty()) {
            item.refuse("nobody loses a telephone: none of these agents has a shift");
        }
        return agents;
    }

    private interface OfTimes {
        Fault make(Instant at, Duration lasting);
    }

    private static Optional<Fault> both(
            Optional<Instant> at, Optional<Duration> lasting, OfTimes fault) {
        return at.isPresent() && lasting.isPresent()
                ? Optional.of(fault.make(at.get(), lasting.get()))
                : Optional.empty();
    }

    /// Whether it comes while another like it is on, which is refused.
    private boolean overlaps(Fault fault, YamlValue item) {
        Optional<Fault> other = faults.stream().filter(f -> areOnAtOnce(f, fault)).findFirst();
        other.ifPresent(
                earlier ->
                        item.refuse(
                                "another fault like this one, from %s, is not over at %s"
                                        .formatted(
                                                clock.shown(earlier.at()),
                                                clock.shown(fault.at()))));
        return other.isPresent();
    }

    private static boolean areOnAtOnce(Fault one, Fault other) {
        return switch (one) {
            case Fault.PhonesLost(var at, var lasting, var agents) ->
                    other instanceof Fault.PhonesLost(var at2, var lasting2, var agents2)
                            && areOnAtOnce(at, lasting, at2, lasting2)
                            && agents.stream().anyMatch(new TreeSet<>(agents2)::contains);
            case Fault.Restart(var at, var lasting) ->
                    other instanceof Fault.Restart(var at2, var lasting2)
                            && areOnAtOnce(at, lasting, at2, lasting2);
            case Fault.Surge(var at, var lasting, var source, _) ->
                    other instanceof Fault.Surge(var at2, var lasting2, var source2, _)
                            && areOnAtOnce(at, lasting, at2, lasting2)
                            && source.equals(source2);
        };
    }

    private static boolean areOnAtOnce(
            Instant at, Duration lasting, Instant other, Duration otherLasting) {
        return at.isBefore(other.plus(otherLasting)) && other.isBefore(at.plus(lasting));
    }
}
