package org.strowger.simulator.virtual;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.routing.Detail;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.simulator.chance.Chance;
import org.strowger.simulator.chance.Sampler;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Staff;
import org.strowger.simulator.scenario.Yardstick;

/// A scenario made ready to be played: everything that is the same for each of its days, looked up
/// once. Threads share it.
final class Plan {
    /// How long after the end of the span calls are seen through, at most.
    private static final long LONGEST_DRAIN = 24 * 3600 * Moments.SECOND;

    /// Where a flow sends its calls is for the flow to say.
    private static final Source.ToQueue NOWHERE =
            new Source.ToQueue(new QueueId("nowhere"), 0, SkillNeed.none());

    final Scenario scenario;
    private final Detail detail;
    final long from;
    final long countsFrom;
    final long until;
    final long closing;
    final long interval;
    final int intervals;
    final List<QueueId> queues;
    final double[] targets;
    final double[] shortAbandons;
    final List<Staff> staff;
    final Ringing[] ringing;
    final Attendance attendance;
    final From[] sources;
    final TimeRules patience;
    final TimeRules talks;
    final TimeRules wrapUps;
    final Onward[] onward;
    final List<Fault> faults;

    /// What calls through flows need; nothing, if there are none.
    final @Nullable FlowPlan flows;

    /// What an agent does when the telephone rings.
    ///
    /// @param isPrompt whether they always answer at once
    record Ringing(Sampler delay, double refuses, double misses, boolean isPrompt) {}

    /// What may follow a stay in a queue.
    ///
    /// @param redial for those whom nobody answered
    /// @param transfers for those who talked
    record Onward(Optional<Again> redial, List<To> transfers) {}

    /// A caller who tries again.
    record Again(double chance, Sampler after, int most) {}

    /// @param upTo the chance of this transfer and of those before it
    record To(int queue, double upTo, boolean keepsWait) {}

    /// Where calls come from.
    ///
    /// @param queue straight to which; below 0 for calls through a flow, which say nothing of
    ///   priority and need either
    /// @param through the flow that they go through
    /// @param pace absent for recorded calls
    record From(
            String name,
            Optional<Source.ToNumber> through,
            int queue,
            QueueId queueId,
            int priority,
            SkillNeed need,
            Arrivals arrivals,
            Optional<Pace> pace,
            Sampler between,
            List<Fault.Surge> surges) {}

    /// @param detail of the decision records, whatever the policy says: what nobody reads need not
    ///   be written
    /// @throws IllegalArgumentException what of the scenario cannot be played
    Plan(Scenario scenario, Detail detail) {
        this(scenario, Yardstick.of(scenario), detail);
    }

    /// @param yardstick what calls are counted by, whatever the centre of the scenario promises
    Plan(Scenario scenario, Yardstick yardstick, Detail detail) {
        Sense.check(scenario);
        this.scenario = scenario;
        this.detail = detail;
        from = Moments.of(scenario.span().from());
        until = Moments.of(scenario.span().until());
        countsFrom = from + Moments.of(scenario.span().warmUp());
        closing = until + LONGEST_DRAIN;
        interval = Moments.of(scenario.span().interval());
        intervals = (int) ((until - from + interval - 1) / interval);
        queues = List.copyOf(scenario.policy().queues().keySet());
        targets = seconds(queue -> yardstick.of(queue).inTime());
        shortAbandons = seconds(queue -> yardstick.of(queue).shortAbandon());
        staff = scenario.staff();
        Behaviour behaviour = scenario.behaviour();
        attendance = Attendance.of(behaviour, scenario.span().zone());
        ringing = staff.stream().map(agent -> ringing(agent, behaviour)).toArray(Ringing[]::new);
        flows = FlowPlan.of(scenario).orElse(null);
        faults = scenario.faults().stream().sorted(Comparator.comparing(Fault::at)).toList();
        sources = scenario.sources().stream().map(this::source).toArray(From[]::new);
        patience = new TimeRules(behaviour.patience(), scenario.sources(), queues, staff);
        talks = new TimeRules(behaviour.talks(), scenario.sources(), queues, staff);
        wrapUps = new TimeRules(behaviour.wrapUps(), scenario.sources(), queues, staff);
        onward = queues.stream().map(queue -> onward(queue, behaviour)).toArray(Onward[]::new);
        for (int i = 0; i < sources.length; i++) {
            for (int queue = 0; queue < queues.size(); queue++) {
                String calls =
                        "calls of source %s in queue %s"
                                .formatted(sources[i].name, queues.get(queue));
                require(patience.fitAll(i, queue), "no rule says how long " + calls + " wait");
                require(
                        talks.fitAll(i, queue),
                        "no rule says how long every agent talks with " + calls);
            }
        }
    }

