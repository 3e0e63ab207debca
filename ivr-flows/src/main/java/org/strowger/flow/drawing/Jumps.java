package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.List;
import org.strowger.flow.drawing.Chart.Arrow;
import org.strowger.flow.drawing.Chart.Box;
import org.strowger.flow.drawing.Chart.Shape;

/// Ends arrows early that would run across the picture: those over many layers, and those to a box
/// that half of the flow leads to. Such an arrow ends in a mark that names the box.
///
/// This also bounds the work of drawing: no arrow passes more than a few layers.
final class Jumps {
    private static final int LONGEST = 4;
    private static final int MOST_TO_ONE = 6;

    private Jumps() {}

    static Chart in(Chart chart) {
        Layers layers = Layers.of(chart);
        int[] arriving = new int[chart.boxes().size()];
        chart.arrows().forEach(arrow -> arriving[arrow.to()]++);
        List<Box> boxes = new ArrayList<>(chart.boxes());
        List<Arrow> arrows = new ArrayList<>();
        for (int i = 0; i < chart.arrows().size(); i++) {
            Arrow arrow = chart.arrows().get(i);
            boolean near = layers.span(i) <= 1 && !layers.isUpwards(i);
            boolean crowd = arriving[arrow.to()] > MOST_TO_ONE;
            if (near || (layers.span(i) <= LONGEST && !crowd)) {
                arrows.add(arrow);
            } else {
                arrows.add(new Arrow(arrow.from(), boxes.size(), arrow.labels()));
                boxes.add(Box.mark(Shape.JUMP, chart.boxes().get(arrow.to()).head()));
            }
        }
        return new Chart(chart.title(), chart.description(), boxes, arrows);
    }
}
