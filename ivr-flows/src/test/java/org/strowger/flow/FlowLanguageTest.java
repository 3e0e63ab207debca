package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.strowger.flow.calendar.Calendar;
import org.strowger.flow.calendar.CalendarParser;
import org.strowger.flow.calendar.ParsedCalendar;

/// Every kind of node, as a call goes through it.
class FlowLanguageTest {
    private static final String HEAD = "flow: f\nschema: 1\nstart: a\n";

    private static void assertRun(String flow, String script) {
        assertRun(FlowBook.of(Flows.parse(HEAD + flow)), script);
    }

    private static void assertRun(FlowBook book, String script) {
        assertEquals(script, FlowScript.run(book, script));
    }

    private static FlowBook book(String... flows) {
        SortedMap<String, Flow> all = new TreeMap<>();
        String entry = "";
        for (String text : flows) {
            Flow flow = Flows.parse(text);
            entry = entry.isEmpty() ? flow.id() : entry;
            all.put(flow.id(), flow);
        }
        return new FlowBook(entry, all, calendars(), "v1");
    }

    static SortedMap<String, Calendar> calendars() {
        SortedMap<String, Calendar> calendars = new TreeMap<>();
        ParsedCalendar parsed =
                CalendarParser.parse(
                        "office.yaml",
                        """
                        calendar: office
                        schema: 1
                        zone: UTC
                        hours: { thu: ["00:00-01:00"] }
                        holidays: { 2026-11-27: Friday off }
                        """);
        calendars.put("office", ((ParsedCalendar.Ok) parsed).calendar());
        return calendars;
    }

