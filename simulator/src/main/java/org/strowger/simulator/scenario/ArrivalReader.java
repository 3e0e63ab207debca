package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.strowger.simulator.chance.Distribution;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads when calls come.
final class ArrivalReader {
    private static final double MOST_RATE = 10_000_000;
    private static final int MOST_INTERVALS = 100_000;
    private static final List<String> KINDS =
            List.of("per_hour", "by_interval", "renewal", "trace");

    private static final String A_COUNT =
            "expected the calls of an interval, 0 where there were none";
    private static final String BUSY = "busy";

    private final ScenarioFolder folder;
    private final WallClock clock;
    private final TimeReader times;
    private final TraceReader traces;

    ArrivalReader(ScenarioFolder folder, WallClock clock, TimeReader times, TraceReader traces) {
        this.folder = folder;
        this.clock = clock;
        this.times = times;
        this.traces = traces;
    }

    Optional<Arrivals> read(YamlValue value) {
        YamlMap map = value.map();
        if (!value.isMap()) {
            return Optional.empty();
        }
        List<String> said = map.entries().keySet().stream().filter(KINDS::contains).toList();
        List<String> unknown = unknown(map);
        if (said.size() != 1 || !unknown.isEmpty()) {
            if (unknown.isEmpty()) {
                map.refuse(
                        "expected one of per_hour, by_interval, renewal and trace, but found "
                                + said.size());
            }
            return Optional.empty();
        }
        YamlValue rate = map.optional("per_hour");
        YamlValue intervals = map.optional("by_interval");
        YamlValue renewal = map.optional("renewal");
        YamlValue trace = map.optional("trace");
        YamlValue busy = map.optional(BUSY);
        if (renewal.isPresent() || trace.isPresent()) {
            busy.refuseKey("'busy' is of rates: expected per_hour or by_interval beside it");
            return renewal.isPresent() ? renewal(renewal) : recorded(trace);
        }
        Optional<Arrivals> usual = rate.isPresent() ? poisson(rate) : byInterval(intervals);
        if (!busy.isPresent()) {
            return usual;
        }
        OptionalDouble shape = TimeReader.shape(busy.map());
        return shape.isPresent()
                ? usual.map(of -> new Arrivals.Busy(shape.getAsDouble(), of))
                : Optional.empty();
    }

    private static List<String> unknown(YamlMap map) {
        List<String> known = new ArrayList<>(KINDS);
        known.add(BUSY);
        List<String> unknown = new ArrayList<>();
        map.entries()
                .forEach(
                        (key, value) -> {
                            if (!known.contains(key)) {
                                unknown.add(key);
                                String guess = Spelling.didYouMean(key, known);
                                value.refuseKey(
                                        "unknown key "
                                                + quoted(key)
                                                + (guess.isEmpty()
                                                        ? ", expected one of "
                                                                + String.join(", ", known)
                                                        : guess));
                            }
                        });
        return unknown;
    }

    private static Optional<Arrivals> poisson(YamlValue value) {
        OptionalDouble rate = value.number(0.001, MOST_RATE);
        return rate.isPresent()
                ? Optional.of(new Arrivals.Poisson(rate.getAsDouble()))
                : Optional.empty();
    }

    private Optional<Arrivals> renewal(YamlValue value) {
        Optional<Distribution> between = times.readEnding(value);
        if (between.isPresent() && between.get().mean() <= 0) {
            value.refuse("calls cannot come with no time between them: expected more than 0s");
            return Optional.empty();
        }
        return between.map(Arrivals.Renewal::new);
    }

    private Optional<Arrivals> recorded(YamlValue value) {
        Optional<Path> file = folder.file(value);
        return file.flatMap(traces::read).map(Arrivals.Recorded::new);
    }

    private Optional<Arrivals> byInterval(YamlValue value) {
        YamlMap map = value.map();
        YamlValue began = map.optional("from");
        Optional<Instant> from =
                began.isPresent() ? clock.moment(began) : Optional.of(clock.span().from());
        Optional<Duration> every =
                map.required("every").duration(Duration.ofMinutes(1), Duration.ofHours(24));
        YamlValue said = map.required("calls");
        List<Double> calls = calls(said);
        if (from.isEmpty() || every.isEmpty() || calls.isEmpty()) {
            return Optional.empty();
        }
        Instant end = from.get().plus(every.get().multipliedBy(calls.size()));
        if (clock.isKnown() && end.isAfter(clock.span().until())) {
            said.refuse(
                    "the %d intervals go on until %s, after the end of the span at %s"
                            .formatted(
                                    calls.size(),
                                    clock.shown(end),
                                    clock.shown(clock.span().until())));
            return Optional.empty();
        }
        return Optional.of(new Arrivals.ByInterval(from.get(), every.get(), calls));
    }

    /// None when something is wrong, which has left a problem behind.
    private List<Double> calls(YamlValue value) {
        List<Double> calls;
        if (value.isMap()) {
            calls = folder.series(value.map(), MOST_RATE, A_COUNT);
        } else {
            List<YamlValue> items = value.list();
            calls =
                    items.stream()
                            .map(item -> item.number(0, MOST_RATE))
                            .filter(OptionalDouble::isPresent)
                            .map(OptionalDouble::getAsDouble)
                            .toList();
            if (calls.size() < items.size()) {
                return List.of();
            }
            if (value.isList() && items.isEmpty()) {
                value.refuse("expected the calls of at least one interval");
            }
        }
        if (calls.size() > MOST_INTERVALS) {
            value.refuse("expected " + MOST_INTERVALS + " intervals at most");
            return List.of();
        }
        if (!calls.isEmpty() && calls.stream().allMatch(mean -> mean == 0)) {
            value.refuse("expected calls in at least one interval");
            return List.of();
        }
        return calls;
    }
}
