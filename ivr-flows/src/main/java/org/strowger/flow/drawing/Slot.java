package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.strowger.flow.drawing.Chart.Box;

/// A place in one layer: for a box, or for an arrow that passes, with its label or without.
///
/// It gets its final place in steps: an order in its layer, then `x`, then `y`.
final class Slot {
    final @Nullable Box box;
    final List<String> words;
    final int layer;
    final double left;
    final double right;
    final double height;
    final List<Slot> above = new ArrayList<>();
    final List<Slot> below = new ArrayList<>();
    int order;

    /// The middle of its box or label.
    double x;

    /// The top of its layer.
    double y;

    private Slot(
            @Nullable Box box,
            List<String> words,
            int layer,
            double left,
            double right,
            double height) {
        this.box = box;
        this.words = words;
        this.layer = layer;
        this.left = left;
        this.right = right;
        this.height = height;
    }

    /// @param beside what else it needs on its right, for arrows that come back to it
    static Slot ofBox(Box box, BoxText text, int layer, double beside) {
        double half = text.width() / 2;
        return new Slot(box, List.of(), layer, half, half + beside, text.height());
    }

    static Slot ofArrow(List<String> words, int layer) {
        double half = BoxText.labelWidth(words) / 2;
        return new Slot(null, words, layer, half, half, BoxText.labelHeight(words));
    }

    boolean isBox() {
        return box != null;
    }

    void leadTo(Slot lower) {
        below.add(lower);
        lower.above.add(this);
    }
}
