package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.flow.FlowNode.About;
import org.strowger.flow.FlowNode.Asking;
import org.strowger.flow.FlowNode.Choice;
import org.strowger.flow.FlowNode.Handler;
import org.strowger.flow.FlowNode.MaxWait;
import org.strowger.flow.InputRules.TypeAhead;
import org.strowger.yaml.Problem;

class FlowParserTest {
    private static final String KINDS = String.join(", ", FlowParser.KINDS);
    private static final About NOTHING_SAID =
            new About(Optional.empty(), Optional.empty(), Optional.empty());

    private static List<String> problems(String text) {
        return switch (FlowParser.parse("f.yaml", text)) {
            case ParsedFlow.Ok _ -> List.of();
            case ParsedFlow.Refused(List<Problem> problems, _) ->
                    problems.stream().map(Problem::toString).toList();
        };
    }

    private static void assertProblems(String text, String... expected) {
        assertEquals(String.join("\n", expected), String.join("\n", problems(text)));
    }

    /// A flow whose nodes begin on line 5, at column 3.
    private static String flow(String nodes) {
        return "flow: f\nschema: 1\n" + "start: a\nnodes:\n" + nodes.indent(2);
    }

    private static Target to(String node) {
        return new Target.To(new NodeId(node));
    }

    private static Prompt recorded(String id) {
        return new Prompt.Recorded(id);
    }

    @Test
    void everyPartOfAFlowIsRead() {
        Flow flow = Flows.load("main-line");

        assertEquals("main-line", flow.id());
        assertEquals("en-GB", flow.language());
        assertEquals(new NodeId("hello"), flow.start());
        assertEquals(
                List.of(
                        "hello", "main", "sales", "support", "urgent", "rate", "busy", "closed",
                        "bye", "end"),
                flow.nodes().sequencedKeySet().stream().map(NodeId::value).toList());
        assertEquals(
                new FlowNode.Say(
                        new NodeId("hello"),
                        new About(
                                Optional.of("heard by every caller, so it cannot be cut short"),
                                Optional.empty(),
                                Optional.empty()),
                        List.of(recorded("welcome"), text("Calls may be recorded.")),
                        false,
                        to("main")),
                flow.node(new NodeId("hello")));
        assertEquals(
                new FlowNode.Menu(
                        new NodeId("main"),
                        new About(Optional.empty(), Optional.of("main-menu"), Optional.empty()),
                        new Asking(
                                new TreeMap<>(
                                        Map.of(
                                                1, List.of(recorded("main-menu")),
                                                2, List.of(recorded("main-menu-short")))),
                                new Handler(List.of(recorded("not-valid")), new Target.Repeat()),
                                new Handler(List.of(recorded("did-not-hear")), new Target.Repeat()),
                                to("support"),
                                InputRules.DEFAULT),
                        new TreeMap<>(
                                Map.of(
                                        "1", choice("Sales", to("sales")),
                                        "2", choice("Support", to("support")),
                                        "21", choice("Urgent support", to("urgent")),
                                        "9", choice("", new Target.Repeat()),
                                        "*", choice("", to("bye")))),
                        Optional.empty()),
                flow.node(new NodeId("main")));
        FlowNode.Queue support = (FlowNode.Queue) flow.node(new NodeId("support"));
        assertEquals("support", support.needs().queue());
        assertEquals(Map.of("english", 5, "billing", 2), support.needs().skills());
        assertEquals("5", support.needs().priority().orElseThrow().source());
        assertEquals(List.of(recorded("please-hold")), support.treatment().welcome());
        assertEquals(recorded("piano"), support.treatment().music());
        assertEquals(Optional.of(Duration.ofMinutes(1)), support.treatment().announcePlace());
        assertEquals(
                Optional.of(new MaxWait(Duration.ofSeconds(150), to("busy"))), support.maxWait());
        assertEquals(Optional.of(to("busy")), support.onFull());
        assertEquals(Optional.of(to("closed")), support.onNoAgents());
        assertEquals(to("rate"), support.next());
        assertEquals(
                new FlowNode.HangUp(new NodeId("end"), NOTHING_SAID), flow.node(new NodeId("end")));
    }

