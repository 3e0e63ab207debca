package org.strowger.flow.drawing;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.strowger.flow.drawing.Chart.Arrow;
import org.strowger.flow.drawing.Chart.Box;

/// Writes a chart as a flowchart of Mermaid.
final class MermaidText {
    private static final int LONGEST_DETAIL = 40;
    private static final String PLAIN = " .,-_()!?+=/'";

    private final StringBuilder text = new StringBuilder();
    private final List<String> names = new ArrayList<>();

    private MermaidText() {}

    static String of(Chart chart) {
        MermaidText mermaid = new MermaidText();
        mermaid.text.append("flowchart TD\n");
        mermaid.nameAll(chart.boxes());
        for (int i = 0; i < chart.boxes().size(); i++) {
            mermaid.line(mermaid.names.get(i) + shape(chart.boxes().get(i)));
        }
        chart.arrows().forEach(arrow -> mermaid.arrow(arrow, chart.boxes().get(arrow.from())));
        mermaid.marks(chart.boxes());
        return mermaid.text.toString();
    }

    /// Names of their own: a node may be called `end` or `style`, which are words of Mermaid's.
    private void nameAll(List<Box> boxes) {
        SequencedSet<String> taken = new LinkedHashSet<>();
        for (int i = 0; i < boxes.size(); i++) {
            String name =
                    boxes.get(i)
                            .node()
                            .map(node -> "n_" + node.value().replace('-', '_'))
                            .orElse("mark_" + i);
            names.add(taken.add(name) ? name : name + "__" + i);
            taken.add(names.getLast());
        }
    }

    private static String shape(Box box) {
        String word = escaped(box.head());
        return switch (box.shape()) {
            case NODE -> "[\"" + nodeText(box) + "\"]";
            case START -> "([\"" + word + "\"])";
            case ANYWHERE -> "{{\"" + word + "\"}}";
            case END -> "((\"" + word + "\"))";
            case BACK, JUMP -> "(\"" + word + "\")";
        };
    }

    private static String nodeText(Box box) {
        List<String> lines = new ArrayList<>();
        lines.add("<i>" + box.kind() + "</i>");
        lines.add("<b>" + box.head() + "</b>");
        if (!box.detail().isEmpty()) {
            lines.add(escaped(TextWidth.cut(box.detail(), LONGEST_DETAIL)));
        }
        box.milestone()
                .ifPresent(
                        name ->
                                lines.add(
                                        "#9873; " + escaped(TextWidth.cut(name, LONGEST_DETAIL))));
        return String.join("<br/>", lines);
    }

    private void arrow(Arrow arrow, Box from) {
        String line = from.shape() == Chart.Shape.ANYWHERE ? " -.->" : " -->";
        String labels =
                arrow.labels().stream()
                        .map(label -> escaped(TextWidth.cut(label, LONGEST_DETAIL)))
                        .collect(Collectors.joining("<br/>"));
        line(
                names.get(arrow.from())
                        + line
                        + (labels.isEmpty() ? " " : "|\"" + labels + "\"| ")
                        + names.get(arrow.to()));
    }

    private void marks(List<Box> boxes) {
        String milestones =
                IntStream.range(0, boxes.size())
                        .filter(i -> boxes.get(i).milestone().isPresent())
                        .mapToObj(names::get)
                        .collect(Collectors.joining(","));
        if (!milestones.isEmpty()) {
            line("classDef milestone stroke-width:3px");
            line("class " + milestones + " milestone");
        }
    }

    private void line(String line) {
        text.append("  ").append(line).append('\n');
    }

    /// All but letters, digits and a few signs as the codes that Mermaid calls entity codes: quotes
    /// would end a label, `%%` begins a comment, and a backtick turns on Markdown.
    private static String escaped(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints()
                .forEach(
                        c -> {
                            if (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0) {
                                escaped.appendCodePoint(c);
                            } else {
                                escaped.append('#').append(c).append(';');
                            }
                        });
        return escaped.toString();
    }
}
