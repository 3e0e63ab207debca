package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Orders the slots of each layer so that few arrows cross: again and again, each slot goes to the
/// mean place of its neighbours in the layer above, then in the one below, and the best order met
/// is kept.
final class Crossings {
    private static final int WORK = 1_000_000;
    private static final int MOST_ROUNDS = 24;

    private final List<List<Slot>> layers;

    private Crossings(List<List<Slot>> layers) {
        this.layers = layers;
    }

    static void reduce(List<List<Slot>> layers) {
        Crossings crossings = new Crossings(layers);
        int slots = layers.stream().mapToInt(List::size).sum();
        crossings.reduce(Math.clamp(WORK / Math.max(1, slots), 4, MOST_ROUNDS));
    }

    private void reduce(int rounds) {
        layers.forEach(Crossings::number);
        List<List<Slot>> best = copy();
        long fewest = count();
        for (int round = 0; round < rounds && fewest > 0; round++) {
            sweep(round % 2 == 0);
            long crossings = count();
            if (crossings < fewest) {
                fewest = crossings;
                best = copy();
            }
        }
        for (int i = 0; i < layers.size(); i++) {
            layers.set(i, best.get(i));
            number(best.get(i));
        }
    }

    private void sweep(boolean downwards) {
        for (List<Slot> layer : downwards ? layers : layers.reversed()) {
            layer.sort(
                    Comparator.comparingDouble(
                            slot -> mean(downwards ? slot.above : slot.below, slot.order)));
            number(layer);
        }
    }

    private static double mean(List<Slot> neighbours, int otherwise) {
        return neighbours.stream().mapToInt(slot -> slot.order).average().orElse(otherwise);
    }

    private static void number(List<Slot> layer) {
        for (int i = 0; i < layer.size(); i++) {
            layer.get(i).order = i;
        }
    }

    private List<List<Slot>> copy() {
        List<List<Slot>> copy = new ArrayList<>();
        layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
        return copy;
    }

    private long count() {
        long crossings = 0;
        for (int i = 0; i + 1 < layers.size(); i++) {
            crossings += count(layers.get(i), layers.get(i + 1).size());
        }
        return crossings;
    }

    /// Two lines cross when one begins to the left of the other and ends to its right. Counts such
    /// pairs with a binary indexed tree (P. Fenwick, 1994) over the ends.
    private static long count(List<Slot> upper, int lowerSize) {
        int[] tree = new int[lowerSize + 1];
        long crossings = 0;
        int seen = 0;
        for (Slot slot : upper) {
            for (Slot below : slot.below) {
                int notRight = 0;
                for (int i = below.order + 1; i > 0; i -= i & -i) {
                    notRight += tree[i];
                }
                crossings += seen - notRight;
            }
            for (Slot below : slot.below) {
                for (int i = below.order + 1; i <= lowerSize; i += i & -i) {
                    tree[i]++;
                }
                seen++;
            }
        }
        return crossings;
    }
}
