package org.strowger.simulator.staffing;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.simulator.scenario.Behaviour;
import org.strowger.simulator.scenario.Fault;
import org.strowger.simulator.scenario.Scenario;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;
import org.strowger.yaml.Spelling;

/// Whom a scenario has, and what hours they may work: a schedule is a number for each group and
/// shape, and what else is simulated stays as it is.
final class Workforce {
    private final Scenario scenario;
    private final List<Group> groups;
    private final List<Shape> shapes;

    /// What is alike in agents of one group.
    private record Likeness(
            RoutingProfile profile,
            List<Integer> talks,
            List<Integer> wrapUps,
            List<Object> answering,
            List<Integer> faults) {}

    /// @throws IllegalArgumentException if there is a limit for an agent whom the scenario does not
    ///   have
    Workforce(Scenario scenario, Allowed allowed) {
        Set<AgentId> known = new TreeSet<>();
        scenario.staff().forEach(staff -> known.add(staff.agent()));
        for (AgentId agent : allowed.mostLike().keySet()) {
            if (!known.contains(agent)) {
                List<String> names = known.stream().map(AgentId::value).toList();
                throw new IllegalArgumentException(
                        "the scenario has no agent "
                                + agent
                                + Spelling.didYouMean(agent.value(), names));
            }
        }
        this.scenario = scenario;
        this.groups = groups(scenario, allowed);
        this.shapes = shapes(scenario, allowed.shapes());
    }

    private static List<Group> groups(Scenario scenario, Allowed allowed) {
        SequencedMap<Likeness, List<AgentId>> alike = new LinkedHashMap<>();
        for (Staff staff : scenario.staff()) {
            alike.computeIfAbsent(likeness(scenario, staff), _ -> new ArrayList<>())
                    .add(staff.agent());
        }
        List<Group> groups = new ArrayList<>();
        for (Map.Entry<Likeness, List<AgentId>> entry : alike.entrySet()) {
            List<AgentId> agents = entry.getValue();
            groups.add(new Group(entry.getKey().profile(), agents, allowed.most(agents)));
        }
        return List.copyOf(groups);
    }

    private static Likeness likeness(Scenario scenario, Staff staff) {
        AgentId agent = staff.agent();
        Behaviour behaviour = scenario.behaviour();
        List<Object> answering = new ArrayList<>();
        for (Behaviour.Answering rule : behaviour.answering()) {
            if (rule.agent().equals(Optional.of(agent))) {
                answering.add(List.of(rule.delay(), rule.refuses(), rule.misses()));
            }
        }
        List<Integer> faults = new ArrayList<>();
        for (int i = 0; i < scenario.faults().size(); i++) {
            if (scenario.faults().get(i) instanceof Fault.PhonesLost(_, _, var agents)
                    && agents.contains(agent)) {
                faults.add(i);
            }
        }
        return new Likeness(
                staff.profile(),
                naming(behaviour.talks(), agent),
                naming(behaviour.wrapUps(), agent),
                answering,
                faults);
    }

