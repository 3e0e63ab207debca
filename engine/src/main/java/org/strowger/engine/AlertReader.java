package org.strowger.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.strowger.engine.alert.AlertRule;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.routing.QueueId;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what figures, out of what bounds, are worth an alert.
final class AlertReader {
    private static final int MOST = 1_000;
    private static final int MOST_CALLS = 100_000;
    private static final int MOST_MINUTES = 1_440;
    private static final Duration LONGEST = AlertRule.LONGEST;

    private final Collection<String> queues;
    private final SortedMap<QueueId, QueueHandling> handling;
    private final SortedSet<String> names = new TreeSet<>();

    /// @param queues the names of all queues
    /// @param handling where their short abandons and promised times are
    AlertReader(Collection<String> queues, SortedMap<QueueId, QueueHandling> handling) {
        this.queues = queues;
        this.handling = handling;
    }

    private enum When {
        WAITING,
        LONGEST_WAIT,
        SERVICE_LEVEL,
        READY_AGENTS,
        ERROR_RATE
    }

    List<AlertRule> read(YamlValue list) {
        List<YamlValue> items = list.list();
        if (items.size() > MOST) {
            list.refuse("expected " + MOST + " rules at most, but found " + items.size());
            return List.of();
        }
        List<AlertRule> rules = new ArrayList<>();
        items.forEach(
                item -> rule(item.map()).filter(rule -> isNew(rule, item)).ifPresent(rules::add));
        return rules;
    }

    private boolean isNew(AlertRule rule, YamlValue item) {
        boolean isNew = names.add(rule.name());
        if (!isNew) {
            item.refuse("this rule is there already: " + rule.name());
        }
        return isNew;
    }

    private Optional<AlertRule> rule(YamlMap map) {
        return map.required("when")
                .oneOf(When.class)
                .flatMap(
                        when ->
                                switch (when) {
                                    case WAITING -> waiting(map);
                                    case LONGEST_WAIT -> longestWait(map);
                                    case SERVICE_LEVEL -> serviceLevel(map);
                                    case READY_AGENTS -> readyAgents(map);
                                    case ERROR_RATE -> errorRate(map);
                                });
    }

    private Optional<AlertRule> waiting(YamlMap map) {
        Optional<QueueId> queue = queue(map);
        OptionalInt over = map.required("over").integer(0, MOST_CALLS);
        Duration lasting = lasting(map);
        return queue.filter(_ -> over.isPresent())
                .map(q -> new AlertRule.Waiting(q, over.getAsInt(), lasting));
    }

    private Optional<AlertRule> longestWait(YamlMap map) {
        Optional<QueueId> queue = queue(map);
        Optional<Duration> over = map.required("over").duration(Duration.ofSeconds(1), LONGEST);
        Duration lasting = lasting(map);
        return queue.flatMap(q -> over.map(o -> new AlertRule.LongestWait(q, o, lasting)));
    }

    private Optional<AlertRule> serviceLevel(YamlMap map) {
        Optional<QueueId> queue = queue(map);
        Optional<Double> under = percent(map.required("under"), 100);
        Duration window = minutes(map, 30);
        int calls = map.optional("calls").integer(1, MOST_CALLS).orElse(10);
        return queue.flatMap(q -> under.map(percent -> serviceLevel(q, percent, window, calls)));
    }

    private AlertRule serviceLevel(QueueId queue, double percent, Duration window, int calls) {
        QueueHandling of = handling.getOrDefault(queue, QueueHandling.standard());
        return new AlertRule.ServiceLevel(
                queue, percent, window, calls, of.serviceLevel().within(), of.shortAbandon());
    }

    private Optional<AlertRule> readyAgents(YamlMap map) {
        Optional<QueueId> queue = queue(map);
        OptionalInt under = map.required("under").integer(1, MOST_CALLS);
        Duration lasting = lasting(map);
        return queue.filter(_ -> under.isPresent())
                .map(q -> new AlertRule.ReadyAgents(q, under.getAsInt(), lasting));
    }

    private static Optional<AlertRule> errorRate(YamlMap map) {
        Optional<Double> over = percent(map.required("over"), 10_000);
        Duration window = minutes(map, 5);
        return over.map(percent -> new AlertRule.ErrorRate(percent, window));
    }

    private Optional<QueueId> queue(YamlMap map) {
        YamlValue value = map.required("queue");
        Optional<String> name = value.text(Name.FORM, Name.EXPECTED);
        if (name.isPresent() && !queues.contains(name.get())) {
            value.refuse(() -> QueueReader.unknownQueue(name.get(), queues));
            return Optional.empty();
        }
        return name.map(QueueId::new);
    }

    private static Duration lasting(YamlMap map) {
        return map.optional("for").duration(Duration.ZERO, LONGEST).orElse(Duration.ZERO);
    }

    private static Duration minutes(YamlMap map, int otherwise) {
        return Duration.ofMinutes(
                map.optional("minutes").integer(1, MOST_MINUTES).orElse(otherwise));
    }

    private static Optional<Double> percent(YamlValue value, int most) {
        OptionalInt thousandths = value.thousandths(0, most);
        if (thousandths.isPresent() && thousandths.getAsInt() == 0) {
            value.refuse("expected more than 0 per cent");
            return Optional.empty();
        }
        return thousandths.isPresent()
                ? Optional.of(thousandths.getAsInt() / 1_000.0)
                : Optional.empty();
    }
}