    private static Choice choice(String label, Target go) {
        return new Choice(
                label.isEmpty() ? Optional.empty() : Optional.of(label),
                go,
                Optional.empty(),
                new LinkedHashMap<>());
    }

    private static Prompt text(String words) {
        return new Prompt.Text(new TreeMap<>(Map.of("en-GB", words)), false);
    }

    @Test
    void whatAQueueDoesNotSayIsUsual() {
        FlowNode.Queue urgent = (FlowNode.Queue) Flows.load("main-line").node(new NodeId("urgent"));

        assertEquals(recorded("hold-music"), urgent.treatment().music());
        assertEquals(Optional.empty(), urgent.maxWait());
        assertEquals(new Target.HangUp(), urgent.next());
        assertEquals(Optional.empty(), urgent.needs().prefer());
    }

    @Test
    void everyPromptOfANodeIsInItsList() {
        assertEquals(
                List.of("please-hold", "piano", "you-are-number", "in-line"),
                Flows.load("main-line").node(new NodeId("support")).prompts().stream()
                        .map(prompt -> ((Prompt.Recorded) prompt).id())
                        .toList());
    }

    @Test
    void theVersionIsThatOfTheText() {
        String text = flow("a: { hangup: true }");
        Flow flow = assertInstanceOf(ParsedFlow.Ok.class, FlowParser.parse("x", text)).flow();
        Flow elsewhere = assertInstanceOf(ParsedFlow.Ok.class, FlowParser.parse("y", text)).flow();
        Flow other =
                assertInstanceOf(ParsedFlow.Ok.class, FlowParser.parse("x", text + "#")).flow();

        assertTrue(flow.version().matches("[0-9a-f]{64}"));
        assertEquals(flow.version(), elsewhere.version());
        assertNotEquals(flow.version(), other.version());
    }

    @Test
    void aMenuTakesWhatItDoesNotSayFromTheDefaultsOfTheFlow() {
        Flow flow =
                Flows.parse(
                        """
                        flow: f
                        schema: 1
                        start: a
                        defaults:
                          input: {first_digit: 8s, attempts: 2, type_ahead: flush}
                        nodes:
                          a:
                            menu:
                              input: {inter_digit: 500ms, attempts: 4, barge_in: false}
                              choices: {1: hangup}
                              give_up: hangup
                        """);

        assertEquals(
                new InputRules(
                        Duration.ofSeconds(8),
                        Duration.ofMillis(500),
                        4,
                        false,
                        TypeAhead.FLUSH,
                        Optional.of('#'),
                        Duration.ZERO,
                        Optional.empty()),
                ((FlowNode.Menu) flow.node(new NodeId("a"))).asking().input());
    }

    @ParameterizedTest
    @ValueSource(strings = {"main-line", "three-menus", "patient-menu", "silent-menu"})
    void theExamplesAreRead(String name) {
        assertEquals(name, Flows.load(name).id());
    }

    @Test
    void allProblemsOfAFileAreToldAtOnceInFileOrder() {
        assertProblems(
                """
                flow: Main
                schema: 2
                language: english!
                strat: main
                nodes:
                  main:
                    menu:
                      choces: { 1: sales }
                      no_match: { say: Not Valid }
                      input: { attempts: 0, barge_in: yes, type_ahead: flsh }
                      give_up: slaes
                  sales:
                    queue: { name: "", priority: high, max_wait: 10, on_timeout: main }
                  bye: { hangup: true, next: main }
                """,
                "f.yaml:1:1: missing key 'start'",
                "f.yaml:1:7: 'flow' expects an id (a-z, 0-9, _ and -, a letter first, at most 63),"
                        + " found 'Main'",
                "f.yaml:2:9: 'schema' expects 1, found '2'",
                "f.yaml:3:11: 'language' expects a language tag such as en-GB, found 'english!'",
                "f.yaml:4:1: unknown key 'strat', did you mean 'start'?",
                "f.yaml:8:7: missing key 'choices'",
                "f.yaml:8:7: unknown key 'choces', did you mean 'choices'?",
                "f.yaml:9:24: 'say' expects a prompt id (a-z, 0-9, _ and -, at most 64) or {text:"
                        + " ...}, found 'Not Valid'",
                "f.yaml:10:26: 'attempts' expects a whole number from 1 to 10, found '0'",
                "f.yaml:10:39: 'barge_in' expects true or false, found 'yes'",
                "f.yaml:10:56: 'type_ahead' expects keep or flush, found 'flsh', did you mean"
                        + " 'flush'?",
                "f.yaml:11:16: no node 'slaes', did you mean 'sales'? [L01]",
                "f.yaml:13:20: 'name' expects a name (letters, digits, _, . and -, a letter or"
                        + " digit first, at most 63), found the quoted text ''",
                "f.yaml:13:34: no variable 'high' (text is written in quotes: '...') [L13]",
                "f.yaml:13:50: 'max_wait' expects a duration from 1s to 24h such as 250ms or 5s,"
                        + " found '10'",
                "f.yaml:14:24: a hangup has no 'next': the call has ended");
    }

