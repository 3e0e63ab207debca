package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.strowger.flow.FlowNode.About;
import org.strowger.flow.FlowNode.HttpRequest;
import org.strowger.flow.UrlTemplate.Part;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Value;
import org.strowger.flow.expression.ValueType;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads `http` nodes.
final class HttpReader {
    private static final Pattern METHOD = Pattern.compile("GET|POST|PUT");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)\\}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[ -~]{1,1000}");

    /// RFC 9110: these say how the message itself is sent, which is the client's business.
    private static final Set<String> NOT_OURS =
            Set.of("host", "content-length", "transfer-encoding", "connection", "upgrade", "te");

    private static final int LONGEST_URL = 2_000;
    private static final int MOST_RETRIES = 3;
    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final PromptReader prompts;
    private final ExpressionReader expressions;

    HttpReader(PromptReader prompts, ExpressionReader expressions) {
        this.prompts = prompts;
        this.expressions = expressions;
    }

    FlowNode http(NodeId id, About about, YamlMap map, Target next) {
        YamlValue into = map.optional("into");
        SequencedMap<String, YamlValue> names = into.map().entries();
        if (into.isMap() && names.size() != 1) {
            into.refuse("'into' expects one name with the fields of the answer");
        }
        SortedMap<String, ValueType> fields = new TreeMap<>();
        names.values()
                .forEach(
                        value ->
                                value.map()
                                        .entries()
                                        .forEach(
                                                (field, type) ->
                                                        fields.put(
                                                                field, VariableReader.type(type))));
        YamlValue timeout = map.optional("timeout");
        if (!timeout.isPresent()) {
            map.refuse("L11", "missing key 'timeout': how long the caller may wait for it");
        }
        return new FlowNode.Http(
                id,
                about,
                request(map),
                timeout.duration(SHORTEST, LONGEST).orElse(SHORTEST),
                map.optional("retries").integer(0, MOST_RETRIES).orElse(0),
                names.isEmpty() ? "" : names.firstEntry().getKey(),
                fields,
                prompts.prompt(map.optional("wait_audio")),
                fallback(map.optional("fallback"), fields),
                next);
    }

    private static Optional<SortedMap<String, Value>> fallback(
            YamlValue value, SortedMap<String, ValueType> fields) {
        if (!value.isPresent()) {
            return Optional.empty();
        }
        SortedMap<String, Value> values = new TreeMap<>();
        YamlMap map = value.map();
        fields.forEach(
                (field, type) ->
                        VariableReader.constant(type, map.required(field))
                                .ifPresent(constant -> values.put(field, constant)));
        return Optional.of(values);
    }

    private HttpRequest request(YamlMap map) {
        String method = map.optional("method").text(METHOD, "GET or POST or PUT").orElse("GET");
        YamlValue body = map.optional("body");
        if (method.equals("GET")) {
            body.refuseKey("a GET has no 'body'");
        }
        return new HttpRequest(
                method, url(map.required("url")), headers(map.optional("headers")), body(body));
    }

    private SequencedMap<String, Expression> body(YamlValue value) {
        SequencedMap<String, Expression> fields = new LinkedHashMap<>();
        value.map()
                .entries()
                .forEach((field, written) -> fields.put(field, expressions.ofAnyType(written)));
        return fields;
    }

    private SequencedMap<String, String> headers(YamlValue value) {
        SequencedMap<String, String> headers = new LinkedHashMap<>();
        value.map()
                .entries()
                .forEach(
                        (name, written) -> {
                            if (!HEADER.matcher(name).matches()
                                    || NOT_OURS.contains(name.toLowerCase(Locale.ROOT))) {
                                written.refuseKey("no header can be set as " + quoted(name));
                            }
                            refuseVariables(written);
                            written.text(HEADER_VALUE, "at most 1000 printable characters")
                                    .ifPresent(text -> headers.put(name, text));
                        });
        return headers;
    }

    private void refuseVariables(YamlValue header) {
        PLACE.matcher(header.text().orElse(""))
                .results()
                .filter(place -> expressions.knows(place.group(1)))
                .findFirst()
                .ifPresent(
                        place ->
                                header.refuse(
                                        "a header is sent as written, "
                                                + place.group()
                                                + " too: send values in the URL or the body"));
    }

    private UrlTemplate url(YamlValue value) {
        String text = value.text().orElse("");
        if (value.isPresent() && !isUrl(text)) {
            value.refuse(
                    "'url' expects https:// or http://, a host without {...}, and a path, found "
                            + quoted(text));
            return new UrlTemplate(List.of());
        }
        List<Part> parts = new ArrayList<>();
        Matcher places = PLACE.matcher(text);
        int from = 0;
        while (places.find()) {
            addFixed(parts, text.substring(from, places.start()));
            expressions
                    .variable(places.group(1), value, places.start(1))
                    .ifPresent(variable -> parts.add(new Part.Filled(variable)));
            from = places.end();
        }
        addFixed(parts, text.substring(from));
        return new UrlTemplate(parts);
    }

    private static void addFixed(List<Part> parts, String text) {
        if (!text.isEmpty()) {
            parts.add(new Part.Fixed(text));
        }
    }

    /// Whether no place can reach the host: the first one comes after the path or query has begun.
    private static boolean isUrl(String text) {
        if (text.length() > LONGEST_URL) {
            return false;
        }
        try {
            URI uri = new URI(PLACE.matcher(text).replaceAll("x"));
            int path = text.indexOf('/', text.indexOf("//") + 2);
            int query = text.indexOf('?');
            int place = text.indexOf('{');
            return ("https".equals(uri.getScheme()) || "http".equals(uri.getScheme()))
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getFragment() == null
                    && (place < 0 || (path > 0 && path < place) || (query > 0 && query < place));
        } catch (URISyntaxException wrong) {
            return false;
        }
    }
}
