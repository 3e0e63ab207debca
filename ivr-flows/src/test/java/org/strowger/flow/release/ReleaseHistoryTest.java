package org.strowger.flow.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.yaml.ContentHash;
import org.strowger.yaml.Problem;

class ReleaseHistoryTest {
    private static final Instant MONDAY = Instant.parse("2026-11-23T09:00:00Z");
    private static final String FIRST = ContentHash.of("v1");
    private static final String SECOND = ContentHash.of("v2");

    private static ReleaseHistory published(ReleaseHistory history, String release, String note) {
        return assertInstanceOf(
                        Publishing.Done.class, history.publish(release, MONDAY, "ada", note))
                .history();
    }

    private static ReleaseHistory twoReleases() {
        return published(published(ReleaseHistory.EMPTY, FIRST, "go"), SECOND, "billing");
    }

    private static ReadHistory.Ok read(String text) {
        return assertInstanceOf(
                ReadHistory.Ok.class, ReleaseHistory.parse("main.history", text), text);
    }

    private static List<String> problems(String text) {
        return switch (ReleaseHistory.parse("main.history", text)) {
            case ReadHistory.Ok _ -> List.of();
            case ReadHistory.Refused refused ->
                    refused.problems().stream().map(Problem::toString).toList();
        };
    }

    @Test
    void whatWasPublishedLastIsCurrent() {
        assertEquals(Optional.empty(), ReleaseHistory.EMPTY.current());
        assertEquals(
                Optional.of(new Published(SECOND, MONDAY, "ada", "billing")),
                twoReleases().current());
    }

    @Test
    void goingBackPublishesTheOlderReleaseAgainAndBothStayInTheHistory() {
        ReleaseHistory history = twoReleases();

        Publishing.Done back =
                assertInstanceOf(
                        Publishing.Done.class,
                        history.rollBack(FIRST, MONDAY.plusSeconds(60), "bob", "billing broke"));

        assertEquals(Optional.of(back.entry()), back.history().current());
        assertEquals(
                List.of(FIRST, SECOND, FIRST),
                back.history().entries().stream().map(Published::releaseHash).toList());
        assertEquals(2, history.entries().size());
    }

    @Test
    void oneGoesBackOnlyToWhatWasPublished() {
        assertEquals(
                new Publishing.Refused(Publishing.Reason.NEVER_PUBLISHED),
                twoReleases().rollBack(ContentHash.of("v0"), MONDAY, "bob", ""));
    }

    @Test
    void publishingTheCurrentReleaseChangesNothing() {
        assertEquals(
                new Publishing.Refused(Publishing.Reason.ALREADY_CURRENT),
                twoReleases().publish(SECOND, MONDAY, "bob", ""));
        assertEquals(
                new Publishing.Refused(Publishing.Reason.ALREADY_CURRENT),
                twoReleases().rollBack(SECOND, MONDAY, "bob", ""));
    }

    @Test
    void somebodyPublishesAndTheirNoteIsShort() {
        assertEquals(
                new Publishing.Refused(Publishing.Reason.NOT_BY_ANYBODY),
                ReleaseHistory.EMPTY.publish(FIRST, MONDAY, " ", ""));
        assertEquals(
                new Publishing.Refused(Publishing.Reason.NOT_BY_ANYBODY),
                ReleaseHistory.EMPTY.publish(FIRST, MONDAY, "a".repeat(101), ""));
        assertEquals(
                new Publishing.Refused(Publishing.Reason.NOTE_TOO_LONG),
                ReleaseHistory.EMPTY.publish(FIRST, MONDAY, "ada", "a".repeat(1_001)));
        assertThrows(
                IllegalArgumentException.class,
                () -> ReleaseHistory.EMPTY.publish("v1", MONDAY, "ada", ""));
    }

    @Test
    void aHistoryThatIsFullSaysSo() {
        Published entry = new Published(FIRST, MONDAY, "ada", "");
        ReleaseHistory full = new ReleaseHistory(Collections.nCopies(ReleaseHistory.MOST, entry));

        assertEquals(
                new Publishing.Refused(Publishing.Reason.HISTORY_FULL),
                full.publish(SECOND, MONDAY, "ada", ""));
        assertEquals(
                List.of("main.history:100001:1: more than 100000 entries"),
                problems(full.text() + entry.line()));
    }

