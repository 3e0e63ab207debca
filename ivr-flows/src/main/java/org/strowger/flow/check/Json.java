package org.strowger.flow.check;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// JSON as text (RFC 8259), of maps, lists, numbers and texts.
final class Json {
    private static final String UNRESERVED = "-._~/";

    private final StringBuilder written = new StringBuilder();

    private Json() {}

    /// An object of names and values in turn.
    static SequencedMap<String, Object> object(Object... namesAndValues) {
        SequencedMap<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return object;
    }

    static String written(Object value) {
        Json json = new Json();
        json.write(value, "");
        return json.written.append('\n').toString();
    }

    /// A path as a relative reference (RFC 3986): what has a meaning in a URI is percent-encoded.
    static String uri(String path) {
        StringBuilder uri = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            boolean plain =
                    (c >= '0' && c <= '9')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= 'a' && c <= 'z')
                            || UNRESERVED.indexOf(c) >= 0;
            uri.append(plain ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        return uri.toString();
    }

    private void write(Object value, String indent) {
        switch (value) {
            case Map<?, ?> map -> writeObject(map, indent);
            case List<?> list -> writeList(list, indent);
            case Number number -> written.append(number);
            default -> writeText(value.toString());
        }
    }

    private void writeObject(Map<?, ?> map, String indent) {
        String deeper = indent + "  ";
        written.append('{');
        Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
        while (entries.hasNext()) {
            Map.Entry<?, ?> entry = entries.next();
            written.append('\n').append(deeper);
            writeText(entry.getKey().toString());
            written.append(": ");
            write(entry.getValue(), deeper);
            written.append(entries.hasNext() ? "," : "\n" + indent);
        }
        written.append('}');
    }

    private void writeList(List<?> list, String indent) {
        String deeper = indent + "  ";
        written.append('[');
        for (int i = 0; i < list.size(); i++) {
            written.append(i == 0 ? "\n" : ",\n").append(deeper);
            write(list.get(i), deeper);
        }
        written.append(list.isEmpty() ? "]" : "\n" + indent + "]");
    }

    private void writeText(String text) {
        written.append('"');
        for (int i = 0; i < text.length(); i++) {
            write(text.charAt(i));
        }
        written.append('"');
    }

    private void write(char c) {
        switch (c) {
            case '"' -> written.append("\\\"");
            case '\\' -> written.append("\\\\");
            case '\n' -> written.append("\\n");
            case '\t' -> written.append("\\t");
            case '\r' -> written.append("\\r");
            default -> {
                if (c < ' ' || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c)) {
                    written.append("\\u%04x".formatted((int) c));
                } else {
                    written.append(c);
                }
            }
        }
    }
}
