package org.strowger.simulator.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.EngineSettings;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.history.RecordedDay.Stay;
import org.strowger.simulator.scenario.Span;
import org.strowger.simulator.scenario.Staff;

final class QueueLogTest {
    private static final Instant NINE = Instant.ofEpochSecond(1_762_765_200);
    private static final Span MORNING =
            new Span(
                    NINE,
                    NINE.plus(Duration.ofHours(3)),
                    ZoneOffset.UTC,
                    Duration.ZERO,
                    Duration.ofMinutes(30));

    @TempDir Path folder;
    private final List<String> warnings = new ArrayList<>();
    private EngineSettings settings;

    @BeforeEach
    void settings() throws Exception {
        Path file = folder.resolve("strowger.yaml");
        Files.writeString(file, SettingsTexts.of("sales: {}"));
        settings = Question.settings(file);
    }

    private RecordedDay read(String lines) throws IOException, RefusedDay {
        Path log = folder.resolve("queue_log");
        Files.writeString(log, lines);
        return Question.day(log, MORNING, Optional.of(settings), warnings::add);
    }

    @Test
    void callsComeWithTheirWaitsAndTalks() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765210|c1|sales|NONE|ENTERQUEUE||+4930123456|1
                        1762765222.5|c1|sales|PJSIP/anna|CONNECT|12|b1|4
                        1762765230|c2|sales|NONE|ENTERQUEUE||+4930123457|1
                        1762765235|c2|sales|PJSIP/ben|RINGNOANSWER|5000
                        1762765260|c2|sales|NONE|ABANDON|1|1|30
                        1762765282.5|c1|sales|PJSIP/anna|COMPLETECALLER|12|60|1
                        1762765300|c3|sales|NONE|ENTERQUEUE||+4930123458|1
                        1762765420|c3|sales|NONE|EXITWITHTIMEOUT|1|1|120
                        """);
        assertEquals(List.of(), warnings);
        assertEquals(List.of(End.ANSWERED, End.GAVE_UP, End.SENT_ON), ends(day));
        assertEquals(List.of(12.5, 30.0, 120.0), day.stays().stream().map(Stay::waited).toList());
        assertEquals(Optional.of(60.0), day.stays().getFirst().talk());
        assertEquals(List.of(4.0), day.rings());
        assertEquals(1, day.missed());
    }

    private static List<End> ends(RecordedDay day) {
        return day.stays().stream().map(Stay::end).toList();
    }

    @Test
    void agentsAreThereWhileTheyAreMembersAndNotWhilePaused() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765800|x|sales|PJSIP/anna|ADDMEMBER|
                        1762766400|x|NONE|PJSIP/anna|PAUSEALL|lunch
                        1762767000|x|NONE|PJSIP/anna|UNPAUSEALL|
                        1762769400|x|sales|PJSIP/anna|REMOVEMEMBER|
                        1762769500|x|NONE|PJSIP/ben|PAUSE|
                        """);
        Staff.Shift anna = day.staff().get(0).shifts().getFirst();
        assertEquals(NINE.plusSeconds(600), anna.from());
        assertEquals(NINE.plusSeconds(4_200), anna.until());
        assertEquals(1, anna.breaks().size());
        assertEquals(NINE.plusSeconds(1_200), anna.breaks().getFirst().from());
        assertEquals(NINE.plusSeconds(1_800), anna.breaks().getFirst().until());
        Staff.Shift ben = day.staff().get(1).shifts().getFirst();
        assertEquals(NINE, ben.from());
        assertEquals(MORNING.until(), ben.until());
    }

    @Test
    void wrongLinesAreToldWithTheirNumberAndLeftOut() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765210|c1|sales|NONE|ENTERQUEUE||1|1
                        noon|c2|sales|NONE|ENTERQUEUE||1|1
                        1762765211|c3|sale|NONE|ENTERQUEUE||1|1
                        1762765212|c4|sales
                        1762765213|c1|sales|NONE|ABANDN|1|1|3
                        1762765214|c1|sales|PJSIP/anne|CONNECT|1|b|1
                        1762765100|c1|sales|NONE|ABANDON|1|1|3
                        """);
        assertEquals(1, day.stays().size());
        assertEquals(6, warnings.size(), warnings::toString);
        assertTrue(warnings.get(0).contains("queue_log:2: expected seconds"), warnings::toString);
        assertTrue(warnings.get(1).contains("queue_log:3: no queue"), warnings::toString);
        assertTrue(warnings.get(2).contains("queue_log:4: expected time|call"), warnings::toString);
        assertTrue(warnings.get(3).contains("'ABANDN'"), warnings::toString);
        assertTrue(warnings.get(4).contains("'anna'"), warnings::toString);
        assertTrue(warnings.get(5).contains("queue_log:7: the time"), warnings::toString);
    }

    @Test
    void aFileWithoutALineOfAQueueLogIsRefused() {
        assertThrows(RefusedDay.class, () -> read("hello\nworld\n"));
        assertThrows(RefusedDay.class, () -> read(""));
    }
}
