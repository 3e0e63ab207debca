package org.strowger.flow.speech;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// An element of the markup, with what it may have (SSML 1.1 section 3).
enum SsmlElement {
    SPEAK,
    P,
    S,
    BREAK,
    EMPHASIS,
    PROSODY,
    SUB,
    LANG;

    static Optional<SsmlElement> named(String name) {
        return Arrays.stream(values()).filter(element -> element.written().equals(name)).findAny();
    }

    static String names() {
        return Arrays.stream(values()).map(SsmlElement::written).collect(Collectors.joining(", "));
    }

    String written() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean mayHave(SsmlElement child) {
        return switch (child) {
            case SPEAK -> false;
            case P -> this == SPEAK || this == PROSODY || this == LANG;
            case S -> this == SPEAK || this == P || this == PROSODY || this == LANG;
            case BREAK, EMPHASIS, PROSODY, SUB, LANG -> this != BREAK && this != SUB;
        };
    }

    boolean mayHaveText() {
        return this != BREAK;
    }

    /// The attribute without which the element says nothing.
    Optional<Attribute> required() {
        return switch (this) {
            case BREAK -> Optional.of(Attribute.TIME);
            case SUB -> Optional.of(Attribute.ALIAS);
            case LANG -> Optional.of(Attribute.LANGUAGE);
            case SPEAK, P, S, EMPHASIS, PROSODY -> Optional.empty();
        };
    }

    private List<Attribute> attributes() {
        return switch (this) {
            case SPEAK, P, S, LANG -> List.of(Attribute.LANGUAGE);
            case BREAK -> List.of(Attribute.TIME);
            case EMPHASIS -> List.of(Attribute.LEVEL);
            case PROSODY -> List.of(Attribute.PITCH, Attribute.RATE, Attribute.VOLUME);
            case SUB -> List.of(Attribute.ALIAS);
        };
    }

    Optional<Attribute> attribute(String name) {
        return attributes().stream().filter(known -> known.written.equals(name)).findAny();
    }

    String attributeNames() {
        return attributes().stream().map(Attribute::written).collect(Collectors.joining(", "));
    }

    /// An attribute, with the values that synthesisers agree on.
    enum Attribute {
        LANGUAGE("xml:lang", "a language tag like de-DE", "[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}"),
        TIME("time", "0ms to 10s, like 500ms", "(\\d|10)s|\\d\\.\\d{1,3}s|(\\d{1,4}|10000)ms"),
        LEVEL("level", "strong, moderate, none or reduced", "strong|moderate|none|reduced"),
        RATE(
                "rate",
                "x-slow, slow, medium, fast, x-fast, default or 20% to 400%",
                "x-slow|slow|medium|fast|x-fast|default|[2-9]\\d%|[123]\\d\\d%|400%"),
        PITCH(
                "pitch",
                "x-low, low, medium, high, x-high, default, or -50% to +50%",
                "x-low|low|medium|high|x-high|default|[+-]([0-4]?\\d|50)%"),
        VOLUME(
                "volume",
                "silent, x-soft, soft, medium, loud, x-loud, default, or -20dB to +20dB",
                "silent|x-soft|soft|medium|loud|x-loud|default|[+-](1?\\d|20)(\\.\\d)?dB"),
        ALIAS("alias", "the text to say instead", "(?s).*\\S.*");

        private final String written;
        private final String expected;
        private final Pattern form;

        Attribute(String written, String expected, String form) {
            this.written = written;
            this.expected = expected;
            this.form = Pattern.compile(form);
        }

        String written() {
            return written;
        }

        String expected() {
            return expected;
        }

        boolean allows(String value) {
            return form.matcher(value).matches();
        }
    }
}
