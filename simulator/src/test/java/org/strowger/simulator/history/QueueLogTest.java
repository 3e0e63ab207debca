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
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.EngineSettings;
import org.strowger.simulator.history.RecordedDay.End;
import org.strowger.simulator.history.RecordedDay.Stay;
import org.strowger.simulator.result.Difference;
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
        assertEquals(
                List.of(
                        "not played: what came before 2025-11-10T09:00:10Z: the record begins there",
                        "not played: what came after 2025-11-10T09:03:41Z: the record ends there"),
                warnings);
        assertEquals(List.of(End.ANSWERED, End.GAVE_UP, End.SENT_ON), ends(day));
        assertEquals(List.of(12.5, 30.0, 120.0), day.stays().stream().map(Stay::waited).toList());
        assertEquals(Optional.of(60.0), day.stays().getFirst().talk());
        assertEquals(List.of(4.0), day.rings());
        assertEquals(1, day.missed());
    }

    @Test
    void whomTheFlowSentOnOrWhoChoseSomethingElseDoesNotHangUpWhenPlayed() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765210|c1|sales|NONE|ENTERQUEUE||1|1
                        1762765212|c1|sales|PJSIP/anna|CONNECT|2|b1|2
                        1762765215|c2|sales|NONE|ENTERQUEUE||2|1
                        1762765220|c3|sales|NONE|ENTERQUEUE||3|2
                        1762765240|c3|sales|NONE|EXITWITHKEY|5|2|2|20
                        1762765245|c2|sales|NONE|EXITWITHTIMEOUT|1|1|30
                        1762776000|c1|sales|PJSIP/anna|COMPLETECALLER|2|10788|1
                        """);
        assertEquals(List.of(End.ANSWERED, End.SENT_ON, End.CHOSE_TO_LEAVE), ends(day));
        WhatIf.Outcome outcome =
                WhatIf.of(
                        day,
                        Question.rules(settings),
                        Question.rules(settings),
                        new WhatIf.Extent(2, 1, 0, 1));
        Difference abandoned =
                outcome.differences().stream()
                        .filter(figure -> figure.queue().isEmpty())
                        .filter(figure -> figure.key().equals("abandoned"))
                        .findFirst()
                        .orElseThrow();
        assertEquals(0, abandoned.before().value());
    }

    private static List<End> ends(RecordedDay day) {
        return day.stays().stream().map(Stay::end).toList();
    }

    @Test
    void agentsAreThereWhileTheyAreMembersAndNotWhilePaused() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765200|NONE|NONE|NONE|QUEUESTART|
                        1762765800|x|sales|PJSIP/anna|ADDMEMBER|
                        1762766400|NONE|NONE|PJSIP/anna|PAUSEALL|lunch
                        1762766400|NONE|sales|PJSIP/anna|PAUSE|lunch
                        1762767000|NONE|NONE|PJSIP/anna|UNPAUSEALL|
                        1762767000|NONE|sales|PJSIP/anna|UNPAUSE|
                        1762769400|x|sales|PJSIP/anna|REMOVEMEMBER|
                        1762769500|NONE|sales|PJSIP/ben|PAUSE|
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
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
                        1762755100|c1|sales|NONE|ABANDON|1|1|3
                        1762765215|c1|sales|PJSIP/ben|RINGNOANSWER|15000
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(1, day.stays().size());
        assertEquals(
                List.of(
                        "not played: what came before 2025-11-10T09:00:10Z: the record begins there"),
                warnings.subList(6, warnings.size()));
        assertTrue(warnings.get(0).contains("queue_log:2: expected seconds"), warnings::toString);
        assertTrue(warnings.get(1).contains("queue_log:3: no queue"), warnings::toString);
        assertTrue(warnings.get(2).contains("queue_log:4: expected time|call"), warnings::toString);
        assertTrue(warnings.get(3).contains("'ABANDN'"), warnings::toString);
        assertTrue(warnings.get(4).contains("'anna'"), warnings::toString);
        assertTrue(warnings.get(5).contains("queue_log:7: the time"), warnings::toString);
    }

    @Test
    void aDayOfWhichTheLogHasAPartIsThatPart() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762768800|c1|sales|NONE|ENTERQUEUE||1|1
                        1762768802|c1|sales|PJSIP/anna|CONNECT|2|b1|2
                        1762768900|c1|sales|PJSIP/anna|COMPLETECALLER|2|98|1
                        """);
        assertEquals(NINE.plusSeconds(3_600), day.span().from());
        assertEquals(NINE.plusSeconds(3_701), day.span().until());
        Staff.Shift anna = day.staff().getFirst().shifts().getFirst();
        assertEquals(day.span().from(), anna.from());
        assertEquals(day.span().until(), anna.until());
        assertEquals(
                List.of(
                        "what came before 2025-11-10T10:00:00Z: the record begins there",
                        "what came after 2025-11-10T10:01:41Z: the record ends there"),
                day.notes());
    }

    @Test
    void whoLeavesOneQueueIsThereForTheOthers() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765200|NONE|NONE|NONE|QUEUESTART|
                        1762765300|MANAGER|support|PJSIP/anna|REMOVEMEMBER|
                        1762765310|c1|sales|NONE|ENTERQUEUE||1|1
                        1762765312|c1|sales|PJSIP/anna|CONNECT|2|b1|2
                        1762765412|c1|sales|PJSIP/anna|COMPLETECALLER|2|98|1
                        1762768800|MANAGER|billing|PJSIP/anna|REMOVEMEMBER|
                        1762769000|c2|sales|NONE|ENTERQUEUE||1|1
                        1762769005|c2|sales|PJSIP/anna|RINGNOANSWER|4000
                        1762772400|MANAGER|sales|PJSIP/anna|REMOVEMEMBER|
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(1, day.staff().size());
        assertEquals(
                List.of(new Staff.Shift(NINE, NINE.plusSeconds(7_200), List.of())),
                day.staff().getFirst().shifts());
    }

    /// The telephone began to ring before the agent left.
    @Test
    void whoTakesALastCallAfterLeavingHasLeft() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765200|NONE|NONE|NONE|QUEUESTART|
                        1762765300|c1|sales|PJSIP/anna|ADDMEMBER|
                        1762768800|c1|sales|PJSIP/anna|REMOVEMEMBER|
                        1762768803|c1|sales|PJSIP/anna|CONNECT|6|b1|5
                        1762768900|c1|sales|PJSIP/anna|COMPLETECALLER|2|97|1
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(
                List.of(new Staff.Shift(NINE.plusSeconds(100), NINE.plusSeconds(3_600), List.of())),
                day.staff().getFirst().shifts());
    }

    @Test
    void agentsAreAwayWhileTheyArePausedInAllTheirQueues() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765200|MANAGER|sales|PJSIP/anna|ADDMEMBER|PAUSED
                        1762765260|NONE|sales|PJSIP/anna|UNPAUSE|
                        1762765320|MANAGER|support|PJSIP/anna|ADDMEMBER|
                        1762765400|NONE|support|PJSIP/anna|PAUSE|
                        1762765500|NONE|sales|PJSIP/anna|PAUSE|
                        1762765600|NONE|support|PJSIP/anna|UNPAUSE|
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(
                List.of(
                        new Staff.Break(NINE, NINE.plusSeconds(60), "paused"),
                        new Staff.Break(NINE.plusSeconds(300), NINE.plusSeconds(400), "paused")),
                day.staff().getFirst().shifts().getFirst().breaks());
    }

    @Test
    void whoseTelephoneDoesNotRingHasRefused() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765200|c1|sales|NONE|ENTERQUEUE||1|1
                        1762765200|c1|sales|PJSIP/anna|RINGNOANSWER|0
                        1762765201|c1|sales|PJSIP/ben|RINGNOANSWER|1000
                        1762765216|c1|sales|PJSIP/anna|RINGNOANSWER|15000
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(2, day.refused());
        assertEquals(1, day.missed());
    }

    @Test
    void agentsAreFoundByWhatAsteriskRingsAndByName() throws Exception {
        Path file = folder.resolve("strowger.yaml");
        Files.writeString(
                file,
                SettingsTexts.of("sales: {}")
                        .replace("anna: {", "anna: {name: Anna at the desk, number: '1001', "));
        settings = Question.settings(file);
        RecordedDay day =
                read(
                        """
                        1762765200|c1|sales|Local/1001@from-queue/n|RINGNOANSWER|15000
                        1762765300|c1|sales|Anna at the desk|RINGNOANSWER|15000
                        1762765400|c1|sales|PJSIP/anna|RINGNOANSWER|15000
                        1762765500|c1|sales|Local/ben@from-queue/n|RINGNOANSWER|15000
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(List.of(), warnings);
        assertEquals(
                List.of("anna", "ben"),
                day.staff().stream().map(staff -> staff.agent().value()).toList());
        assertEquals(4, day.missed());
    }

    @Test
    void aDayOnWhichNoAgentOfTheSettingsShowsIsRefused() {
        RefusedDay refused =
                assertThrows(
                        RefusedDay.class,
                        () ->
                                read(
                                        """
                                        1762765200|c1|sales|NONE|ENTERQUEUE||1|1
                                        1762765202|c1|sales|PJSIP/carla|CONNECT|2|b1|2
                                        1762765402|c1|sales|PJSIP/carla|COMPLETECALLER|2|200|1
                                        """));
        assertTrue(
                Objects.requireNonNull(refused.getMessage()).contains("'PJSIP/carla'"),
                refused.getMessage());
    }

    @Test
    void aTimeThatIsFarAheadIsLeftOutUnlessTheNextLineHasItToo() throws Exception {
        RecordedDay day =
                read(
                        """
                        1760000000|NONE|NONE|NONE|QUEUESTART|
                        1762765200|c1|sales|NONE|ENTERQUEUE||1|1
                        1762765202|c1|sales|PJSIP/anna|CONNECT|2|b1|2
                        91762766000|x1|sales|NONE|ENTERQUEUE||1|1
                        1762765300|c2|sales|NONE|ENTERQUEUE||1|1
                        1762765299|c1|sales|PJSIP/anna|COMPLETECALLER|2|97|1
                        1762765310|c2|sales|NONE|ABANDON|1|1|10
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(List.of(End.ANSWERED, End.GAVE_UP), ends(day));
        assertEquals(Optional.of(98.0), day.stays().getFirst().talk());
        assertEquals(2, warnings.size(), warnings::toString);
        assertTrue(warnings.get(1).contains("queue_log:4: the time is more"), warnings::toString);
    }

    @Test
    void aFileOfWhichMoreThanATenthIsDamagedIsRefused() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            lines.append("%d|c%d|sales|NONE|ENTERQUEUE||1|1%n".formatted(1_762_765_200 + i, i));
            lines.append(i % 2 == 0 ? "\u0000\u0000\n" : "");
        }
        RefusedDay refused = assertThrows(RefusedDay.class, () -> read(lines.toString()));
        assertTrue(
                Objects.requireNonNull(refused.getMessage()).contains("30 of 90 lines"),
                refused.getMessage());
    }

    @Test
    void whoseEndIsLostIsNotMorePatientThanAnybodyElse() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762765200|c1|sales|NONE|ENTERQUEUE||1|1
                        1762765210|c2|sales|NONE|ENTERQUEUE||1|1
                        1762765220|c3|sales|NONE|ENTERQUEUE||1|1
                        1762765250|c1|sales|PJSIP/anna|CONNECT|50|b1|2
                        1762765280|c3|sales|NONE|ABANDON|2|2|60
                        1762765290|NONE|NONE|NONE|QUEUESTART|
                        1762765300|c4|sales|NONE|ENTERQUEUE||1|1
                        1763370000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(List.of(End.ANSWERED, End.CUT, End.GAVE_UP, End.CUT), ends(day));
        assertEquals(
                List.of(50.0, 60.0, 60.0, 60.0), day.stays().stream().map(Stay::waited).toList());
        assertEquals(List.of("3 times: the record does not have the end of a call"), day.notes());
    }

    @Test
    void whoWasAMemberButShowsNowhereOnTheDayWasNotThere() throws Exception {
        RecordedDay day =
                read(
                        """
                        1762660000|c1|sales|PJSIP/anna|CONNECT|2|b1|2
                        1762660001|NONE|sales|PJSIP/ben|PAUSE|
                        1762765200|c2|sales|PJSIP/ben|UNPAUSE|
                        1762776000|NONE|NONE|NONE|CONFIGRELOAD|
                        """);
        assertEquals(
                List.of("ben"), day.staff().stream().map(staff -> staff.agent().value()).toList());
        assertEquals(
                List.of("1 times: an agent was a member, but shows on no line of the day"),
                day.notes());
    }

    @Test
    void aFileWithoutALineOfAQueueLogIsRefused() {
        assertThrows(RefusedDay.class, () -> read("hello\nworld\n"));
        assertThrows(RefusedDay.class, () -> read(""));
    }
}
