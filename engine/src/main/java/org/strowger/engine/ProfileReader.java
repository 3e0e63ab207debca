package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads which contacts an agent can take.
final class ProfileReader {
    private final SkillNames skills;
    private final Collection<String> queues;
    private final List<YamlMap> limits = new ArrayList<>();

    /// @param queues the names of all queues of the file
    ProfileReader(SkillNames skills, Collection<String> queues) {
        this.skills = skills;
        this.queues = queues;
    }

    /// Refuses limits of contacts that no queue brings.
    void refuseLimitsBeyond(SortedSet<String> channels) {
        for (YamlMap map : limits) {
            map.entries()
                    .forEach(
                            (channel, limit) -> {
                                if (!channels.contains(channel)) {
                                    limit.refuseKey(
                                            "no queue has the channel "
                                                    + quoted(channel)
                                                    + Spelling.didYouMean(channel, channels));
                                }
                            });
        }
    }

    /// @param value the whole of the agent, where a contradiction is told
    Optional<RoutingProfile> read(YamlValue value, YamlMap agent) {
        SortedMap<String, Integer> skillLevels = skills(agent.optional("skills").map());
        SortedMap<QueueId, Integer> ranks = ranks(agent.optional("ranks").map());
        int units = agent.optional("units").integer(1, QueueReader.MOST_UNITS).orElse(1);
        SortedMap<String, Integer> perChannel = limits(agent.optional("limits").map());
        int weight = agent.optional("weight").integer(1, 1_000).orElse(1);
        Optional<Duration> wrapUp =
                agent.optional("wrap_up").duration(Duration.ZERO, QueueReader.LONGEST);
        return Checked.made(
                value::refuse,
                () -> new RoutingProfile(skillLevels, ranks, units, perChannel, weight, wrapUp));
    }

    private SortedMap<String, Integer> skills(YamlMap map) {
        SortedMap<String, Integer> levels = new TreeMap<>();
        map.entries()
                .forEach(
                        (skill, value) -> {
                            boolean named = skills.mayBeHad(skill, value);
                            value.integer(1, SkillNeed.MAX_LEVEL)
                                    .ifPresent(
                                            level -> {
                                                if (named) {
                                                    levels.put(skill, level);
                                                }
                                            });
                        });
        return levels;
    }

    private SortedMap<QueueId, Integer> ranks(YamlMap map) {
        SortedMap<QueueId, Integer> ranks = new TreeMap<>();
        map.entries()
                .forEach(
                        (queue, value) -> {
                            if (!queues.contains(queue)) {
                                value.refuseKey(QueueReader.unknownQueue(queue, queues));
                            }
                            value.integer(0, QueueReader.HIGHEST_RANK)
                                    .ifPresent(rank -> ranks.put(new QueueId(queue), rank));
                        });
        return ranks;
    }

    private SortedMap<String, Integer> limits(YamlMap map) {
        SortedMap<String, Integer> most = new TreeMap<>();
        map.entries()
                .forEach(
                        (channel, value) -> {
                            boolean named = Name.isKey(channel, value);
                            value.integer(0, QueueReader.MOST_UNITS)
                                    .ifPresent(
                                            limit -> {
                                                if (named) {
                                                    most.put(channel, limit);
                                                }
                                            });
                        });
        limits.add(map);
        return most;
    }
}
