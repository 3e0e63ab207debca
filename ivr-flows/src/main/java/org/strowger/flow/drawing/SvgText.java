package org.strowger.flow.drawing;

import java.util.List;
import java.util.Locale;
import org.strowger.flow.drawing.Chart.Box;
import org.strowger.flow.drawing.Chart.Shape;
import org.strowger.flow.drawing.Layout.Loop;
import org.strowger.flow.drawing.Layout.Route;

/// Writes a chart with its places as an SVG document.
///
/// It names no file and no script, so it can be shown wherever pictures are. The grey of lines and
/// labels can be read on white and on black; the boxes are dark where the viewer prefers that.
final class SvgText {
    private static final double MARGIN = 24;
    private static final double TITLE_ROOM = 46;
    private static final double FEWEST = 320;
    private static final String STYLE =
            """
            text{font-family:system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-size:11px}
            .line{fill:none;stroke:#7d8590;stroke-width:1.4}
            .line.anywhere{stroke-dasharray:5 4}
            .tip{fill:#7d8590}
            .label{fill:#6f7782}
            .box{fill:#ffffff;stroke:#aab2bd;stroke-width:1}
            .mark .box{fill:#eef0f3}
            .head{font-size:14px;font-weight:600;fill:#1c2430}
            .detail,.mark text{fill:#4a5462}
            .flow{font-size:18px;font-weight:600;fill:#6f7782}
            .asks .kind,.asks .band{fill:#2563b8}
            .decides .kind,.decides .band{fill:#8a4fbf}
            .connects .kind,.connects .band{fill:#1a7f4b}
            .ends .kind,.ends .band{fill:#b3402f}
            .milestone text{fill:#9a6200}
            .milestone path{fill:#e09b1a}
            @media (prefers-color-scheme: dark){
            .box{fill:#232a33;stroke:#566170}
            .mark .box{fill:#2d3540}
            .head{fill:#eef2f6}
            .detail,.mark text{fill:#b6c0cc}
            .asks .kind,.asks .band{fill:#6ea8f0}
            .decides .kind,.decides .band{fill:#c597ef}
            .connects .kind,.connects .band{fill:#58c48a}
            .ends .kind,.ends .band{fill:#ef8d7e}
            .milestone text{fill:#e6b45a}
            .label,.flow{fill:#9aa3ae}
            }
            """;

    private final StringBuilder svg = new StringBuilder();
    private final Layout layout;

    private SvgText(Layout layout) {
        this.layout = layout;
    }

    static String of(Layout layout) {
        SvgText text = new SvgText(layout);
        text.write();
        return text.svg.toString();
    }

    private void write() {
        Chart chart = layout.chart();
        double width = Math.max(FEWEST, layout.width() + 2 * MARGIN);
        double height = layout.height() + 2 * MARGIN + TITLE_ROOM;
        line(
                ("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\""
                                + " aria-labelledby=\"flow-title flow-desc\" width=\"%s\" height=\"%s\""
                                + " viewBox=\"0 0 %s %s\">")
                        .formatted(n(width), n(height), n(width), n(height)));
        line("<title id=\"flow-title\">Flow %s</title>".formatted(xml(chart.title())));
        line("<desc id=\"flow-desc\">%s</desc>".formatted(xml(description(chart))));
        line("<style>\n%s</style>".formatted(STYLE));
        line(
                "<text class=\"flow\" x=\"%s\" y=\"%s\">%s</text>"
                        .formatted(n(MARGIN), n(34), xml(chart.title())));
        if (!chart.description().isEmpty()) {
            String about = TextWidth.fitting(chart.description(), 11, width - 2 * MARGIN);
            line(
                    "<text class=\"label\" x=\"%s\" y=\"52\">%s</text>"
                            .formatted(n(MARGIN), xml(about)));
        }
        line("<g transform=\"translate(%s %s)\">".formatted(n(MARGIN), n(MARGIN + TITLE_ROOM)));
        layout.routes().forEach(this::route);
        layout.loops().forEach(this::loop);
        for (int i = 0; i < layout.slots().size(); i++) {
            box(chart.boxes().get(i), layout.slots().get(i));
        }
        line("</g>");
        line("</svg>");
    }

