package org.strowger.simulator.virtual;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.simulator.scenario.Arrivals;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Source;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// Whether a scenario makes sense: what a reader of files tells with its line, for scenarios that
/// programs make. Each check of a number is written so that what is not a number fails it.
final class Sense {
    private static final int MOST_INTERVALS = 100_000;
    private static final double MOST_CALLS = 1e7;
    private static final double LONGEST = 1e9;

    private Sense() {}

    /// @throws IllegalArgumentException the first thing that makes none
    static void check(Scenario scenario) {
        check(scenario.span());
        checkStaff(scenario.staff());
        Set<String> names = new TreeSet<>();
        for (Source source : scenario.sources()) {
            require(names.add(source.name()), "two sources are called " + source.name());
            check(source.arrivals(), "of source " + source.name());
            if (source.to() instanceof Source.ToNumber(_, var keys, _)) {
                check(keys, source.name());
            }
        }
        check(scenario.behaviour());
        for (Fault fault : scenario.faults()) {
            check(fault, names, scenario.staff());
        }
    }

    private static void check(Source.Keys keys, String source) {
        keys.at()
                .forEach(
                        (node, choices) -> {
                            String what = "a key of source %s at %s".formatted(source, node);
                            choices.forEach(choice -> chance(what, choice.chance()));
                            double sum = choices.stream().mapToDouble(Source.Choice::chance).sum();
                            require(
                                    Math.abs(sum - 1) < 1e-6,
                                    "the chances of keys of source %s at %s must add up to 1, but do to %s"
                                            .formatted(source, node, sum));
                        });
    }

    private static void check(Span span) {
        require(span.from().isBefore(span.until()), "the span must end after it begins");
        Duration whole = Duration.between(span.from(), span.until());
        require(
                !span.warmUp().isNegative() && span.warmUp().compareTo(whole) < 0,
                "the warm-up must be shorter than the span, but is " + span.warmUp());
        require(
                span.interval().isPositive() && whole.dividedBy(span.interval()) < MOST_INTERVALS,
                "the span must have at most %d intervals, but one is %s"
                        .formatted(MOST_INTERVALS, span.interval()));
    }

    private static void checkStaff(List<Staff> staff) {
        Set<AgentId> agents = new TreeSet<>();
        for (Staff agent : staff) {
            require(agents.add(agent.agent()), "there are two agents " + agent.agent());
            Instant free = Instant.MIN;
            for (Staff.Shift shift : agent.shifts()) {
                require(
                        !shift.from().isBefore(free) && shift.from().isBefore(shift.until()),
                        "the shifts of %s must be in order and end after they begin"
                                .formatted(agent.agent()));
                free = shift.until();
                checkBreaks(shift, agent.agent());
            }
        }
    }

    private static void checkBreaks(Staff.Shift shift, AgentId agent) {
        Instant free = shift.from();
        for (Staff.Break pause : shift.breaks()) {
            require(
                    !pause.from().isBefore(free)
                            && pause.from().isBefore(pause.until())
                            && !pause.until().isAfter(shift.until()),
                    "the breaks of %s must be in order, within the shift, and end after they begin"
                            .formatted(agent));
            free = pause.until();
        }
    }

    private static void check(Arrivals arrivals, String of) {
        switch (arrivals) {
            case Arrivals.Poisson(var perHour) ->
                    require(
                            perHour > 0 && perHour <= MOST_CALLS,
                            "the calls an hour %s must be above 0, at most %.0f, but are %s"
                                    .formatted(of, MOST_CALLS, perHour));
            case Arrivals.ByInterval(_, var every, var calls) -> {
                require(every.isPositive(), "the intervals %s must last".formatted(of));
                for (double count : calls) {
                    require(
                            count >= 0 && count <= MOST_CALLS,
                            "the calls of an interval %s must be 0 to %.0f, but are %s"
                                    .formatted(of, MOST_CALLS, count));
                }
            }
            case Arrivals.Busy(var shape, var inner) -> {
                require(
                        shape > 0 && shape <= LONGEST,
                        "the shape of busyness %s must be above 0, but is %s".formatted(of, shape));
                require(
                        !(inner instanceof Arrivals.Busy || inner instanceof Arrivals.Recorded),
                        "busy days %s must be days with a rate".formatted(of));
                check(inner, of);
            }
            case Arrivals.Renewal(var between) ->
                    require(
                            between.mean() > 0,
                            "the calls %s cannot all come at once".formatted(of));
            case Arrivals.Recorded(var calls) -> check(calls, of);
        }
    }

    private static void check(List<Arrivals.Call> calls, String of) {
        Instant last = Instant.MIN;
        for (Arrivals.Call call : calls) {
            if (call.at().isBefore(last)) {
                // Not said ahead: there may be a million calls.
                throw new IllegalArgumentException(
                        "the recorded calls %s must be in order of time, but one at %s follows one at %s"
                                .formatted(of, call.at(), last));
            }
            last = call.at();
            call.patience().ifPresent(time -> checkTime("patience", time, of));
            call.talk().ifPresent(time -> checkTime("talk", time, of));
        }
    }

    private static void checkTime(String what, double seconds, String of) {
        if (!(seconds >= 0 && seconds <= LONGEST)) {
            throw new IllegalArgumentException(
                    "the %s of a recorded call %s must be 0 s or more, but is %s"
                            .formatted(what, of, seconds));
        }
    }

    private static void check(Behaviour behaviour) {
        for (Behaviour.Answering rule : behaviour.answering()) {
            chance("refusing", rule.refuses());
            chance("missing", rule.misses());
            chance("refusing or missing", rule.refuses() + rule.misses());
        }
        chance("not coming", behaviour.adherence().absent());
        behaviour
                .adherence()
                .breaks()
                .ifPresent(
                        breaks ->
                                require(
                                        breaks.every().mean() >= 1,
                                        "unplanned breaks must be 1 s apart or more on average"));
        behaviour.redials().forEach(rule -> chance("trying again", rule.chance()));
        Set<QueueId> queues = new TreeSet<>();
        behaviour.transfers().forEach(rule -> queues.add(rule.from()));
        behaviour.transfers().forEach(rule -> chance("a transfer", rule.chance()));
        for (QueueId queue : queues) {
            chance(
                    "all transfers from " + queue,
                    behaviour.transfers().stream()
                            .filter(rule -> rule.from().equals(queue))
                            .mapToDouble(Behaviour.Transfer::chance)
                            .sum());
        }
    }

    private static void chance(String what, double chance) {
        require(
                chance >= 0 && chance <= 1 + 1e-9,
                "the chance of %s must be 0 to 1, but is %s".formatted(what, chance));
    }

    private static void check(Fault fault, Set<String> sources, List<Staff> staff) {
        switch (fault) {
            case Fault.PhonesLost(_, var lasting, var agents) -> {
                lasts(fault, lasting);
                for (AgentId agent : agents) {
                    require(
                            staff.stream().anyMatch(one -> one.agent().equals(agent)),
                            "the telephone of %s is lost, who is no agent".formatted(agent));
                }
            }
            case Fault.Restart(_, var lasting) -> lasts(fault, lasting);
            case Fault.Surge(_, var lasting, var source, var factor) -> {
                lasts(fault, lasting);
                require(sources.contains(source), "there is no source " + source + " for a surge");
                require(
                        factor >= 0 && factor <= 1_000,
                        "the factor of a surge must be 0 to 1000, but is " + factor);
            }
        }
    }

    private static void lasts(Fault fault, Duration lasting) {
        require(lasting.isPositive(), "what goes wrong at %s must last".formatted(fault.at()));
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