    @Test
    void aFlowNeedsItsHead() {
        assertProblems(
                "description: nothing more\n",
                "f.yaml:1:1: missing key 'flow'",
                "f.yaml:1:1: missing key 'schema'",
                "f.yaml:1:1: missing key 'nodes'",
                "f.yaml:1:1: missing key 'start'");
        assertProblems(
                "flow: f\nschema: 1\nstart: a\nnodes: {}\n",
                "f.yaml:3:8: no node 'a': start expects the id of a node [L01]",
                "f.yaml:4:8: 'nodes' expects at least one node");
    }

    @Test
    void anUnquotedHashHidesChoices() {
        String hint =
                "'choices' is empty: # begins a comment and * an alias, so quote these keys as"
                        + " '#' and '*' or write hash and star [L20]";

        assertProblems(
                flow(
                        """
                        a:
                          menu:
                            choices:
                              #: a
                            give_up: hangup
                        """),
                "f.yaml:7:7: " + hint);
        assertProblems(
                flow("a: { menu: { choices: {}, give_up: hangup } }"), "f.yaml:5:16: " + hint);
    }

    @Test
    void choicesAreKeysOfATelephone() {
        assertProblems(
                flow(
                        """
                        a:
                          menu:
                            choices:
                              one: hangup
                              123456789: hangup
                              '#': hangup
                              hash: hangup
                              'D*': hangup
                              3: { label: three }
                              4: [a]
                            give_up: hangup
                        """),
                "f.yaml:8:9: a choice expects 1 to 8 keys of 0-9, A-D, '*' and '#', or star or"
                        + " hash, found 'one'",
                "f.yaml:9:9: a choice expects 1 to 8 keys of 0-9, A-D, '*' and '#', or star or"
                        + " hash, found '123456789'",
                "f.yaml:11:9: choice '#' is already given",
                "f.yaml:13:12: missing key 'go'",
                "f.yaml:14:12: '4' expects text, found a list");
    }

    @Test
    void aNodeIsOfOneKind() {
        assertProblems(
                flow(
                        """
                        a: { say: x, hangup: true, next: hangup }
                        b: { note: nothing }
                        c: { mneu: {} }
                        d: goodbye
                        e: { hangup: false }
                        hangup: { hangup: true }
                        Upper: { hangup: true }
                        """),
                "f.yaml:5:3: node 'a' is of more than one kind: say, hangup",
                "f.yaml:6:3: node 'b' has no kind, expected one of " + KINDS,
                "f.yaml:7:3: node 'c' has no kind, expected one of " + KINDS,
                "f.yaml:7:8: unknown key 'mneu', did you mean 'menu'?",
                "f.yaml:8:6: 'd' expects a map, found 'goodbye'",
                "f.yaml:9:16: 'hangup' expects true, found 'false'",
                "f.yaml:10:3: a node cannot be called 'hangup': the word is a target",
                "f.yaml:11:3: a node's key expects an id (a-z, 0-9, _ and -, a letter first, at"
                        + " most 63), found 'Upper'");
    }

    @Test
    void noCallIsLeftWithoutAWayOn() {
        assertProblems(
                flow(
                        """
                        a: { say: hello }
                        b: { menu: { choices: { 1: a } }, next: a }
                        """),
                "f.yaml:5:6: missing key 'next': name a node, or hangup to end the call [L03]",
                "f.yaml:6:14: missing key 'give_up'",
                "f.yaml:6:37: a menu has no 'next': its choices say where the call goes");
    }