    private static String description(Chart chart) {
        long nodes = chart.boxes().stream().filter(box -> box.node().isPresent()).count();
        return chart.description().isEmpty()
                ? nodes + " nodes and the ways between them"
                : chart.description() + " (" + nodes + " nodes)";
    }

    private void box(Box box, Slot slot) {
        BoxText text = BoxText.of(box);
        if (box.shape() == Shape.NODE) {
            node(box, text, slot);
        } else {
            mark(box, text, slot);
        }
    }

    private void node(Box box, BoxText text, Slot slot) {
        double x = slot.x - text.width() / 2;
        line(
                "<g id=\"node-%s\" class=\"node %s\" transform=\"translate(%s %s)\">"
                        .formatted(box.head(), group(box.kind()), n(x), n(slot.y)));
        line(
                "<title>%s</title>"
                        .formatted(xml(box.head() + " (" + box.kind() + ") " + box.detail())));
        line(
                "<rect class=\"box\" width=\"%s\" height=\"%s\" rx=\"7\"/>"
                        .formatted(n(text.width()), n(text.height())));
        line(
                "<rect class=\"band\" y=\"7\" width=\"4\" height=\"%s\" rx=\"1\"/>"
                        .formatted(n(text.height() - 14)));
        double y = BoxText.PADDING + 6;
        words("kind", BoxText.PADDING, y, text.kind());
        y += BoxText.HEAD_LINE;
        words("head", BoxText.PADDING, y, text.head());
        for (String detail : text.detail()) {
            y += BoxText.SMALL_LINE + 1;
            words("detail", BoxText.PADDING, y, detail);
        }
        if (text.milestone().isPresent()) {
            milestone(y + BoxText.SMALL_LINE + 1, text.milestone().orElseThrow());
        }
        line("</g>");
    }

    private void milestone(double y, String name) {
        line("<g class=\"milestone\">");
        line("<path d=\"M%s %sv-10h9l-2.5 3 2.5 3h-7.5v4z\"/>".formatted(n(BoxText.PADDING), n(y)));
        words("", BoxText.PADDING + 15, y, name);
        line("</g>");
    }

    private static String group(String kind) {
        return switch (kind) {
            case "say", "menu", "collect", "record", "survey" -> "asks";
            case "queue", "transfer", "callback", "voicemail" -> "connects";
            case "return", "hangup" -> "ends";
            default -> "decides";
        };
    }

    private void mark(Box box, BoxText text, Slot slot) {
        double x = slot.x - text.width() / 2;
        String name = box.shape().name().toLowerCase(Locale.ROOT);
        line(
                "<g class=\"mark %s\" transform=\"translate(%s %s)\">"
                        .formatted(name, n(x), n(slot.y)));
        line(
                "<rect class=\"box\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
                        .formatted(n(text.width()), n(text.height()), n(text.height() / 2)));
        double middle = text.height() / 2;
        boolean pointing = box.shape() == Shape.JUMP || box.shape() == Shape.BACK;
        if (pointing) {
            boolean back = box.shape() == Shape.BACK;
            line("<path class=\"line\" d=\"M10 %sh10\"/>".formatted(n(middle)));
            line(
                    "<path class=\"tip\" d=\"%s\"/>"
                            .formatted(
                                    back
                                            ? "M8 %sl6 -3.5v7z".formatted(n(middle))
                                            : "M22 %sl-6 -3.5v7z".formatted(n(middle))));
        }
        words("", pointing ? 26 : 11, middle + 4, text.head());
        line("</g>");
    }

