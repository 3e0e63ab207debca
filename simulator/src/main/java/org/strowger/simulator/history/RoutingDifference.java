package org.strowger.simulator.history;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.strowger.engine.EngineSettings;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;

/// What two settings route otherwise, in sentences: queues first, then how they are weighed, then
/// agents, those with the same change together.
final class RoutingDifference {
    private static final int LONGEST_VALUE = 40;

    private static final SequencedMap<String, Function<QueuePolicy, Object>> OF_QUEUES =
            new LinkedHashMap<>();
    private static final SequencedMap<String, Function<RoutingPolicy, Object>> OF_POLICY =
            new LinkedHashMap<>();
    private static final SequencedMap<String, Function<RoutingProfile, Object>> OF_AGENTS =
            new LinkedHashMap<>();

    static {
        OF_QUEUES.put("open", QueuePolicy::open);
        OF_QUEUES.put("max_length", QueuePolicy::maxLength);
        OF_QUEUES.put("max_wait", QueuePolicy::maxWait);
        OF_QUEUES.put("service_target", QueuePolicy::serviceTarget);
        OF_QUEUES.put("ring_time", QueuePolicy::ringTime);
        OF_QUEUES.put("wrap_up", QueuePolicy::wrapUp);
        OF_QUEUES.put("retry_delay", queue -> queue.missed().rest());
        OF_QUEUES.put("missed.not_again_for", queue -> queue.missed().notAgainFor());
        OF_QUEUES.put("missed.pause_after", queue -> queue.missed().pauseAfter());
        OF_QUEUES.put("needs or steps", QueuePolicy::steps);
        OF_QUEUES.put("order", QueuePolicy::order);
        OF_QUEUES.put("agents", QueuePolicy::agents);
        OF_QUEUES.put("work", QueuePolicy::work);
        OF_QUEUES.put("staffing", QueuePolicy::staffing);
        OF_QUEUES.put("overflow", QueuePolicy::overflow);
        OF_QUEUES.put("reserve", QueuePolicy::reserve);
        OF_QUEUES.put("share", QueuePolicy::share);
        OF_QUEUES.put("cost", QueuePolicy::cost);
        OF_POLICY.put("routing.balance", RoutingPolicy::balance);
        OF_POLICY.put("routing.seed", RoutingPolicy::seed);
        OF_POLICY.put("routing.starvation_bound", RoutingPolicy::bound);
        OF_AGENTS.put("skills", RoutingProfile::skills);
        OF_AGENTS.put("ranks", RoutingProfile::ranks);
        OF_AGENTS.put("units", RoutingProfile::units);
        OF_AGENTS.put("limits", RoutingProfile::limits);
        OF_AGENTS.put("weight", RoutingProfile::weight);
        OF_AGENTS.put("wrap_up", RoutingProfile::wrapUp);
    }

    private RoutingDifference() {}

    /// Nothing where queues and agents route alike.
    static List<String> sentences(EngineSettings before, EngineSettings after) {
        List<String> sentences = ofQueues(before.policy().queues(), after.policy().queues());
        sentences.addAll(ofPolicies(before.policy(), after.policy()));
        sentences.addAll(ofAgents(profiles(before), profiles(after)));
        return sentences;
    }

    static List<String> ofQueues(
            SortedMap<QueueId, QueuePolicy> before, SortedMap<QueueId, QueuePolicy> after) {
        SortedSet<QueueId> queues = new TreeSet<>(before.keySet());
        queues.addAll(after.keySet());
        List<String> sentences = new ArrayList<>();
        for (QueueId queue : queues) {
            QueuePolicy was = before.get(queue);
            QueuePolicy is = after.get(queue);
            if (was == null || is == null) {
                sentences.add("Queue %s is %s.".formatted(queue, was == null ? "new" : "gone"));
                continue;
            }
            List<String> changes = changes(OF_QUEUES, was, is);
            if (!changes.isEmpty()) {
                sentences.add("Queue %s: %s.".formatted(queue, String.join(", ", changes)));
            }
        }
        return sentences;
    }

    /// How calls of all queues are weighed.
    static List<String> ofPolicies(RoutingPolicy before, RoutingPolicy after) {
        List<String> changes = changes(OF_POLICY, before, after);
        return changes.isEmpty() ? List.of() : List.of(String.join(", ", changes) + ".");
    }

    /// Agents of one change share a sentence.
    static List<String> ofAgents(
            SortedMap<String, RoutingProfile> before, SortedMap<String, RoutingProfile> after) {
        SortedSet<String> agents = new TreeSet<>(before.keySet());
        agents.addAll(after.keySet());
        SequencedMap<String, List<String>> byChange = new LinkedHashMap<>();
        for (String agent : agents) {
            RoutingProfile was = before.get(agent);
            RoutingProfile is = after.get(agent);
            String change =
                    was == null
                            ? "new"
                            : is == null ? "gone" : String.join(", ", changes(OF_AGENTS, was, is));
            if (!change.isEmpty()) {
                byChange.computeIfAbsent(change, _ -> new ArrayList<>()).add(agent);
            }
        }
        List<String> sentences = new ArrayList<>();
        byChange.forEach((change, who) -> sentences.add(told(who) + ": " + change + "."));
        return sentences;
    }

    private static String told(List<String> agents) {
        return agents.size() <= 3
                ? "Agent " + String.join(", ", agents)
                : "%d agents (%s, ...)"
                        .formatted(agents.size(), String.join(", ", agents.subList(0, 2)));
    }

    private static SortedMap<String, RoutingProfile> profiles(EngineSettings settings) {
        SortedMap<String, RoutingProfile> profiles = new TreeMap<>();
        for (AgentProfile agent : settings.agents()) {
            profiles.put(agent.id().value(), agent.routing());
        }
        return profiles;
    }

    private static <T> List<String> changes(
            SequencedMap<String, Function<T, Object>> aspects, T before, T after) {
        List<String> changes = new ArrayList<>();
        for (Map.Entry<String, Function<T, Object>> aspect : aspects.entrySet()) {
            Object was = aspect.getValue().apply(before);
            Object is = aspect.getValue().apply(after);
            if (!was.equals(is)) {
                changes.add(told(aspect.getKey(), told(was), told(is)));
            }
        }
        return changes;
    }

    /// Values that would be longer than what is said of them are not told.
    private static String told(String name, String was, String is) {
        return was.length() + is.length() <= LONGEST_VALUE
                ? "%s %s -> %s".formatted(name, was, is)
                : name + " changed";
    }

    private static String told(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(RoutingDifference::told).orElse("none");
            case Duration time when time.toMillisPart() == 0 -> time.toSeconds() + "s";
            case Duration time -> time.toMillis() + "ms";
            case Enum<?> named -> named.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }
}
