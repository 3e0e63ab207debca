package org.strowger.yaml;

import static org.strowger.yaml.Quoted.quoted;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/// A value of a YAML file, or its absence, asked for as the type it should be.
///
/// An absent value answers empty without a problem; one of another type answers empty and leaves a
/// problem that says what was expected and what was found.
public final class YamlValue {
    private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]{0,8})");
    private static final Pattern DECIMAL =
            Pattern.compile("(?:0|[1-9][0-9]{0,5})(?:\\.[0-9]{1,3})?");
    private static final Pattern NUMBER =
            Pattern.compile("(?:0|[1-9][0-9]{0,11})(?:\\.[0-9]{1,9})?");
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");
    private static final Pattern NOTHING = Pattern.compile("|~|null|Null|NULL");

    private final YamlDocument document;
    private final String name;
    private final Position keyAt;
    private final Position at;
    private final @Nullable Node node;
    private @Nullable YamlMap map;

    YamlValue(
            YamlDocument document, String name, Position keyAt, Position at, @Nullable Node node) {
        this.document = document;
        this.name = name;
        this.keyAt = keyAt;
        this.at = at;
        this.node = node;
    }

    public boolean isPresent() {
        return node != null;
    }

    public boolean isMap() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /// Whether the key is there but nothing is written after it.
    public boolean isNothing() {
        return node instanceof ScalarNode scalar && isNothing(scalar);
    }

    /// Where the value stands.
    public Position at() {
        return at;
    }

    /// Where the value's key stands; of an item of a list, where the item does.
    public Position keyAt() {
        return keyAt;
    }

    /// Any single value as it was written.
    public Optional<String> text() {
        return scalar("text").map(ScalarNode::getValue);
    }

    /// Text of a given form.
    ///
    /// @param expected the form in words, for the message: "a prompt id (a-z, 0-9, _ and -)"
    public Optional<String> text(Pattern form, String expected) {
        return scalar(expected)
                .map(ScalarNode::getValue)
                .filter(text -> form.matcher(text).matches() || refusedFor(expected));
    }

    /// A whole number in a range, not quoted.
    public OptionalInt integer(int min, int max) {
        String expected =
                min == max ? String.valueOf(min) : "a whole number from " + min + " to " + max;
        Optional<Integer> number =
                scalar(expected)
                        .filter(
                                s ->
                                        (s.isPlain() && INTEGER.matcher(s.getValue()).matches())
                                                || refusedFor(expected))
                        .map(s -> Integer.parseInt(s.getValue()))
                        .filter(n -> (n >= min && n <= max) || refusedFor(expected));
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    /// A number with at most three decimals, not quoted, in thousandths: 1500 for `1.5`.
    ///
    /// @param min in whole ones
    /// @param max in whole ones, less than a million
    public OptionalInt thousandths(int min, int max) {
        String expected = "a number from " + min + " to " + max + ", with three decimals at most";
        Optional<Integer> number =
                scalar(expected)
                        .filter(
                                s ->
                                        (s.isPlain() && DECIMAL.matcher(s.getValue()).matches())
                                                || refusedFor(expected))
                        .map(s -> new BigDecimal(s.getValue()).movePointRight(3).intValueExact())
                        .filter(
                                n ->
                                        (n >= min * 1_000 && n <= max * 1_000)
                                                || refusedFor(expected));
        return number.isPresent() ? OptionalInt.of(number.get()) : OptionalInt.empty();
    }

    /// A number with at most nine decimals, not quoted: no exponent, no infinity, no sign.
    ///
    /// @param min zero or more
    public OptionalDouble number(double min, double max) {
        String expected = "a number from " + written(min) + " to " + written(max);
        Optional<Double> number =
                scalar(expected)
                        .filter(
                                s ->
                                        (s.isPlain() && NUMBER.matcher(s.getValue()).matches())
                                                || refusedFor(expected))
                        .map(s -> Double.parseDouble(s.getValue()))
                        .filter(n -> (n >= min && n <= max) || refusedFor(expected));
        return number.isPresent() ? OptionalDouble.of(number.get()) : OptionalDouble.empty();
    }

    private static String written(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /// A whole number with its unit: `250ms`, `5s`, `10m`, `2h`.
    public Optional<Duration> duration(Duration min, Duration max) {
        String expected =
                "a duration from " + written(min) + " to " + written(max) + " such as 250ms or 5s";
        return text(DURATION, expected)
                .map(YamlValue::parsed)
                .filter(
                        d ->
                                (d.compareTo(min) >= 0 && d.compareTo(max) <= 0)
                                        || refusedFor(expected));
    }

    /// `true` or `false`.
    public Optional<Boolean> flag() {
        return text(Pattern.compile("true|false"), "true or false").map(Boolean::valueOf);
    }

    /// One of an enum's constants, written in lower case.
    public <E extends Enum<E>> Optional<E> oneOf(Class<E> words) {
        List<E> constants = Arrays.asList(words.getEnumConstants());
        List<String> known = constants.stream().map(YamlValue::word).toList();
        String expected = String.join(" or ", known);
        Optional<String> text = scalar(expected).map(ScalarNode::getValue);
        Optional<E> constant =
                text.flatMap(t -> constants.stream().filter(c -> word(c).equals(t)).findFirst());
        if (text.isPresent() && constant.isEmpty()) {
            refuse(mismatch(expected) + Spelling.didYouMean(text.get(), known));
        }
        return constant;
    }

    /// A map, the same one each time; an absent one when this is absent or something else.
    public YamlMap map() {
        if (map == null) {
            map = node instanceof MappingNode m ? document.map(m, at) : document.absentMap(at);
        }
        if (!isMap()) {
            refuseUnlessAbsent("a map");
        }
        return map;
    }

    /// The items of a list; none when this is absent or something else.
    public List<YamlValue> list() {
        if (node instanceof SequenceNode sequence) {
            return items(sequence);
        }
        refuseUnlessAbsent("a list");
        return List.of();
    }

    /// Adds a problem at the value's place, unless the value is absent.
    public void refuse(String message) {
        if (node != null) {
            document.add(at.problem(message));
        }
    }

    /// As [#refuse(String)], for a message that costs something to word, such as a guess at what
    /// was meant: past the first 1,000 problems it is not worded any more.
    public void refuse(Supplier<String> message) {
        if (node != null) {
            document.add(() -> at.problem(message.get()));
        }
    }

    /// As [#refuse(Supplier)], for what has a code of its own.
    public void refuse(String code, Supplier<String> message) {
        if (node != null) {
            document.add(() -> at.problem(Problem.Severity.ERROR, code, message.get()));
        }
    }

    /// Adds a problem at a character of the value's text; where the text as written is longer than
    /// what it means, such as with escapes, at the value's place.
    ///
    /// @param offset counted from 0
    public void refuseWithin(int offset, String code, String message) {
        if (node instanceof ScalarNode scalar) {
            document.add(within(scalar, offset).problem(Problem.Severity.ERROR, code, message));
        }
    }

    private Position within(ScalarNode scalar, int offset) {
        int quotes = scalar.isPlain() ? 0 : 1;
        int written =
                scalar.getEndMark().map(Mark::getIndex).orElse(0)
                        - scalar.getStartMark().map(Mark::getIndex).orElse(0);
        boolean asWritten = written == scalar.getValue().length() + 2 * quotes;
        return asWritten ? new Position(at.file(), at.line(), at.column() + quotes + offset) : at;
    }

    /// Adds a problem at the place of the value's key, unless the value is absent.
    public void refuseKey(String message) {
        refuseKey(Problem.FORM, message);
    }

    /// As [#refuseKey(String)], for what has a code of its own.
    public void refuseKey(String code, String message) {
        if (node != null) {
            document.add(keyAt.problem(Problem.Severity.ERROR, code, message));
        }
    }

    private List<YamlValue> items(SequenceNode sequence) {
        List<YamlValue> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Position itemAt = document.positionOf(item);
            String itemName = "item " + (items.size() + 1) + " of " + name;
            items.add(new YamlValue(document, itemName, itemAt, itemAt, item));
        }
        return items;
    }

    private Optional<ScalarNode> scalar(String expected) {
        if (node instanceof ScalarNode scalar && !isNothing(scalar)) {
            return Optional.of(scalar);
        }
        refuseUnlessAbsent(expected);
        return Optional.empty();
    }

    private boolean refusedFor(String expected) {
        refuseUnlessAbsent(expected);
        return false;
    }

    private void refuseUnlessAbsent(String expected) {
        refuse(mismatch(expected));
    }

    private String mismatch(String expected) {
        return name + " expects " + expected + ", found " + found();
    }

    private String found() {
        return switch (node) {
            case MappingNode _ -> "a map";
            case SequenceNode _ -> "a list";
            case ScalarNode scalar when isNothing(scalar) -> "nothing";
            case ScalarNode scalar when scalar.isPlain() -> quoted(scalar.getValue());
            case ScalarNode scalar -> "the quoted text " + quoted(scalar.getValue());
            case null, default -> "nothing";
        };
    }

    private static boolean isNothing(ScalarNode scalar) {
        return scalar.isPlain() && NOTHING.matcher(scalar.getValue()).matches();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Duration parsed(String text) {
        Matcher parts = DURATION.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(text);
        }
        long count = Long.parseLong(parts.group(1));
        return switch (parts.group(2)) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            default -> Duration.ofHours(count);
        };
    }

    private static String written(Duration duration) {
        if (duration.toMillisPart() != 0) {
            return duration.toMillis() + "ms";
        }
        if (duration.toSecondsPart() != 0) {
            return duration.toSeconds() + "s";
        }
        return duration.toMinutesPart() != 0
                ? duration.toMinutes() + "m"
                : duration.toHours() + "h";
    }
}
