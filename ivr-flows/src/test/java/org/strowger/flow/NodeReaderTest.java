package org.strowger.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is refused in nodes that do more than say and ask, each with its column on line 7.
class NodeReaderTest {
    private static final String HEAD =
            """
            flow: f
            schema: 1
            start: a
            languages: [en, de]
            vars: { n: int, s: string, pin: { type: string, secret: true }, d: double, when: timestamp, t: duration }
            nodes:
              a: %s
            """;

    private static List<String> problems(String node) {
        return switch (FlowParser.parse("f.yaml", HEAD.formatted(node))) {
            case ParsedFlow.Ok _ -> List.of();
            case ParsedFlow.Refused(var problems, _) ->
                    problems.stream().map(p -> p.toString().replaceFirst("f.yaml:7:", "")).toList();
        };
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ collect: { into: x, max: 3, give_up: hangup }, next: a } | 25: no variable 'x', did you mean 'd'? [L13]",
                "{ collect: { into: t, max: 3, give_up: hangup }, next: a } | 25: expects a variable of type string or int or double or bool or timestamp; 't' is a duration [L13]",
                "{ collect: { into: when, max: 3, give_up: hangup }, next: a } | 31: a timestamp has 8 keys: leave it out",
                "{ collect: { into: s, give_up: hangup }, next: a } | 17: missing key 'max': the most keys that are taken",
                "{ collect: { into: s, max: 3, min: 4, give_up: hangup }, next: a } | 41: 'min' expects a whole number from 1 to 3, found '4'",
                "{ collect: { into: s, max: 3, secret: true, give_up: hangup }, next: a } | 44: declare the variable as { type: string, secret: true } under 'vars'",
                "{ collect: { into: pin, max: 3, confirm: x, give_up: hangup }, next: a } | 38: a secret is never read back: leave 'confirm' out",
                "{ collect: { into: s, max: 3, matches: '[', give_up: hangup }, next: a } | 45: 'matches' expects a regular expression (RE2) of at most 200 characters, found '['",
                "{ collect: { into: s, max: 3, check: 's > 2', give_up: hangup }, next: a } | 46: '>' cannot be used between string and int; text is written in quotes ('2'), or string(...) [L13]",
                "{ collect: { into: s, max: 3, input: { term_key: x }, give_up: hangup }, next: a } | 55: 'term_key' expects one key of 0-9, A-D, '*' and '#', or star or hash, found 'x'",
                "{ switch: [{ if: 'n == 1', go: a }] } | 19: the last way of a switch has no 'if': it is taken otherwise",
                "{ switch: [{ go: a }, { go: a }] } | 17: missing key 'if'",
                "{ switch: [{ if: 'n', go: a }, { go: a }] } | 24: expects bool, found int [L13]",
                "{ split: { ways: [{ weight: 1, go: a }] } } | 23: a split expects 2 to 20 ways",
                "{ split: { ways: [{ weight: 0, go: a }, { weight: 1, go: a }] } } | 34: 'weight' expects a whole number from 1 to 1000, found '0'",
                "{ hours: { calendar: X, open: a, closed: a } } | 27: 'calendar' expects an id (a-z, 0-9, _ and -, a letter first, at most 63), found 'X'",
                "{ http: { url: 'https://h/x', into: { c: { t: string } } }, next: a } | 14: missing key 'timeout': how long the caller may wait for it [L11]",
                "{ http: { url: 'https://{s}/x', timeout: 1s }, next: a } | 21: 'url' expects https:// or http://, a host without {...}, and a path, found 'https://{s}/x'",
                "{ http: { url: 'https://h{s}', timeout: 1s }, next: a } | 21: 'url' expects https:// or http://, a host without {...}, and a path, found 'https://h{s}'",
                "{ http: { url: 'ftp://h/', timeout: 1s }, next: a } | 21: 'url' expects https:// or http://, a host without {...}, and a path, found 'ftp://h/'",
                "{ http: { url: 'https://u@h/', timeout: 1s }, next: a } | 21: 'url' expects https:// or http://, a host without {...}, and a path, found 'https://u@h/'",
                "{ http: { url: 'https://h/{sx}', timeout: 1s }, next: a } | 33: no variable 'sx', did you mean 's'? [L13]",
                "{ http: { url: 'https://h/', body: { a: s }, timeout: 1s }, next: a } | 35: a GET has no 'body'",
                "{ http: { url: 'https://h/', headers: { Host: x }, timeout: 1s }, next: a } | 46: no header can be set as 'Host'",
                "{ http: { url: 'https://h/', headers: { X: 'a {s}' }, timeout: 1s }, next: a } | 49: a header is sent as written, {s} too: send values in the URL or the body",
                "{ menu: { choices: { 1: a }, extensions: { starts: 2, length: 3, into: pin, go: a }, give_up: a } } | 77: the keys of a menu are shown: ask for a secret in a collect [L17]",
                "{ http: { url: 'https://h/', timeout: 1s, into: { c: { t: string, u: int } }, fallback: { t: x } }, next: a } | 94: missing key 'u'",
                "{ http: { url: 'https://h/', timeout: 1s, into: { c: { t: text } } }, next: a } | 64: no type 'text', expected one of string, int, double, bool, duration, timestamp, list",
                "{ set: { m: '1' }, next: a } | 15: no variable 'm', did you mean 'd'? [L13]",
                "{ set: { n: caller.name }, next: a } | 18: expects int, found string [L13]",
                "{ set: { caller.number: '1' }, next: a } | 15: 'caller.number' cannot be set [L13]",
                "{ set: { n: 'n +' }, next: a } | 22: something is missing at the end [L13]",
                "{ say: { say_as: number, value: s }, next: a } | 38: expects int or double, found string [L13]",
                "{ say: { say_as: currency, value: d }, next: a } | 13: missing key 'currency': a code such as EUR",
                "{ say: { plural: n, one: x }, next: a } | 13: missing key 'other'",
                "{ say: { text: { de: Hallo } }, next: a } | 21: no words in en, the flow's language [L05]",
                "{ say: { text: { en: Hello, fr: Salut } }, next: a } | 34: 'fr' is none of the flow's languages",
                "{ queue: { name: q, prefer_for: 1m } } | 26: 'prefer_for' needs 'prefer': the agent to wait for",
                "{ queue: { name: q, comfort: [{ say: x }] } } | 36: words of comfort have one of 'every' and 'after'",
                "{ queue: { name: q, only_when_better: true } } | 26: 'only_when_better' needs 'announce_place' or 'announce_wait'",
                "{ queue: { name: q, keys: { 12: a } } } | 34: expected one key of 0-9, A-D, '*' and '#', or star or hash, found '12'",
                "{ queue: { name: q, keys: { 1: a }, callback_offer: { after: 1m, say: x, key: 1, go: a } } } | 58: key '1' is already given under 'keys'",
                "{ transfer: { to: '1; rm' }, next: a } | 24: 'to' expects a number such as +442079460000, or sip:user@host, found the quoted text '1; rm'",
                "{ transfer: { to: '100', agent: anna }, next: a } | 18: a transfer has one of 'to', 'agent' and 'dial'",
                "{ survey: { questions: [{ id: q, prompt: x, keys: '5-1' }] }, next: a } | 56: 'keys' expects the lower key first, found '5-1'",
                "{ return: false } | 16: 'return' in a flow without 'returns' expects true, found 'false'",
                "{ call: { flow: f, into: x }, next: a } | 31: no variable 'x', did you mean 'd'? [L13]"
            })
    void whatANodeCannotBe(String node, String problem) {
        assertEquals(List.of(problem), problems(node));
    }

    @Test
    void variablesAreDeclaredOnceAndWithAFreeName() {
        String text =
                """
                flow: f
                schema: 1
                start: a
                zone: Europe/Lndon
                takes: { n: int }
                vars: { n: int, Upper: int, caller: string, x: { type: number }, y: { type: int, default: two }, z: { type: int, secret: true } }
                returns: text
                languages: [de]
                global_keys: { 12: a }
                limits: { max_steps: 1001 }
                nodes: { a: { hangup: true } }
                """;
        List<String> problems =
                ((ParsedFlow.Refused) FlowParser.parse("f", text))
                        .problems().stream().map(Object::toString).toList();

        assertEquals(
                List.of(
                        "f:4:7: no time zone 'Europe/Lndon', did you mean 'Europe/London'?",
                        "f:6:9: variable 'n' is already declared",
                        "f:6:17: expected a variable's name (a-z, 0-9 and _, a letter first, at most"
                                + " 63), found 'Upper'",
                        "f:6:29: a variable cannot be called 'caller': the word is taken",
                        "f:6:56: no type 'number', expected one of string, int, double, bool,"
                                + " duration, timestamp, list",
                        "f:6:91: expected int, found 'two'",
                        "f:6:122: only a string can be secret",
                        "f:7:10: no type 'text', expected one of string, int, double, bool,"
                                + " duration, timestamp, list",
                        "f:8:12: 'languages' expects 'en', the flow's own, among them",
                        "f:9:16: expected one key of 0-9, A-D, '*' and '#', or star or hash, found"
                                + " '12'",
                        "f:10:22: 'max_steps' expects a whole number from 1 to 1000, found '1001'"),
                problems);
    }

    @Test
    void aDraftIsThereWhenTheWaysCouldBeRead() {
        var refused =
                (ParsedFlow.Refused)
                        FlowParser.parse("f.yaml", HEAD.formatted("{ set: { n: x }, next: a }"));

        assertTrue(refused.draft().isPresent());
    }
}
