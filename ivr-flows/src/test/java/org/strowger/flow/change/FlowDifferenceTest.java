package org.strowger.flow.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.flow.Flow;

/// What an admin is told about an edit.
class FlowDifferenceTest {
    private static final String FLOW = "every-kind";

    private static List<String> told(Flow before, Flow after) {
        return FlowDifference.between(before, after).stream().map(Change::sentence).toList();
    }

    private static List<String> toldOf(String from, String to) {
        return told(Flows.load(FLOW), Flows.edited(FLOW, from, to));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    2: ask-pin | 2: operator | main: choice 2 moved from ask-pin to operator
                    2: ask-pin | 2: ask-pin, 9: dial | main: choice 9 added -> dial
                    2: ask-pin | 2: ask-pin, 9: { label: boss, go: dial } | main: choice 9 added -> dial (label "boss")
                    label: accounts | label: bills | main: choice 1 label "accounts" -> "bills"
                    tries < 3 | tries < 4 | main: choice 1 if `tries < 3` -> `tries < 4`
                    max_wait: 10m | max_wait: 5m | support: max_wait 10m -> 5m, then goes to message
                    start: hours | start: main | start moved from hours to main
                    first_digit: 5s | first_digit: 45s | default first_digit 5s -> 45s (in main, ask, ask-pin, ask-amount, opinion)
                    inter_digit: 2s | inter_digit: 4s | main: inter_digit 2s -> 4s
                    tape: string | tape: string, tier: string | variable tier added (string)
                    default: none | default: some | variable account default "none" -> "some"
                    prompt: enter-account | prompt: { text: Enter it. } | prompt of ask changed: "[enter-account]" -> "Enter it."
                    Drücken Sie | Wählen Sie | prompt of main changed in de-DE: "Drücken Sie 1 oder 2." -> "Wählen Sie 1 oder 2."
                    1: { go: call-back, say: bye }, 3 | 3 | support: key 1 removed (went to call-back)
                    english: 5, sales | english: 6, sales | support: skill english 5 -> 6
                    default: 3 | default: 4 | parameter level int, default 3 -> int, default 4
                    star: back | star: operator | global key * moved from back to operator
                    on_hangup: tidy | on_hangup: ended | on_hangup moved from tidy to ended
                    returns: int | returns: int #  | NOTHING
                    music: waltz | music: jazz | support: music waltz -> jazz
                    weight: 50, go: support | weight: 60, go: support | test-group: way "A" weight 50 -> 60
                    mode: attended | mode: blind | dial: mode attended -> blind
                    tier: standard, b | tier: basic, b | lookup: fallback { balance 0.0, tier "standard" } -> { balance 0.0, tier "basic" }
                    holiday: message | holiday: main | hours: holiday moved from message to main
                    say: not-valid, go: repeat | say: not-valid, go: dial | main: no_match moved from repeat to dial
                    milestone: at-menu | milestone: menu | main: milestone "at-menu" -> "menu"
                    ended: { hangup: true } | ended: { say: bye, next: hangup } | ended: was a hangup, is now a say: next -> hangup
                    """)
    void anEditIsToldInOneSentence(String from, String to, String sentence) {
        Flow after = Flows.parse(edited(from, to));
        List<String> told = told(Flows.load(FLOW), after);

        assertEquals(sentence.equals("NOTHING") ? List.of() : List.of(sentence), told);
    }

    /// In the table, what stands on a line of its own in the file is parted by commas.
    private static String edited(String from, String to) {
        String text = Flows.text(FLOW);
        assertTrue(text.contains(from), from);
        String lines = to.replace(", 9:", "\n        9:").replace("string, tier", "string\n  tier");
        return text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(lines));
    }

    @Test
    void aLanguageThatCallersMayHearNowIsAnAddition() {
        assertEquals(
                List.of("language fr-FR added"),
                toldOf("languages: [en-GB, de-DE]", "languages: [en-GB, de-DE, fr-FR]"));
    }

    @Test
    void whichLanguageIsNearestIsPartOfTheMeaning() {
        Flow before = Flows.edited(FLOW, "[en-GB, de-DE]", "[en-GB, de-DE, de-AT]");
        Flow after = Flows.edited(FLOW, "[en-GB, de-DE]", "[en-GB, de-AT, de-DE]");

        assertEquals(
                List.of("order of languages de-DE, de-AT -> de-AT, de-DE"), told(before, after));
    }

    @Test
    void aNewNodeIsToldWithItsWays() {
        assertEquals(
                List.of("extra added (say: next -> ended)"),
                toldOf("  ended: {", "  extra: { say: bye, next: ended }\n  ended: {"));
    }

    @Test
    void aNodeThatIsGoneIsToldWithItsKind() {
        Flow more =
                Flows.edited(FLOW, "  ended: {", "  extra: { say: bye, next: ended }\n  ended: {");

        assertEquals(List.of("extra removed (say)"), told(more, Flows.load(FLOW)));
    }

    @Test
    void aNewNameThatEverythingFollowsIsOneChange() {
        Flow after = Flows.parse(Flows.text(FLOW).replaceAll("(?<!-)\\bmessage\\b", "leave-word"));

        assertEquals(List.of("message is now called leave-word"), told(Flows.load(FLOW), after));
    }

    @Test
    void newNamesOfNodesThatLeadToEachOtherAreSeen() {
        String text =
                Flows.text(FLOW)
                        .replaceAll("\\btidy\\b", "clean-up")
                        .replaceAll("\\bended\\b", "the-end");

        assertEquals(
                List.of("tidy is now called clean-up", "ended is now called the-end"),
                told(Flows.load(FLOW), Flows.parse(text)));
    }

    @Test
    void waysOfASwitchAreTakenInOrderSoTheirOrderIsMeaning() {
        assertEquals(
                List.of(
                        "route: way if `crm.tier == 'silver'` removed (went to support)",
                        "route: way if `crm.tier == 'bronze'` added -> support"),
                toldOf("silver'", "bronze'"));
        String swapped =
                Flows.text(FLOW)
                        .replace("{ if: \"crm.tier == 'gold'\", go: vip }", "FIRST")
                        .replace(
                                "{ if: \"crm.tier == 'silver'\", go: support }",
                                "{ if: \"crm.tier == 'gold'\", go: vip }")
                        .replace("FIRST", "{ if: \"crm.tier == 'silver'\", go: support }");
        assertEquals(
                List.of(
                        "route: order of ways way if `crm.tier == 'gold'`, way if `crm.tier =="
                                + " 'silver'` -> way if `crm.tier == 'silver'`, way if `crm.tier =="
                                + " 'gold'`"),
                told(Flows.load(FLOW), Flows.parse(swapped)));
    }

    @Test
    void secretsAreNotTold() {
        Flow before = Flows.load(FLOW);
        Flow after =
                Flows.parse(
                        Flows.text(FLOW)
                                .replace("Bearer 7654321", "Bearer 7654322")
                                .replace("key=1234567", "key=1234568")
                                .replace("'2468'", "'2469'")
                                .replace("8642|", "8643|"));

        List<String> told = told(before, after);
        assertEquals(4, told.size(), told.toString());
        for (String sentence : told) {
            assertTrue(sentence.contains("not shown"), sentence);
            assertFalse(sentence.matches(".*(765432|123456|246|864).*"), sentence);
        }
    }

    @Test
    void layoutCommentsAndOrderOfKeysChangeNothing() {
        String text = Flows.text(FLOW);
        String moved =
                text.replace("  ended: { hangup: true }\n", "")
                                .replace(
                                        "nodes:\n",
                                        "nodes:\n  ended:\n    hangup: true # the end\n")
                                .replace("min: 6\n      max: 10", "max: 10\n      min: 6")
                                .replace("english: 5, sales: 2", "sales: 2, english: 5")
                        + "\n# well\n";

        assertNotEquals(text, moved);
        assertEquals(List.of(), told(Flows.load(FLOW), Flows.parse(moved)));
    }

    @Test
    void longPromptsAreToldFromWhereTheyDiffer() {
        String words = "word ".repeat(40);
        String text =
                Flows.text(FLOW)
                        .replace("prompt: enter-account", "prompt: { text: \"" + words + "one\" }");

        assertEquals(
                List.of(
                        "prompt of ask changed: \"...word word word word one\" -> \"...word word"
                                + " word word two\""),
                told(Flows.parse(text), Flows.parse(text.replace(words + "one", words + "two"))));
    }

    @Test
    void flowsOfASetComeGoAndChange() {
        Flow old = Flows.load(FLOW);
        Flow sample = Flows.load("sample-line");
        Flow changed = Flows.edited(FLOW, "max_wait: 10m", "max_wait: 5m");

        List<Change> changes =
                FlowDifference.between(
                        new TreeMap<>(Map.of("every-kind", old, "old-line", sample)),
                        new TreeMap<>(Map.of("every-kind", changed, "new-line", sample)));

        assertEquals(
                List.of(
                        "flow every-kind: support: max_wait 10m -> 5m, then goes to message",
                        "flow new-line added (11 nodes)",
                        "flow old-line removed"),
                changes.stream().map(Change::sentence).toList());
    }
}
