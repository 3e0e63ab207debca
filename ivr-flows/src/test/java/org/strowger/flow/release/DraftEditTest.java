package org.strowger.flow.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.strowger.flow.release.DiffLine.Kind.ADDED;
import static org.strowger.flow.release.DiffLine.Kind.KEPT;
import static org.strowger.flow.release.DiffLine.Kind.REMOVED;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.yaml.ContentHash;

class DraftEditTest {
    private static final String BASE =
            """
            menu:
              choices:
                1: sales
                2: support
              give_up: sales
            """;
    private static final String FIRST_CHANGED = BASE.replace("1: sales", "1: orders");
    private static final String LAST_CHANGED = BASE.replace("give_up: sales", "give_up: support");

    private static DraftSaving save(String current, String base, String text) {
        return new DraftEdit(ContentHash.of(base), text)
                .saveOver(new Draft(current), Optional.of(base));
    }

    private static DraftSaving.Conflict conflict(String current, String base, String text) {
        return assertInstanceOf(DraftSaving.Conflict.class, save(current, base, text));
    }

    @Test
    void whoSavesFirstIsSaved() {
        assertEquals(
                new DraftSaving.Saved(new Draft(FIRST_CHANGED)), save(BASE, BASE, FIRST_CHANGED));
    }

    @Test
    void whoSavesSecondLearnsTheDifferenceAndNothingIsLost() {
        DraftSaving.Conflict conflict = conflict(FIRST_CHANGED, BASE, LAST_CHANGED);

        assertEquals(ContentHash.of(BASE), conflict.base());
        assertEquals(ContentHash.of(FIRST_CHANGED), conflict.theirs());
        assertEquals(ContentHash.of(LAST_CHANGED), conflict.yours());
        assertEquals(
                List.of(
                        new DiffLine(KEPT, "menu:\n"),
                        new DiffLine(KEPT, "  choices:\n"),
                        new DiffLine(REMOVED, "    1: orders\n"),
                        new DiffLine(ADDED, "    1: sales\n"),
                        new DiffLine(KEPT, "    2: support\n"),
                        new DiffLine(REMOVED, "  give_up: sales\n"),
                        new DiffLine(ADDED, "  give_up: support\n")),
                conflict.difference());
        assertEquals(
                Optional.of(FIRST_CHANGED.replace("give_up: sales", "give_up: support")),
                conflict.merged());
    }

    @Test
    void theMergedTextIsSavedOnTopOfTheirs() {
        String merged = conflict(FIRST_CHANGED, BASE, LAST_CHANGED).merged().orElseThrow();

        assertEquals(
                new DraftSaving.Saved(new Draft(merged)),
                save(FIRST_CHANGED, FIRST_CHANGED, merged));
    }

    @Test
    void editsOfTheSameLineAreNotMerged() {
        DraftSaving.Conflict conflict =
                conflict(FIRST_CHANGED, BASE, BASE.replace("1: sales", "1: returns"));

        assertEquals(Optional.empty(), conflict.merged());
    }

    @Test
    void linesAddedAtOnePlaceAreNotMergedAsTheirOrderIsNotKnown() {
        String withThree = BASE.replace("support\n", "support\n    3: billing\n");
        String withFour = BASE.replace("support\n", "support\n    4: press\n");

        assertEquals(Optional.empty(), conflict(withThree, BASE, withFour).merged());
    }

    @Test
    void neighbouringLinesEachReplacedAreMerged() {
        String second = BASE.replace("2: support", "2: helpdesk");

        assertEquals(
                Optional.of(FIRST_CHANGED.replace("2: support", "2: helpdesk")),
                conflict(FIRST_CHANGED, BASE, second).merged());
    }

    @Test
    void theSameEditTwiceIsNoConflict() {
        assertEquals(
                new DraftSaving.Saved(new Draft(FIRST_CHANGED)),
                save(FIRST_CHANGED, BASE, FIRST_CHANGED));
    }

    @Test
    void anEditThatBothMadeIsMergedOnce() {
        String both = FIRST_CHANGED.replace("give_up: sales", "give_up: support");

        assertEquals(Optional.of(both), conflict(FIRST_CHANGED, BASE, both).merged());
    }

    @Test
    void withoutTheTextThatBothBeganFromNothingIsMerged() {
        DraftEdit edit = new DraftEdit(ContentHash.of(BASE), LAST_CHANGED);

        for (Optional<String> unknown : List.of(Optional.<String>empty(), Optional.of("other"))) {
            DraftSaving.Conflict conflict =
                    assertInstanceOf(
                            DraftSaving.Conflict.class,
                            edit.saveOver(new Draft(FIRST_CHANGED), unknown));
            assertEquals(Optional.empty(), conflict.merged());
            assertEquals(7, conflict.difference().size());
        }
    }

    @Test
    void whatNoFileCanHoldIsRefused() {
        assertEquals(
                new DraftSaving.Refused(DraftSaving.Reason.TOO_LONG),
                save(BASE, BASE, "a".repeat(DraftEdit.LONGEST + 1)));
        assertEquals(
                new DraftSaving.Refused(DraftSaving.Reason.NOT_UNICODE), save("?", BASE, "\ud800"));
    }

    @Test
    void aLineFeedAddedAtTheEndIsADifference() {
        DraftSaving.Conflict conflict = conflict("a\nb", "a", "a\nb\n");

        assertEquals(
                List.of(
                        new DiffLine(KEPT, "a\n"),
                        new DiffLine(REMOVED, "b"),
                        new DiffLine(ADDED, "b\n")),
                conflict.difference());
    }
}
