package org.strowger.flow;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.strowger.flow.FlowSnapshot.Frame;
import org.strowger.flow.expression.Value;

/// Variables of a call as people are shown them: text, bounded, and nothing that is secret.
final class ShownVariables {
    static final int MOST = 100;
    static final int LONGEST = 500;

    private ShownVariables() {}

    /// Those of all flows that the call is in; of one name, that of the innermost.
    ///
    /// @param frames the outermost first, without secrets
    static SortedMap<String, String> of(List<Frame> frames) {
        SortedMap<String, Value> variables = new TreeMap<>();
        frames.forEach(frame -> variables.putAll(frame.variables()));
        SortedMap<String, String> shown = new TreeMap<>();
        variables.forEach(
                (name, value) ->
                        text(value)
                                .filter(text -> shown.size() < MOST)
                                .ifPresent(text -> shown.put(name, cut(text))));
        return Collections.unmodifiableSortedMap(shown);
    }

    /// One of them.
    static Optional<String> one(String name, List<Frame> frames) {
        return frames.reversed().stream()
                .flatMap(frame -> Optional.ofNullable(frame.variables().get(name)).stream())
                .findFirst()
                .flatMap(ShownVariables::text)
                .map(ShownVariables::cut);
    }

    /// As `string(...)` of an expression makes text of it; a list, of which that can make none,
    /// with commas.
    private static Optional<String> text(Value value) {
        return switch (value) {
            case Value.Text(var text) -> Optional.of(text);
            case Value.Whole(var number) -> Optional.of(Long.toString(number));
            case Value.Decimal(var number) -> Optional.of(Double.toString(number));
            case Value.Flag(var on) -> Optional.of(Boolean.toString(on));
            case Value.Span(var duration) -> Optional.of(seconds(duration));
            case Value.Moment(var instant) -> Optional.of(instant.toString());
            case Value.Words(var words) -> Optional.of(String.join(", ", words));
            case Value.Secret _ -> Optional.empty();
        };
    }

    /// `90s`, `0.250s`: with as many decimals, in groups of three, as there is something in (the
    /// JSON form of a duration of Protocol Buffers, which is CEL's).
    private static String seconds(Duration duration) {
        int nanos = duration.getNano();
        int decimals = nanos == 0 ? 0 : nanos % 1_000_000 == 0 ? 3 : nanos % 1_000 == 0 ? 6 : 9;
        return BigDecimal.valueOf(duration.getSeconds())
                        .add(BigDecimal.valueOf(nanos, 9))
                        .setScale(decimals)
                        .toPlainString()
                + "s";
    }

    /// A character of two halves is not cut in two.
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(LONGEST - 1));
        return text.substring(0, splits ? LONGEST - 1 : LONGEST);
    }
}
