package org.strowger.engine;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.strowger.engine.routing.AgentOrder;
import org.strowger.engine.routing.CallOrder;
import org.strowger.engine.routing.Presence;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingStep;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads the rules of one queue, each by itself.
final class QueueReader {
    static final Duration LONGEST = Duration.ofHours(24);
    static final int MOST_UNITS = 1_000;
    static final int HIGHEST_RANK = 1_000;

    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final int MOST_STEPS = 16;
    private static final int MOST_DROPPED = 256;
    private static final Pattern ORDERS = Pattern.compile("strict|fifo|deadline");
    private static final Pattern UNITS = Pattern.compile("all|1000|[1-9][0-9]{0,2}");
    private static final QueuePolicy STANDARD = QueuePolicy.standard();

    private final NeedReader needs;
    private final SkillNames skills;
    private final Collection<String> queues;

    /// @param queues the names of all queues of the file
    QueueReader(SkillNames skills, Collection<String> queues) {
        this.needs = new NeedReader(skills);
        this.skills = skills;
        this.queues = queues;
    }

    /// A queue's rules and the places that a look at several queues may have to speak of.
    ///
    /// @param overflows the queues that take calls instead, and where that is said
    record Section(
            YamlValue value,
            YamlMap map,
            SequencedMap<QueueId, YamlValue> overflows,
            QueuePolicy rules) {
        /// Where a rule stands, or else where the queue's name does.
        void refuse(String rule, String message) {
            if (map.has(rule)) {
                map.optional(rule).refuse(message);
            } else {
                value.refuseKey(message);
            }
        }
    }

    Section read(YamlValue value) {
        YamlMap queue = value.map();
        SequencedMap<QueueId, YamlValue> overflows = new LinkedHashMap<>();
        QueuePolicy rules =
                Checked.made(value::refuse, () -> rules(queue, overflows)).orElse(STANDARD);
        return new Section(value, queue, overflows, rules);
    }

    private QueuePolicy rules(YamlMap queue, SequencedMap<QueueId, YamlValue> overflows) {
        QueuePolicy.Work work = work(queue);
        QueuePolicy.Builder rules =
                QueuePolicy.builder()
                        .open(YesOrNo.read(queue.optional("open"), STANDARD.open()))
                        .maxLength(
                                queue.optional("max_length")
                                        .integer(1, 100_000)
                                        .orElse(STANDARD.maxLength()))
                        .serviceTarget(
                                time(queue, "service_target", SHORTEST, STANDARD.serviceTarget()))
                        .ringTime(ringTime(queue))
                        .wrapUp(time(queue, "wrap_up", Duration.ZERO, STANDARD.wrapUp()))
                        .missed(missed(queue))
                        .steps(steps(queue))
                        .order(order(queue.optional("order")))
                        .agents(agents(queue.optional("agents"), work))
                        .work(work)
                        .staffing(staffing(queue.optional("staffing").map()))
                        .overflow(overflow(queue.optional("overflow").map(), overflows))
                        .share(queue.optional("share").integer(0, 1_000).orElse(STANDARD.share()))
                        .cost(cost(queue.optional("cost").map()));
        queue.optional("max_wait").duration(SHORTEST, LONGEST).ifPresent(rules::maxWait);
        reserve(queue.optional("reserve")).ifPresent(rules::reserve);
        return rules.build();
    }

    private static Duration time(YamlMap map, String key, Duration shortest, Duration otherwise) {
        return map.optional(key).duration(shortest, LONGEST).orElse(otherwise);
    }

    private static Duration ringTime(YamlMap queue) {
        return queue.optional("ring_time")
                .duration(SHORTEST, Duration.ofMinutes(5))
                .orElse(STANDARD.ringTime());
    }

