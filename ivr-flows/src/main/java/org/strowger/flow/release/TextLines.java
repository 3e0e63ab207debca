package org.strowger.flow.release;

import java.util.ArrayList;
import java.util.List;

/// A text as lines, each with the line feed that ends it, so that put together they are the text.
final class TextLines {
    private TextLines() {}

    static List<String> of(String text) {
        List<String> lines = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            int feed = text.indexOf('\n', at);
            int next = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(at, next));
            at = next;
        }
        return lines;
    }

    static boolean isWhole(String line) {
        return line.endsWith("\n");
    }

    static String withoutEnd(String line) {
        return isWhole(line) ? line.substring(0, line.length() - 1) : line;
    }
}
