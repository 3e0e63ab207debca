package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.strowger.engine.CentreWords;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Distribution;
import org.strowger.simulator.scenario.Behaviour.Answering;
import org.strowger.simulator.scenario.Behaviour.Redial;
import org.strowger.simulator.scenario.Behaviour.Rule;
import org.strowger.simulator.scenario.Behaviour.Skilled;
import org.strowger.simulator.scenario.Behaviour.Transfer;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads what callers and agents do.
final class BehaviourReader {
    private static final int MOST_RULES = 10_000;
    private static final int MOST_FOR_ALL_AGENTS = 100_000;
    private static final int MOST_REDIALS = 100;
    private static final List<String> OF_CALLS = List.of("queue", "source");
    private static final List<String> OF_AGENTS = List.of("queue", "source", "agent", "skill");
    private static final Answering AT_ONCE =
            new Answering(Optional.empty(), new Distribution.Constant(0), 0, 0);

    private final CentreWords words;
    private final Crew crew;
    private final TimeReader times;
    private final AdherenceReader adherence;
    private final Collection<String> sources;

    /// @param sources the names of all that there are
    BehaviourReader(
            CentreWords words,
            Crew crew,
            TimeReader times,
            AdherenceReader adherence,
            Collection<String> sources) {
        this.words = words;
        this.crew = crew;
        this.times = times;
        this.adherence = adherence;
        this.sources = sources;
    }

    Behaviour read(YamlMap root) {
        return new Behaviour(
                rules(root.required("patience"), OF_CALLS, true),
                rules(root.required("talks"), OF_AGENTS, false),
                rules(root.optional("wrap_up"), OF_AGENTS, false),
                answering(root.optional("answering")),
                listed(root.optional("redials")).flatMap(r -> redial(r).stream()).toList(),
                transfers(root.optional("transfers")),
                times.readEnding(root.optional("lateness")),
                adherence.read(root.optional("adherence")));
    }

    private static Stream<YamlMap> listed(YamlValue value) {
        return items(value).stream().map(YamlValue::map);
    }

    private static List<YamlValue> items(YamlValue value) {
        List<YamlValue> items = value.list();
        if (items.size() > MOST_RULES) {
            value.refuse("expected " + MOST_RULES + " rules at most, found " + items.size());
            return List.of();
        }
        return items;
    }

    // Times.

    /// @param conditions the keys by which rules may be told apart
    private List<Rule> rules(YamlValue value, List<String> conditions, boolean mayNever) {
        if (!value.isPresent()) {
            return List.of();
        }
        if (!value.isList()) {
            return time(value, mayNever).map(BehaviourReader::always).stream().toList();
        }
        List<Rule> rules = new ArrayList<>();
        List<YamlValue> items = items(value);
        refuseUnlessOnlyTheLastIsForAll(value, items, conditions);
        for (YamlValue item : items) {
            rules.addAll(rule(item.map(), conditions, mayNever));
            if (rules.size() > MOST_FOR_ALL_AGENTS) {
                item.refuse("expected " + MOST_FOR_ALL_AGENTS + " rules of all agents at most");
                return List.of();
            }
        }
        return rules;
    }

    private Optional<Distribution> time(YamlValue value, boolean mayNever) {
        return mayNever ? times.read(value) : times.readEnding(value);
    }

