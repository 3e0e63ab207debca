package org.strowger.flow.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A file with one edit.
///
/// @param what was edited, for messages
record Edit(String what, JsonNode edited) {
    private static final JsonNodeFactory NEW = JsonNodeFactory.instance;

    /// All edits of a file: each key gone, misspelt, or with a stranger beside it, and each value
    /// replaced by one of each other type.
    static List<Edit> of(JsonNode file) {
        List<Edit> edits = new ArrayList<>();
        walk(file, file, "", edits);
        return edits;
    }

    private static void walk(JsonNode file, JsonNode at, String path, List<Edit> edits) {
        if (at instanceof ObjectNode map) {
            add(edits, file, path, "a key added", (o, _) -> ((ObjectNode) o).put("strange", "x"));
            for (String key : List.copyOf(map.propertyNames())) {
                String deeper = path + "/" + key.replace("~", "~0").replace("/", "~1");
                add(edits, file, path, key + " gone", (o, _) -> ((ObjectNode) o).remove(key));
                add(
                        edits,
                        file,
                        path,
                        key + " misspelt",
                        (o, _) -> {
                            ObjectNode parent = (ObjectNode) o;
                            parent.set(key + "x", parent.remove(key));
                        });
                for (JsonNode other : others()) {
                    add(
                            edits,
                            file,
                            path,
                            key + " = " + other,
                            (o, _) -> ((ObjectNode) o).set(key, other));
                }
                walk(file, map.get(key), deeper, edits);
            }
        }
        if (at instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                int item = i;
                for (JsonNode other : others()) {
                    add(
                            edits,
                            file,
                            path,
                            item + " = " + other,
                            (o, _) -> ((ArrayNode) o).set(item, other));
                }
                walk(file, list.get(i), path + "/" + i, edits);
            }
        }
    }

    private static List<JsonNode> others() {
        return List.of(
                NEW.numberNode(7777777),
                NEW.numberNode(1.5),
                NEW.booleanNode(true),
                NEW.nullNode(),
                NEW.stringNode("No such thing!"),
                NEW.stringNode(""),
                NEW.arrayNode(),
                NEW.arrayNode().add("x"),
                NEW.objectNode(),
                NEW.objectNode().put("x", "y"));
    }

    private static void add(
            List<Edit> edits,
            JsonNode file,
            String path,
            String what,
            BiConsumer<JsonNode, String> edit) {
        JsonNode copy = file.deepCopy();
        JsonNode parent = path.isEmpty() ? copy : copy.at(path);
        edit.accept(parent, path);
        edits.add(new Edit(path + ": " + what, copy));
    }
}
