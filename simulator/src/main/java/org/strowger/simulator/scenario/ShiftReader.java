package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.engine.CentreWords;
import org.strowger.engine.routing.AgentId;
import org.strowger.flow.calendar.HourRange;
import org.strowger.flow.calendar.HoursReader;
import org.strowger.flow.calendar.WeekdayKey;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads who works when.
final class ShiftReader {
    private static final int MOST_RULES = 10_000;
    private static final int MOST_SHIFTS = 1_000_000;
    private static final int MOST_BREAKS = 20;
    private static final int DAY = 24 * 60;
    private static final HourRange WHOLE_DAY = new HourRange(0, DAY);

    /// Those who work the whole span see the last calls through.
    private static final Duration BEYOND = Duration.ofHours(24);

    private final Crew crew;
    private final CentreWords words;
    private final String usualPause;
    private final WallClock clock;
    private final SortedMap<AgentId, TreeMap<Instant, Staff.Shift>> shifts = new TreeMap<>();
    private long count;

    /// @param usualPause the reason of a break that has none of its own
    ShiftReader(Crew crew, CentreWords words, String usualPause, WallClock clock) {
        this.crew = crew;
        this.words = words;
        this.usualPause = usualPause;
        this.clock = clock;
    }

    /// A break as written, in minutes since the midnight before the shift.
    private record Planned(YamlValue value, int from, int until, String reason) {}

    /// Those who work; everybody over the whole span, where nothing is said.
    List<Staff> read(YamlValue value) {
        if (!value.isPresent()) {
            Span span = clock.span();
            Staff.Shift whole = new Staff.Shift(span.from(), span.until().plus(BEYOND), List.of());
            crew.members().keySet().forEach(agent -> take(agent, whole));
            return staff();
        }
        List<YamlValue> rules = value.list();
        if (value.isList() && (rules.isEmpty() || rules.size() > MOST_RULES)) {
            value.refuse("expected 1 to " + MOST_RULES + " shifts, but found " + rules.size());
            return List.of();
        }
        rules.forEach(this::rule);
        if (count > MOST_SHIFTS) {
            value.refuse("expected " + MOST_SHIFTS + " shifts of all agents and days at most");
        }
        return staff();
    }

    private List<Staff> staff() {
        List<Staff> staff = new ArrayList<>();
        shifts.forEach(
                (agent, own) ->
                        Optional.ofNullable(crew.members().get(agent))
                                .ifPresent(
                                        member ->
                                                staff.add(
                                                        new Staff(
                                                                agent,
                                                                member.profile(),
                                                                List.copyOf(own.values())))));
        return staff;
    }

    private void take(AgentId agent, Staff.Shift shift) {
        shifts.computeIfAbsent(agent, _ -> new TreeMap<>()).put(shift.from(), shift);
    }

    private void rule(YamlValue item) {
        YamlMap rule = item.map();
        SortedSet<AgentId> agents = crew.chosen(rule);
        Optional<HourRange> hours = HoursReader.range(rule.required("hours"));
        EnumSet<DayOfWeek> days = days(rule.optional("days"));
        List<YamlValue> breaks = rule.optional("breaks").list();
        if (breaks.size() > MOST_BREAKS) {
            rule.optional("breaks").refuse("expected " + MOST_BREAKS + " breaks at most");
            return;
        }
        if (hours.isEmpty()) {
            breaks.forEach(value -> planned(value, WHOLE_DAY));
            return;
        }
        List<Planned> planned = planned(breaks, hours.get());
        List<Staff.Shift> worked = new ArrayList<>();
        for (LocalDate date : clock.dates()) {
            if (days.contains(date.getDayOfWeek())) {
                shift(date, hours.get(), planned).ifPresent(worked::add);
            }
        }
        if (worked.isEmpty() && clock.isKnown() && !days.isEmpty()) {
            item.refuse(
                    "this shift is empty: nothing of it is within the span, which goes from %s to %s"
                            .formatted(
                                    clock.shown(clock.span().from()),
                                    clock.shown(clock.span().until())));
        }
        count += (long) worked.size() * agents.size();
        if (count <= MOST_SHIFTS) {
            plan(item, agents, worked);
        }
    }

