package org.strowger.flow.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.strowger.flow.FlowParser;
import org.strowger.flow.ParsedFlow;

/// What other products' settings mean in ours, one at a time.
class MappingTest {
    private static String flow(Format format, String text) {
        return Samples.imported(format, text).files().lastEntry().getValue();
    }

    private static String freeSwitch(String attributes) {
        return flow(
                Format.FREESWITCH,
                "<menu name='m' %s><entry action='menu-exit' digits='1'/></menu>"
                        .formatted(attributes));
    }

    private static void assertHas(String flow, String line) {
        assertTrue(flow.contains(line), () -> line + " is not in\n" + flow);
    }

    private static void assertNoted(Imported.Ok imported, String what) {
        assertTrue(
                imported.notes().stream().anyMatch(note -> note.what().contains(what)),
                () -> what + " is not in " + imported.notes());
    }

    @Test
    void freeSwitchMaxFailuresIsHowOftenTheCallerIsAsked() {
        assertHas(freeSwitch("max-failures='4' max-timeouts='4'"), "attempts: 4");
        assertHas(freeSwitch("max-failures='2' max-timeouts='5'"), "attempts: 5");
        assertHas(freeSwitch("max-failures='2'"), "attempts: 2");
        assertHas(freeSwitch(""), "attempts: 3");
        assertHas(freeSwitch("max-failures='99'"), "attempts: 10");
    }

    @Test
    void freeSwitchInterDigitTimeIsHalfTheTimeoutWhenNotGiven() {
        assertHas(freeSwitch("timeout='5000'"), "first_digit: 5s, inter_digit: 2500ms");
        assertHas(freeSwitch(""), "first_digit: 10s, inter_digit: 5s");
    }

    @Test
    void freePbxLoopsAreRetriesSoTheCallerIsAskedOnceMore() {
        String csv =
                "id,name,invalid_loops,timeout_loops\n1,m,%s,%s\n\nivr_id,selection,dest\n1,1,\"ext-queues,600,1\"\n";

        assertHas(flow(Format.FREEPBX, csv.formatted("3", "3")), "attempts: 4");
        assertHas(flow(Format.FREEPBX, csv.formatted("0", "0")), "attempts: 1");
        assertHas(flow(Format.FREEPBX, csv.formatted("disabled", "disabled")), "attempts: 1");
        assertHas(flow(Format.FREEPBX, csv.formatted("1", "6")), "attempts: 7");
    }

    @Test
    void aConnectLoopAroundAMenuIsItsAttempts() {
        String flow = flow(Format.CONNECT, Samples.resource("connect/main_line.json"));

        assertHas(flow, "give_up: goodbye\n      input: { attempts: 3");
        assertFalse(flow.contains("try-again"));
    }

    @Test
    void aStudioGatherAndItsSplitAreOneMenu() {
        String flow = flow(Format.STUDIO, Samples.resource("studio/main_line.json"));

        assertHas(flow, "2: { label: Support, go: ask_account }");
        assertFalse(flow.contains("main_split"));
    }

    @Test
    void aSplitThatOthersLeadToStaysASwitch() {
        String text =
                Samples.resource("studio/main_line.json")
                        .replace(
                                "\"next\": \"mailbox\", \"event\": \"fail\"",
                                "\"next\": \"main_split\", \"event\": \"fail\"")
                        .replace(
                                "\"next\": \"reception\", \"event\": \"success\"",
                                "\"next\": \"main_split\", \"event\": \"success\"");

        assertHas(flow(Format.STUDIO, text), "main_split:\n    switch:");
    }

    @Test
    void voiceXmlEventsThatLeadAwayAreTheAttempts() {
        String field =
                "<vxml><form id='f'><field name='n' type='%s'><prompt>x</prompt>"
                        + "<noinput count='4'><exit/></noinput></field></form></vxml>";

        assertHas(
                flow(Format.VOICEXML, field.formatted("digits?length=5")), "min: 5\n      max: 5");
        assertHas(flow(Format.VOICEXML, field.formatted("digits")), "attempts: 4");
        assertHas(flow(Format.VOICEXML, field.formatted("boolean")), "vars: { n: bool }");
        assertHas(flow(Format.VOICEXML, field.formatted("currency")), "vars: { n: double }");
        assertHas(flow(Format.VOICEXML, field.formatted("date")), "vars: { n: timestamp }");
        assertHas(
                flow(Format.VOICEXML, field.formatted("digits?minlength=3;maxlength=2")),
                "Not imported: a field of type 'digits?minlength=3;maxlength=2'");
    }

    @Test
    void aMenuThatNumbersItsChoicesGivesThemKeysInTheirOrder() {
        String flow =
                flow(
                        Format.VOICEXML,
                        "<vxml><menu id='m' dtmf='true'><choice next='#a'/><choice dtmf='0' next='#a'/>"
                                + "<choice next='#a'/></menu><form id='a'/></vxml>");

        assertHas(flow, "choices: { 1: a, 0: a, 2: a }");
    }

    @Test
    void aVoiceXmlPromptWithoutBargeInPlaysToItsEnd() {
        String flow =
                flow(
                        Format.VOICEXML,
                        "<vxml><form><block><prompt bargein='false'>Hear me.</prompt></block></form></vxml>");

        assertHas(flow, "say: { uninterrupted: { text: Hear me. } }");
    }

    @Test
    void aCircleInWhichNoCallerDoesAnythingIsCut() {
        Imported.Ok imported =
                Samples.ok(
                        FlowImport.read(
                                Format.TWIML,
                                "v.xml",
                                "<Response><Say>x</Say><Redirect>/v.xml</Redirect></Response>"));

        assertNoted(imported, "the way on would be a circle without an end: the call ends here");
        FlowForm.assertWhole("flows/v.yaml", imported.files().firstEntry().getValue());
    }

