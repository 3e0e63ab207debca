package org.strowger.simulator.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.strowger.simulator.report.Chart.Point;
import org.strowger.simulator.report.Chart.Range;
import org.strowger.simulator.report.Chart.Told;
import org.strowger.simulator.result.AgentMeasure;
import org.strowger.simulator.result.AgentResults;
import org.strowger.simulator.result.CallMeasure;
import org.strowger.simulator.result.CallResults;
import org.strowger.simulator.result.Estimate;
import org.strowger.simulator.result.GoodDays;
import org.strowger.simulator.result.Spread;
import org.strowger.simulator.result.Unit;

/// The drawings of a report.
final class Charts {
    private static final List<Double> FIFTHS = List.of(0.0, 0.2, 0.4, 0.6, 0.8, 1.0);
    private static final int POINTS = 120;
    private static final double NEARLY_ALL = 0.99;
    private static final double SHORTEST_AXIS = 10;
    private static final int CLASSES = 20;

    /// More lines than these cannot be told apart.
    static final int MOST_LINES = 6;

    private Charts() {}

    /// Shares of a whole with their intervals, one below the other.
    ///
    /// @param most how many there is room for
    static void shares(
            Html page, String id, String title, SortedMap<String, Estimate> shares, int most) {
        bars(page, id, title, Unit.SHARE, shares, most, 1);
    }

    /// Figures with their intervals, one below the other, as far as the largest goes.
    static void bars(
            Html page,
            String id,
            String title,
            Unit unit,
            SortedMap<String, Estimate> figures,
            int most) {
        double longest = figures.values().stream().mapToDouble(Estimate::high).max().orElse(0);
        bars(page, id, title, unit, figures, most, Steps.upTo(longest));
    }