    @Test
    void digitsAreCollectedIntoAVariableAndReadBack() {
        assertRun(
                """
                vars: { account: string }
                nodes:
                  a:
                    collect:
                      into: account
                      prompt: enter-account
                      min: 3
                      max: 5
                      matches: "[1-9][0-9]+"
                      confirm: [you-entered, { say_as: digits, value: account }]
                      no_match: { say: wrong }
                      give_up: hangup
                    next: b
                  b: { say: [thanks, { say_as: digits, value: account }], next: hangup }
                """,
                """
                0 start -> play 1 [enter-account]
                1 key 0 -> stop until 4
                1.1 key 0 -> until 4.1
                1.2 key 7 -> until 4.2
                2 key # -> play 2 [wrong, enter-account]
                3 key 1 -> stop until 6
                4 key 2 -> until 7
                5 key 0 -> until 8
                8 time -> play 3 [you-entered, <one>, <two>, <zero>]
                9 key 1 -> stop, play 4 [thanks, <one>, <two>, <zero>]
                12 played 4 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void anEntryThatWasHeardWrongIsMadeAnewAndCountsAsAnAttempt() {
        assertRun(
                """
                vars: { n: string }
                nodes:
                  a:
                    collect: { into: n, prompt: p, max: 1, confirm: right, give_up: b, input: { attempts: 2 } }
                    next: hangup
                  b: { say: operator, next: hangup }
                """,
                """
                0 start -> play 1 [p]
                1 key 4 -> stop, play 2 [right]
                2 key 2 -> stop, play 3 [p]
                3 key 5 -> stop, play 4 [right]
                4 key 2 -> stop, play 5 [operator]
                """);
    }

    @Test
    void theTypeOfTheVariableSaysWhatKeysMean() {
        assertRun(
                """
                vars: { amount: double, day: timestamp, yes: bool, count: int }
                nodes:
                  a: { collect: { into: amount, max: 6, give_up: hangup }, next: b }
                  b: { collect: { into: day, give_up: hangup }, next: c }
                  c: { collect: { into: yes, give_up: hangup }, next: d }
                  d: { collect: { into: count, max: 3, give_up: hangup }, next: e }
                  e:
                    say:
                      - { say_as: number, value: "amount + 0.0" }
                      - { say_as: number, value: "count + 1" }
                      - { say_as: number, value: "yes ? 1 : 2" }
                    next: hangup
                """,
                """
                0 start -> until 5
                0 key 1 -> until 3
                0 key 2 -> until 3
                0 key * -> until 3
                0 key 3 -> until 3
                0 key # -> until 5
                1 key 2 -> until 4
                1 key 0 -> until 4
                1 key 2 -> until 4
                1 key 6 -> until 4
                1 key 0 -> until 4
                1 key 2 -> until 4
                1 key 3 -> until 4
                1 key 0 -> until 6
                2 key 2 -> until 5
                2 key 0 -> until 5
                2 key 2 -> until 5
                2 key 6 -> until 5
                2 key 0 -> until 5
                2 key 2 -> until 5
                2 key 2 -> until 5
                2 key 8 -> until 7
                3 key 2 -> until 8
                3 key 0 -> until 6
                3 key 9 -> until 6
                3 key # -> play 1 [<twelve>, <point>, <three>, <ten>, <two>]
                """);
    }

    @Test
    void aSecretIsHiddenWhileItIsKeyedInAndLeavesInABodyOnly() {
        assertRun(
                """
                vars: { card: { type: string, secret: true }, last: int }
                nodes:
                  a:
                    collect: { into: card, prompt: card-please, max: 4, check: "card != '0000'", give_up: hangup }
                    next: b
                  b:
                    http:
                      method: POST
                      url: "https://pay.example/charge?call={call.id}"
                      body: { card: card, amount: "12.5", from: caller.number }
                      timeout: 5s
                      into: { payment: { result: string } }
                      wait_audio: one-moment
                      fallback: { result: failed }
                    next: c
                  c:
                    switch:
                      - { if: "payment.result == 'ok'", go: d }
                      - { go: hangup }
                  d: { say: thanks, next: hangup }
                """,
                """
                0 start +4420 -> hide keys, play 1 [card-please]
                1 key 0 -> stop until 4
                1 key 0 -> until 4
                1 key 0 -> until 4
                1 key 0 -> play 2 [card-please]
                2 key 1 -> stop until 5
                2 key 2 -> until 5
                2 key 3 -> until 5
                2 key 4 -> show keys, play 3 [one-moment], fetch 1 POST https://pay.example/charge?call=c1 {"card":"1234","amount":12.5,"from":"+4420"} until 7
                3 fetched 1 result=ok -> stop, play 4 [thanks]
                """);
    }

    @Test
    void aDataDipFillsItsFieldsOrFallsBack() {
        String flow =
                """
                nodes:
                  a:
                    http:
                      url: "https://crm.example/{caller.number}/x?n={caller.name}"
                      timeout: 2s
                      retries: 1
                      into: { crm: { tier: string, balance: double } }
                      wait_audio: one-moment
                      fallback: { tier: standard, balance: 0 }
                    next: b
                  b:
                    switch:
                      - { if: "crm.tier == 'gold' && crm.balance > 10.0", go: gold }
                      - { go: other }
                  gold: { say: gold, next: hangup }
                  other: { say: { prompt: other, barge_in: false }, next: hangup }
                """;
        assertRun(
                flow,
                """
                0 start +44/.1 -> play 1 [one-moment], fetch 1 GET https://crm.example/%2B44%2F.1/x?n=Ann until 2
                1 fetched 1 tier=gold balance=11 -> stop, play 2 [gold]
                """);
        assertRun(
                flow,
                """
                0 start +44 -> play 1 [one-moment], fetch 1 GET https://crm.example/%2B44/x?n=Ann until 2
                1 key 1 -> until 2
                1 played 1 -> until 2
                1 fetched 7 tier=gold balance=11 -> until 2
                2 time -> cancel fetch 1, failed a: no answer in time, play 2 [other]
                2.1 fetched 1 tier=gold balance=11 ->
                """);
        assertRun(
                flow,
                """
                0 start +44 -> play 1 [one-moment], fetch 1 GET https://crm.example/%2B44/x?n=Ann until 2
                1 unfetched 1 -> failed a: 500, stop, play 2 [other]
                """);
        assertRun(
                flow,
                "0 start .. -> failed a: a value would lead to another path of the host, play 1 [other]\n");
        assertRun(
                flow,
                """
                0 start +44 -> play 1 [one-moment], fetch 1 GET https://crm.example/%2B44/x?n=Ann until 2
                1 hangup -> cancel fetch 1
                """);
    }

    @Test
    void keysTypedWhileAnotherSystemIsAskedAreKept() {
        assertRun(
                """
                nodes:
                  a: { http: { url: "https://h/x", timeout: 2s, wait_audio: w }, next: b, on_error: b }
                  b: { menu: { prompt: p, choices: { 1: c }, give_up: hangup } }
                  c: { say: c, next: hangup }
                """,
                """
                0 start -> play 1 [w], fetch 1 GET https://h/x until 2
                1 key 1 -> until 2
                1.5 fetched 1 -> stop, play 2 [c]
                """);
    }

    @Test
    void aNodeThatFailsGoesItsWayForErrors() {
        String nodes =
                """
                nodes:
                  a: { set: { n: "10 / n" }, next: hangup }
                  b: { set: { n: "10 / n" }, on_error: sorry, next: hangup }
                  sorry: { say: sorry, next: hangup }
                """;
        String vars = "vars: { n: int }\n";
        assertRun(
                vars + "defaults: { on_error: sorry }\n" + nodes,
                "0 start -> failed a: '10 / n': 'n' has no value, play 1 [sorry]\n");
        assertRun(
                vars + "defaults: { on_error: b }\n" + nodes,
                "0 start -> failed a: '10 / n': 'n' has no value,"
                        + " failed b: '10 / n': 'n' has no value, play 1 [sorry]\n");
        assertRun(
                vars + nodes,
                "0 start -> failed a: '10 / n': 'n' has no value, hang up NODE_FAILED\n");
    }

    @Test
    void callersGoByTheHoursOfTheirCall() {
        FlowBook book =
                book(
                        HEAD
                                + """
                                nodes:
                                  a: { hours: { calendar: office, open: open, closed: closed, holiday: holiday, emergency: shut } }
                                  open: { say: open, next: hangup }
                                  closed: { say: closed, next: hangup }
                                  holiday: { say: holiday, next: hangup }
                                  shut: { say: shut, next: hangup }
                                """);
        assertRun(book, "1795654799.999 start -> play 1 [open]\n");
        assertRun(book, "1795654800 start -> play 1 [closed]\n");
        assertRun(book, "1795741200 start -> play 1 [holiday]\n");
        assertRun(book, "1795651201 start +44 office -> play 1 [shut]\n");
    }

    @Test
    void aSplitSendsTheSameCallerTheSameWay() {
        String flow =
                """
                nodes:
                  a: { split: { ways: [ { weight: 1, go: b }, { weight: 1, go: c } ] } }
                  b: { say: b, next: hangup }
                  c: { say: c, next: hangup }
                """;
        assertRun(flow, "0 start +441 -> play 1 [b]\n");
        assertRun(flow, "7 start +441 -> play 1 [b]\n");
        assertRun(flow, "0 start +442 -> play 1 [c]\n");
    }

    @Test
    void aCallerMayChooseTheLanguage() {
        assertRun(
                """
                language: en-GB
                languages: [en-GB, de-DE]
                vars: { n: { type: int, default: 3 } }
                nodes:
                  a:
                    menu:
                      prompt: { text: { en-GB: "Press 1.", de-DE: "Taste 2." } }
                      choices: { 1: b, 2: { go: b, set: { language: "'de'" } }, 3: { go: b, set: { language: "'fr'" } } }
                      give_up: hangup
                  b:
                    say:
                      - { text: { en-GB: "Hello", de-DE: "Hallo" } }
                      - { plural: n, one: one-caller, other: more-callers }
                    next: hangup
                """,
                """
                0 start -> play 1 ["Press 1."]
                1 key 2 -> stop, language de-DE, play 2 ["Hallo"@de, more-callers]
                """);
    }

    @Test
    void aSubFlowTakesParametersAndGivesAResult() {
        FlowBook book =
                book(
                        HEAD
                                + """
                                vars: { answer: string }
                                nodes:
                                  a: { call: { flow: ask, with: { what: "'colour'" }, into: answer }, next: b }
                                  b: { switch: [ { if: "answer == 'red'", go: c }, { go: hangup } ] }
                                  c: { say: red, next: hangup }
                                """,
                        """
                        flow: ask
                        schema: 1
                        start: q
                        takes: { what: string, tries: { type: int, default: 2 } }
                        returns: string
                        nodes:
                          q: { menu: { prompt: q, choices: { 1: yes, 2: no }, give_up: hangup } }
                          yes: { return: "what == 'colour' && tries == 2 ? 'red' : 'none'" }
                          no: { set: { what: "string(tries / (tries - 2))" }, next: hangup }
                        """);
        assertRun(
                book,
                """
                0 start -> play 1 [q]
                1 key 1 -> stop, play 2 [red]
                2 played 2 -> hang up FLOW_ENDED
                """);
        assertRun(
                book,
                """
                0 start -> play 1 [q]
                1 key 2 -> stop, failed no: 'string(tries / (tries - 2))': division by zero, hang up NODE_FAILED
                """);
    }

    @Test
    void aFlowThatCallsItselfForEverIsStopped() {
        FlowBook book =
                book(
                        HEAD
                                + "nodes: { a: { call: { flow: f }, next: b, on_error: b }, b: { say: b, next: hangup } }");
        assertRun(
                book,
                """
                0 start -> failed a: the call is in more than 16 flows within one another, play 1 [b]
                """);
    }

    @Test
    void callersInLineAreComfortedToldAndOfferedACallback() {
        assertRun(
                """
                nodes:
                  a:
                    queue:
                      name: q
                      announce_place: 30s
                      announce_wait: 30s
                      only_when_better: true
                      comfort: [ { every: 40s, say: thank-you }, { after: 5s, say: tip } ]
                      callback_offer: { after: 70s, say: press-1, key: 1, go: again }
                      keys: { 2: { say: bye, go: hangup } }
                  again: { callback: { queue: q, priority: 3, on_refused: no }, next: kept }
                  kept: { say: we-call-you, next: hangup }
                  no: { say: sorry, next: hangup }
                """,
                """
                0 start +4420 -> enter q 0 {}, music hold-music until 5
                5 time -> play 1 [tip]
                6 key 1 ->
                8 played 1 -> until 30
                30 time -> ask place until 40
                30.1 place 5 61 -> play 2 [you-are-number, <five>, in-line, wait-is-about, <two>, <minutes>]
                41 played 2 -> play 3 [thank-you]
                60 played 3 -> ask place until 70
                60.1 place 5 119 -> until 70
                70 time -> play 4 [press-1]
                71 key 1 -> stop, keep q 3 {} for +4420
                71.1 kept true -> play 5 [we-call-you]
                75 played 5 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aCallerWhosePlaceIsRefusedLeavesTheLine() {
        String flow =
                """
                nodes:
                  a: { queue: { name: q, keys: { 1: again } } }
                  again: { callback: { queue: q, on_refused: no }, next: hangup }
                  no: { say: sorry, next: hangup }
                """;
        assertRun(
                flow,
                """
                0 start +4420 -> enter q 0 {}, music hold-music
                1 key 1 -> keep q 0 {} for +4420
                1.1 kept false -> leave CHOSE_TO_LEAVE, play 1 [sorry]
                """);
        assertRun(
                flow,
                """
                0 start -> enter q 0 {}, music hold-music
                1 key 1 -> leave CHOSE_TO_LEAVE, play 1 [sorry]
                """);
        assertRun(
                flow,
                """
                0 start +4420 -> enter q 0 {}, music hold-music
                1 key 1 -> keep q 0 {} for +4420
                1.1 talk ->
                9 talked -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aLineThatLetsTheCallGoIsAsAWaitThatWasTooLong() {
        String flow =
                """
                nodes:
                  a: { queue: { name: q, welcome: w, %s on_no_agents: nobody } }
                  late: { say: late, next: nobody }
                  nobody: { say: nobody, next: hangup }
                """;
        assertRun(
                flow.formatted("max_wait: 1m, on_timeout: late,"),
                """
                0 start -> play 1 [w], enter q 0 {}, music hold-music until 60
                9 letgo -> stop, play 2 [late]
                """);
        assertRun(
                flow.formatted(""),
                """
                0 start -> play 1 [w], enter q 0 {}, music hold-music
                9 letgo -> stop, play 2 [nobody]
                """);
    }

    @Test
    void priorityAndAgentMayComeFromTheCall() {
        assertRun(
                """
                vars: { who: { type: string, default: anna } }
                nodes:
                  a: { set: { priority: "3 + 4" }, next: b }
                  b: { queue: { name: q, prefer: who, prefer_for: 1m, keys: { 1: c } } }
                  c: { queue: { name: q, priority: "priority * 2", prefer: "call.waited > duration('20s') ? '' : who" } }
                """,
                """
                0 start -> enter q 7 {} prefer anna, music hold-music
                30 key 1 -> leave CHOSE_TO_LEAVE, enter q 14 {}, music hold-music
                """);
    }

    @Test
    void expressionsMayAskHowQueuesStand() {
        String flow =
                """
                nodes:
                  a: { switch: [ { if: "waiting('q') > 3 || expected_wait('q') > duration('2m')", go: b }, { go: c } ] }
                  b: { say: busy, next: hangup }
                  c: { say: free, next: hangup }
                """;
        assertRun(
                flow,
                """
                0 start -> ask queues [q] until 2
                0.1 queues q 1 0 121 -> play 1 [busy]
                """);
        assertRun(
                flow,
                """
                0 start -> ask queues [q] until 2
                0.1 queues q 3 1 0 -> play 1 [free]
                """);
        assertRun(
                flow,
                """
                0 start -> ask queues [q] until 2
                2 time -> failed a: it was not told in time how queues stand, hang up NODE_FAILED
                """);
    }

    @Test
    void voiceIsRecordedAfterThePrompt() {
        assertRun(
                """
                vars: { tape: string }
                nodes:
                  a: { record: { into: tape, prompt: speak, on_empty: b }, next: c }
                  b: { say: nothing, next: hangup }
                  c: { voicemail: { box: sales, prompt: greet, queue: mails }, next: hangup }
                """,
                """
                0 start -> play 1 [speak]
                1 key 5 -> stop, record 1 c1-1
                2 key 6 ->
                9 recorded 1 7 -> play 2 [greet]
                12 played 2 -> record 2 c1-2 box sales queue mails
                13 recorded 1 7 ->
                20 recorded 2 0 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void transfersGoTheirWays() {
        String flow =
                """
                vars: { ext: { type: string, default: "%s" } }
                nodes:
                  a: { transfer: { dial: ext, mode: attended, prompt: hold-on, on_busy: b, on_no_answer: c }, next: d }
                  b: { say: busy, next: hangup }
                  c: { say: nobody, next: hangup }
                  d: { say: after, next: hangup }
                """;
        String begun =
                """
                0 start -> play 1 [hold-on]
                2 played 1 -> transfer 201 unchecked attended
                """;
        assertRun(flow.formatted("201"), begun + "3 untransferred BUSY -> play 2 [busy]\n");
        assertRun(flow.formatted("201"), begun + "3 untransferred NO_ANSWER -> play 2 [nobody]\n");
        assertRun(flow.formatted("201"), begun + "3 untransferred FAILED -> play 2 [after]\n");
        assertRun(flow.formatted("201"), begun + "3 talk ->\n9 talked -> play 2 [after]\n");
        assertRun(
                flow.formatted("rm -rf"),
                """
                0 start -> play 1 [hold-on]
                2 played 1 -> failed a: what is to be dialled is no number, hang up NODE_FAILED
                """);
    }

    @Test
    void aSurveyPassesOverWhatIsNotAnswered() {
        assertRun(
                """
                nodes:
                  a:
                    survey:
                      questions:
                        - { id: friendly, prompt: q1, keys: "1-5" }
                        - { id: solved, prompt: q2, keys: "12", attempts: 1 }
                      comment: { prompt: speak, max: 30s }
                      thanks: thanks
                    next: hangup
                """,
                """
                0 start -> play 1 [q1]
                1 key 9 -> stop, play 2 [q1]
                2 key 4 -> stop, answered friendly=4, play 3 [q2]
                3 key 7 -> stop, play 4 [speak]
                5 played 4 -> record 1 c1-1
                9 recorded 1 3 -> play 5 [thanks]
                11 played 5 -> hang up FLOW_ENDED
                """);
    }

    @Test
    void aHandlerForHangingUpRunsOnceAndInSilence() {
        assertRun(
                """
                on_hangup: tidy
                vars: { n: { type: int, default: 0 } }
                nodes:
                  a: { queue: { name: q, max_wait: 1m, on_timeout: hangup } }
                  tidy: { set: { n: "n + 1" }, next: tell }
                  tell: { http: { method: POST, url: "https://h/left", timeout: 1s, body: { n: n } }, next: hangup, on_error: hangup }
                """,
                """
                0 start -> enter q 0 {}, music hold-music until 60
                5 hangup -> leave CALLER_HUNG_UP, fetch 1 POST https://h/left {"n":1} until 6
                5.1 hangup -> until 6
                5.5 fetched 1 ->
                """);
    }

    @Test
    void globalKeysWorkInMenusUnlessTheMenuUsesThem() {
        String flow =
                """
                global_keys: { 0: operator, 9: back }
                vars: { n: string }
                nodes:
                  a: { menu: { prompt: a, choices: { 0: own, 1: b, 3: d }, give_up: hangup } }
                  own: { say: own, next: hangup }
                  b: { menu: { prompt: b, choices: { 1: c }, give_up: hangup } }
                  c: { say: c, next: back }
                  d: { collect: { into: n, prompt: d, max: 2, give_up: hangup }, next: c }
                  operator: { say: operator, next: hangup }
                """;
        assertRun(flow, "0 start -> play 1 [a]\n1 key 0 -> stop, play 2 [own]\n");
        assertRun(
                flow,
                """
                0 start -> play 1 [a]
                1 key 1 -> stop, play 2 [b]
                2 key 9 -> stop, play 3 [a]
                3 key 1 -> stop, play 4 [b]
                4 key 1 -> stop, play 5 [c]
                5 played 5 -> play 6 [b]
                6 key 0 -> stop, play 7 [operator]
                """);
        assertRun(
                flow,
                """
                0 start -> play 1 [a]
                1 key 3 -> stop, play 2 [d]
                2 key 0 -> stop until 5
                3 key 9 -> play 3 [c]
                """);
    }

    @Test
    void extensionsMayBeDialledInAMenu() {
        assertRun(
                """
                vars: { ext: string }
                nodes:
                  a: { menu: { prompt: a, choices: { 1: b }, extensions: { starts: "23", length: 3, into: ext, go: c }, give_up: hangup } }
                  b: { hangup: true }
                  c: { transfer: { dial: ext }, next: hangup }
                """,
                """
                0 start -> play 1 [a]
                1 key 2 -> stop until 4
                2 key 0 -> until 5
                3 key 7 -> transfer 207 unchecked
                """);
    }

    @Test
    void aChoiceMayBeThereForSomeCallersOnly() {
        String flow =
                """
                vars: { vip: { type: bool, default: %s } }
                nodes:
                  a: { menu: { choices: { 1: b, 2: { go: c, if: vip } }, give_up: hangup, input: { attempts: 1 } } }
                  b: { say: b, next: hangup }
                  c: { say: c, next: hangup }
                """;
        assertRun(flow.formatted("true"), "0 start -> until 5\n1 key 2 -> play 1 [c]\n");
        assertRun(flow.formatted("false"), "0 start -> until 5\n1 key 2 -> hang up FLOW_ENDED\n");
    }
}
