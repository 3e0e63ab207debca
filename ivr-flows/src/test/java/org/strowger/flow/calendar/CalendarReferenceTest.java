package org.strowger.flow.calendar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The reference page says what the parser does.
class CalendarReferenceTest {
    private static final Path PAGE = Path.of("..", "docs", "reference", "calendars.md");
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void everyExampleOfThePageIsACalendarWithoutWarning() throws IOException {
        List<String> examples =
                EXAMPLE.matcher(Files.readString(PAGE))
                        .results()
                        .map((MatchResult example) -> example.group(1))
                        .toList();

        assertEquals(2, examples.size());
        examples.forEach(example -> assertEquals(List.of(), Calendars.ok(example).warnings()));
    }

    @Test
    void everyKeyOfTheFileIsOnThePage() throws IOException {
        String page = Files.readString(PAGE);

        for (String key : List.of("calendar", "schema", "zone", "hours", "holidays", "special")) {
            assertTrue(page.contains("| `" + key + "` |"), key);
        }
    }
}
