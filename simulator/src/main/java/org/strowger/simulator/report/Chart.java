package org.strowger.simulator.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.DoubleFunction;

/// A drawing with axes in a page: SVG, with a title and a description for those who do not see it.
///
/// Its colours are those of the page, so that it is readable in the dark and on paper.
final class Chart {
    private static final double WIDTH = 720;
    private static final double LEFT = 56;
    private static final double RIGHT = 28;
    private static final double TOP = 12;
    private static final double BOTTOM = 30;

    private final Html page;
    private final double height;
    private final double left;
    private final double xMost;
    private final double yMost;

    /// @param left how much room there is left of the axis, for what stands at it
    private Chart(Html page, double height, double left, double xMost, double yMost) {
        this.page = page;
        this.height = height;
        this.left = left;
        this.xMost = xMost;
        this.yMost = yMost;
    }

    /// What a chart is, in words.
    ///
    /// @param id unique in the page
    /// @param title what is drawn
    /// @param description what it shows
    record Told(String id, String title, String description) {}

    /// A point of a line.
    record Point(double x, double y) {}

    /// A range of a band.
    record Range(double x, double low, double high) {}

    /// Begins a chart; [#end()] ends it.
    static Chart begin(Html page, Told told, double height, double xMost, double yMost) {
        return begin(page, told, height, LEFT, xMost, yMost);
    }

    /// The same with much room at the left.
    static Chart begin(
            Html page, Told told, double height, double left, double xMost, double yMost) {
        page.begin("figure").element("figcaption", told.title());
        page.begin("div", "class", "wide");
        page.begin(
                "svg",
                "viewBox",
                "0 0 " + at(WIDTH) + " " + at(height),
                "role",
                "img",
                "aria-labelledby",
                told.id() + "-t " + told.id() + "-d");
        page.element("title", told.title(), "id", told.id() + "-t");
        page.element("desc", told.description(), "id", told.id() + "-d");
        return new Chart(page, height, left, xMost > 0 ? xMost : 1, yMost > 0 ? yMost : 1);
    }

    void end() {
        page.end().end().end();
    }

    private static String at(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    private double x(double value) {
        return left + (WIDTH - left - RIGHT) * Math.clamp(value / xMost, 0, 1);
    }

    private double y(double value) {
        return height - BOTTOM - (height - TOP - BOTTOM) * Math.clamp(value / yMost, 0, 1);
    }

    /// Lines across at these values, with what they are.
    Chart yAxis(List<Double> values, DoubleFunction<String> words) {
        for (double value : values) {
            line("grid", left, y(value), WIDTH - RIGHT, y(value));
            label("end", left - 6, y(value) + 4, words.apply(value));
        }
        return this;
    }

    /// Marks below at these values, with what they are.
    Chart xAxis(List<Double> values, DoubleFunction<String> words) {
        for (double value : values) {
            line("grid", x(value), TOP, x(value), height - BOTTOM);
            label("middle", x(value), height - 10, words.apply(value));
        }
        return this;
    }

    /// A dashed line across, for a goal.
    Chart goalAcross(double value) {
        line("goal", left, y(value), WIDTH - RIGHT, y(value));
        return this;
    }

    /// A dashed line upright, for a limit.
    Chart goalUpright(double value) {
        line("goal", x(value), TOP, x(value), height - BOTTOM);
        return this;
    }

    /// A line through points.
    ///
    /// @param style 0 to 5, told apart by colour and by dashes
    Chart curve(List<Point> points, int style) {
        if (!points.isEmpty()) {
            page.empty("path", "class", "curve s" + style, "d", path(points));
        }
        return this;
    }

    /// Points that nothing connects.
    Chart dots(List<Point> points) {
        points.forEach(
                point ->
                        page.empty(
                                "circle",
                                "class",
                                "dot",
                                "cx",
                                at(x(point.x())),
                                "cy",
                                at(y(point.y())),
                                "r",
                                "2.5"));
        return this;
    }

    private String path(List<Point> points) {
        StringBuilder path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M" : "L")
                    .append(at(x(point.x())))
                    .append(' ')
                    .append(at(y(point.y())));
        }
        return path.toString();
    }

    /// The range of an interval of confidence along a line.
    Chart band(List<Range> ranges) {
        for (Range range : ranges) {
            line("reach", x(range.x()), y(range.low()), x(range.x()), y(range.high()));
        }
        return this;
    }

    /// An upright column from zero.
    Chart column(double from, double to, double value) {
        double room = Math.min(1, (x(to) - x(from)) / 4);
        page.empty(
                "rect",
                "class",
                "bar",
                "x",
                at(x(from) + room),
                "y",
                at(y(value)),
                "width",
                at(Math.max(0.5, x(to) - x(from) - 2 * room)),
                "height",
                at(height - BOTTOM - y(value)));
        return this;
    }

    /// A bar to the right with its name and interval, in a place counted from the top.
    Chart bar(int place, int of, String name, double value, Optional<Range> reach) {
        double room = (height - TOP - BOTTOM) / of;
        double top = TOP + place * room;
        double middle = top + room / 2;
        label("end", left - 6, middle + 4, name);
        page.empty(
                "rect",
                "class",
                "bar",
                "x",
                at(left),
                "y",
                at(top + 0.15 * room),
                "width",
                at(x(value) - left),
                "height",
                at(0.7 * room));
        reach.ifPresent(
                range -> {
                    line("reach", x(range.low()), middle, x(range.high()), middle);
                    line("reach", x(range.low()), middle - 4, x(range.low()), middle + 4);
                    line("reach", x(range.high()), middle - 4, x(range.high()), middle + 4);
                });
        return this;
    }

    private void line(String style, double x1, double y1, double x2, double y2) {
        page.empty("line", "class", style, "x1", at(x1), "y1", at(y1), "x2", at(x2), "y2", at(y2));
    }

    private void label(String anchor, double x, double y, String text) {
        page.element("text", text, "x", at(x), "y", at(y), "text-anchor", anchor);
    }
}