    private static void bars(
            Html page,
            String id,
            String title,
            Unit unit,
            SortedMap<String, Estimate> shares,
            int most,
            double end) {
        if (shares.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Estimate>> drawn = shares.entrySet().stream().limit(most).toList();
        String told =
                drawn.stream()
                        .map(each -> each.getKey() + " " + Words.estimate(unit, each.getValue()))
                        .collect(Collectors.joining(", ", "Bars with 95 % intervals: ", "."));
        double height = 42 + 24.0 * drawn.size();
        Chart chart =
                Chart.begin(
                                page,
                                new Told(id, title + cut(shares.size(), most), told),
                                height,
                                150,
                                end,
                                1)
                        .xAxis(Steps.of(end), value -> axis(unit, value));
        for (int i = 0; i < drawn.size(); i++) {
            Estimate share = drawn.get(i).getValue();
            Optional<Range> reach =
                    share.reach().isPresent()
                            ? Optional.of(new Range(0, share.low(), share.high()))
                            : Optional.empty();
            chart.bar(i, drawn.size(), shortened(drawn.get(i).getKey()), share.value(), reach);
        }
        chart.end();
    }

    /// What a title says of how many are drawn.
    private static String cut(int of, int most) {
        return of > most ? " (the first %d of %d)".formatted(most, of) : "";
    }

    private static String shortened(String name) {
        return name.length() <= 22 ? name : name.substring(0, 21) + "…";
    }

    private static String percent(double share) {
        return Math.round(100 * share) + " %";
    }

    /// The share of times that are at most so long, for each of some.
    static void spreads(Html page, String id, String title, SortedMap<String, Spread> spreads) {
        SortedMap<String, Spread> known = new TreeMap<>(spreads);
        known.values().removeIf(spread -> spread.count() == 0);
        if (known.isEmpty()) {
            return;
        }
        double most =
                known.values().stream()
                        .mapToDouble(spread -> spread.quantile(NEARLY_ALL).orElse(0))
                        .max()
                        .orElse(0);
        double end = Steps.upTo(Math.max(SHORTEST_AXIS, most));
        String told =
                known.entrySet().stream()
                        .limit(MOST_LINES)
                        .map(each -> each.getKey() + ": " + quantiles(each.getValue()))
                        .collect(Collectors.joining("; ", "Rising curves. ", "."));
        Chart chart =
                Chart.begin(
                                page,
                                new Told(id, title + cut(known.size(), MOST_LINES), told),
                                280,
                                end,
                                1)
                        .yAxis(FIFTHS, Charts::percent)
                        .xAxis(Steps.of(end), value -> axis(Unit.SECONDS, value));
        int style = 0;
        for (Spread spread : known.values().stream().limit(MOST_LINES).toList()) {
            List<Point> points =
                    IntStream.rangeClosed(0, POINTS)
                            .mapToDouble(i -> end * i / POINTS)
                            .mapToObj(at -> new Point(at, spread.within(at) / spread.count()))
                            .toList();
            chart.curve(points, style++);
        }
        chart.end();
        legend(page, known.keySet().stream().limit(MOST_LINES).toList());
    }

    private static String quantiles(Spread spread) {
        return "half within %s, 90 %% within %s"
                .formatted(
                        Words.value(Unit.SECONDS, spread.quantile(0.5)),
                        Words.value(Unit.SECONDS, spread.quantile(0.9)));
    }

    private static void legend(Html page, List<String> names) {
        page.begin("p", "class", "soft");
        for (int i = 0; i < names.size(); i++) {
            page.begin("svg", "class", "key", "viewBox", "0 0 40 10", "aria-hidden", "true");
            page.empty("path", "class", "curve s" + i, "d", "M0 5L40 5").end();
            page.text(" " + names.get(i) + (i < names.size() - 1 ? "  " : ""));
        }
        page.end();
    }

    /// A figure over the intervals of the span.
    ///
    /// @param goal a share to be reached, drawn across
    static void intervals(
            Html page,
            Told told,
            RunFacts facts,
            List<CallResults> intervals,
            CallMeasure measure,
            Optional<Double> goal) {
        Course course = Course.of(facts, intervals.size(), i -> intervals.get(i).of(measure));
        double top = measure == CallMeasure.SERVICE_LEVEL ? 1 : Steps.upTo(course.highest());
        Chart chart = overTheDay(page, told, facts, intervals.size(), measure.unit(), top);
        goal.ifPresent(chart::goalAcross);
        if (measure == CallMeasure.OFFERED) {
            course.points.forEach(
                    point -> chart.column(point.x() - 0.5, point.x() + 0.5, point.y()));
            chart.band(course.ranges).end();
        } else {
            course.draw(chart);
        }
    }

    /// A share of agents' time over the intervals of the span.
    static void agentIntervals(
            Html page,
            Told told,
            RunFacts facts,
            List<AgentResults> intervals,
            AgentMeasure measure) {
        Course course = Course.of(facts, intervals.size(), i -> intervals.get(i).of(measure));
        course.draw(overTheDay(page, told, facts, intervals.size(), measure.unit(), 1));
    }

    private static Chart overTheDay(
            Html page, Told told, RunFacts facts, int intervals, Unit unit, double top) {
        return Chart.begin(page, told, 190, intervals, top)
                .yAxis(Steps.of(top), value -> axis(unit, value))
                .xAxis(Steps.whole(intervals), at -> facts.clock((int) at));
    }

    /// A figure interval by interval, without those that the warm-up has a part of.
    private record Course(List<Point> points, List<Range> ranges) {
        static Course of(RunFacts facts, int intervals, IntFunction<Optional<Estimate>> figure) {
            Course course = new Course(new ArrayList<>(), new ArrayList<>());
            for (int i = 0; i < intervals; i++) {
                if (!facts.isWarmUp(i)) {
                    double middle = i + 0.5;
                    figure.apply(i).ifPresent(found -> course.add(middle, found));
                }
            }
            return course;
        }

        private void add(double at, Estimate found) {
            points.add(new Point(at, found.value()));
            ranges.add(new Range(at, found.low(), found.high()));
        }

        double highest() {
            return ranges.stream().mapToDouble(Range::high).max().orElse(0);
        }

        void draw(Chart chart) {
            chart.band(ranges).curve(points, 0).dots(points).end();
        }
    }

    private static String axis(Unit unit, double value) {
        return switch (unit) {
            case SHARE -> percent(value);
            case SECONDS -> Words.plain(value) + " s";
            case COUNT -> Words.plain(value);
        };
    }

    /// How many days had which service level.
    ///
    /// @param goal drawn upright
    static void days(Html page, String id, String title, GoodDays days, Optional<Double> goal) {
        if (days.days() == 0) {
            return;
        }
        int width = GoodDays.CLASSES / CLASSES;
        double[] shares = new double[CLASSES];
        for (int i = 0; i < CLASSES; i++) {
            long count = IntStream.range(i * width, (i + 1) * width).mapToLong(days::in).sum();
            shares[i] = (double) count / days.days();
        }
        columns(page, new Told(id, title, columnWords("days", shares)), shares, goal);
    }

    /// How many of some have which share.
    ///
    /// @param what they are, in the plural
    static void howMany(
            Html page, String id, String title, String what, Collection<Estimate> found) {
        if (found.isEmpty()) {
            return;
        }
        double[] shares = new double[CLASSES];
        for (Estimate each : found) {
            int at = Math.clamp((long) (each.value() * CLASSES + 1e-9), 0, CLASSES - 1);
            shares[at] += 1.0 / found.size();
        }
        columns(page, new Told(id, title, columnWords(what, shares)), shares, Optional.empty());
    }

    private static void columns(Html page, Told told, double[] shares, Optional<Double> goal) {
        double top = Steps.upTo(Arrays.stream(shares).max().orElse(0));
        Chart chart = Chart.begin(page, told, 200, 1, top);
        chart.yAxis(Steps.of(top), Charts::percent).xAxis(FIFTHS, Charts::percent);
        for (int i = 0; i < CLASSES; i++) {
            if (shares[i] > 0) {
                chart.column((double) i / CLASSES, (i + 1.0) / CLASSES, shares[i]);
            }
        }
        goal.ifPresent(chart::goalUpright);
        chart.end();
    }

    private static String columnWords(String what, double[] shares) {
        StringBuilder told = new StringBuilder("Columns: ");
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                told.append(percent(shares[i]))
                        .append(" of ")
                        .append(what)
                        .append(" between ")
                        .append(percent((double) i / shares.length))
                        .append(" and ")
                        .append(percent((i + 1.0) / shares.length))
                        .append("; ");
            }
        }
        return told.append("no others.").toString();
    }
}
