package org.strowger.simulator.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.strowger.simulator.report.Chart.Point;
import org.strowger.simulator.report.Chart.Range;
import org.strowger.simulator.report.Chart.Told;
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

    /// Shares with their intervals, one below the other.
    ///
    /// @param most how many there is room for
    static void shares(
            Html page, String id, String title, SortedMap<String, Estimate> shares, int most) {
        if (shares.isEmpty()) {
            return;
        }
        List<Map.Entry<String, Estimate>> drawn = shares.entrySet().stream().limit(most).toList();
        String told =
                drawn.stream()
                        .map(
                                each ->
                                        each.getKey()
                                                + " "
                                                + Words.estimate(Unit.SHARE, each.getValue()))
                        .collect(Collectors.joining(", ", "Bars with 95 % intervals: ", "."));
        String cut =
                shares.size() > most ? " (the first " + most + " of " + shares.size() + ")" : "";
        double height = 42 + 24.0 * drawn.size();
        Chart chart =
                Chart.begin(page, new Told(id, title + cut, told), height, 150, 1, 1)
                        .xAxis(FIFTHS, Charts::percent);
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
                Chart.begin(page, new Told(id, title, told), 280, end, 1)
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
        List<Point> points = new ArrayList<>();
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < intervals.size(); i++) {
            double middle = i + 0.5;
            if (!facts.isWarmUp(i)) {
                intervals
                        .get(i)
                        .of(measure)
                        .ifPresent(
                                found -> {
                                    points.add(new Point(middle, found.value()));
                                    ranges.add(new Range(middle, found.low(), found.high()));
                                });
            }
        }
        double highest = ranges.stream().mapToDouble(Range::high).max().orElse(0);
        double top = measure == CallMeasure.SERVICE_LEVEL ? 1 : Steps.upTo(highest);
        Chart chart =
                Chart.begin(page, told, 190, intervals.size(), top)
                        .yAxis(Steps.of(top), value -> axis(measure.unit(), value))
                        .xAxis(Steps.whole(intervals.size()), at -> facts.clock((int) at));
        goal.ifPresent(chart::goalAcross);
        if (measure == CallMeasure.OFFERED) {
            points.forEach(point -> chart.column(point.x() - 0.5, point.x() + 0.5, point.y()));
            chart.band(ranges).end();
        } else {
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
        double highest = 0;
        for (int i = 0; i < CLASSES; i++) {
            long count = IntStream.range(i * width, (i + 1) * width).mapToLong(days::in).sum();
            shares[i] = (double) count / days.days();
            highest = Math.max(highest, shares[i]);
        }
        double top = Steps.upTo(highest);
        Chart chart = Chart.begin(page, new Told(id, title, dayWords(shares)), 200, 1, top);
        chart.yAxis(Steps.of(top), Charts::percent).xAxis(FIFTHS, Charts::percent);
        for (int i = 0; i < CLASSES; i++) {
            if (shares[i] > 0) {
                chart.column((double) i / CLASSES, (i + 1.0) / CLASSES, shares[i]);
            }
        }
        goal.ifPresent(chart::goalUpright);
        chart.end();
    }

    private static String dayWords(double[] shares) {
        StringBuilder told = new StringBuilder("Columns: ");
        for (int i = 0; i < shares.length; i++) {
            if (shares[i] > 0) {
                told.append(percent(shares[i]))
                        .append(" of days between ")
                        .append(percent((double) i / shares.length))
                        .append(" and ")
                        .append(percent((i + 1.0) / shares.length))
                        .append("; ");
            }
        }
        return told.append("no others.").toString();
    }
}
