package org.strowger.flow;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.strowger.flow.expression.SecretText;
import org.strowger.flow.expression.Value;

/// What the keys of an entry mean, by the type of the variable that takes them (VoiceXML 2.0
/// appendix P).
final class Entry {
    static final String YES = "1";
    static final NavigableSet<String> YES_AND_NO =
            Collections.unmodifiableNavigableSet(new TreeSet<>(List.of(YES, "2")));
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private Entry() {}

    static Expected expected(FlowNode.Collect collect) {
        return switch (collect.type()) {
            case BOOL -> new Expected.Choices(YES_AND_NO, Optional.empty());
            case DOUBLE -> new Expected.Digits(collect.min(), collect.max(), true);
            case STRING, INT, TIMESTAMP, DURATION, LIST ->
                    new Expected.Digits(collect.min(), collect.max(), false);
        };
    }

    /// Empty when the keys mean nothing of the type, such as the 30th of February.
    static Optional<Value> value(FlowNode.Collect collect, String keys) {
        return switch (collect.type()) {
            case STRING ->
                    Optional.of(
                            collect.secret()
                                    ? new Value.Secret(SecretText.of(keys))
                                    : new Value.Text(keys));
            case INT -> whole(keys);
            case DOUBLE -> amount(keys);
            case BOOL -> Optional.of(new Value.Flag(keys.equals(YES)));
            case TIMESTAMP -> date(keys);
            case DURATION, LIST -> Optional.empty();
        };
    }

    private static Optional<Value> whole(String keys) {
        try {
            return Optional.of(new Value.Whole(Long.parseLong(keys)));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    private static Optional<Value> amount(String keys) {
        if (keys.equals("*")) {
            return Optional.empty();
        }
        return Optional.of(new Value.Decimal(Double.parseDouble(keys.replace('*', '.'))));
    }

    private static Optional<Value> date(String keys) {
        try {
            Instant midnight = LocalDate.parse(keys, DATE).atStartOfDay().toInstant(ZoneOffset.UTC);
            return Optional.of(new Value.Moment(midnight));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