    /// Of each queue.
    private double[] seconds(Function<QueueId, Duration> time) {
        return queues.stream()
                .mapToDouble(queue -> Moments.seconds(Moments.of(time.apply(queue))))
                .toArray();
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// The policy of one replication, which has lots of its own.
    RoutingPolicy policyOf(long replication) {
        RoutingPolicy policy = scenario.policy();
        return new RoutingPolicy(
                policy.version(),
                policy.queues(),
                policy.balance(),
                Chance.key(Chance.key(replication, Purpose.LOTS), policy.seed()),
                detail,
                policy.bound());
    }

    int queue(QueueId id) {
        int index = Collections.binarySearch(queues, id);
        require(index >= 0, "there is no queue " + id);
        return index;
    }

    private static Ringing ringing(Staff agent, Behaviour behaviour) {
        for (Behaviour.Answering rule : behaviour.answering()) {
            if (rule.agent().filter(id -> !id.equals(agent.agent())).isEmpty()) {
                return new Ringing(
                        Sampler.of(rule.delay()),
                        rule.refuses(),
                        rule.misses(),
                        rule.delay().mean() == 0 && rule.refuses() == 0 && rule.misses() == 0);
            }
        }
        return new Ringing(_ -> 0, 0, 0, true);
    }

    private From source(Source source) {
        List<Fault.Surge> surges =
                faults.stream()
                        .filter(Fault.Surge.class::isInstance)
                        .map(Fault.Surge.class::cast)
                        .filter(surge -> surge.source().equals(source.name()))
                        .toList();
        boolean recorded = source.arrivals() instanceof Arrivals.Recorded;
        Source.ToQueue to =
                switch (source.to()) {
                    case Source.ToQueue straight -> straight;
                    case Source.ToNumber _ -> NOWHERE;
                };
        return new From(
                source.name(),
                source.to() instanceof Source.ToNumber number
                        ? Optional.of(number)
                        : Optional.empty(),
                to.equals(NOWHERE) ? -1 : queue(to.queue()),
                to.queue(),
                to.priority(),
                to.need(),
                recorded ? within(source.arrivals()) : source.arrivals(),
                recorded
                        ? Optional.empty()
                        : Optional.of(Pace.of(source.arrivals(), surges, scenario.span())),
                between(source.arrivals()),
                surges);
    }

    private Arrivals within(Arrivals arrivals) {
        return arrivals instanceof Arrivals.Recorded(var calls)
                ? new Arrivals.Recorded(
                        calls.stream()
                                .filter(
                                        call ->
                                                Moments.of(call.at()) >= from
                                                        && Moments.of(call.at()) < until)
                                .toList())
                : arrivals;
    }

    static Sampler between(Arrivals arrivals) {
        return switch (arrivals) {
            case Arrivals.Renewal(var between) -> Sampler.of(between);
            case Arrivals.Busy(_, var of) -> between(of);
            case Arrivals.Poisson _, Arrivals.ByInterval _, Arrivals.Recorded _ ->
                    Chance::exponential;
        };
    }

    private Onward onward(QueueId queue, Behaviour behaviour) {
        Optional<Again> redial =
                behaviour.redials().stream()
                        .filter(rule -> rule.queue().filter(id -> !id.equals(queue)).isEmpty())
                        .findFirst()
                        .map(
                                rule ->
                                        new Again(
                                                rule.chance(),
                                                Sampler.of(rule.after()),
                                                rule.most()));
        List<To> transfers = new ArrayList<>();
        double sum = 0;
        for (Behaviour.Transfer rule : behaviour.transfers()) {
            if (rule.from().equals(queue)) {
                sum += rule.chance();
                transfers.add(new To(queue(rule.to()), sum, rule.keepsWait()));
            }
        }
        return new Onward(redial, List.copyOf(transfers));
    }
}
