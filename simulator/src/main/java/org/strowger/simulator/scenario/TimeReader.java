package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.regex.Pattern;
import org.strowger.simulator.chance.Distribution;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads how long something takes: a duration, a distribution, or never.
final class TimeReader {
    static final Duration LONGEST = Duration.ofHours(24);

    static final double MOST_SECONDS = 86_400;

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final int MOST_BRANCHES = 100;
    private static final int MOST_VALUES = 100_000;
    private static final String NEVER = "never";
    private static final String A_TIME = "a time such as 30s or { exponential: 3m }";
    private static final Pattern FORM = Pattern.compile("never|[0-9]{1,9}(ms|s|m|h)");
    private static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::word).toList();

    private final ScenarioFolder folder;

    TimeReader(ScenarioFolder folder) {
        this.folder = folder;
    }

    private enum Kind {
        CONSTANT,
        EXPONENTIAL,
        UNIFORM,
        LOG_NORMAL,
        GAMMA,
        WEIBULL,
        ERLANG,
        HYPER_EXPONENTIAL,
        EMPIRICAL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// A time that may be never.
    Optional<Distribution> read(YamlValue value) {
        if (value.isMap()) {
            return distribution(value);
        }
        Optional<String> text = value.text(FORM, A_TIME + " or never");
        if (text.isPresent() && text.get().equals(NEVER)) {
            return Optional.of(new Distribution.Never());
        }
        return text.flatMap(_ -> constant(value));
    }

    /// A time that comes to an end.
    Optional<Distribution> readEnding(YamlValue value) {
        if (value.isMap()) {
            return distribution(value);
        }
        return value.text(FORM, A_TIME)
                .flatMap(
                        text -> {
                            if (text.equals(NEVER)) {
                                value.refuse(
                                        "expected a time that comes to an end, but found 'never'");
                            }
                            return text.equals(NEVER) ? Optional.empty() : constant(value);
                        });
    }

    private Optional<Distribution> distribution(YamlValue value) {
        SequencedMap<String, YamlValue> entries = value.map().entries();
        entries.forEach(
                (word, said) -> {
                    if (!KINDS.contains(word)) {
                        said.refuseKey(
                                "no distribution is called "
                                        + quoted(word)
                                        + guess(Spelling.didYouMean(word, KINDS)));
                    }
                });
        if (entries.size() != 1) {
            value.refuse("expected one distribution, but found " + entries.size());
            return Optional.empty();
        }
        var only = entries.firstEntry();
        int kind = KINDS.indexOf(only.getKey());
        return kind < 0 ? Optional.empty() : distribution(Kind.values()[kind], only.getValue());
    }

    private static String guess(String guess) {
        return guess.isEmpty() ? ", expected one of " + String.join(", ", KINDS) : guess;
    }

    private Optional<Distribution> distribution(Kind kind, YamlValue value) {
        return switch (kind) {
            case CONSTANT -> constant(value);
            case EXPONENTIAL -> mean(value).map(Distribution.Exponential::new);
            case UNIFORM -> uniform(value.map());
            case LOG_NORMAL -> {
                Optional<Double> mean = mean(value.map().required("mean"));
                OptionalDouble variation = value.map().required("variation").number(0.01, 100);
                yield both(mean, variation, Distribution.LogNormal::new);
            }
            case GAMMA -> {
                Optional<Double> mean = mean(value.map().required("mean"));
                OptionalDouble shape = shape(value.map());
                yield both(mean, shape, Distribution.Gamma::new);
            }
            case WEIBULL -> {
                Optional<Double> mean = mean(value.map().required("mean"));
                OptionalDouble shape = value.map().required("shape").number(0.1, 100);
                yield both(mean, shape, Distribution.Weibull::new);
            }
            case ERLANG -> erlang(value.map());
            case HYPER_EXPONENTIAL -> hyperExponential(value);
            case EMPIRICAL -> empirical(value);
        };
    }

    private interface OfTwo {
        Distribution make(double first, double second);
    }

    private static Optional<Distribution> both(
            Optional<Double> first, OptionalDouble second, OfTwo kind) {
        return first.isPresent() && second.isPresent()
                ? Optional.of(kind.make(first.get(), second.getAsDouble()))
                : Optional.empty();
    }

    /// The shape of a gamma distribution.
    static OptionalDouble shape(YamlMap map) {
        return map.required("shape").number(0.01, 1_000);
    }

    private static Optional<Distribution> constant(YamlValue value) {
        return value.duration(Duration.ZERO, LONGEST)
                .map(TimeReader::seconds)
                .map(Distribution.Constant::new);
    }

    private static Optional<Double> mean(YamlValue value) {
        return value.duration(SHORTEST, LONGEST).map(TimeReader::seconds);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1_000.0;
    }

    private static Optional<Distribution> uniform(YamlMap map) {
        Optional<Duration> least = map.required("from").duration(Duration.ZERO, LONGEST);
        Optional<Duration> most = map.required("to").duration(Duration.ZERO, LONGEST);
        if (least.isEmpty() || most.isEmpty()) {
            return Optional.empty();
        }
        if (most.get().compareTo(least.get()) < 0) {
            map.required("to").refuse("'to' is less than 'from'");
            return Optional.empty();
        }
        return Optional.of(new Distribution.Uniform(seconds(least.get()), seconds(most.get())));
    }

    private static Optional<Distribution> erlang(YamlMap map) {
        Optional<Double> mean = mean(map.required("mean"));
        OptionalInt phases = map.required("phases").integer(1, 1_000);
        return mean.isPresent() && phases.isPresent()
                ? Optional.of(new Distribution.Erlang(mean.get(), phases.getAsInt()))
                : Optional.empty();
    }

    private static Optional<Distribution> hyperExponential(YamlValue value) {
        List<YamlValue> items = value.list();
        if (value.isList() && (items.isEmpty() || items.size() > MOST_BRANCHES)) {
            value.refuse("expected 1 to " + MOST_BRANCHES + " branches, found " + items.size());
            return Optional.empty();
        }
        List<Distribution.Branch> branches = new ArrayList<>();
        for (YamlValue item : items) {
            OptionalDouble chance = Chances.some(item.map().required("chance"));
            Optional<Double> mean = mean(item.map().required("mean"));
            if (chance.isPresent() && mean.isPresent()) {
                branches.add(new Distribution.Branch(chance.getAsDouble(), mean.get()));
            }
        }
        if (branches.isEmpty() || branches.size() < items.size()) {
            return Optional.empty();
        }
        double sum = branches.stream().mapToDouble(Distribution.Branch::chance).sum();
        return Chances.areWhole(sum, value::refuse)
                ? Optional.of(new Distribution.HyperExponential(whole(branches, sum)))
                : Optional.empty();
    }

    private static List<Distribution.Branch> whole(List<Distribution.Branch> branches, double sum) {
        return branches.stream()
                .map(b -> new Distribution.Branch(Chances.part(b.chance(), sum), b.mean()))
                .toList();
    }

    private Optional<Distribution> empirical(YamlValue value) {
        List<Double> seconds =
                value.isMap() ? folder.column(value.map(), MOST_SECONDS) : listed(value);
        return seconds.isEmpty()
                ? Optional.empty()
                : Optional.of(new Distribution.Empirical(seconds));
    }

    private static List<Double> listed(YamlValue value) {
        List<YamlValue> items = value.list();
        if (value.isList() && (items.isEmpty() || items.size() > MOST_VALUES)) {
            value.refuse("expected 1 to " + MOST_VALUES + " times, but found " + items.size());
            return List.of();
        }
        return items.stream()
                .flatMap(item -> item.duration(Duration.ZERO, LONGEST).stream())
                .map(TimeReader::seconds)
                .toList();
    }
}
