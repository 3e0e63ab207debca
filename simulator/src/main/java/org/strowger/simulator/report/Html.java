package org.strowger.simulator.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// A page as it is written: well-formed as HTML and as XML, with every text escaped.
final class Html {
    private final StringBuilder out = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    Html() {
        out.append("<!DOCTYPE html>\n");
    }

    /// Begins an element.
    ///
    /// @param attributes names and values by turns
    Html begin(String element, String... attributes) {
        tag(element, attributes);
        out.append('>');
        open.push(element);
        return this;
    }

    /// An element that is empty by its nature, or a shape.
    Html empty(String element, String... attributes) {
        tag(element, attributes);
        out.append(" />");
        return this;
    }

    private void tag(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    Html end() {
        String element = open.pop();
        out.append("</").append(element).append('>');
        if (!element.equals("td") && !element.equals("th") && !element.equals("text")) {
            out.append('\n');
        }
        return this;
    }

    /// An element that has nothing but text.
    Html element(String element, String text, String... attributes) {
        return begin(element, attributes).text(text).end();
    }

    /// A row of a table of which the first cell says what it is about.
    Html row(String head, List<String> cells) {
        begin("tr").element("th", head, "scope", "row");
        cells.forEach(cell -> element("td", cell));
        return end();
    }

    /// The first row of a table.
    Html heads(List<String> heads) {
        begin("thead").begin("tr");
        heads.forEach(head -> element("th", head, "scope", "col"));
        return end().end();
    }

    /// The style, which is ours and has nothing to escape.
    Html style(String style) {
        out.append("<style>").append(style).append("</style>\n");
        return this;
    }

    private void escape(String text) {
        text.codePoints()
                .forEach(
                        c -> {
                            switch (c) {
                                case '&' -> out.append("&amp;");
                                case '<' -> out.append("&lt;");
                                case '>' -> out.append("&gt;");
                                case '"' -> out.append("&quot;");
                                case '\'' -> out.append("&#39;");
                                default -> out.appendCodePoint(isCharacter(c) ? c : 0xFFFD);
                            }
                        });
    }

    /// What may stand in a document (XML 1.0, section 2.2), and is no control character.
    private static boolean isCharacter(int c) {
        return !Character.isISOControl(c)
                && !(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)
                && c != 0xFFFE
                && c != 0xFFFF;
    }

    String page() {
        return out.toString();
    }
}
