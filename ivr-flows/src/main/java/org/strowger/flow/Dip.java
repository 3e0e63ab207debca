package org.strowger.flow;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.SequencedMap;
import org.strowger.flow.UrlTemplate.Part;
import org.strowger.flow.expression.Evaluated;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Scope;
import org.strowger.flow.expression.SecretText;
import org.strowger.flow.expression.Value;

/// A data dip with the values of a call in it.
sealed interface Dip {

    /// What RFC 9110 section 4.1 would have every server read.
    int LONGEST_URL = 8_000;

    record Ready(String url, Optional<SecretText> body) implements Dip {}

    record Failed(String reason) implements Dip {}

    static Dip of(FlowNode.Http http, Scope scope) {
        FlowNode.HttpRequest request = http.request();
        StringBuilder url = new StringBuilder();
        for (Part part : request.url().parts()) {
            switch (part) {
                case Part.Fixed(var text) -> url.append(text);
                case Part.Filled(var expression) -> {
                    Optional<String> text = text(expression, scope);
                    boolean inPath = url.indexOf("?") < 0;
                    if (text.isEmpty() || (inPath && text.get().isEmpty())) {
                        return new Failed("no value for {" + expression + "} of the URL");
                    }
                    appendEncoded(text.get(), url);
                }
            }
        }
        if (url.length() > LONGEST_URL) {
            return new Failed("the URL is longer than " + LONGEST_URL + " characters");
        }
        if (leadsElsewhere(url.toString())) {
            return new Failed("a value would lead to another path of the host");
        }
        return withBody(url.toString(), request.body(), scope);
    }

    private static Dip withBody(String url, SequencedMap<String, Expression> fields, Scope scope) {
        if (fields.isEmpty()) {
            return new Ready(url, Optional.empty());
        }
        StringBuilder json = new StringBuilder("{");
        for (var field : fields.entrySet()) {
            if (!(field.getValue().evaluate(scope) instanceof Evaluated.Known(var value))) {
                return new Failed("no value for '" + field.getKey() + "' of the body");
            }
            json.append(json.length() > 1 ? "," : "");
            Json.appendText(field.getKey(), json);
            json.append(':');
            Json.appendValue(value, json);
        }
        return new Ready(url, Optional.of(SecretText.of(json.append('}').toString())));
    }

    private static Optional<String> text(Expression expression, Scope scope) {
        return expression.evaluate(scope) instanceof Evaluated.Known(var value)
                ? plain(value)
                : Optional.empty();
    }

    private static Optional<String> plain(Value value) {
        return switch (value) {
            case Value.Text(var text) -> Optional.of(text);
            case Value.Whole(var number) -> Optional.of(Long.toString(number));
            case Value.Decimal(var number) -> Optional.of(Double.toString(number));
            case Value.Flag(var on) -> Optional.of(Boolean.toString(on));
            case Value.Moment(var instant) -> Optional.of(instant.toString());
            case Value.Span(var duration) -> Optional.of(Long.toString(duration.toSeconds()));
            case Value.Words _, Value.Secret _ -> Optional.empty();
        };
    }

    /// Everything but the unreserved characters (RFC 3986 section 2.3) is encoded.
    private static void appendEncoded(String text, StringBuilder url) {
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (octet & 0xff);
            boolean unreserved =
                    (c >= 'a' && c <= 'z')
                            || (c >= 'A' && c <= 'Z')
                            || (c >= '0' && c <= '9')
                            || c == '-'
                            || c == '.'
                            || c == '_'
                            || c == '~';
            if (unreserved) {
                url.append(c);
            } else {
                url.append('%').append(hex(c >> 4)).append(hex(c & 0xf));
            }
        }
    }

    private static char hex(int digit) {
        return "0123456789ABCDEF".charAt(digit);
    }

    /// A segment of dots alone means another path (RFC 3986 section 5.2.4), and no encoding of dots
    /// or slashes keeps every server from reading it so.
    private static boolean leadsElsewhere(String url) {
        int query = url.indexOf('?');
        String path =
                (query < 0 ? url : url.substring(0, query)).replace("%2F", "/").replace("%5C", "/");
        return path.endsWith("/.")
                || path.endsWith("/..")
                || path.contains("/./")
                || path.contains("/../");
    }
}
