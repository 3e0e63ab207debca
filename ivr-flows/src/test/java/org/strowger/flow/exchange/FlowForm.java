package org.strowger.flow.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// The form every imported flow must have, whatever it came from.
final class FlowForm {
    private static final List<String> KINDS =
            List.of(
                    "say",
                    "menu",
                    "collect",
                    "queue",
                    "transfer",
                    "voicemail",
                    "record",
                    "hours",
                    "http",
                    "set",
                    "switch",
                    "split",
                    "call",
                    "hangup");
    private static final Set<String> NO_NEXT = Set.of("menu", "switch", "split", "hours", "hangup");
    private static final Set<String> WORDS = Set.of("hangup", "repeat", "back");
    private static final Set<String> WAYS =
            Set.of(
                    "next",
                    "go",
                    "give_up",
                    "on_empty",
                    "on_full",
                    "on_timeout",
                    "on_no_agents",
                    "open",
                    "closed",
                    "on_error",
                    "on_busy",
                    "on_no_answer");

    private FlowForm() {}

    static void assertWhole(String name, String text) {
        YamlDocument document = YamlDocument.read(name, text);
        YamlMap file = document.root();
        file.entries();
        assertEquals(List.of(), document.problems(), text);
        if (name.startsWith("calendars/")) {
            assertEquals(
                    "calendars/" + file.required("calendar").text().orElseThrow() + ".yaml", name);
            return;
        }
        assertEquals("flows/" + file.required("flow").text().orElseThrow() + ".yaml", name);
        YamlMap nodes = file.required("nodes").map();
        Set<String> ids = nodes.entries().sequencedKeySet();
        assertTrue(!ids.isEmpty() && ids.size() <= 1_000, text);
        ids.forEach(
                id -> assertTrue(id.matches("[a-z][a-z0-9_-]{0,62}") && !WORDS.contains(id), id));
        Set<String> reached = new HashSet<>();
        Deque<String> toVisit =
                new ArrayDeque<>(List.of(file.required("start").text().orElseThrow()));
        while (!toVisit.isEmpty()) {
            String id = toVisit.pop();
            if (!WORDS.contains(id) && reached.add(id)) {
                assertTrue(ids.contains(id), () -> id + " is no node of " + text);
                toVisit.addAll(waysOf(nodes.required(id), text));
            }
        }
        assertEquals(ids, reached, text);
    }

    private static List<String> waysOf(YamlValue node, String text) {
        YamlMap map = node.map();
        List<String> kinds = KINDS.stream().filter(map::has).toList();
        assertEquals(1, kinds.size(), text);
        String kind = kinds.getFirst();
        if (!kind.equals("queue")) {
            assertEquals(!NO_NEXT.contains(kind), map.has("next"), text);
        }
        if (kind.equals("menu") || kind.equals("collect")) {
            assertTrue(map.required(kind).map().has("give_up"), text);
        }
        List<String> ways = new ArrayList<>();
        collect(map, ways);
        return ways;
    }

    private static void collect(YamlMap map, List<String> ways) {
        map.entries()
                .forEach(
                        (key, value) -> {
                            if (key.equals("choices")) {
                                value.map()
                                        .entries()
                                        .values()
                                        .forEach(choice -> addChoice(choice, ways));
                            } else if (WAYS.contains(key)) {
                                ways.add(value.text().orElseThrow());
                            } else {
                                collect(value, ways);
                            }
                        });
    }

    private static void addChoice(YamlValue choice, List<String> ways) {
        if (choice.isMap()) {
            collect(choice.map(), ways);
        } else {
            ways.add(choice.text().orElseThrow());
        }
    }

    private static void collect(YamlValue value, List<String> ways) {
        if (value.isMap()) {
            collect(value.map(), ways);
        } else if (value.isList()) {
            value.list().forEach(item -> collect(item, ways));
        }
    }
}