    private void words(String kind, double x, double y, String words) {
        line(
                "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                        .formatted(kind, n(x), n(y), xml(words)));
    }

    private void route(Route route) {
        boolean anywhere =
                layout.chart().boxes().get(route.arrow().from()).shape() == Shape.ANYWHERE;
        List<Slot> slots = route.slots();
        Slot from = slots.getFirst();
        Slot to = slots.getLast();
        double x = Layout.port(from, slots.get(1), route.up());
        double end = Layout.port(to, slots.get(slots.size() - 2), !route.up());
        int sign = route.up() ? -1 : 1;
        StringBuilder path = new StringBuilder();
        double y = route.up() ? from.y : from.y + from.height;
        path.append("M").append(n(x)).append(' ').append(n(y));
        for (Slot slot : slots.subList(1, slots.size() - 1)) {
            double enter = route.up() ? bottom(slot) : slot.y;
            double leave = route.up() ? slot.y : bottom(slot);
            double edge = edgeOf(route, slots, slot);
            straightTo(path, edge);
            curve(path, x, edge, slot.x, enter);
            if (!slot.words.isEmpty()) {
                double words = route.up() ? bottom(slot) - slot.height : slot.y + slot.height;
                label(slot, route.up() ? words : slot.y);
                if (route.up()) {
                    straightTo(path, bottom(slot));
                } else {
                    straightTo(path, slot.y);
                }
                path.append("M").append(n(slot.x)).append(' ').append(n(words));
            }
            straightTo(path, leave);
            x = slot.x;
        }
        double last = route.up() ? bottomOfRow(to) : to.y;
        double before =
                route.up() ? slots.get(slots.size() - 2).y : bottom(slots.get(slots.size() - 2));
        curve(path, x, before, end, last - (route.up() ? 0 : 6));
        double tip = route.up() ? to.y + to.height : to.y;
        straightTo(path, tip - sign * 6);
        line("<path class=\"line%s\" d=\"%s\"/>".formatted(anywhere ? " anywhere" : "", path));
        tip(end, tip, sign);
    }

    private double edgeOf(Route route, List<Slot> slots, Slot slot) {
        Slot before = slots.get(slots.indexOf(slot) - 1);
        return route.up() ? before.y : bottomOfRow(before);
    }

    private double bottom(Slot slot) {
        return bottomOfRow(slot);
    }

    private double bottomOfRow(Slot slot) {
        return slot.y + layout.rowHeight(slot.layer);
    }

    private static void straightTo(StringBuilder path, double y) {
        path.append("V").append(n(y));
    }

    private static void curve(StringBuilder path, double x, double y, double toX, double toY) {
        double middle = (y + toY) / 2;
        path.append(
                "C%s %s %s %s %s %s".formatted(n(x), n(middle), n(toX), n(middle), n(toX), n(toY)));
    }

    private void tip(double x, double y, int sign) {
        line("<path class=\"tip\" d=\"M%s %sl-4.5 %sh9z\"/>".formatted(n(x), n(y), n(-9 * sign)));
    }

    private void label(Slot slot, double top) {
        labels(slot.words, slot.x, top, "middle");
    }

    private void labels(List<String> words, double x, double top, String anchor) {
        for (int i = 0; i < words.size(); i++) {
            line(
                    "<text class=\"label\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>"
                            .formatted(
                                    anchor,
                                    n(x),
                                    n(top + 14 + i * BoxText.SMALL_LINE),
                                    xml(words.get(i))));
        }
    }

    private void loop(Loop loop) {
        Slot slot = loop.slot();
        double x = slot.x + slot.left;
        double y = slot.y + slot.height / 2;
        line("<path class=\"line\" d=\"M%s %sc26 -16 26 28 6 18\"/>".formatted(n(x), n(y - 8)));
        line("<path class=\"tip\" d=\"M%s %sl9 -4.5v9z\"/>".formatted(n(x), n(y + 10)));
        double top = y - BoxText.labelHeight(loop.words()) / 2 + 1;
        labels(loop.words(), x + 24, top, "start");
    }

    private void line(String text) {
        svg.append(text).append('\n');
    }

    /// A tenth of a pixel is enough.
    private static String n(double number) {
        double rounded = Math.round(number * 10) / 10.0;
        return rounded == Math.rint(rounded)
                ? Long.toString((long) rounded)
                : Double.toString(rounded);
    }

    private static String xml(String words) {
        StringBuilder escaped = new StringBuilder();
        words.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> escaped.append("&amp;");
                                case '<' -> escaped.append("&lt;");
                                case '>' -> escaped.append("&gt;");
                                case '"' -> escaped.append("&quot;");
                                default -> escaped.appendCodePoint(isXml(c) ? c : 0xfffd);
                            }
                        });
        return escaped.toString();
    }

    /// The characters that XML 1.0 has (section 2.2).
    private static boolean isXml(int c) {
        return (c >= 0x20 && c <= 0xd7ff)
                || c == '\t'
                || c == '\n'
                || (c >= 0xe000 && c <= 0xfffd)
                || c >= 0x10000;
    }
}
