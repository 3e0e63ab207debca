package org.strowger.engine.contact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Party;
import org.strowger.yaml.Problem;

class CallScriptTest {
    private static final SortedSet<String> VARIABLES =
            Collections.unmodifiableSortedSet(new TreeSet<>(List.of("crm.tier", "account")));

    private static CallScript script(String text) {
        return assertInstanceOf(
                        ReadScript.Ok.class,
                        CallScript.read("scripts/support.md", text, VARIABLES),
                        () -> text)
                .script();
    }

    private static String refusal(String text) {
        return String.join(
                "\n",
                assertInstanceOf(
                                ReadScript.Refused.class,
                                CallScript.read("scripts/support.md", text, VARIABLES),
                                () -> text)
                        .problems()
                        .stream()
                        .map(Problem::toString)
                        .toList());
    }

    private static SortedMap<String, String> data(String... pairs) {
        SortedMap<String, String> data = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            data.put(pairs[i], pairs[i + 1]);
        }
        return data;
    }

    /// What a reader of Markdown shows of text without markup.
    private static String shown(String markdown) {
        return Pattern.compile("&#([0-9]{1,7});")
                .matcher(markdown)
                .replaceAll(
                        reference ->
                                Matcher.quoteReplacement(
                                        Character.toString(Integer.parseInt(reference.group(1)))));
    }

    @Test
    void aScriptIsFilledWithTheCallsData() {
        CallScript script =
                script("# {queue}\n\nGood day, {caller.name} ({crm.tier})! {{braces}\n");
        String filled =
                script.fill(data("queue", "support", "caller.name", "Ada", "crm.tier", "gold"));
        assertEquals("# support\n\nGood day, Ada (gold)! {braces}\n", shown(filled));
    }

    @Test
    void whatIsNotKnownOfACallIsEmpty() {
        assertEquals("Good day, !", script("Good day, {caller.name}!").fill(data()));
    }

    @Test
    void anUnknownPlaceIsToldWithItsLineAndAGuess() {
        assertEquals(
                "scripts/support.md:3:5: no call has a 'caller.nmae', did you mean 'caller.name'?;"
                        + " a brace itself is written '{{'",
                refusal("# é\n\n😀 a {caller.nmae}"));
    }

    @Test
    void allMistakesAreToldAtOnceInTheOrderOfTheFile() {
        String told = refusal("{nobody}\r\n<b>\r\n{caller.name");
        assertEquals(
                List.of("1:1", "2:1", "3:1"),
                told.lines().map(line -> line.split(":", 2)[1].substring(0, 3)).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[open](https://crm.example/{account})",
                "[open]({account})",
                "[open](\n{account})",
                "> [open](\n> {account})",
                "[open](a(b){account})",
                "![picture]({account})",
                "[crm]: https://crm.example/{account}",
                "[crm]:\n  {account}",
                "> [crm]:\n> {account}",
            })
    void aValueCannotBecomePartOfALinksAddress(String text) {
        assertTrue(refusal(text).contains("cannot be in the address of a link"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<b>",
                "</b>",
                "<!-- -->",
                "<?x?>",
                "<https://crm.example>",
                "<{account}>",
                "[open](< {account}>)",
                "[crm]: < {account}>",
                "\\\\<b>",
            })
    void aScriptHasNoHtml(String text) {
        assertTrue(refusal(text).contains("no HTML"), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a < b, \\<b>",
                "[open](https://crm.example/) {account}",
                "[open](https://crm.example/ \"{account}\")",
                "[{account}](https://crm.example/a(b))",
                "([open](https://crm.example)){account}",
            })
    void whatCannotBecomeALinkIsAllowed(String text) {
        assertFalse(script(text).fill(data("account", "x")).contains("{"));
    }

    @Test
    void aNumberAtTheBeginningOfALineBeginsNoList() {
        assertEquals("&#55;. x", script("{account}. x").fill(data("account", "7")));
    }

    @Test
    void aScriptIsBounded() {
        assertTrue(refusal("x".repeat(CallScript.LONGEST + 1)).contains("at most 20000"));
        assertTrue(refusal("{account}".repeat(201)).contains("at most 200 places"));
        String filled = script("{account}".repeat(200)).fill(data("account", "*".repeat(9_000)));
        assertEquals(200 * 500, shown(filled).length());
    }

    private static final List<String> TEMPLATES =
            List.of(
                    "{account}",
                    "# {account}\n{account}\n\n- {account}\n- a {account} b\n1. {account}",
                    "> {account}\n{account}\n===\n{account}. {account}) x",
                    "*{account}* _{account}_ `{account}` [{account}](https://crm.example/)",
                    "[{account}] ({account}) !{account} \\{account} &{account}; ]{account} <",
                    "```\n{account}\n```\n\n    {account}\n\n[crm]: https://crm.example/ '{account}'",
                    "{account}{caller.name}{account}\n{caller.name}{account}");

    private static final List<String> HOSTILE =
            List.of(
                    "<img src=x onerror=alert(1)>",
                    "](javascript:alert(1))",
                    "[x](javascript:alert(1))",
                    "\n\n# heading",
                    "\n[crm]: https://evil.example/",
                    "`",
                    "```",
                    "*",
                    "_",
                    "\\",
                    "&lt;script&gt;",
                    "&#60;b>",
                    "<!--",
                    "-->",
                    "https://evil.example/",
                    "www.evil.example",
                    "a@evil.example",
                    "1. ",
                    "- ",
                    "    ",
                    "\t",
                    "===",
                    "---",
                    "|",
                    "~~",
                    "\u0000",
                    "\u2028",
                    "\u202e",
                    "\r",
                    "lt",
                    "\ud800",
                    "😀",
                    "é",
                    "{account}",
                    "{{",
                    "(",
                    ")",
                    "]",
                    "[",
                    "!",
                    ":",
                    "#60");

    private static String hostile(Random random) {
        StringBuilder value = new StringBuilder();
        int parts = random.nextInt(6);
        for (int i = 0; i < parts; i++) {
            value.append(HOSTILE.get(random.nextInt(HOSTILE.size())));
            if (random.nextInt(4) == 0) {
                value.append((char) random.nextInt(0x3000));
            }
        }
        return value.toString();
    }

    /// The structure that a simple reading of Markdown finds: what lines are, and links, images,
    /// code, emphasis and HTML within them.
    private static List<String> structure(String markdown) {
        Pattern line =
                Pattern.compile(
                        "^(?: {4}|\\t| {0,3}(?:#{1,6}(?= |$)|>|[-+*](?= |$)|[0-9]{1,9}[.)](?= |$)"
                                + "|={1,}\\s*$|-{3,}\\s*$|```|~~~|\\[[^\\]]*\\]:))",
                        Pattern.MULTILINE);
        Pattern inline =
                Pattern.compile(
                        "(?<!\\\\)(?:<[A-Za-z/!?][^>]*>?|\\]\\([^)]*\\)|!\\[|\\[|[*_`|~])"
                                + "|https?:|www\\.|@");
        return Stream.of(line, inline)
                .flatMap(each -> each.matcher(markdown).results())
                .map(MatchResult::group)
                .map(found -> found.startsWith("[") ? "[" : found.replaceAll("&#[0-9]+;|\\w", "x"))
                .toList();
    }

    @Test
    void whateverAValueHoldsItIsTextAndNothingElse() {
        Random random = new Random(2026);
        for (int i = 0; i < 5_000; i++) {
            String account = hostile(random);
            String name = hostile(random);
            String template = TEMPLATES.get(random.nextInt(TEMPLATES.size()));
            String filled = script(template).fill(data("account", account, "caller.name", name));
            String harmless = script(template).fill(data("account", "*", "caller.name", "*"));
            String context = account + " | " + name + " in " + template + ": " + filled;
            assertEquals(structure(harmless), structure(filled), context);
            assertHasNoLinkOfAValue(filled, context);
        }
    }

    private static void assertHasNoLinkOfAValue(String filled, String context) {
        Pattern address = Pattern.compile("\\]\\(([^)]*)\\)|\\]: (\\S*)");
        for (MatchResult link : address.matcher(filled).results().toList()) {
            String to = link.group(1) == null ? link.group(2) : link.group(1);
            assertEquals("https://crm.example/", to, context);
        }
        assertFalse(Pattern.compile("<[A-Za-z/!?]").matcher(filled).find(), context);
    }

    @Test
    void aValueReadsAsItIs() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            String value = hostile(random);
            String filled = script("{account}").fill(data("account", value));
            assertTrue(filled.matches("(?:&#[0-9]{1,7};|[\\p{L}\\p{Nd} ])*"), filled);
            assertEquals(letters(value), letters(shown(filled)));
        }
    }

    private static String letters(String text) {
        return text.replaceAll("[\\s\\p{Z}\\p{C}]", "");
    }

    @Test
    void theNamesOfEveryCallCanBeUsed() {
        SortedMap<String, String> data =
                CallNames.of(
                        new CallId("c1"),
                        new Party("201", "Ada"),
                        Optional.of(SampleContacts.ANNA),
                        new QueueId("support"),
                        "100",
                        Duration.ofSeconds(245),
                        new TreeMap<>(Map.of("queue", "mine", "account", "12")));
        assertEquals("4:05", data.get("waited"));
        assertEquals("support", data.get("queue"));
        StringBuilder text = new StringBuilder();
        CallNames.ALL.forEach(name -> text.append('{').append(name).append("}|"));
        assertEquals(
                "c1|anna|Ada|201|100|support|4:05|", shown(script(text.toString()).fill(data)));
    }
}