    @Test
    void publishingAppendsOneLineToTheText() {
        ReleaseHistory history = twoReleases();
        Publishing.Done third =
                assertInstanceOf(
                        Publishing.Done.class, history.rollBack(FIRST, MONDAY, "bob", "back"));

        assertEquals(
                "published\t" + FIRST + "\t2026-11-23T09:00:00Z\tbob\tback\n",
                third.entry().line());
        assertEquals(history.text() + third.entry().line(), third.history().text());
        assertEquals(new ReadHistory.Ok(third.history(), List.of()), read(third.history().text()));
    }

    @Test
    void aNoteCannotForgeALine() {
        String note = "fine\npublished\t" + FIRST + "\t2026-11-23T09:00:00Z\teve\t\\\u2028\u0085\0";
        ReleaseHistory history = published(ReleaseHistory.EMPTY, SECOND, note);

        assertEquals(1, history.text().lines().count());
        assertTrue(history.text().chars().allMatch(c -> c >= ' ' || c == '\t' || c == '\n'));
        assertEquals(history, read(history.text()).history());
    }

    @Test
    void anyNoteComesBackAsItWasWritten() {
        Random random = new Random(20);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder note = new StringBuilder();
            for (int length = random.nextInt(20); length > 0; length--) {
                note.append(
                        switch (random.nextInt(4)) {
                            case 0 -> (char) random.nextInt(0x10000);
                            case 1 -> (char) (0xD800 + random.nextInt(0x800));
                            case 2 -> "\\u00\t\n\r".charAt(random.nextInt(7));
                            default -> (char) random.nextInt(0xA0);
                        });
            }
            ReleaseHistory history = published(ReleaseHistory.EMPTY, FIRST, note.toString());
            byte[] file = history.text().getBytes(StandardCharsets.UTF_8);

            assertEquals(history, read(new String(file, StandardCharsets.UTF_8)).history());
        }
    }

    /// Wherever a write breaks off, what was written before it is there.
    @Test
    void aTornLastLineIsLeftOutWithAWarning() {
        ReleaseHistory before = twoReleases();
        String line = new Published(FIRST, MONDAY, "bob", "back").line();
        for (int cut = 1; cut < line.length(); cut++) {
            ReadHistory.Ok read = read(before.text() + line.substring(0, cut));

            assertEquals(before, read.history());
            assertEquals(
                    List.of("main.history:3:1: the last line is not whole and is left out"),
                    read.warnings().stream().map(Problem::toString).toList());
        }
        assertEquals(List.of(), read(before.text()).warnings());
        assertEquals(ReleaseHistory.EMPTY, read("").history());
    }

    @Test
    void aWrongLineIsToldWithItsNumber() {
        String whole = new Published(FIRST, MONDAY, "ada", "").line();

        assertEquals(
                List.of(
                        "main.history:2:1: expected 'published', hash, instant, by and note, parted"
                                + " by tabs, found ''",
                        "main.history:3:1: expected a SHA-256 in hex, found 'v1'",
                        "main.history:4:1: expected an instant such as 2026-11-22T09:00:00Z, found"
                                + " 'today'"),
                problems(
                        whole
                                + "\n"
                                + whole.replace(FIRST, "v1")
                                + whole.replace(MONDAY.toString(), "today")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "\\x", "\\u0041", "\\u000A", "a\rb", "\\ud83d\\ude00"})
    void onlyCanonicalNotesAreRead(String note) {
        String text = "published\t" + FIRST + "\t2026-11-23T09:00:00Z\tada\t" + note + "\n";

        List<String> problems = problems(text);
        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().startsWith("main.history:1:1: by expects 1 to 100"));
    }

    @Test
    void mutatedHistoriesAreReadAsWrittenOrRefused() {
        Random random = new Random(20);
        String whole = twoReleases().text();
        int refused = 0;
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(whole);
            int at = random.nextInt(whole.length());
            text.replace(
                    at,
                    Math.min(whole.length(), at + random.nextInt(4)),
                    random.nextBoolean() ? "" : String.valueOf((char) random.nextInt(128)));
            switch (ReleaseHistory.parse("main.history", text.toString())) {
                case ReadHistory.Ok ok -> {
                    assertTrue(text.toString().startsWith(ok.history().text()));
                    assertEquals(
                            ok.warnings().isEmpty(), text.toString().equals(ok.history().text()));
                }
                case ReadHistory.Refused no -> {
                    refused++;
                    assertFalse(no.problems().isEmpty());
                }
            }
        }
        assertTrue(refused > 10_000, "refused: " + refused);
    }
}
