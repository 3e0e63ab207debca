package org.strowger.flow.change;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.stream.Collectors;
import org.strowger.flow.FlowNode;
import org.strowger.flow.Prompt;
import org.strowger.flow.UrlTemplate;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.Value;

/// The parts of a flow in words: as its file has them, but short, and without anything secret.
public final class FlowWords {
    /// Stands where a secret may be.
    static final String NOT_SHOWN = "(not shown)";

    private static final List<String> UNITS = List.of("h", "m", "s");
    private static final List<Duration> UNIT_LENGTHS =
            List.of(Duration.ofHours(1), Duration.ofMinutes(1), Duration.ofSeconds(1));

    private FlowWords() {}

    /// The key that makes a node what it is: `menu`.
    public static String kind(FlowNode node) {
        return switch (node) {
            case FlowNode.Say _ -> "say";
            case FlowNode.Menu _ -> "menu";
            case FlowNode.Collect _ -> "collect";
            case FlowNode.Record _ -> "record";
            case FlowNode.Voicemail _ -> "voicemail";
            case FlowNode.Switch _ -> "switch";
            case FlowNode.Split _ -> "split";
            case FlowNode.Hours _ -> "hours";
            case FlowNode.Http _ -> "http";
            case FlowNode.Assign _ -> "set";
            case FlowNode.Queue _ -> "queue";
            case FlowNode.Transfer _ -> "transfer";
            case FlowNode.Callback _ -> "callback";
            case FlowNode.Survey _ -> "survey";
            case FlowNode.Call _ -> "call";
            case FlowNode.Return _ -> "return";
            case FlowNode.HangUp _ -> "hangup";
        };
    }

    /// As a flow file has it, in the largest unit that needs no fraction: `90s`, `10m`.
    public static String duration(Duration duration) {
        for (int i = 0; i < UNITS.size(); i++) {
            long unit = UNIT_LENGTHS.get(i).toMillis();
            if (!duration.isZero() && duration.toMillis() % unit == 0) {
                return duration.toMillis() / unit + UNITS.get(i);
            }
        }
        return duration.isZero() ? "0s" : duration.toMillis() + "ms";
    }

    /// What the caller hears, in a language; recordings by their names in brackets.
    public static String prompt(List<Prompt> prompts, String language) {
        return prompts.stream().map(p -> segment(p, language)).collect(Collectors.joining(" "));
    }

    private static String segment(Prompt prompt, String language) {
        return switch (prompt) {
            case Prompt.Recorded(var id) -> "[" + id + "]";
            case Prompt.Text(var texts, _) -> texts.getOrDefault(language, "(no words)");
            case Prompt.Silence(var lasts) -> "(" + duration(lasts) + " of silence)";
            case Prompt.SayAs(var kind, var value, var currency) ->
                    "{"
                            + expression(value)
                            + " as "
                            + kind.name().toLowerCase(Locale.ROOT)
                            + currency.map(code -> " in " + expression(code)).orElse("")
                            + "}";
            case Prompt.Plural plural ->
                    plural.forms().entrySet().stream()
                            .map(
                                    form ->
                                            form.getKey().keyword()
                                                    + ": "
                                                    + prompt(form.getValue(), language))
                            .collect(
                                    Collectors.joining(
                                            "; ", "{by " + expression(plural.count()) + ": ", "}"));
            case Prompt.Uninterrupted(var prompts) -> prompt(prompts, language);
        };
    }

    /// As it is written; one that reads a secret may hold what it is compared with, and is not
    /// shown.
    public static String expression(Expression expression) {
        return expression.readsSecret() ? NOT_SHOWN : expression.source();
    }

    /// As it is written, without a password before the host and without what stands in its query,
    /// which is where keys of services are put.
    public static String url(UrlTemplate url) {
        String text = url.toString().replaceFirst("//[^/@]*@", "//");
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query + 1) + query(text.substring(query + 1));
    }

    private static String query(String query) {
        return List.of(query.split("&", -1)).stream()
                .map(FlowWords::parameter)
                .collect(Collectors.joining("&"));
    }

    private static String parameter(String parameter) {
        int equals = parameter.indexOf('=');
        String value = parameter.substring(equals + 1);
        boolean variableAlone = value.matches("(\\{[^{}]*\\})*");
        return variableAlone ? parameter : parameter.substring(0, equals + 1) + NOT_SHOWN;
    }

    static String value(Value value) {
        return switch (value) {
            case Value.Text(var text) -> "\"" + text + "\"";
            case Value.Whole(var number) -> Long.toString(number);
            case Value.Decimal(var number) -> Double.toString(number);
            case Value.Flag(var on) -> Boolean.toString(on);
            case Value.Span(var duration) -> duration(duration);
            case Value.Moment(var instant) -> instant.toString();
            case Value.Words(var words) -> words.toString();
            case Value.Secret _ -> NOT_SHOWN;
        };
    }

    static String values(SortedMap<String, Value> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + " " + value(entry.getValue()))
                .collect(Collectors.joining(", "));
    }
}
