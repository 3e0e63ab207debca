package org.strowger.flow.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.exchange.Samples.Sample;

/// Whatever nobody here knows is told, wherever in a source it stands.
class NothingIsDroppedTest {
    private static final String UNKNOWN = "zz-unknown";
    private static final Pattern KEY = Pattern.compile("\"([^\"]+)\"\\s*:\\s*$");
    private static final Pattern TAG =
            Pattern.compile("<!--.*?-->|<(/?)([A-Za-z]+)(?:\\s[^>]*?)?(/?)>", Pattern.DOTALL);
    private static final Pattern START_TAG = Pattern.compile("<([A-Za-z]+)(?=[\\s/>])");
    private static final Pattern START_TAG_END = Pattern.compile("<([A-Za-z]+)(\\s[^>]*[^/>])?>");

    static List<Sample> xmlSamples() {
        return Samples.all().stream().filter(sample -> sample.text().startsWith("<")).toList();
    }

    @ParameterizedTest
    @MethodSource("xmlSamples")
    void anAttributeNobodyKnowsIsNotedAtEveryElement(Sample sample) {
        List<Note> usual = Samples.ok(sample.imported()).notes();
        Matcher tag = START_TAG.matcher(sample.text());
        int places = 0;
        while (tag.find()) {
            String text = inserted(sample.text(), tag.end(), " " + UNKNOWN + "=\"1\"");
            assertNoted(sample, text, usual, tag.group(1), tag.start());
            places++;
        }
        assertTrue(places > 5);
    }

    @ParameterizedTest
    @MethodSource("xmlSamples")
    void anElementNobodyKnowsIsNotedInEveryElement(Sample sample) {
        List<Note> usual = Samples.ok(sample.imported()).notes();
        Matcher tag = START_TAG_END.matcher(sample.text());
        int places = 0;
        while (tag.find()) {
            String text = inserted(sample.text(), tag.end(), "<" + UNKNOWN + "/>");
            assertNoted(sample, text, usual, tag.group(1), tag.start());
            places++;
        }
        assertTrue(places > 3);
    }

    static List<Sample> jsonSamples() {
        return Samples.all().stream().filter(sample -> sample.text().startsWith("{")).toList();
    }

    @ParameterizedTest
    @MethodSource("jsonSamples")
    void aKeyNobodyKnowsIsNotedInEveryMap(Sample sample) {
        List<Note> usual = Samples.ok(sample.imported()).notes();
        String text = sample.text();
        Deque<String> keys = new ArrayDeque<>();
        int places = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '{' && isOutsideOfText(text, i)) {
                keys.push(keyBefore(text, i));
                boolean empty = text.substring(i + 1).strip().startsWith("}");
                String more = "\"" + UNKNOWN + "\": 1" + (empty ? "" : ",");
                assertKeyNoted(sample, inserted(text, i + 1, more), usual, keys);
                places++;
            } else if (text.charAt(i) == '}' && isOutsideOfText(text, i)) {
                keys.pop();
            }
        }
        assertTrue(places > 10);
    }

    @Test
    void aColumnNobodyKnowsIsNotedAtEveryRow() {
        String text =
                Samples.resource("freepbx/ivr.csv")
                        .replaceAll("(?m)^(id|ivr_id),", UNKNOWN + ",$1,")
                        .replaceAll("(?m)^3,", "x,3,");
        List<Note> notes = Samples.imported(Format.FREEPBX, text).notes();

        assertEquals(3, notes.stream().filter(note -> note.what().contains(UNKNOWN)).count());
    }

    /// The unknown key is named, or a key around it is told to be left out with all in it.
    private static void assertKeyNoted(
            Sample sample, String text, List<Note> usual, Deque<String> keys) {
        Imported.Ok imported = Samples.ok(FlowImport.read(sample.format(), sample.file(), text));
        boolean wholeIsTold =
                keys.stream()
                        .filter(key -> !key.isEmpty())
                        .anyMatch(
                                key ->
                                        usual.stream()
                                                .anyMatch(
                                                        n ->
                                                                n.what()
                                                                        .startsWith(
                                                                                "'"
                                                                                        + key
                                                                                        + "' with all")));
        assertTrue(isNamed(imported) || wholeIsTold, () -> keys + ": " + imported.notes());
    }

    private static boolean isOutsideOfText(String text, int offset) {
        String line = text.substring(text.lastIndexOf('\n', offset) + 1, offset);
        return line.chars().filter(c -> c == '"').count() % 2 == 0;
    }

    private static String keyBefore(String text, int offset) {
        Matcher key = KEY.matcher(text.substring(Math.max(0, offset - 60), offset));
        return key.find() ? key.group(1) : "";
    }

    /// The unknown part is named, or an element around it is told to be left out as a whole.
    private static void assertNoted(
            Sample sample, String text, List<Note> usual, String element, int offset) {
        Imported.Ok imported = Samples.ok(FlowImport.read(sample.format(), sample.file(), text));
        boolean wholeIsTold =
                around(sample.text(), offset).stream()
                        .anyMatch(tag -> usual.stream().anyMatch(note -> tells(note, tag)));
        assertTrue(
                isNamed(imported) || wholeIsTold,
                () -> element + " at " + offset + ": " + imported.notes());
    }

    /// A key that names something of the writer's own, such as a variable, is in the flow.
    private static boolean isNamed(Imported.Ok imported) {
        return imported.notes().stream().anyMatch(note -> note.what().contains(UNKNOWN))
                || imported.files().values().stream().anyMatch(f -> f.contains("zz_unknown"));
    }

    private record Tag(String name, int line) {}

    private static boolean tells(Note note, Tag tag) {
        return note.line() == tag.line() && note.what().contains("<" + tag.name() + ">");
    }

    /// The element that begins at a place, and all those it is in.
    private static Deque<Tag> around(String text, int offset) {
        Deque<Tag> around = new ArrayDeque<>();
        Matcher tag = TAG.matcher(text);
        while (tag.find() && tag.start() <= offset) {
            if (tag.group(2) == null) {
                continue;
            }
            if (!tag.group(1).isEmpty()) {
                around.pop();
            } else if (tag.group(3).isEmpty() || tag.start() == offset) {
                int line =
                        1
                                + (int)
                                        text.substring(0, tag.start())
                                                .chars()
                                                .filter(c -> c == '\n')
                                                .count();
                around.push(new Tag(tag.group(2), line));
            }
        }
        return around;
    }

    private static String inserted(String text, int offset, String more) {
        return text.substring(0, offset) + more + text.substring(offset);
    }
}