    private static QueuePolicy.Missed missed(YamlMap queue) {
        QueuePolicy.Missed standard = STANDARD.missed();
        YamlMap missed = queue.optional("missed").map();
        return new QueuePolicy.Missed(
                time(queue, "retry_delay", Duration.ZERO, standard.rest()),
                time(missed, "not_again_for", Duration.ZERO, standard.notAgainFor()),
                missed.optional("pause_after").integer(0, 1_000).orElse(standard.pauseAfter()));
    }

    private List<RoutingStep> steps(YamlMap queue) {
        YamlValue need = queue.optional("needs");
        YamlValue list = queue.optional("steps");
        if (!list.isPresent()) {
            return List.of(onlyStep(needs.read(need)));
        }
        need.refuseKey("a queue has 'steps' or 'needs', not both: every step has needs of its own");
        List<YamlValue> items = list.list();
        if (list.isList() && (items.isEmpty() || items.size() > MOST_STEPS)) {
            list.refuse("expected 1 to " + MOST_STEPS + " steps, but found " + items.size());
        }
        if (items.isEmpty() || items.size() > MOST_STEPS) {
            return STANDARD.steps();
        }
        return items.stream().map(item -> step(item, item == items.getLast())).toList();
    }

    private static RoutingStep onlyStep(SkillNeed need) {
        RoutingStep any = RoutingStep.FOR_EVER;
        return new RoutingStep(
                any.lasting(),
                need,
                any.drop(),
                any.lowered(),
                any.maxRank(),
                any.skippedIfNobody());
    }

    private RoutingStep step(YamlValue item, boolean isLast) {
        YamlMap step = item.map();
        SkillNeed need = needs.read(step.optional("needs"));
        YamlValue skip = step.optional("skip_if_nobody");
        boolean skipped = YesOrNo.read(skip, false);
        if (skipped && isLast) {
            skip.refuse("the last step cannot be skipped: there is nowhere to go from it");
        }
        return new RoutingStep(
                lasting(step, isLast),
                need,
                drop(step.optional("drop")),
                step.optional("lower").integer(0, SkillNeed.MAX_LEVEL).orElse(0),
                step.optional("max_rank").integer(0, HIGHEST_RANK).orElse(HIGHEST_RANK),
                skipped && !isLast);
    }

    private static Optional<Duration> lasting(YamlMap step, boolean isLast) {
        YamlValue value = step.optional("for");
        if (isLast) {
            value.refuseKey("the last step lasts until the call leaves: expected no 'for' here");
            return Optional.empty();
        }
        if (!value.isPresent()) {
            step.refuse("missing key 'for': every step but the last says how long it lasts");
        }
        return Optional.of(value.duration(SHORTEST, LONGEST).orElse(SHORTEST));
    }

