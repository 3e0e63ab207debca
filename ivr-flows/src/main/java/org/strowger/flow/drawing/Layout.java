package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.strowger.flow.drawing.Chart.Arrow;
import org.strowger.flow.drawing.Chart.Box;

/// A chart with a place for everything, in pixels from the top left.
///
/// Boxes stand in every other layer. The layers between are for the arrows' labels, which so never
/// lie over one another, over a box or over an arrow that passes.
///
/// @param slots by box
record Layout(
        Chart chart,
        List<Slot> slots,
        List<Route> routes,
        List<Loop> loops,
        List<Double> rowHeights,
        double width,
        double height) {
    private static final double NARROWEST_GAP = 16;
    private static final double BROADEST_GAP = 46;
    private static final double SLOPE = 0.07;
    private static final double LOOP_ROOM = 30;

    /// An arrow by the slots that it passes, from its own beginning to its end.
    ///
    /// @param up it goes against the order of the layers
    record Route(Arrow arrow, List<Slot> slots, boolean up) {}

    /// An arrow that comes back to its own box.
    record Loop(Arrow arrow, Slot slot, List<String> words) {}

    static Layout of(Chart chart) {
        Layers layers = Layers.of(chart);
        Builder builder = new Builder(chart, layers);
        builder.build();
        Crossings.reduce(builder.rows);
        Columns.place(builder.rows);
        double height = stack(builder.rows);
        double width =
                builder.rows.stream()
                        .flatMap(List::stream)
                        .mapToDouble(slot -> slot.x + slot.right)
                        .max()
                        .orElse(0);
        return new Layout(
                chart,
                builder.slots,
                builder.routes,
                builder.loops,
                heights(builder.rows),
                width,
                height);
    }

    /// The rows from the top down; where arrows run far sideways the gap is broader.
    private static double stack(List<List<Slot>> rows) {
        double y = 0;
        for (List<Slot> row : rows) {
            double farthest = 0;
            for (Slot slot : row) {
                for (Slot above : slot.above) {
                    farthest = Math.max(farthest, Math.abs(above.x - slot.x));
                }
            }
            y += y == 0 ? 0 : Math.clamp(farthest * SLOPE, NARROWEST_GAP, BROADEST_GAP);
            double top = y;
            row.forEach(slot -> slot.y = top);
            y += height(row);
        }
        return y;
    }

    private static List<Double> heights(List<List<Slot>> rows) {
        return rows.stream().map(Layout::height).toList();
    }

    private static double height(List<Slot> row) {
        return row.stream().mapToDouble(slot -> slot.height).max().orElse(0);
    }

    double rowHeight(int layer) {
        return rowHeights.get(layer);
    }

    /// Where an arrow touches a box: next to one another, in the order in which the arrows come.
    static double port(Slot box, Slot neighbour, boolean atTop) {
        List<Slot> all = new ArrayList<>(atTop ? box.above : box.below);
        all.sort(Comparator.comparingDouble((Slot slot) -> slot.x));
        double room = 2 * box.left - 28;
        double step = all.size() < 2 ? 0 : Math.min(16, room / (all.size() - 1));
        int place = 0;
        while (!all.get(place).equals(neighbour)) {
            place++;
        }
        return box.x + step * (place - (all.size() - 1) / 2.0);
    }

    /// Makes the slots of boxes and of arrows.
    private static final class Builder {
        private final Chart chart;
        private final Layers layers;
        private final List<List<Slot>> rows = new ArrayList<>();
        private final List<Slot> slots = new ArrayList<>();
        private final List<Route> routes = new ArrayList<>();
        private final List<Loop> loops = new ArrayList<>();

        Builder(Chart chart, Layers layers) {
            this.chart = chart;
            this.layers = layers;
            for (int i = 0; i < 2 * layers.count() - 1; i++) {
                rows.add(new ArrayList<>());
            }
        }

        void build() {
            double[] beside = roomForLoops();
            for (int i = 0; i < beside.length; i++) {
                Box box = chart.boxes().get(i);
                slots.add(Slot.ofBox(box, BoxText.of(box), 2 * layers.of(i), beside[i]));
                rows.get(slots.get(i).layer).add(slots.get(i));
            }
            for (int i = 0; i < chart.arrows().size(); i++) {
                add(i, chart.arrows().get(i));
            }
        }

        private double[] roomForLoops() {
            double[] beside = new double[chart.boxes().size()];
            for (int i = 0; i < chart.arrows().size(); i++) {
                if (layers.isLoop(i)) {
                    List<String> words = BoxText.label(chart.arrows().get(i).labels());
                    beside[chart.arrows().get(i).to()] = LOOP_ROOM + BoxText.labelWidth(words);
                }
            }
            return beside;
        }

        private void add(int number, Arrow arrow) {
            List<String> words = BoxText.label(arrow.labels());
            Slot from = slots.get(arrow.from());
            if (layers.isLoop(number)) {
                loops.add(new Loop(arrow, from, words));
                return;
            }
            Slot to = slots.get(arrow.to());
            boolean up = layers.isUpwards(number);
            List<Slot> passed = new ArrayList<>(List.of(from));
            int step = up ? -1 : 1;
            for (int layer = from.layer + step; layer != to.layer; layer += step) {
                Slot slot = Slot.ofArrow(passed.size() == 1 ? words : List.of(), layer);
                rows.get(layer).add(slot);
                passed.add(slot);
            }
            passed.add(to);
            join(up ? passed.reversed() : passed);
            routes.add(new Route(arrow, passed, up));
        }

        private static void join(List<Slot> downwards) {
            for (int i = 0; i + 1 < downwards.size(); i++) {
                downwards.get(i).leadTo(downwards.get(i + 1));
            }
        }
    }
}