    private static Rule always(Distribution time) {
        return new Rule(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), time);
    }

    private static void refuseUnlessOnlyTheLastIsForAll(
            YamlValue value, List<YamlValue> items, List<String> conditions) {
        if (items.isEmpty()) {
            value.refuse("expected at least one rule");
        }
        for (YamlValue item : items) {
            boolean isForAll = item.isMap() && OF_AGENTS.stream().noneMatch(item.map()::has);
            boolean isLast = item == items.getLast();
            if (isForAll && !isLast) {
                item.refuse(
                        "this rule fits always, so those after it never count: expected one of "
                                + String.join(", ", conditions));
            } else if (item.isMap() && isLast && !isForAll) {
                item.refuse(
                        "the last rule is for all that the others leave: expected only a 'time'");
            }
        }
    }

    /// One for each agent that it is about.
    private List<Rule> rule(YamlMap map, List<String> conditions, boolean mayNever) {
        Optional<QueueId> queue = words.queue(map.optional("queue"));
        Optional<String> source = CentreWords.known(map.optional("source"), "source", sources);
        List<Optional<AgentId>> agents = List.of(Optional.empty());
        Optional<Skilled> skill = Optional.empty();
        if (conditions.contains("agent")) {
            agents = agents(map.optional("agent"));
            skill = skill(map.optional("skill"));
        }
        Optional<Skilled> having = skill;
        Optional<Distribution> time = time(map.required("time"), mayNever);
        return agents.stream()
                .flatMap(agent -> time.map(t -> new Rule(queue, source, agent, having, t)).stream())
                .toList();
    }

    private List<Optional<AgentId>> agents(YamlValue value) {
        if (!value.isPresent()) {
            return List.of(Optional.empty());
        }
        SortedSet<AgentId> called = crew.called(value);
        return called.stream().map(Optional::of).toList();
    }

    /// `{ english: 9 }`.
    private Optional<Skilled> skill(YamlValue value) {
        SequencedMap<String, YamlValue> entries = value.map().entries();
        if (value.isMap() && entries.size() != 1) {
            value.refuse("expected one skill and its level, such as { english: 9 }");
            return Optional.empty();
        }
        if (words.need(value) instanceof SkillNeed.Level(var name, var level, var most)) {
            if (level > 0 && most == SkillNeed.MAX_LEVEL) {
                return Optional.of(new Skilled(name, level));
            }
            value.refuse("expected one skill at a level or better, such as { english: 9 }");
        }
        return Optional.empty();
    }

    // What agents do.

    private List<Answering> answering(YamlValue value) {
        if (!value.isPresent()) {
            return List.of(AT_ONCE);
        }
        if (!value.isList()) {
            return answering(value, value.map(), List.of(Optional.empty()));
        }
        List<YamlValue> items = items(value);
        refuseUnlessOnlyTheLastIsForAll(value, items, List.of("agent"));
        return items.stream()
                .flatMap(
                        item ->
                                answering(item, item.map(), agents(item.map().optional("agent")))
                                        .stream())
                .toList();
    }

    private List<Answering> answering(
            YamlValue value, YamlMap map, List<Optional<AgentId>> agents) {
        Distribution delay = times.readEnding(map.optional("delay")).orElse(AT_ONCE.delay());
        double refuses = Chances.orNone(map.optional("refuses"));
        double misses = Chances.orNone(map.optional("misses"));
        double sum = refuses + misses;
        Chances.areTooMuch(sum, value::refuse);
        double refused = Chances.partAtMost(refuses, sum);
        double missed = Chances.partAtMost(misses, sum);
        return agents.stream().map(a -> new Answering(a, delay, refused, missed)).toList();
    }

    // What callers do after.

    private Optional<Redial> redial(YamlMap map) {
        Optional<QueueId> queue = words.queue(map.optional("queue"));
        OptionalDouble chance = Chances.some(map.required("chance"));
        Optional<Distribution> after = times.readEnding(map.required("after"));
        OptionalInt most = map.optional("most").integer(1, MOST_REDIALS);
        return chance.isPresent()
                ? after.map(wait -> new Redial(queue, chance.getAsDouble(), wait, most.orElse(1)))
                : Optional.empty();
    }

    private List<Transfer> transfers(YamlValue value) {
        List<Transfer> transfers = new ArrayList<>();
        SortedMap<QueueId, Double> sums = new TreeMap<>();
        for (YamlValue item : items(value)) {
            YamlMap map = item.map();
            Optional<QueueId> from = words.queue(map.required("from"));
            Optional<QueueId> to = words.queue(map.required("to"));
            OptionalDouble chance = Chances.some(map.required("chance"));
            boolean keepsWait = CentreWords.isOn(map.optional("keeps_wait"), false);
            if (from.isPresent() && to.isPresent() && chance.isPresent()) {
                double share = chance.getAsDouble();
                transfers.add(new Transfer(from.get(), to.get(), share, keepsWait));
                double sum = sums.merge(from.get(), share, Double::sum);
                Chances.areTooMuch(sum, map.required("chance")::refuse);
            }
        }
        refuseCircles(value, transfers, sums);
        return transfers.stream().map(t -> atMostAll(t, sums.getOrDefault(t.from(), 0.0))).toList();
    }

    private static Transfer atMostAll(Transfer transfer, double sum) {
        double chance = Chances.partAtMost(transfer.chance(), sum);
        return new Transfer(transfer.from(), transfer.to(), chance, transfer.keepsWait());
    }

    /// Refuses queues of which every talk is transferred, each to another of them: no call would
    /// ever leave.
    private static void refuseCircles(
            YamlValue value, List<Transfer> transfers, SortedMap<QueueId, Double> sums) {
        SortedMap<QueueId, Double> caught = new TreeMap<>(sums);
        caught.values().removeIf(sum -> !Chances.isAll(sum));
        boolean changed = true;
        while (changed) {
            changed =
                    transfers.stream()
                            .filter(t -> !caught.containsKey(t.to()))
                            .map(t -> caught.remove(t.from()) != null)
                            .reduce(false, Boolean::logicalOr);
        }
        if (!caught.isEmpty()) {
            value.refuse(
                    "calls of the queue %s would be transferred for ever: their chances leave nothing"
                            .formatted(quoted(caught.firstKey().value())));
        }
    }
}
