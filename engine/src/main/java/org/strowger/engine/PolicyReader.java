package org.strowger.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.routing.Balance;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.StarvationBound;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the queues and what holds between them.
///
/// It looks twice: when it is made, at every value by itself; and when it is asked for the
/// [#policy], at the values together. The second look is for a file in which the first has found
/// nothing wrong, or it would complain of what a slip of the pen has made.
final class PolicyReader {
    private static final int VERSION_DIGITS = 16;
    private static final int MOST_NAMED = 10;

    private final YamlValue whole;
    private final SequencedMap<QueueId, QueueReader.Section> queues = new LinkedHashMap<>();
    private final YamlValue balanceSaid;
    private final Balance balance;
    private final Detail detail;
    private final int seed;
    private final YamlValue boundSaid;
    private final Optional<StarvationBound> bound;

    /// @param handling reads what else is said of each queue
    PolicyReader(YamlMap routing, Listing listed, SkillNames skills, HandlingReader handling) {
        this.whole = listed.section();
        balanceSaid = routing.optional("balance");
        balance = balanceSaid.oneOf(Balance.class).orElse(Balance.URGENCY);
        detail = routing.optional("decisions").oneOf(Detail.class).orElse(Detail.FULL);
        seed = routing.optional("seed").integer(0, 999_999_999).orElse(0);
        boundSaid = routing.optional("starvation_bound");
        bound = bound(boundSaid);
        QueueReader reader = new QueueReader(skills, listed.entries().keySet());
        listed.entries()
                .forEach(
                        (name, value) -> {
                            if (Name.isKey(name, value)) {
                                QueueReader.Section queue = reader.read(value);
                                handling.read(new QueueId(name), queue);
                                this.queues.put(new QueueId(name), queue);
                            }
                        });
    }

    private static Optional<StarvationBound> bound(YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        YamlMap bound = value.map();
        Optional<Duration> behind =
                bound.required("behind").duration(Duration.ZERO, QueueReader.LONGEST);
        OptionalInt gap = bound.optional("priority_gap").integer(0, 1_000_000);
        return behind.map(time -> new StarvationBound(time, gap.orElse(0)));
    }

    /// The channels that contacts of the queues take.
    SortedSet<String> channels() {
        SortedSet<String> channels = new TreeSet<>();
        queues.values().forEach(queue -> channels.add(queue.rules().work().channel()));
        return channels;
    }

    /// The policy, unless the values contradict each other, which leaves problems behind.
    ///
    /// @param agents all that the file knows of
    Optional<RoutingPolicy> policy(List<AgentProfile> agents) {
        boolean straight = noOverflowIsACircle();
        boolean balanced = balanceFitsTheQueues();
        boolean unitsThere = unitsFit(agents);
        boolean effective = everyRuleHasAnEffect();
        if (!straight || !balanced || !unitsThere || !effective) {
            return Optional.empty();
        }
        return Checked.made(whole::refuseKey, () -> policy("draft", Optional.empty()))
                .map(draft -> digest(draft + " " + bound))
                .flatMap(
                        version ->
                                Checked.made(boundSaid::refuseKey, () -> policy(version, bound)));
    }

    private boolean noOverflowIsACircle() {
        Set<QueueId> left = new LinkedHashSet<>(queues.keySet());
        boolean straight = true;
        while (true) {
            while (left.removeIf(queue -> next(queue, left).isEmpty())) {}
            if (left.isEmpty()) {
                return straight;
            }
            straight = false;
            List<QueueId> circle = circle(left);
            refuseCircle(circle);
            circle.forEach(left::remove);
        }
    }

    private Optional<QueueId> next(QueueId queue, Set<QueueId> among) {
        return section(queue).overflows().keySet().stream().filter(among::contains).findFirst();
    }

    private QueueReader.Section section(QueueId queue) {
        return Optional.ofNullable(queues.get(queue)).orElseThrow();
    }

    /// One circle among queues of which each overflows to another of them.
    private List<QueueId> circle(Set<QueueId> queues) {
        SequencedSet<QueueId> way = new LinkedHashSet<>();
        QueueId at = queues.iterator().next();
        while (way.add(at)) {
            at = next(at, queues).orElseThrow();
        }
        List<QueueId> walked = List.copyOf(way);
        return walked.subList(walked.indexOf(at), walked.size());
    }

    private void refuseCircle(List<QueueId> circle) {
        QueueId last = circle.getLast();
        String names =
                circle.stream()
                        .limit(MOST_NAMED)
                        .map(QueueId::value)
                        .collect(Collectors.joining(", "));
        String others = circle.size() > MOST_NAMED ? ", ..." : "";
        section(last)
                .overflows()
                .getOrDefault(circle.getFirst(), section(last).value())
                .refuse(
                        "calls would overflow in a circle: %s, %s%s"
                                .formatted(last, names, others));
    }

    private boolean balanceFitsTheQueues() {
        return switch (balance) {
            case URGENCY -> true;
            case FIXED_QUEUE_RATIO -> someQueueHasAShare();
            case GENERALIZED_C_MU -> {
                boolean allFit = true;
                for (QueueReader.Section queue : queues.values()) {
                    allFit &= isFirstInFirstOut(queue);
                }
                yield allFit;
            }
        };
    }

    private boolean someQueueHasAShare() {
        if (queues.values().stream().anyMatch(queue -> queue.rules().share() > 0)) {
            return true;
        }
        balanceSaid.refuse("fixed_queue_ratio expects a queue with a 'share' above 0");
        return false;
    }

    private static boolean isFirstInFirstOut(QueueReader.Section queue) {
        if (queue.rules().order() instanceof CallOrder.Fifo) {
            return true;
        }
        queue.refuse(
                "order",
                "generalized_c_mu weighs calls by their cost of waiting, so it expects every queue"
                        + " in 'order: fifo'");
        return false;
    }

    /// A contact that asks for more than anybody has takes all of an agent, which nobody would
    /// write so.
    private boolean unitsFit(List<AgentProfile> agents) {
        int most = agents.stream().mapToInt(agent -> agent.routing().units()).max().orElse(0);
        boolean allFit = true;
        for (QueueReader.Section queue : queues.values()) {
            if (most > 0 && queue.rules().work().units().orElse(0) > most) {
                queue.refuse("units", "no agent has so many units; the most is " + most);
                allFit = false;
            }
        }
        return allFit;
    }

    private boolean everyRuleHasAnEffect() {
        boolean allHave = true;
        for (QueueReader.Section queue : queues.values()) {
            allHave &= new Effect(queue.map(), queue.rules(), balance).isThereAlways();
        }
        return allHave;
    }

    private RoutingPolicy policy(String version, Optional<StarvationBound> kept) {
        SortedMap<QueueId, QueuePolicy> rules = new TreeMap<>();
        queues.forEach((name, queue) -> rules.put(name, queue.rules()));
        return new RoutingPolicy(version, rules, balance, seed, detail, kept);
    }

    /// The name of a content: equal on every machine that was told the same.
    private static String digest(String text) {
        return ContentHash.of(text).substring(0, VERSION_DIGITS);
    }
}
