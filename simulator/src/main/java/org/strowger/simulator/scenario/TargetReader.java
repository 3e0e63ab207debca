package org.strowger.simulator.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.strowger.engine.CentreWords;
import org.strowger.engine.call.CentreRules;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.call.ServiceLevel;
import org.strowger.engine.routing.QueueId;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what is to be met.
final class TargetReader {
    private static final int MOST = 1_000;
    private static final double PERCENT = 100;
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final CentreWords words;
    private final CentreRules rules;

    /// @param rules with what the queues promise already
    TargetReader(CentreWords words, CentreRules rules) {
        this.words = words;
        this.rules = rules;
    }

    private enum Kind {
        SERVICE_LEVEL,
        ABANDONED,
        MEAN_WAIT
    }

    List<Target> read(YamlValue value) {
        List<YamlValue> items = value.list();
        if (items.size() > MOST) {
            value.refuse("expected " + MOST + " targets at most, but found " + items.size());
            return List.of();
        }
        return items.stream().flatMap(item -> target(item.map()).stream()).toList();
    }

    private Optional<Target> target(YamlMap map) {
        Optional<Kind> kind = map.required("target").oneOf(Kind.class);
        Optional<QueueId> queue = words.queue(map.optional("queue"));
        if (kind.isEmpty()) {
            map.entries();
            return Optional.empty();
        }
        return switch (kind.get()) {
            case SERVICE_LEVEL -> serviceLevel(map, queue);
            case ABANDONED -> {
                OptionalDouble percent = map.required("percent").number(0, PERCENT);
                yield percent.isPresent()
                        ? Optional.of(new Target.Abandoned(queue, percent.getAsDouble() / PERCENT))
                        : Optional.empty();
            }
            case MEAN_WAIT ->
                    map.required("most")
                            .duration(Duration.ZERO, TimeReader.LONGEST)
                            .map(most -> new Target.MeanWait(queue, most));
        };
    }

    /// What is not said is what the queue promises in the settings.
    private Optional<Target> serviceLevel(YamlMap map, Optional<QueueId> queue) {
        Optional<ServiceLevel> promised =
                queue.map(rules::handling).map(QueueHandling::serviceLevel);
        YamlValue share = promised.isPresent() ? map.optional("percent") : map.required("percent");
        YamlValue time = promised.isPresent() ? map.optional("within") : map.required("within");
        OptionalDouble percent = share.number(0, PERCENT);
        Optional<Duration> within = time.duration(SHORTEST, TimeReader.LONGEST);
        Optional<Double> least =
                percent.isPresent()
                        ? Optional.of(percent.getAsDouble())
                        : promised.map(p -> (double) p.percent());
        return within.or(() -> promised.map(ServiceLevel::within))
                .flatMap(most -> least.map(p -> new Target.ServiceLevel(queue, most, p / PERCENT)));
    }
}
