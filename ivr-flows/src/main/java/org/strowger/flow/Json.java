package org.strowger.flow;

import java.util.List;
import org.strowger.flow.expression.Value;

/// Writes JSON (RFC 8259).
final class Json {
    private Json() {}

    static void appendValue(Value value, StringBuilder json) {
        switch (value) {
            case Value.Text(var text) -> appendText(text, json);
            case Value.Secret(var text) -> appendText(text.reveal(), json);
            case Value.Whole(var number) -> json.append(number);
            case Value.Decimal(var number) -> appendNumber(number, json);
            case Value.Flag(var on) -> json.append(on);
            case Value.Moment(var instant) -> appendText(instant.toString(), json);
            case Value.Span(var duration) -> appendText(duration.toSeconds() + "s", json);
            case Value.Words(var words) -> appendList(words, json);
        }
    }

    /// What is no number has no place in JSON.
    private static void appendNumber(double number, StringBuilder json) {
        if (Double.isFinite(number)) {
            json.append(number);
        } else {
            json.append("null");
        }
    }

    private static void appendList(List<String> words, StringBuilder json) {
        json.append('[');
        for (int i = 0; i < words.size(); i++) {
            json.append(i == 0 ? "" : ",");
            appendText(words.get(i), json);
        }
        json.append(']');
    }

    static void appendText(String text, StringBuilder json) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        json.append('"');
    }
}