    private SortedSet<String> drop(YamlValue list) {
        List<YamlValue> items = list.list();
        if (items.size() > MOST_DROPPED) {
            list.refuse(
                    "expected %d skills at most, but found %d"
                            .formatted(MOST_DROPPED, items.size()));
            return new TreeSet<>();
        }
        return items.stream()
                .flatMap(item -> skills.item(item).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static CallOrder order(YamlValue order) {
        if (order.isMap()) {
            return accumulating(order.map());
        }
        return order.text(ORDERS, "strict, fifo, deadline or a map with points_per_minute")
                .map(QueueReader::orderCalled)
                .orElse(STANDARD.order());
    }

    private static CallOrder orderCalled(String word) {
        return switch (word) {
            case "fifo" -> new CallOrder.Fifo();
            case "deadline" -> new CallOrder.Deadline();
            default -> new CallOrder.Strict();
        };
    }

    private static CallOrder accumulating(YamlMap order) {
        OptionalInt rate = order.required("points_per_minute").thousandths(0, 100);
        OptionalInt cap = order.optional("cap").integer(0, 1_000_000);
        return new CallOrder.Accumulating(rate.orElse(0), cap);
    }

    private static AgentOrder agents(YamlValue said, QueuePolicy.Work work) {
        AgentOrder order = said.oneOf(AgentOrder.class).orElse(STANDARD.agents());
        if (order == AgentOrder.LEAST_OCCUPIED && work.units().isPresent()) {
            said.refuse(
                    "'least_occupied' needs contacts that take all of an agent, so no 'units' but all");
            return STANDARD.agents();
        }
        return order;
    }

    private static QueuePolicy.Work work(YamlMap queue) {
        String channel =
                queue.optional("channel")
                        .text(Name.FORM, Name.EXPECTED)
                        .orElse(STANDARD.work().channel());
        Optional<Integer> units =
                queue.optional("units")
                        .text(UNITS, "a whole number from 1 to " + MOST_UNITS + " or all")
                        .filter(text -> !text.equals("all"))
                        .map(Integer::valueOf);
        return new QueuePolicy.Work(channel, units);
    }

    private static QueuePolicy.Staffing staffing(YamlMap staffing) {
        Presence join = presence(staffing.optional("join"));
        YamlValue said = staffing.optional("stay");
        Presence stay = presence(said);
        if (stay == Presence.READY) {
            said.refuse("expected nobody, signed_in or not_paused: callers wait for who is ready");
            stay = Presence.NOBODY;
        }
        return new QueuePolicy.Staffing(
                join, stay, time(staffing, "grace", Duration.ZERO, Duration.ZERO));
    }

    private static Presence presence(YamlValue value) {
        return value.oneOf(Presence.class).orElse(Presence.NOBODY);
    }

    private QueuePolicy.Overflow overflow(
            YamlMap overflow, SequencedMap<QueueId, YamlValue> overflows) {
        return new QueuePolicy.Overflow(
                queue(overflow.optional("when_closed"), overflows),
                queue(overflow.optional("when_full"), overflows),
                queue(overflow.optional("when_empty"), overflows),
                queue(overflow.optional("after_max_wait"), overflows));
    }

    private Optional<QueueId> queue(YamlValue value, SequencedMap<QueueId, YamlValue> overflows) {
        Optional<String> name = value.text(Name.FORM, Name.EXPECTED);
        if (name.isPresent() && !queues.contains(name.get())) {
            value.refuse(() -> unknownQueue(name.get(), queues));
            return Optional.empty();
        }
        Optional<QueueId> queue = name.map(QueueId::new);
        queue.ifPresent(id -> overflows.putIfAbsent(id, value));
        return queue;
    }

    static String unknownQueue(String name, Collection<String> queues) {
        return "no queue is called " + quoted(name) + Spelling.didYouMean(name, queues);
    }

    private Optional<QueuePolicy.Reserve> reserve(YamlValue value) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        YamlMap reserve = value.map();
        SkillNeed of = needs.read(reserve.required("needs"));
        OptionalInt kept = reserve.required("keep").integer(1, 100_000);
        return Optional.of(new QueuePolicy.Reserve(of, kept.orElse(1)));
    }

    private QueuePolicy.WaitingCost cost(YamlMap cost) {
        QueuePolicy.WaitingCost standard = STANDARD.cost();
        YamlValue special = cost.optional("handle_times");
        List<YamlValue> items = special.list();
        if (items.size() > MOST_STEPS) {
            special.refuse(
                    "expected " + MOST_STEPS + " handle times at most, but found " + items.size());
            items = List.of();
        }
        return new QueuePolicy.WaitingCost(
                cost.optional("weight").integer(1, 1_000).orElse(standard.weight()),
                time(cost, "handle_time", SHORTEST, standard.handleTime()),
                items.stream().map(this::handleTime).toList());
    }

    private QueuePolicy.HandleTime handleTime(YamlValue item) {
        YamlMap special = item.map();
        SkillNeed of = needs.read(special.required("needs"));
        Optional<Duration> time = special.required("time").duration(SHORTEST, LONGEST);
        return new QueuePolicy.HandleTime(of, time.orElse(SHORTEST));
    }
}
