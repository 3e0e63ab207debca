package org.strowger.flow.speech;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.speech.ReadSsml.Mistake;
import org.strowger.flow.speech.ReadSsml.Ok;
import org.strowger.flow.speech.ReadSsml.Refused;

/// One reading of marked-up text, from its first character to its last.
///
/// It knows no more of XML than the subset needs, so what makes XML dangerous is not refused but
/// unknown; and it goes on after a mistake of meaning, where a stock parser would stop.
final class SsmlReader {
    private static final int MOST_MISTAKES = 20;
    private static final String NAMESPACE = "http://www.w3.org/2001/10/synthesis";

    private final String text;
    private final StringBuilder canonical = new StringBuilder();
    private final StringBuilder plain = new StringBuilder();
    private final List<Mistake> mistakes = new ArrayList<>();
    private final Deque<Opened> open = new ArrayDeque<>();
    private int at;
    private boolean ended;

    /// An element whose end has not come yet; without a kind when its name is not known.
    private record Opened(String name, Optional<SsmlElement> kind) {}

    SsmlReader(String text) {
        this.text = text;
    }

    ReadSsml read() {
        if (text.length() > Ssml.LONGEST) {
            return refused(Ssml.LONGEST, "longer than " + Ssml.LONGEST + " characters");
        }
        boolean wellFormed = true;
        while (wellFormed && at < text.length()) {
            wellFormed = text.charAt(at) == '<' ? markup() : character();
        }
        if (wellFormed && !ended) {
            mistake(
                    text.length(),
                    open.isEmpty()
                            ? "expected <speak>...</speak>"
                            : "</" + open.getFirst().name() + "> is missing");
        }
        return mistakes.isEmpty()
                ? new Ok(canonical.toString(), collapsed(plain))
                : new Refused(mistakes);
    }

    private static ReadSsml refused(int offset, String message) {
        return new Refused(List.of(new Mistake(offset, message)));
    }

    /// Notes what is wrong; the text is read on where the caller says so.
    private boolean mistake(int offset, String message) {
        if (mistakes.size() < MOST_MISTAKES) {
            mistakes.add(new Mistake(offset, message));
        }
        return false;
    }

    private boolean character() {
        int start = at;
        int c = text.codePointAt(at);
        if (c == '&') {
            c = reference();
        } else if (!XmlText.isCharacter(c) || text.startsWith("]]>", at)) {
            return mistake(at, "this character is not allowed here");
        } else {
            at += Character.charCount(c);
        }
        if (c < 0) {
            return mistake(start, "expected &amp;, &lt;, &gt;, &quot;, &apos; or &#number;");
        }
        say(start, c);
        return true;
    }

    private void say(int start, int c) {
        boolean blank = XmlText.isBlank(c);
        Opened within = open.peekFirst();
        if (within == null) {
            if (!blank) {
                mistake(start, "text must be within <speak>");
                ended = true;
                at = text.length();
            }
            return;
        }
        if (!within.kind().map(SsmlElement::mayHaveText).orElse(true) && !blank) {
            mistake(start, "<break> holds no text");
        }
        if (!blank || !endsBlank()) {
            XmlText.escape(blank ? ' ' : c, canonical);
        }
        if (!within.kind().equals(Optional.of(SsmlElement.SUB))) {
            plain.appendCodePoint(c);
        }
    }

    private boolean endsBlank() {
        return !canonical.isEmpty() && canonical.charAt(canonical.length() - 1) == ' ';
    }

    /// The character of a reference, or -1; the place is after it.
    private int reference() {
        int end = text.indexOf(';', at);
        if (end < 0) {
            return -1;
        }
        int c = XmlText.character(text.substring(at + 1, end));
        at = end + 1;
        return c;
    }

    private boolean markup() {
        if (text.startsWith("<!--", at)) {
            return comment();
        }
        if (text.startsWith("<!", at) || text.startsWith("<?", at)) {
            return mistake(at, "document types, CDATA and processing instructions are not allowed");
        }
        return text.startsWith("</", at) ? endTag() : startTag();
    }

    private boolean comment() {
        int dashes = text.indexOf("--", at + 4);
        if (dashes < 0 || !text.startsWith("-->", dashes)) {
            return mistake(at, "this comment does not end");
        }
        at = dashes + 3;
        return true;
    }

    private boolean endTag() {
        int start = at;
        at += 2;
        String name = name();
        skipBlanks();
        if (!take('>')) {
            return mistake(at, "expected > after </" + name);
        }
        Opened opened = open.peekFirst();
        if (opened == null || !opened.name().equals(name)) {
            return mistake(
                    start,
                    opened == null
                            ? "nothing is open that </" + name + "> could end"
                            : "expected </" + opened.name() + ">");
        }
        close();
        return true;
    }

    private void close() {
        Opened closed = open.removeFirst();
        canonical.append("</").append(closed.name()).append('>');
        if (closed.kind().equals(Optional.of(SsmlElement.P))
                || closed.kind().equals(Optional.of(SsmlElement.S))) {
            plain.append(' ');
        }
        ended = open.isEmpty();
    }

