package org.strowger.simulator.soak;

import java.util.List;

/// A straight line through points, by least squares.
///
/// @param slope units of y for each unit of x; 0 with less than two different x
record Trend(double slope) {

    /// @param x for example minutes
    record Point(double x, double y) {}

    static Trend of(List<Point> points) {
        double meanX = points.stream().mapToDouble(Point::x).average().orElse(0);
        double meanY = points.stream().mapToDouble(Point::y).average().orElse(0);
        double spread = 0;
        double common = 0;
        for (Point point : points) {
            spread += (point.x() - meanX) * (point.x() - meanX);
            common += (point.x() - meanX) * (point.y() - meanY);
        }
        return new Trend(spread == 0 ? 0 : common / spread);
    }
}
