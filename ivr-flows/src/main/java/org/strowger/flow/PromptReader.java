package org.strowger.flow;

import static org.strowger.yaml.Quoted.quoted;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.strowger.flow.expression.Expression;
import org.strowger.flow.expression.ValueType;
import org.strowger.flow.speech.PluralClass;
import org.strowger.flow.speech.ReadSsml;
import org.strowger.flow.speech.SayKind;
import org.strowger.flow.speech.Spoken;
import org.strowger.flow.speech.SpokenLanguage;
import org.strowger.flow.speech.Ssml;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads prompts.
final class PromptReader {
    private static final String A_PROMPT_ID = "a prompt id (a-z, 0-9, _ and -, at most 64)";
    private static final List<String> KINDS =
            List.of("text", "ssml", "silence", "say_as", "plural", "uninterrupted");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
    private static final Duration SHORTEST_SILENCE = Duration.ofMillis(10);
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(1);
    private static final int LONGEST_TEXT = 4_000;

    private final List<String> languages;
    private final ExpressionReader expressions;

    /// @param languages the flow's own first
    PromptReader(List<String> languages, ExpressionReader expressions) {
        this.languages = languages;
        this.expressions = expressions;
    }

    Optional<Prompt.Recorded> recorded(YamlValue value) {
        return recorded(value, A_PROMPT_ID);
    }

    /// A prompt of one or more parts; of none when there is none to read.
    List<Prompt> prompt(YamlValue value) {
        if (!value.isPresent()) {
            return List.of();
        }
        if (!value.isList()) {
            return segment(value).stream().toList();
        }
        List<YamlValue> items = value.list();
        if (items.isEmpty()) {
            value.refuse("a prompt expects at least one recording or text");
        }
        List<Prompt> segments = new ArrayList<>();
        items.forEach(item -> segment(item).ifPresent(segments::add));
        return segments;
    }

    private static Optional<Prompt.Recorded> recorded(YamlValue value, String expected) {
        return value.text(Prompt.Recorded.FORM, expected).map(Prompt.Recorded::new);
    }

    private Optional<Prompt> segment(YamlValue value) {
        if (!value.isMap()) {
            return recorded(value, A_PROMPT_ID + " or {text: ...}").map(prompt -> prompt);
        }
        YamlMap map = value.map();
        List<String> kinds = KINDS.stream().filter(map::has).toList();
        if (kinds.size() != 1) {
            KINDS.forEach(map::optional);
            value.refuse("a part of a prompt has one of " + String.join(", ", KINDS));
            return Optional.empty();
        }
        YamlValue body = map.optional(kinds.getFirst());
        return switch (kinds.getFirst()) {
            case "text" -> text(body, false);
            case "ssml" -> text(body, true);
            case "silence" ->
                    body.duration(SHORTEST_SILENCE, LONGEST_SILENCE).map(Prompt.Silence::new);
            case "say_as" -> sayAs(map, body);
            case "plural" -> plural(map, body);
            default -> Optional.of(new Prompt.Uninterrupted(prompt(body)));
        };
    }

    private Optional<Prompt> text(YamlValue value, boolean ssml) {
        SortedMap<String, String> texts = new TreeMap<>();
        if (!value.isMap()) {
            words(value, ssml).ifPresent(words -> texts.put(languages.getFirst(), words));
        } else {
            value.map().entries().forEach((language, text) -> put(language, text, ssml, texts));
            if (!value.map().has(languages.getFirst())) {
                value.refuse(
                        "L05",
                        () -> "no words in " + languages.getFirst() + ", the flow's language");
            }
        }
        return texts.isEmpty() ? Optional.empty() : Optional.of(new Prompt.Text(texts, ssml));
    }

    private void put(
            String language, YamlValue text, boolean ssml, SortedMap<String, String> texts) {
        if (!languages.contains(language)) {
            text.refuseKey(
                    quoted(language)
                            + " is none of the flow's languages"
                            + Spelling.didYouMean(language, languages));
        }
        words(text, ssml).ifPresent(words -> texts.put(language, words));
    }

    private static Optional<String> words(YamlValue value, boolean ssml) {
        Optional<String> words = value.text();
        if (words.isEmpty()) {
            return words;
        }
        if (words.get().isBlank()) {
            value.refuse((ssml ? "'ssml'" : "'text'") + " expects words, found none");
            return Optional.empty();
        }
        if (words.get().length() > LONGEST_TEXT) {
            value.refuse("longer than " + LONGEST_TEXT + " characters");
            return Optional.empty();
        }
        return ssml ? canonical(words.get(), value) : words;
    }

    private static Optional<String> canonical(String ssml, YamlValue value) {
        return switch (Ssml.read(ssml)) {
            case ReadSsml.Ok ok -> Optional.of(ok.canonical());
            case ReadSsml.Refused(var mistakes) -> {
                for (ReadSsml.Mistake mistake : mistakes) {
                    value.refuseWithin(mistake.offset(), "L00", mistake.message());
                }
                yield Optional.empty();
            }
        };
    }

    private Optional<Prompt> sayAs(YamlMap map, YamlValue kind) {
        Optional<SayKind> as = kind.oneOf(SayKind.class);
        YamlValue currency = map.optional("currency");
        if (as.isPresent() && as.get() != SayKind.CURRENCY) {
            currency.refuseKey("only 'say_as: currency' has a 'currency'");
        }
        if (as.isPresent() && as.get() == SayKind.CURRENCY && !currency.isPresent()) {
            map.refuse("missing key 'currency': a code such as EUR");
        }
        YamlValue value = map.required("value");
        return as.map(k -> new Prompt.SayAs(k, spoken(k, value), currency(currency)));
    }

    /// A code as it stands, or an expression that gives one.
    private Optional<Expression> currency(YamlValue value) {
        Optional<String> written = value.text();
        if (written.isPresent() && CURRENCY.matcher(written.get()).matches()) {
            if (!isKnown(written.get())) {
                value.refuse("no currency " + quoted(written.get()) + " that can be said");
            }
            return Optional.of(expressions.constant(written.get()));
        }
        return expressions.optional(value, ValueType.STRING);
    }

    private static boolean isKnown(String currency) {
        return SpokenLanguage.of(FlowParser.DEFAULT_LANGUAGE)
                .map(language -> language.currency(0, currency) instanceof Spoken.Words)
                .orElse(true);
    }

    private Expression spoken(SayKind kind, YamlValue value) {
        return switch (kind) {
            case DIGITS, PHONE, SPELL -> expressions.required(value, ValueType.STRING);
            case ORDINAL -> expressions.required(value, ValueType.INT);
            case NUMBER -> expressions.oneOf(value, List.of(ValueType.INT, ValueType.DOUBLE));
            case CURRENCY -> expressions.required(value, ValueType.DOUBLE);
            case DATE, TIME -> expressions.required(value, ValueType.TIMESTAMP);
            case DURATION -> expressions.required(value, ValueType.DURATION);
        };
    }

    private Optional<Prompt> plural(YamlMap map, YamlValue count) {
        SortedMap<PluralClass, List<Prompt>> forms = new TreeMap<>();
        for (PluralClass form : PluralClass.values()) {
            YamlValue said = map.optional(form.name().toLowerCase(Locale.ROOT));
            if (said.isPresent()) {
                forms.put(form, prompt(said));
            }
        }
        map.required("other");
        forms.putIfAbsent(PluralClass.OTHER, List.of());
        return Optional.of(new Prompt.Plural(expressions.required(count, ValueType.INT), forms));
    }
}