    private void plan(YamlValue item, SortedSet<AgentId> agents, List<Staff.Shift> worked) {
        for (AgentId agent : agents) {
            for (Staff.Shift shift : worked) {
                Optional<Staff.Shift> other = overlapping(agent, shift);
                if (other.isPresent()) {
                    item.refuse(
                            "shifts of %s overlap: one from %s to %s is there already"
                                    .formatted(
                                            quoted(agent.value()),
                                            clock.shown(other.get().from()),
                                            clock.shown(other.get().until())));
                    return;
                }
                take(agent, shift);
            }
        }
    }

    private Optional<Staff.Shift> overlapping(AgentId agent, Staff.Shift shift) {
        TreeMap<Instant, Staff.Shift> own = shifts.getOrDefault(agent, new TreeMap<>());
        var before = own.lowerEntry(shift.until());
        return Optional.ofNullable(before)
                .map(entry -> entry.getValue())
                .filter(other -> shift.from().isBefore(other.until()));
    }

    private static EnumSet<DayOfWeek> days(YamlValue value) {
        Optional<String> text = value.text();
        if (!value.isPresent()) {
            return EnumSet.allOf(DayOfWeek.class);
        }
        EnumSet<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        text.ifPresent(key -> days.addAll(WeekdayKey.days(key, value::refuse)));
        return days;
    }

    private List<Planned> planned(List<YamlValue> values, HourRange hours) {
        List<Planned> breaks = new ArrayList<>();
        for (YamlValue value : values) {
            planned(value, hours).ifPresent(breaks::add);
        }
        breaks.sort(Comparator.comparingInt(Planned::from));
        @Nullable Planned last = null;
        for (Planned next : breaks) {
            if (last != null && next.from() < last.until()) {
                next.value().refuse("this break overlaps another of this shift");
            }
            last = next;
        }
        return breaks;
    }

    private Optional<Planned> planned(YamlValue value, HourRange shift) {
        YamlMap map = value.map();
        YamlValue said = map.required("hours");
        Optional<HourRange> hours = HoursReader.range(said);
        String reason = words.pause(map.optional("reason")).orElse(usualPause);
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        HourRange pause = hours.get();
        int from = pause.from() < shift.from() ? pause.from() + DAY : pause.from();
        int length = Math.floorMod(pause.to() - pause.from() - 1, DAY) + 1;
        int end = shift.to() > shift.from() ? shift.to() : shift.to() + DAY;
        if (from + length > end) {
            said.refuse("the break " + pause + " is not within the shift " + shift);
            return Optional.empty();
        }
        return Optional.of(new Planned(value, from, from + length, reason));
    }

    /// What is left of a shift within the span; empty when nothing is.
    private Optional<Staff.Shift> shift(LocalDate date, HourRange hours, List<Planned> planned) {
        Span span = clock.span();
        Instant begin = later(clock.instant(hours.beginOn(date)), span.from());
        Instant end = clock.instant(hours.endOf(date));
        if (!begin.isBefore(end) || !begin.isBefore(span.until())) {
            return Optional.empty();
        }
        LocalDateTime midnight = date.atStartOfDay();
        List<Staff.Break> breaks = new ArrayList<>();
        for (Planned one : planned) {
            Instant from = later(clock.instant(midnight.plusMinutes(one.from())), begin);
            Instant until = clock.instant(midnight.plusMinutes(one.until()));
            if (from.isBefore(until)) {
                breaks.add(new Staff.Break(from, until, one.reason()));
            }
        }
        return Optional.of(new Staff.Shift(begin, end, breaks));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
