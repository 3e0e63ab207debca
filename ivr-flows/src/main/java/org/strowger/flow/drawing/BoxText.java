package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.strowger.flow.drawing.Chart.Box;
import org.strowger.flow.drawing.Chart.Shape;

/// The words in a box, broken into lines, and the room that they need.
///
/// @param detail empty, one line or two
record BoxText(
        String kind,
        String head,
        List<String> detail,
        Optional<String> milestone,
        double width,
        double height) {
    static final double HEAD_SIZE = 14;
    static final double SMALL_SIZE = 11;
    static final double HEAD_LINE = 18;
    static final double SMALL_LINE = 14;
    static final double PADDING = 12;
    private static final double BOLD = 1.08;
    private static final double NARROWEST = 96;
    private static final double BROADEST = 190;
    private static final double LABEL_BROADEST = 150;
    private static final int MOST_LABELS = 6;
    static final double LABEL_ROOM = 6;

    static BoxText of(Box box) {
        return box.shape() == Shape.NODE ? ofNode(box) : ofMark(box);
    }

    private static BoxText ofMark(Box box) {
        String head = TextWidth.fitting(box.head(), SMALL_SIZE, BROADEST);
        double room = box.shape() == Shape.JUMP || box.shape() == Shape.BACK ? 34 : 22;
        return new BoxText(
                "",
                head,
                List.of(),
                Optional.empty(),
                TextWidth.of(head, SMALL_SIZE) + room,
                SMALL_LINE + 8);
    }

    private static BoxText ofNode(Box box) {
        String head = TextWidth.fitting(box.head(), HEAD_SIZE * BOLD, BROADEST);
        List<String> detail =
                box.detail().isEmpty()
                        ? List.of()
                        : TextWidth.lines(box.detail(), SMALL_SIZE, BROADEST, 2);
        Optional<String> milestone =
                box.milestone().map(name -> TextWidth.fitting(name, SMALL_SIZE, BROADEST - 16));
        double widest = Math.max(NARROWEST, TextWidth.of(head, HEAD_SIZE * BOLD));
        widest = Math.max(widest, milestone.map(name -> 16 + width(name)).orElse(0.0));
        for (String line : detail) {
            widest = Math.max(widest, width(line));
        }
        double lines = detail.size() + (milestone.isPresent() ? 1 : 0);
        double height = PADDING + SMALL_LINE + HEAD_LINE + lines * SMALL_LINE + 6;
        return new BoxText(box.kind(), head, detail, milestone, widest + 2 * PADDING, height);
    }

    /// The lines of an arrow's label.
    static List<String> label(List<String> labels) {
        List<String> lines = new ArrayList<>();
        for (String label : labels.subList(0, Math.min(labels.size(), MOST_LABELS))) {
            lines.addAll(TextWidth.lines(label, SMALL_SIZE, LABEL_BROADEST, 2));
        }
        if (labels.size() > MOST_LABELS) {
            lines.add("and " + (labels.size() - MOST_LABELS) + " more");
        }
        return lines;
    }

    static double labelWidth(List<String> lines) {
        return lines.stream().mapToDouble(BoxText::width).max().orElse(0);
    }

    static double labelHeight(List<String> lines) {
        return lines.isEmpty() ? 0 : lines.size() * SMALL_LINE + LABEL_ROOM;
    }

    private static double width(String words) {
        return TextWidth.of(words, SMALL_SIZE);
    }
}
