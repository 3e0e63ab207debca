package org.strowger.flow.exchange;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.strowger.yaml.Position;

/// The places of the start tags of an XML text and of their attributes, one tag after another.
///
/// The JDK's parser tells only where a tag ends. The text has passed that parser, so it is known to
/// be well-formed up to the tag asked for, and looking for the next `<` is enough.
final class TagPlaces {
    private final String file;
    private final String text;
    private int offset;
    private int line = 1;
    private int lineStart;
    private int counted;

    TagPlaces(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /// A start tag's place, and those of its attributes by name.
    record Tag(Position at, SequencedMap<String, Position> attributes) {}

    /// The next start tag; the last place known when there is none.
    Tag next() {
        while (offset < text.length()) {
            int open = text.indexOf('<', offset);
            if (open < 0) {
                break;
            }
            offset = open;
            if (!skipped("<!--", "-->")
                    && !skipped("<![CDATA[", "]]>")
                    && !skipped("<?", "?>")
                    && !skipped("<!", ">")
                    && !skipped("</", ">")) {
                return tag();
            }
        }
        return new Tag(placeOf(text.length()), new LinkedHashMap<>());
    }

    private boolean skipped(String start, String end) {
        if (!text.startsWith(start, offset)) {
            return false;
        }
        int close = text.indexOf(end, offset + start.length());
        offset = close < 0 ? text.length() : close + end.length();
        return true;
    }

    private Tag tag() {
        Position at = placeOf(offset);
        SequencedMap<String, Position> attributes = new LinkedHashMap<>();
        offset = endOfName(offset + 1);
        while (offset < text.length() && text.charAt(offset) != '>') {
            if (isNameEnd(text.charAt(offset))) {
                offset++;
                continue;
            }
            int start = offset;
            offset = endOfName(offset);
            attributes.put(text.substring(start, offset), placeOf(start));
            offset = endOfValue(offset);
        }
        return new Tag(at, attributes);
    }

    private int endOfName(int start) {
        int end = start;
        while (end < text.length() && !isNameEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNameEnd(char c) {
        return c <= ' ' || c == '=' || c == '>' || c == '/';
    }

    private int endOfValue(int start) {
        int quote = start;
        while (quote < text.length() && text.charAt(quote) != '"' && text.charAt(quote) != '\'') {
            quote++;
        }
        if (quote >= text.length()) {
            return text.length();
        }
        int close = text.indexOf(text.charAt(quote), quote + 1);
        return close < 0 ? text.length() : close + 1;
    }

    private Position placeOf(int place) {
        while (counted < place) {
            if (text.charAt(counted) == '\n') {
                line++;
                lineStart = counted + 1;
            }
            counted++;
        }
        return new Position(file, line, place - lineStart + 1);
    }
}
