package org.strowger.flow.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.flow.exchange.Samples.Sample;
import org.strowger.yaml.Problem;

/// Files made to hurt, and files damaged on their way: each is refused or becomes whole flows.
class HostileSourcesTest {
    private static final int MUTANTS_EACH = 20_000 / Samples.all().size() + 1;
    private static final Pattern VALUE = Pattern.compile("[=:] ?\"([^\"]*)\"|(?<=,)([0-9]+)(?=,)");
    private static final List<String> FRAGMENTS =
            List.of(
                    "<",
                    ">",
                    "/>",
                    "</",
                    "\"",
                    "'",
                    "&amp;",
                    "&#0;",
                    "{",
                    "}",
                    "[",
                    "]",
                    ",",
                    ":",
                    "\\",
                    "\\u0000",
                    "null",
                    "-1",
                    "0",
                    "1",
                    "999999999999",
                    "#",
                    "*",
                    "\n",
                    "\t",
                    " ",
                    "é",
                    "\uD83D\uDE00",
                    "\uFEFF",
                    "true",
                    "\u2028",
                    "$1",
                    "%",
                    "=");

    static List<Sample> samples() {
        return Samples.all();
    }

    /// Seeded, so that a file that once got through can be found again.
    @ParameterizedTest
    @MethodSource("samples")
    void aDamagedFileIsRefusedOrBecomesWholeFlows(Sample sample) {
        Random random = new Random(27);
        int whole = 0;
        for (int i = 0; i < MUTANTS_EACH; i++) {
            String text = mutant(sample.text(), random);
            switch (FlowImport.read(sample.format(), sample.file(), text)) {
                case Imported.Ok ok -> {
                    ok.files().forEach(FlowForm::assertWhole);
                    whole++;
                }
                case Imported.Refused(List<Problem> problems) -> assertTrue(!problems.isEmpty());
            }
        }
        assertTrue(whole > 0 && whole < MUTANTS_EACH);
    }

    private static String mutant(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(mutant.length());
            int end = Math.min(mutant.length(), at + 1 + random.nextInt(20));
            switch (random.nextInt(5)) {
                case 0 -> mutant.delete(at, end);
                case 1 -> mutant.insert(at, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 2 -> mutant.replace(at, end, FRAGMENTS.get(random.nextInt(FRAGMENTS.size())));
                case 3 -> mutant.insert(random.nextInt(mutant.length()), mutant.substring(at, end));
                default -> mutant.setCharAt(at, (char) (32 + random.nextInt(95)));
            }
        }
        return mutant.toString();
    }

    /// Long runs are what patterns that try every division of a text break on.
    @ParameterizedTest
    @MethodSource("samples")
    void aValueOfTwentyThousandCharactersNeverThrows(Sample sample) {
        List<String> runs = List.of("_", "a ", "{{ ", "$.a.a", "a:", "1,", "{=", "sofia/", "[0-9]");
        Matcher value = VALUE.matcher(sample.text());
        int values = 0;
        while (value.find()) {
            int group = value.group(1) == null ? 2 : 1;
            String run = runs.get(values % runs.size());
            String text =
                    sample.text().substring(0, value.start(group))
                            + run.repeat(20_000 / run.length())
                            + sample.text().substring(value.end(group));
            switch (FlowImport.read(sample.format(), sample.file(), text)) {
                case Imported.Ok ok -> ok.files().forEach(FlowForm::assertWhole);
                case Imported.Refused(List<Problem> problems) -> assertTrue(!problems.isEmpty());
            }
            values++;
        }
        assertTrue(values > 3);
    }

    @Test
    void menusThatWouldMultiplyAreRefused() {
        StringBuilder menus = new StringBuilder("<menus>");
        for (int i = 0; i < 2_000; i++) {
            menus.append("<menu name='top%d'>".formatted(i));
            menus.append("<entry action='menu-sub' digits='1' param='sub0'/></menu>");
        }
        for (int i = 0; i < 2_000; i++) {
            menus.append("<menu name='sub%d'><entry action='menu-sub' digits='1'".formatted(i));
            menus.append(" param='sub%d'/></menu>".formatted(i + 1));
        }

        assertEquals(
                List.of("evil:1:1: expected a <menu>, and 10000 with their sub-menus at most"),
                problems(Format.FREESWITCH, menus + "</menus>"));
    }

    @Test
    void aFlowOfMoreThanAThousandNodesIsRefused() {
        String dials = "<Dial>+442071838750</Dial><Say>x</Say>".repeat(600);

        assertEquals(
                List.of("evil:1:1: more than 1000 nodes would be needed"),
                problems(Format.TWIML, "<Response>" + dials + "</Response>"));
    }

    @Test
    void aDocumentTypeWithDeclarationsIsRefused() {
        String laughs =
                "<!DOCTYPE r [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><Response><Say>&b;</Say></Response>";
        assertEquals(
                List.of("evil:1:1: a document type with declarations is not allowed"),
                problems(Format.TWIML, laughs));
    }

    @Test
    void nothingOutsideTheFileIsRead() {
        String outside =
                "<!DOCTYPE r SYSTEM \"file:///etc/passwd\"><Response><Say>&x;</Say></Response>";
        List<String> problems = problems(Format.TWIML, outside);

        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().contains("not readable as XML"), problems::toString);
    }

    @Test
    void deepAndManyElementsAreRefused() {
        String deep = "<a>".repeat(51) + "</a>".repeat(51);
        String many = "<a>" + "<b/>".repeat(100_000) + "</a>";
        String large = "<a>" + " ".repeat(1 << 20) + "</a>";

        assertEquals(
                List.of("evil:1:151: nested deeper than 50 levels"), problems(Format.TWIML, deep));
        assertTrue(problems(Format.TWIML, many).getFirst().endsWith("more than 100000 elements"));
        assertEquals(
                List.of("evil:1:1: longer than 1048576 characters"), problems(Format.TWIML, large));
    }

    @Test
    void aFileWithNothingToImportIsRefused() {
        assertEquals(
                List.of("evil:1:1: expected a <menu>, and 10000 with their sub-menus at most"),
                problems(Format.FREESWITCH, "<configuration/>"));
    }

    @Test
    void whatIsNotXmlIsRefusedWithItsPlace() {
        List<String> problems = problems(Format.TWIML, "<Response>\n<Say>x</Sai></Response>");

        assertTrue(problems.getFirst().startsWith("evil:2:"), problems::toString);
    }

    static List<String> problems(Format format, String text) {
        return switch (FlowImport.read(format, "evil", text)) {
            case Imported.Ok ok -> throw new AssertionError(ok.files());
            case Imported.Refused(List<Problem> problems) ->
                    problems.stream().map(Problem::toString).toList();
        };
    }
}
