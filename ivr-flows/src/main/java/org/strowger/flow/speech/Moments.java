package org.strowger.flow.speech;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.strowger.flow.speech.Spoken.CannotSay;
import org.strowger.flow.speech.Spoken.Words;
import org.strowger.flow.speech.Template.Field;

/// Dates and times of day in one language.
final class Moments {
    private static final int LAST_YEAR = 9_999;
    private static final int NOON = 12;
    private static final int TEN_PAST = 10;

    private final Template date;
    private final Template onTheHour;
    private final Template justAfter;
    private final Template withMinutes;

    Moments(Grammar grammar) {
        date = new Template("date", grammar);
        onTheHour = new Template("time.exact", grammar);
        withMinutes = new Template("time.minutes", grammar);
        boolean small = grammar.setting("time.small").isPresent();
        justAfter = small ? new Template("time.small", grammar) : withMinutes;
    }

    Spoken date(LocalDate day) {
        if (day.getYear() < 1 || day.getYear() > LAST_YEAR) {
            return new CannotSay("only the years 1 to 9999 can be said: " + day.getYear());
        }
        Map<Field, Integer> values = Template.values();
        values.put(Field.DAY, day.getDayOfMonth());
        values.put(Field.MONTH, day.getMonthValue());
        values.put(Field.YEAR, day.getYear());
        List<Word> said = new ArrayList<>();
        date.say(values, said);
        return new Words(said);
    }

    Spoken time(LocalTime time) {
        Map<Field, Integer> values = Template.values();
        values.put(Field.HOUR, time.getHour());
        values.put(Field.HOUR12, time.getHour() % NOON == 0 ? NOON : time.getHour() % NOON);
        values.put(Field.HALF, time.getHour() / NOON);
        values.put(Field.MINUTE, time.getMinute());
        List<Word> said = new ArrayList<>();
        templateFor(time.getMinute()).say(values, said);
        return new Words(said);
    }

    private Template templateFor(int minute) {
        if (minute == 0) {
            return onTheHour;
        }
        return minute < TEN_PAST ? justAfter : withMinutes;
    }

    void addDates(SortedMap<String, Word> words) {
        words.putAll(date.words());
    }

    void addTimes(SortedMap<String, Word> words) {
        words.putAll(onTheHour.words());
        words.putAll(justAfter.words());
        words.putAll(withMinutes.words());
    }
}