    @Test
    void aMenuThatIsNotInTheFileIsSaidToBeMissing() {
        Imported.Ok imported =
                Samples.imported(
                        Format.FREESWITCH,
                        "<menu name='m'><entry action='menu-sub' digits='1' param='gone'/></menu>");

        assertHas(
                imported.files().firstEntry().getValue(),
                "Not imported: menu 'gone', not in this file,");
        assertNoted(imported, "menu 'gone', not in this file,");
    }

    @Test
    void namesOfNodesAreUniqueAndOfOurForm() {
        String flow =
                flow(
                        Format.FREESWITCH,
                        "<menus><menu name='Hangup'><entry action='menu-sub' digits='1' param='9 Ünter'/>"
                                + "<entry action='menu-sub' digits='2' param='9 ünter'/></menu>"
                                + "<menu name='9 Ünter'/><menu name='9 ünter'/></menus>");

        assertHas(flow, "flow: hangup-node");
        assertHas(flow, "choices: { 1: menu-9-nter, 2: menu-9-nter-2 }");
    }

    @Test
    void textIsQuotedWhereYamlWouldTakeItForSomethingElse() {
        String say = "<Response><Say>%s</Say></Response>";

        assertHas(flow(Format.TWIML, say.formatted("Press 1.")), "{ text: Press 1. }");
        assertHas(
                flow(Format.TWIML, say.formatted("no: # say \"x\" \\")),
                "text: \"no: # say \\\"x\\\" \\\\\"");
        assertHas(flow(Format.TWIML, say.formatted("true")), "text: \"true\"");
        assertHas(flow(Format.TWIML, say.formatted("0123")), "text: \"0123\"");
        assertHas(flow(Format.TWIML, say.formatted("b&#x2028;a&#xE000;")), "\\u2028a\\ue000");
    }

    @Test
    void digitPatternsOfOneLengthAreExtensions() {
        assertEquals("1", DigitPattern.of("/^(10[01][0-9])$/").orElseThrow().starts());
        assertEquals("^10[01][0-9]$", DigitPattern.of("/^(10[01][0-9])$/").orElseThrow().regex());
        assertEquals(4, DigitPattern.of("/^[2-4]\\d{3}$/").orElseThrow().length());
        assertTrue(DigitPattern.of("/^[2-4]\\d{3}$/").orElseThrow().isFree());
        assertTrue(DigitPattern.of("/^\\d+$/").isEmpty());
        assertTrue(DigitPattern.of("/^(1|2)$/").isEmpty());
        assertTrue(DigitPattern.of("/^12/").isEmpty());
        assertTrue(DigitPattern.of("/^\\d{99}$/").isEmpty());
    }

    @Test
    void csvKeepsCommasLineBreaksAndQuotesInQuotedCells() {
        String csv =
                "id;name\r\n1;\"a;\n\"\"b\"\"\"\r\n\r\nivr_id;selection;dest\r\n1;1;ivr-1,s,1\r\n";
        Imported.Ok imported = Samples.imported(Format.FREEPBX, csv);

        assertEquals("flows/a-b.yaml", imported.files().firstKey());
        assertNoted(imported, "invalid_loops 3");
    }

    @Test
    void aCsvRowThatDoesNotFitItsNamesIsRefusedWithItsPlace() {
        assertEquals(
                "[evil:2:1: expected 2 cells as in the row of names, found 3]",
                HostileSourcesTest.problems(Format.FREEPBX, "id,name\n1,a,b\n").toString());
        assertEquals(
                "[evil:1:4: the quote of this cell is not closed]",
                HostileSourcesTest.problems(Format.FREEPBX, "id,\"name\n1,a\n").toString());
    }

    @Test
    void aMarkBeforeTheTextIsPassedOver() {
        String text = "\uFEFF<?xml version='1.0'?>\n<Response><Say>x</Say></Response>";

        assertHas(flow(Format.TWIML, text), "say: { text: x }");
        assertEquals(Format.TWIML, Format.guess(text).orElseThrow());
    }

    @Test
    void otherEventsOfAHandlerAreTold() {
        Imported.Ok imported =
                Samples.imported(
                        Format.VOICEXML,
                        "<vxml><menu><choice dtmf='1' next='#a'/><catch event='nomatch help'><exit/></catch></menu>"
                                + "<form id='a'/></vxml>");

        assertNoted(imported, "events 'help' have no counterpart: left out");
    }

    @Test
    void aKeyGivenTwiceInJsonIsRefused() {
        assertEquals(
                "[evil:1:15: key 'states' is already given on line 1]",
                HostileSourcesTest.problems(Format.STUDIO, "{\"states\": [],\"states\": []}")
                        .toString());
    }

    /// Kinds that the parser of today knows.
    @Test
    void aFlowOfMenusWordsAndQueuesIsAcceptedByTheParser() {
        String flow =
                flow(
                        Format.FREESWITCH,
                        "<menu name='m' greet-long='say:Press 1.' invalid-sound='ivr/no.wav' exit-sound='bye.wav'>"
                                + "<entry action='menu-exec-app' digits='1' param='callcenter sales@default'/>"
                                + "<entry action='menu-exec-app' digits='2' param='lua x.lua'/>"
                                + "<entry action='menu-top' digits='*'/>"
                                + "<entry action='menu-exit' digits='#'/></menu>");

        switch (FlowParser.parse("m.yaml", flow)) {
            case ParsedFlow.Ok ok -> assertEquals("m", ok.flow().id());
            case ParsedFlow.Refused refused ->
                    throw new AssertionError(refused.problems() + "\n" + flow);
        }
    }
}