    private boolean startTag() {
        int start = at;
        at++;
        String name = name();
        if (name.isEmpty()) {
            return mistake(start, "expected an element's name after <");
        }
        Optional<SsmlElement> kind = SsmlElement.named(name);
        checkPlace(start, name, kind);
        SortedMap<String, String> attributes = new TreeMap<>();
        if (!attributes(name, kind, attributes)) {
            return false;
        }
        boolean empty = take('/');
        if (!take('>')) {
            return mistake(at, "expected > to end <" + name);
        }
        if (open.size() >= Ssml.DEEPEST) {
            return mistake(start, "nested deeper than " + Ssml.DEEPEST + " elements");
        }
        kind.ifPresent(known -> begin(start, known, attributes));
        open.addFirst(new Opened(name, kind));
        if (empty) {
            close();
        }
        return true;
    }

    private void checkPlace(int start, String name, Optional<SsmlElement> kind) {
        if (kind.isEmpty()) {
            mistake(
                    start,
                    "unknown element <" + name + ">, expected one of " + SsmlElement.names());
            return;
        }
        Opened within = open.peekFirst();
        if (within == null) {
            if (ended || kind.get() != SsmlElement.SPEAK) {
                mistake(start, "expected one <speak> around everything");
            }
        } else if (within.kind().isPresent() && !within.kind().get().mayHave(kind.get())) {
            mistake(start, "<" + name + "> is not allowed in <" + within.name() + ">");
        }
    }

    private void begin(int start, SsmlElement kind, SortedMap<String, String> attributes) {
        kind.required()
                .filter(required -> !attributes.containsKey(required.written()))
                .ifPresent(
                        required ->
                                mistake(
                                        start,
                                        "<%s> needs %s: %s"
                                                .formatted(
                                                        kind.written(),
                                                        required.written(),
                                                        required.expected())));
        canonical.append('<').append(kind.written());
        attributes.forEach(
                (name, value) -> {
                    canonical.append(' ').append(name).append("=\"");
                    value.codePoints().forEach(c -> XmlText.escape(c, canonical));
                    canonical.append('"');
                });
        canonical.append('>');
        plain.append(kind == SsmlElement.BREAK ? " " : attributes.getOrDefault("alias", ""));
    }

    /// Reads attributes up to the end of the tag; false where it is no XML.
    private boolean attributes(
            String element, Optional<SsmlElement> kind, SortedMap<String, String> attributes) {
        List<String> seen = new ArrayList<>();
        while (skipBlanks() && at < text.length() && "/>".indexOf(text.charAt(at)) < 0) {
            int start = at;
            String name = name();
            Optional<String> value = name.isEmpty() ? Optional.empty() : value();
            if (value.isEmpty()) {
                return mistake(start, "expected attributes as name=\"value\" in <" + element + ">");
            }
            if (seen.contains(name)) {
                return mistake(start, "a second " + name + " in <" + element + ">");
            }
            seen.add(name);
            if (kind.isPresent() && !isDeclaration(kind.get(), name, value.get())) {
                check(start, kind.get(), name, value.get());
                attributes.put(name, value.get());
            }
        }
        return true;
    }

    /// What a document of its own begins with, and a prompt need not.
    private static boolean isDeclaration(SsmlElement element, String name, String value) {
        if (element != SsmlElement.SPEAK) {
            return false;
        }
        return switch (name) {
            case "version" -> value.equals("1.0") || value.equals("1.1");
            case "xmlns" -> value.equals(NAMESPACE);
            default -> false;
        };
    }

    private void check(int start, SsmlElement element, String name, String value) {
        Optional<SsmlElement.Attribute> attribute = element.attribute(name);
        if (attribute.isEmpty()) {
            mistake(
                    start,
                    "<%s> has no attribute %s, only %s"
                            .formatted(element.written(), name, element.attributeNames()));
        } else if (!attribute.get().allows(value)) {
            mistake(start, name + ": expected " + attribute.get().expected());
        }
    }

    private Optional<String> value() {
        skipBlanks();
        if (!take('=')) {
            return Optional.empty();
        }
        skipBlanks();
        char quote = at < text.length() ? text.charAt(at) : ' ';
        if (quote != '"' && quote != '\'') {
            return Optional.empty();
        }
        at++;
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            int c = text.codePointAt(at);
            if (c == '<' || !XmlText.isCharacter(c)) {
                return Optional.empty();
            }
            if (c == '&') {
                c = reference();
            } else {
                at += Character.charCount(c);
            }
            if (c < 0) {
                return Optional.empty();
            }
            value.appendCodePoint(XmlText.isBlank(c) ? ' ' : c);
        }
        return take(quote) && followedByBlankOrEnd()
                ? Optional.of(value.toString())
                : Optional.empty();
    }

    private boolean followedByBlankOrEnd() {
        return at >= text.length()
                || XmlText.isBlank(text.charAt(at))
                || "/>".indexOf(text.charAt(at)) >= 0;
    }

    private String name() {
        int start = at;
        while (at < text.length() && isNameCharacter(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ":-_".indexOf(c) >= 0;
    }

    private boolean skipBlanks() {
        while (at < text.length() && XmlText.isBlank(text.charAt(at))) {
            at++;
        }
        return true;
    }

    private boolean take(char expected) {
        boolean there = at < text.length() && text.charAt(at) == expected;
        at += there ? 1 : 0;
        return there;
    }

    private static String collapsed(CharSequence said) {
        return String.join(" ", Table.split(said.toString(), " \t\n\r"));
    }
}
