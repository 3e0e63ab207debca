package org.strowger.flow.drawing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.strowger.flow.drawing.Chart.Arrow;

/// Which boxes stand side by side: each below all that lead to it, but for the arrows that close a
/// circle, which go up.
///
/// The first step of drawing a graph in layers (K. Sugiyama, S. Tagawa, M. Toda, "Methods for
/// Visual Understanding of Hierarchical System Structures", 1981), by the longest way to each box.
final class Layers {
    private final List<Arrow> arrows;
    private final List<List<Integer>> arrowsFrom = new ArrayList<>();
    private final boolean[] upwards;
    private final int[] layers;

    private Layers(Chart chart) {
        this.arrows = chart.arrows();
        this.upwards = new boolean[arrows.size()];
        this.layers = new int[chart.boxes().size()];
        chart.boxes().forEach(_ -> arrowsFrom.add(new ArrayList<>()));
        for (int i = 0; i < arrows.size(); i++) {
            if (!isLoop(i)) {
                arrowsFrom.get(arrows.get(i).from()).add(i);
            }
        }
    }

    static Layers of(Chart chart) {
        Layers layers = new Layers(chart);
        List<Integer> order = layers.turnCircles();
        layers.lower(order);
        layers.lowerBeginnings(order);
        return layers;
    }

    int of(int box) {
        return layers[box];
    }

    int count() {
        int deepest = 0;
        for (int layer : layers) {
            deepest = Math.max(deepest, layer);
        }
        return deepest + 1;
    }

    /// Whether an arrow goes up, against the order of the layers.
    boolean isUpwards(int arrow) {
        return upwards[arrow];
    }

    /// Whether an arrow comes back to its own box.
    boolean isLoop(int arrow) {
        return arrows.get(arrow).from() == arrows.get(arrow).to();
    }

    /// How many layers an arrow crosses.
    int span(int arrow) {
        return Math.abs(of(arrows.get(arrow).to()) - of(arrows.get(arrow).from()));
    }

    /// Walks depth first and turns each arrow that leads back into the way just walked; returns the
    /// boxes so that all other arrows lead onwards.
    private List<Integer> turnCircles() {
        int count = arrowsFrom.size();
        int[] taken = new int[count];
        boolean[] met = new boolean[count];
        boolean[] left = new boolean[count];
        List<Integer> order = new ArrayList<>();
        for (int box = 0; box < count; box++) {
            Deque<Integer> way = new ArrayDeque<>();
            if (!met[box]) {
                met[box] = true;
                way.push(box);
            }
            while (!way.isEmpty()) {
                int at = way.element();
                if (taken[at] == arrowsFrom.get(at).size()) {
                    left[at] = true;
                    order.add(way.remove());
                    continue;
                }
                int arrow = arrowsFrom.get(at).get(taken[at]++);
                int to = arrows.get(arrow).to();
                upwards[arrow] = met[to] && !left[to];
                if (!met[to]) {
                    met[to] = true;
                    way.push(to);
                }
            }
        }
        return order.reversed();
    }

    private void lower(List<Integer> order) {
        for (int box : order) {
            for (int arrow : arrowsFrom.get(box)) {
                if (!upwards[arrow]) {
                    int to = arrows.get(arrow).to();
                    layers[to] = Math.max(layers[to], layers[box] + 1);
                }
            }
        }
    }

    /// A box that nothing leads to stands right above the first that it leads to.
    private void lowerBeginnings(List<Integer> order) {
        boolean[] reached = new boolean[layers.length];
        for (int i = 0; i < arrows.size(); i++) {
            reached[arrows.get(i).to()] |= !isLoop(i) && !upwards[i];
        }
        for (int box : order) {
            int above = Integer.MAX_VALUE;
            for (int arrow : arrowsFrom.get(box)) {
                above = Math.min(above, upwards[arrow] ? above : of(arrows.get(arrow).to()) - 1);
            }
            if (!reached[box] && above != Integer.MAX_VALUE) {
                layers[box] = above;
            }
        }
    }
}