    @Test
    void promptsAreRecordingsAndTexts() {
        assertProblems(
                flow(
                        """
                        a:
                          menu:
                            prompt: [ok, { text: " " }, { txet: hi }, [nested], ../../etc/passwd]
                            prompts: { 2: again, 11: late }
                            choices: { 1: b }
                            give_up: b
                        b: { say: [], next: hangup }
                        """),
                "f.yaml:7:28: 'text' expects words, found none",
                "f.yaml:7:35: a part of a prompt has one of text, ssml, silence, say_as, plural,"
                        + " uninterrupted",
                "f.yaml:7:37: unknown key 'txet', did you mean 'text'?",
                "f.yaml:7:49: item 4 of 'prompt' expects a prompt id (a-z, 0-9, _ and -, at most"
                        + " 64) or {text: ...}, found a list",
                "f.yaml:7:59: item 5 of 'prompt' expects a prompt id (a-z, 0-9, _ and -, at most"
                        + " 64) or {text: ...}, found '../../etc/passwd'",
                "f.yaml:8:7: 'prompt' is already given: use one of 'prompt' and 'prompts'",
                "f.yaml:8:28: 'prompts' expects attempts from 1 to 10 as keys, found '11'",
                "f.yaml:11:13: a prompt expects at least one recording or text");
    }

    @Test
    void theFirstAttemptHasAPrompt() {
        assertProblems(
                flow(
                        """
                        a:
                          menu:
                            prompts: { 2: again }
                            choices: { 1: hangup }
                            give_up: hangup
                        """),
                "f.yaml:7:16: 'prompts' expects a prompt for attempt 1");
    }

    @Test
    void aWaitHasATimeAndATarget() {
        assertProblems(
                flow(
                        """
                        a: { queue: { name: q, max_wait: 10m }, next: b }
                        b: { queue: { name: q, on_timeout: hangup, announce_place: 1s }, next: c }
                        c: { queue: { name: q, skills: { "a b": 1, ok: 11 }, music: [x] } }
                        """),
                "f.yaml:5:26: 'max_wait' needs 'on_timeout': where the call goes then",
                "f.yaml:6:26: 'on_timeout' needs 'max_wait': how long the call waits",
                "f.yaml:6:62: 'announce_place' expects a duration from 5s to 1h such as 250ms or"
                        + " 5s, found '1s'",
                "f.yaml:7:36: a skill expects a name (letters, digits, _, . and -, a letter or"
                        + " digit first, at most 63), found 'a b'",
                "f.yaml:7:50: 'ok' expects a whole number from 1 to 10, found '11'",
                "f.yaml:7:63: 'music' expects a prompt id (a-z, 0-9, _ and -, at most 64), found a"
                        + " list");
    }

    @Test
    void aNodeBehindAMisspeltTargetIsNotCalledUnreached() {
        assertProblems(
                flow("a: { say: x, next: bb }\nb: { hangup: true }"),
                "f.yaml:5:22: no node 'bb', did you mean 'b'? [L01]");
        assertProblems(
                flow("a: { say: x, next: zebra }\nb: { hangup: true }"),
                "f.yaml:5:22: no node 'zebra': a target is the id of a node, hangup, repeat or"
                        + " back [L01]");
    }

    @Test
    void aFlowHasABoundedNumberOfNodes() {
        StringBuilder nodes = new StringBuilder();
        for (int i = 0; i < 1_001; i++) {
            nodes.append("n").append(i).append(": { hangup: true }\n");
        }
        assertProblems(
                flow(nodes.toString()),
                "f.yaml:3:8: no node 'a': start expects the id of a node [L01]",
                "f.yaml:4:1: more than 1000 nodes");
    }

    @Test
    void aChainOfTheMostNodesIsReadWithoutRecursion() {
        StringBuilder nodes = new StringBuilder("a: { say: x, next: n1 }\n");
        for (int i = 1; i < 999; i++) {
            nodes.append("n%d: { say: x, next: n%d }\n".formatted(i, i + 1));
        }
        nodes.append("n999: { hangup: true }\n");

        assertProblems(flow(nodes.toString()));
    }
}
