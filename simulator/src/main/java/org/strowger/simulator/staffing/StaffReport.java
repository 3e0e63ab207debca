package org.strowger.simulator.staffing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.strowger.simulator.report.Table;
import org.strowger.simulator.report.Verdicts;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

/// A plan in every form that it is told in.
///
/// @param scenario its title
/// @param seed of the days that schedules were tried with
/// @param days that each schedule was tried with
public record StaffReport(String scenario, long seed, int days, StaffPlan plan) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);

    /// A screen of text; who works when is in the other forms.
    public String text() {
        List<String> lines = new ArrayList<>();
        lines.add(scenario);
        lines.add(
                String.format(
                        Locale.ROOT,
                        "%d schedules tried, each with %d days, seed %d",
                        plan.trials(),
                        days,
                        seed));
        lines.add("");
        lines.add(ending());
        for (StaffPlan.Needed needed : plan.needed()) {
            lines.add(
                    String.format(
                            Locale.ROOT,
                            "  %4d %-20s %s",
                            needed.count(),
                            needed.group().name(),
                            needed.shape().name()));
        }
        lines.add("");
        if (plan.checkedDays() > 0) {
            lines.add(String.format(Locale.ROOT, "On %d fresh days:", plan.checkedDays()));
            plan.verdicts().forEach(verdict -> lines.add("  " + Verdicts.text(verdict)));
            lines.add("  Turned away: " + Verdicts.share(plan.turnedAway()));
            plan.worst()
                    .ifPresent(
                            worst ->
                                    lines.add(
                                            String.format(
                                                    Locale.ROOT,
                                                    "  Lowest service level, from %s: %s",
                                                    clock(worst.from()),
                                                    Verdicts.share(Optional.of(worst.level())))));
            lines.add("");
        }
        lines.add("Who is there, on average over each interval:");
        StringBuilder heads = new StringBuilder(" ".repeat(9));
        plan.groups()
                .forEach(group -> heads.append(String.format(Locale.ROOT, " %14s", group.name())));
        lines.add(heads.toString());
        for (int i = 0; i < intervals(); i++) {
            StringBuilder row =
                    new StringBuilder(String.format(Locale.ROOT, "  %-7s", clock(start(i))));
            for (List<Double> present : plan.present()) {
                row.append(String.format(Locale.ROOT, " %14.1f", present.get(i)));
            }
            lines.add(row.toString());
        }
        return String.join(System.lineSeparator(), lines) + System.lineSeparator();
    }

    private String ending() {
        String hours =
                String.format(
                        Locale.ROOT, "%.1f hours of %d agents", plan.hours(), plan.staff().size());
        return switch (plan.outcome()) {
            case FOUND ->
                    String.format(
                            Locale.ROOT,
                            "The least staff that was found: %s (as it is: %.1f)",
                            hours,
                            plan.hoursAsItIs());
            case FOUND_SO_FAR ->
                    String.format(
                            Locale.ROOT,
                            "%s meet the targets; the search ended before it had tried all steps",
                            hours);
            case CANNOT_BE_MET ->
                    "The targets cannot be met with what is allowed. The nearest that was tried: "
                            + hours;
            case NOT_ON_FRESH_DAYS ->
                    hours
                            + " meet the targets on the days of the search, but not on fresh ones;"
                            + " search with more --days";
            case NOTHING_YET ->
                    "The search ended before it met the targets; it has come to " + hours;
        };
    }

    private int intervals() {
        return plan.present().getFirst().size();
    }

    private String clock(Instant at) {
        Span span = plan.span();
        boolean isOneDay =
                Duration.between(span.from(), span.until()).compareTo(Duration.ofDays(1)) <= 0;
        return local(at).format(isOneDay ? TIME : DAY_AND_TIME);
    }

    private Instant start(int interval) {
        return plan.span().from().plus(plan.span().interval().multipliedBy(interval));
    }

    private LocalDateTime local(Instant instant) {
        return LocalDateTime.ofInstant(instant, plan.span().zone());
    }

    private String localText(Instant instant) {
        return local(instant).format(DAY_AND_TIME);
    }

    private Instant within(Instant instant) {
        Span span = plan.span();
        Instant late = instant.isBefore(span.from()) ? span.from() : instant;
        return late.isAfter(span.until()) ? span.until() : late;
    }

    /// The same for programs; times are ISO 8601 in UTC.
    public String json() {
        JsonArray needed = new JsonArray();
        for (StaffPlan.Needed each : plan.needed()) {
            needed.add(
                    new JsonObject()
                            .put("group", each.group().name())
                            .put("shift", each.shape().name())
                            .put("agents", each.count()));
        }
        JsonObject present = new JsonObject();
        for (int i = 0; i < plan.groups().size(); i++) {
            present.put(plan.groups().get(i).name(), new JsonArray(plan.present().get(i)));
        }
        return Verdicts.written(
                new JsonObject()
                        .put("format", "strowger-staff/1")
                        .put("scenario", scenario)
                        .put("seed", seed)
                        .put("outcome", plan.outcome().name().toLowerCase(Locale.ROOT))
                        .put("hours", plan.hours())
                        .put("hours_as_it_is", plan.hoursAsItIs())
                        .put("agents", plan.staff().size())
                        .put("trials", plan.trials())
                        .put("days_of_a_trial", days)
                        .put("fresh_days", plan.checkedDays())
                        .put("targets", Verdicts.json(plan.verdicts()))
                        .put("turned_away", value(plan.turnedAway()))
                        .put(
                                "lowest_service_level",
                                value(plan.worst().map(StaffPlan.Worst::level)))
                        .put("needed", needed)
                        .put("interval_seconds", plan.span().interval().toSeconds())
                        .put("from", plan.span().from().toString())
                        .put("present", present)
                        .put("schedule", schedule()));
    }

    private static @Nullable Double value(Optional<Estimate> estimate) {
        return estimate.map(Estimate::value).orElse(null);
    }

    private JsonArray schedule() {
        JsonArray schedule = new JsonArray();
        for (Staff staff : plan.staff()) {
            for (Staff.Shift shift : staff.shifts()) {
                JsonArray breaks = new JsonArray();
                for (Staff.Break rest : shift.breaks()) {
                    breaks.add(
                            new JsonObject()
                                    .put("from", rest.from().toString())
                                    .put("until", rest.until().toString()));
                }
                schedule.add(
                        new JsonObject()
                                .put("agent", staff.agent().value())
                                .put("from", within(shift.from()).toString())
                                .put("until", within(shift.until()).toString())
                                .put("breaks", breaks));
            }
        }
        return schedule;
    }

    /// The same as tables, by the names of their files; times are those of the centre's clocks.
    public SortedMap<String, String> csv() {
        Table schedule = new Table("agent", "from", "until", "breaks");
        for (Staff staff : plan.staff()) {
            for (Staff.Shift shift : staff.shifts()) {
                List<String> breaks = new ArrayList<>();
                shift.breaks()
                        .forEach(
                                rest ->
                                        breaks.add(
                                                local(rest.from()).format(TIME)
                                                        + "-"
                                                        + local(rest.until()).format(TIME)));
                schedule.row(
                        staff.agent().value(),
                        localText(within(shift.from())),
                        localText(within(shift.until())),
                        String.join(" ", breaks));
            }
        }
        Table present = new Table("from", "group", "agents");
        for (int i = 0; i < intervals(); i++) {
            for (int group = 0; group < plan.groups().size(); group++) {
                present.row(
                        localText(start(i)),
                        plan.groups().get(group).name(),
                        String.format(Locale.ROOT, "%.2f", plan.present().get(group).get(i)));
            }
        }
        SortedMap<String, String> tables = new TreeMap<>();
        tables.put("schedule.csv", schedule.text());
        tables.put("present.csv", present.text());
        return tables;
    }
}
