package org.strowger.flow.calendar;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Problem;
import org.strowger.yaml.YamlDocument;
import org.strowger.yaml.YamlMap;
import org.strowger.yaml.YamlValue;

/// Reads a calendar file: text in, a [Calendar] or all that is wrong with it out.
public final class CalendarParser {
    private static final int SCHEMA = 1;
    private static final Pattern ID_FORM = Pattern.compile("[a-z][a-z0-9_-]{0,62}");
    private static final String ID = "an id (a-z, 0-9, _ and -, a letter first, at most 63)";

    private CalendarParser() {}

    /// Reads the whole text; whatever it holds, this returns.
    ///
    /// @param fileName what people call the file, for messages
    public static ParsedCalendar parse(String fileName, String text) {
        YamlDocument document = YamlDocument.read(fileName, text);
        YamlMap file = document.root();
        Optional<String> id = file.required("calendar").text(ID_FORM, ID);
        file.required("schema").integer(SCHEMA, SCHEMA);
        Optional<ZoneId> zone = ZoneReader.read(file.required("zone"));
        YamlValue week = file.required("hours");
        WallHours hours =
                HoursReader.read(week, file.optional("holidays"), file.optional("special"));

        List<Problem> problems = document.problems();
        if (!problems.isEmpty()) {
            return new ParsedCalendar.Refused(problems);
        }
        return new ParsedCalendar.Ok(
                new Calendar(id.orElseThrow(), zone.orElseThrow(), hours, ContentHash.of(text)),
                warnings(week, hours));
    }

    private static List<Problem> warnings(YamlValue week, WallHours hours) {
        List<Problem> warnings = new ArrayList<>();
        if (hours.week().values().stream().allMatch(List::isEmpty)) {
            warnings.add(
                    week.keyAt()
                            .problem(
                                    "no day of the week is ever open; if so meant, only special"
                                            + " days open"));
        }
        return warnings;
    }
}
