package org.strowger.flow.drawing;

import java.util.Arrays;
import java.util.List;

/// Gives every slot its `x`: as near as may be to the slots above and below that it is joined with,
/// in the order of its layer, and with room between.
///
/// In one layer this is a least-squares fit with order constraints, which pooling neighbours that
/// want to overlap solves exactly (isotonic regression by "pool adjacent violators": Ayer, Brunk,
/// Ewing, Reid, Silverman, 1955). Arrows pull harder where they pass than at boxes, and so run
/// straight.
final class Columns {
    private static final double GAP = 26;
    private static final double PASSING_GAP = 16;
    private static final double STRAIGHT = 40;
    private static final int WORK = 400_000;
    private static final int MOST_ROUNDS = 40;

    private final List<List<Slot>> layers;

    private Columns(List<List<Slot>> layers) {
        this.layers = layers;
    }

    static void place(List<List<Slot>> layers) {
        Columns columns = new Columns(layers);
        int slots = layers.stream().mapToInt(List::size).sum();
        int rounds = Math.clamp(WORK / Math.max(1, slots), 6, MOST_ROUNDS);
        layers.forEach(Columns::pack);
        for (int round = 0; round < rounds; round++) {
            boolean settling = round >= rounds / 2;
            columns.sweep(round % 2 == 0, settling);
        }
        columns.moveToTheLeftEdge();
    }

    private void sweep(boolean downwards, boolean settling) {
        for (List<Slot> layer : downwards ? layers : layers.reversed()) {
            double[] wanted = new double[layer.size()];
            double[] weights = new double[layer.size()];
            for (int i = 0; i < wanted.length; i++) {
                Slot slot = layer.get(i);
                Pull pull = new Pull(slot);
                if (downwards || settling) {
                    slot.above.forEach(pull::towards);
                }
                if (!downwards || settling) {
                    slot.below.forEach(pull::towards);
                }
                wanted[i] = pull.place();
                weights[i] = pull.weight();
            }
            fit(layer, wanted, weights);
        }
    }

    /// What its neighbours together want of a slot.
    private static final class Pull {
        private final Slot slot;
        private double sum;
        private double weights;

        Pull(Slot slot) {
            this.slot = slot;
        }

        void towards(Slot other) {
            double weight = slot.isBox() || other.isBox() ? 1 : STRAIGHT;
            sum += weight * other.x;
            weights += weight;
        }

        double place() {
            return weights == 0 ? slot.x : sum / weights;
        }

        double weight() {
            return weights == 0 ? 0.1 : weights;
        }
    }

    private static void pack(List<Slot> layer) {
        fit(layer, new double[layer.size()], filled(layer.size()));
    }

    private static double[] filled(int length) {
        double[] ones = new double[length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// Without the room that each slot needs to those before it, the order alone is left to keep.
    private static void fit(List<Slot> layer, double[] wanted, double[] weights) {
        int count = wanted.length;
        double[] room = new double[count];
        for (int i = 1; i < count; i++) {
            room[i] = room[i - 1] + distance(layer.get(i - 1), layer.get(i));
        }
        double[] means = new double[count];
        double[] pooled = new double[count];
        int[] sizes = new int[count];
        int pools = 0;
        for (int i = 0; i < count; i++) {
            means[pools] = wanted[i] - room[i];
            pooled[pools] = weights[i];
            sizes[pools++] = 1;
            while (pools > 1 && means[pools - 2] > means[pools - 1]) {
                pools--;
                double weight = pooled[pools - 1] + pooled[pools];
                means[pools - 1] =
                        (means[pools - 1] * pooled[pools - 1] + means[pools] * pooled[pools])
                                / weight;
                pooled[pools - 1] = weight;
                sizes[pools - 1] += sizes[pools];
            }
        }
        int i = 0;
        for (int pool = 0; pool < pools; pool++) {
            for (int end = i + sizes[pool]; i < end; i++) {
                layer.get(i).x = means[pool] + room[i];
            }
        }
    }

    private static double distance(Slot a, Slot b) {
        return a.right + (a.isBox() && b.isBox() ? GAP : PASSING_GAP) + b.left;
    }

    private void moveToTheLeftEdge() {
        double edge =
                layers.stream()
                        .flatMap(List::stream)
                        .mapToDouble(slot -> slot.x - slot.left)
                        .min()
                        .orElse(0);
        layers.forEach(layer -> layer.forEach(slot -> slot.x -= edge));
    }
}
