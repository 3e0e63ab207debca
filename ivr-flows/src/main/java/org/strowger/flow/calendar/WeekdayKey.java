package org.strowger.flow.calendar;

import static org.strowger.yaml.Quoted.quoted;

import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.strowger.yaml.Spelling;
import org.strowger.yaml.YamlValue;

/// Reads the days that a key of `hours` names: `sat`, `mon-fri`, `mon,wed`, `mon-wed,fri`.
public final class WeekdayKey {
    private static final List<String> NAMES =
            Arrays.stream(DayOfWeek.values()).map(WeekdayKey::name).toList();
    private static final int LONGEST = 64;
    private static final Pattern COMMA = Pattern.compile(" *, *");
    private static final Pattern DASH = Pattern.compile(" *- *");

    private WeekdayKey() {}

    /// `mon` to `sun`.
    static String name(DayOfWeek day) {
        return day.name().substring(0, 3).toLowerCase(Locale.ROOT);
    }

    /// The days in the order written; none when one of them is unknown, which is then a problem at
    /// the key.
    static List<DayOfWeek> days(String key, YamlValue value) {
        return days(key, value::refuseKey);
    }

    /// As the key of `hours`, in any other place.
    ///
    /// @param refuse takes what is wrong
    public static List<DayOfWeek> days(String key, Consumer<String> refuse) {
        if (key.length() > LONGEST) {
            refuse.accept("longer than " + LONGEST + " characters: " + quoted(key));
            return List.of();
        }
        List<DayOfWeek> days = new ArrayList<>();
        for (String part : COMMA.split(key, -1)) {
            String[] ends = DASH.split(part, 2);
            Optional<DayOfWeek> first = day(ends[0], refuse);
            Optional<DayOfWeek> last = ends.length == 1 ? first : day(ends[1], refuse);
            if (first.isEmpty() || last.isEmpty()) {
                return List.of();
            }
            addAll(days, first.get(), last.get());
        }
        return days;
    }

    /// From one day to another, over the week's end where that comes between.
    private static void addAll(List<DayOfWeek> days, DayOfWeek first, DayOfWeek last) {
        for (DayOfWeek day = first; day != last; day = day.plus(1)) {
            days.add(day);
        }
        days.add(last);
    }

    private static Optional<DayOfWeek> day(String word, Consumer<String> refuse) {
        int index = NAMES.indexOf(word);
        if (index < 0) {
            refuse.accept("no weekday " + quoted(word) + guess(word));
            return Optional.empty();
        }
        return Optional.of(DayOfWeek.of(index + 1));
    }

    private static String guess(String word) {
        String guess =
                NAMES.stream()
                        .filter(name -> word.toLowerCase(Locale.ROOT).startsWith(name))
                        .findFirst()
                        .map(name -> ", did you mean '" + name + "'?")
                        .orElseGet(() -> Spelling.didYouMean(word, NAMES));
        return guess.isEmpty()
                ? ", expected mon, tue, wed, thu, fri, sat, sun, mon-fri or mon,wed"
                : guess;
    }
}