    /// Rules that name an agent, by the place of the first that says the same of another.
    private static List<Integer> naming(List<Behaviour.Rule> rules, AgentId agent) {
        List<Behaviour.Rule> anonymous =
                rules.stream().map(rule -> about(rule, Optional.empty())).toList();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            if (rules.get(i).agent().equals(Optional.of(agent))) {
                places.add(anonymous.indexOf(anonymous.get(i)));
            }
        }
        return places;
    }

    private static Behaviour.Rule about(Behaviour.Rule rule, Optional<AgentId> agent) {
        return new Behaviour.Rule(rule.queue(), rule.source(), agent, rule.skill(), rule.time());
    }

    private static List<Shape> shapes(Scenario scenario, List<Shape> more) {
        List<Shape> shapes = new ArrayList<>();
        Span span = scenario.span();
        for (Staff staff : scenario.staff()) {
            if (shapes.stream().noneMatch(shape -> shape.shifts().equals(staff.shifts()))) {
                shapes.add(Shape.of(staff.shifts(), span));
            }
        }
        for (Shape shape : more) {
            if (shapes.stream().noneMatch(known -> known.shifts().equals(shape.shifts()))) {
                shapes.add(shape);
            }
        }
        return List.copyOf(shapes);
    }

    Scenario scenario() {
        return scenario;
    }

    List<Group> groups() {
        return groups;
    }

    List<Shape> shapes() {
        return shapes;
    }

    /// How many numbers a schedule has: one for each group and shape.
    int size() {
        return groups.size() * shapes.size();
    }

    Group group(int cell) {
        return groups.get(cell / shapes.size());
    }

    Shape shape(int cell) {
        return shapes.get(cell % shapes.size());
    }

    /// The hours that one more in a cell works.
    double hours(int cell) {
        return shape(cell).hours(scenario.span());
    }

    double hours(Schedule schedule) {
        double hours = 0;
        for (int cell = 0; cell < size(); cell++) {
            hours += schedule.at(cell) * hours(cell);
        }
        return hours;
    }

    /// How many more the group of a cell may have.
    int room(Schedule schedule, int cell) {
        int first = cell / shapes.size() * shapes.size();
        int now = 0;
        for (int i = first; i < first + shapes.size(); i++) {
            now += schedule.at(i);
        }
        return group(cell).most() - now;
    }

    /// Everybody there may be, spread evenly over the shapes.
    Schedule all() {
        Schedule all = Schedule.empty(size());
        for (int cell = 0; cell < size(); cell++) {
            int place = cell % shapes.size();
            int most = group(cell).most();
            int share = most * (place + 1) / shapes.size() - most * place / shapes.size();
            all = all.with(cell, share);
        }
        return all;
    }

    /// The schedule as a scenario has it.
    Schedule asItIs() {
        Schedule schedule = Schedule.empty(size());
        for (Staff staff : scenario.staff()) {
            for (int cell = 0; cell < size(); cell++) {
                if (group(cell).agents().contains(staff.agent())
                        && shape(cell).shifts().equals(staff.shifts())) {
                    schedule = schedule.with(cell, 1);
                }
            }
        }
        return schedule;
    }

    /// Who works when.
    List<Staff> staff(Schedule schedule) {
        List<Staff> staff = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            int number = 0;
            for (int shape = 0; shape < shapes.size(); shape++) {
                int cell = group * shapes.size() + shape;
                for (int i = 0; i < schedule.at(cell); i++) {
                    staff.add(
                            new Staff(
                                    groups.get(group).agent(number++),
                                    groups.get(group).profile(),
                                    shapes.get(shape).shifts()));
                }
            }
        }
        staff.sort(Comparator.comparing(Staff::agent));
        return List.copyOf(staff);
    }

    /// How many of each group are there in each interval, on average over it; breaks are not there.
    List<List<Double>> present(Schedule schedule) {
        Span span = scenario.span();
        List<List<Double>> present = new ArrayList<>();
        for (int group = 0; group < groups.size(); group++) {
            List<Double> intervals = new ArrayList<>();
            Instant from = span.from();
            while (from.isBefore(span.until())) {
                Instant until = from.plus(span.interval());
                double there = 0;
                for (int shape = 0; shape < shapes.size(); shape++) {
                    int count = schedule.at(group * shapes.size() + shape);
                    there += count * share(shapes.get(shape), from, until);
                }
                intervals.add(there);
                from = until;
            }
            present.add(List.copyOf(intervals));
        }
        return present;
    }

    private static double share(Shape shape, Instant from, Instant until) {
        double seconds = 0;
        for (Staff.Shift shift : shape.shifts()) {
            seconds += common(shift.from(), shift.until(), from, until);
            for (Staff.Break rest : shift.breaks()) {
                seconds -= common(rest.from(), rest.until(), from, until);
            }
        }
        return seconds / Duration.between(from, until).toSeconds();
    }

    private static double common(Instant one, Instant end, Instant other, Instant until) {
        Instant first = one.isAfter(other) ? one : other;
        Instant last = end.isBefore(until) ? end : until;
        return Math.max(0, Duration.between(first, last).toSeconds());
    }

    /// The scenario with these people.
    Scenario with(Schedule schedule, long seed, int days) {
        List<Staff> staff = staff(schedule);
        SortedMap<AgentId, List<AgentId>> likeThem = new TreeMap<>();
        Set<AgentId> there = new TreeSet<>();
        staff.forEach(one -> there.add(one.agent()));
        for (Group group : groups) {
            group.agents().forEach(agent -> likeThem.put(agent, List.of(agent)));
            AgentId first = group.agents().getFirst();
            List<AgentId> like = new ArrayList<>(List.of(first));
            for (int i = group.agents().size(); i < group.most(); i++) {
                like.add(group.agent(i));
            }
            likeThem.put(first, like);
        }
        Function<AgentId, List<AgentId>> like =
                agent ->
                        likeThem.getOrDefault(agent, List.of()).stream()
                                .filter(there::contains)
                                .toList();
        return new Scenario(
                scenario.name(),
                scenario.policy(),
                scenario.span(),
                staff,
                scenario.sources(),
                behaviour(like),
                faults(like),
                scenario.targets(),
                seed,
                days,
                scenario.centre());
    }

    private Behaviour behaviour(Function<AgentId, List<AgentId>> like) {
        Behaviour of = scenario.behaviour();
        BiFunction<Behaviour.Answering, AgentId, Behaviour.Answering> answering =
                (rule, agent) ->
                        new Behaviour.Answering(
                                Optional.of(agent), rule.delay(), rule.refuses(), rule.misses());
        return new Behaviour(
                of.patience(),
                named(of.talks(), Behaviour.Rule::agent, Workforce::ofAgent, like),
                named(of.wrapUps(), Behaviour.Rule::agent, Workforce::ofAgent, like),
                named(of.answering(), Behaviour.Answering::agent, answering, like),
                of.redials(),
                of.transfers(),
                of.lateness(),
                of.adherence());
    }

    private static Behaviour.Rule ofAgent(Behaviour.Rule rule, AgentId agent) {
        return about(rule, Optional.of(agent));
    }

    /// Rules that name an agent, for all who are like them and there.
    private static <R> List<R> named(
            List<R> rules,
            Function<R, Optional<AgentId>> agent,
            BiFunction<R, AgentId, R> about,
            Function<AgentId, List<AgentId>> like) {
        List<R> all = new ArrayList<>();
        for (R rule : rules) {
            Optional<AgentId> named = agent.apply(rule);
            if (named.isEmpty()) {
                all.add(rule);
            } else {
                like.apply(named.get()).forEach(one -> all.add(about.apply(rule, one)));
            }
        }
        return all;
    }

    private List<Fault> faults(Function<AgentId, List<AgentId>> like) {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : scenario.faults()) {
            switch (fault) {
                case Fault.Surge _, Fault.Restart _ -> faults.add(fault);
                case Fault.PhonesLost(var at, var lasting, var agents) -> {
                    List<AgentId> all = new ArrayList<>();
                    agents.forEach(agent -> all.addAll(like.apply(agent)));
                    if (!all.isEmpty()) {
                        faults.add(new Fault.PhonesLost(at, lasting, all));
                    }
                }
            }
        }
        return faults;
    }
}
