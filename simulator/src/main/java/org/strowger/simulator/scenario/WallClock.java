package org.strowger.simulator.scenario;

import static org.strowger.yaml.Quoted.quoted;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.strowger.yaml.YamlValue;

/// The clock on the centre's wall, and the span of time that is simulated.
///
/// A time that the clock skips is the moment at which it jumps; one that it shows twice is the
/// first of the two. So a shift over the night in which clocks change lasts as long as people are
/// there.
///
/// @param span what is simulated
/// @param firstDay the day on which it begins
/// @param days how many days begin something in it
/// @param isKnown whether the span is what was written; if it was refused, nothing is outside it
record WallClock(Span span, LocalDate firstDay, int days, boolean isKnown) {
    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final Pattern TIME = Pattern.compile("[0-9]{2}:[0-9]{2}.*");
    private static final String A_MOMENT = "a moment such as \"14:30\" or \"2026-11-10 14:30\"";

    /// When the clock shows a time.
    static Instant instant(LocalDateTime shown, ZoneId zone) {
        List<ZoneOffset> offsets = zone.getRules().getValidOffsets(shown);
        return offsets.isEmpty()
                ? zone.getRules().getTransition(shown).getInstant()
                : shown.toInstant(offsets.getFirst());
    }

    Instant instant(LocalDateTime shown) {
        return instant(shown, span.zone());
    }

    /// What the clock shows, for messages.
    String shown(Instant at) {
        return SHOWN.format(at.atZone(span.zone())).replaceFirst(":00$", "");
    }

    boolean isWithin(Instant at) {
        return !isKnown || (!at.isBefore(span.from()) && at.isBefore(span.until()));
    }

    /// A moment within the span; any other is refused.
    Optional<Instant> moment(YamlValue value) {
        return value.text().flatMap(text -> moment(text, value::refuse));
    }

    /// As [#moment(YamlValue)]: a time of day is the first one after the beginning.
    Optional<Instant> moment(String text, Consumer<String> refuse) {
        Optional<Instant> at = parsed(text.strip());
        if (at.isEmpty()) {
            refuse.accept("expected " + A_MOMENT + ", but found " + quoted(text));
            return at;
        }
        if (!isWithin(at.get())) {
            refuse.accept(
                    "%s is outside the span, which goes from %s to %s"
                            .formatted(quoted(text), shown(span.from()), shown(span.until())));
            return Optional.empty();
        }
        return at;
    }

    private Optional<Instant> parsed(String text) {
        try {
            if (TIME.matcher(text).matches()) {
                return Optional.of(next(LocalTime.parse(text)));
            }
            String whole = text.replace(' ', 'T');
            int time = whole.indexOf('T');
            boolean hasOffset =
                    time > 0 && whole.substring(time).chars().anyMatch(c -> "Z+-".indexOf(c) >= 0);
            return Optional.of(
                    hasOffset
                            ? OffsetDateTime.parse(whole).toInstant()
                            : instant(LocalDateTime.parse(whole)));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }

    private Instant next(LocalTime time) {
        Instant at = instant(firstDay.atTime(time));
        return at.isBefore(span.from()) ? instant(firstDay.plusDays(1).atTime(time)) : at;
    }

    /// The days on which something may begin that reaches into the span.
    List<LocalDate> dates() {
        List<LocalDate> dates = new ArrayList<>();
        for (int day = -1; day <= days; day++) {
            dates.add(firstDay.plusDays(day));
        }
        return dates;
    }
}
