package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.engine.SettingsFile.Result;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.telephony.sip.SipSettings.Secret;

class SettingsFileTest {
    private static final String SMALLEST = "numbers: { 100: main-line }\nqueues: { support: {} }\n";

    @TempDir Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("s.yaml"), text);
    }

    private EngineSettings settings(String text, Map<String, String> environment)
            throws IOException {
        Result result = SettingsFile.read(file(text), environment);
        return assertInstanceOf(Result.Ok.class, result, result::toString).settings();
    }

    private EngineSettings settings(String text) throws IOException {
        return settings(text, Map.of());
    }

    /// The problems, without the folder of the test.
    private List<String> problems(Path file, Map<String, String> environment) {
        Result result = SettingsFile.read(file, environment);
        return assertInstanceOf(Result.Refused.class, result).problems().stream()
                .map(problem -> problem.toString().replace(folder + "/", ""))
                .toList();
    }

    private List<String> problems(String text) throws IOException {
        return problems(file(text), Map.of());
    }

    @Test
    void theExampleInTheRepositoryIsInOrder() {
        Path example = Path.of("../config/strowger.yaml");
        Result result = SettingsFile.read(example, Map.of());
        EngineSettings settings = assertInstanceOf(Result.Ok.class, result).settings();
        assertEquals("main", settings.centre());
        assertEquals(Map.of("100", "main-line"), settings.numbers());
        assertEquals(3, settings.agents().size());
        assertEquals(5060, settings.sip().port());
        assertEquals(
                QueuePolicy.builder().wrapUp(Duration.ofSeconds(3)).maxLength(500).build(),
                settings.policy().queues().get(new QueueId("support")));
    }

    @Test
    void whatIsNotSaidHasADefault() throws IOException {
        EngineSettings settings = settings(SMALLEST);
        assertEquals("main", settings.centre());
        assertEquals("127.0.0.1", settings.sip().address().getHostAddress());
        assertEquals(5060, settings.sip().port());
        assertEquals(20_000, settings.sip().firstMediaPort());
        assertEquals(23_999, settings.sip().lastMediaPort());
        assertEquals(2_000, settings.sip().maxLegs());
        assertEquals("strowger", settings.sip().realm());
        assertEquals(8080, settings.http().port());
        assertEquals("127.0.0.1", settings.http().address().getHostAddress());
        assertEquals(
                QueuePolicy.standard(), settings.policy().queues().get(new QueueId("support")));
        assertEquals(List.of(), settings.agents());
    }

    @Test
    void pathsAreRelativeToTheFile() throws IOException {
        EngineSettings settings =
                settings(SMALLEST + "data: ../var\nflows: my/flows\nprompts: /srv/prompts\n");
        assertEquals(folder.resolveSibling("var"), settings.data());
        assertEquals(folder.resolve("my/flows"), settings.flows());
        assertEquals(folder.resolve("calendars"), settings.calendars());
        assertEquals(Path.of("/srv/prompts"), settings.prompts());
        assertEquals(
                folder.resolveSibling("var").resolve("registrations"),
                settings.sip().bindings().orElseThrow());
    }

    @Test
    void savingPutsFlowsInForceUnlessOnlyACommandMay() throws IOException {
        assertEquals(EngineSettings.Publishing.ON_SAVE, settings(SMALLEST).publishing());
        EngineSettings settings = settings(SMALLEST + "publishing: by_command\n");
        assertEquals(EngineSettings.Publishing.BY_COMMAND, settings.publishing());
        assertEquals(folder.resolve("data").resolve("releases"), settings.releases());
    }

    @Test
    void flowsMayCallNobodyUnlessItIsSaidWhom() throws IOException {
        assertEquals(Optional.of(List.of()), settings(SMALLEST).surroundings().allowedNumbers());
        assertEquals(
                Optional.of(List.of("+4420", "030")),
                settings(SMALLEST + "transfers: { allowed: [ \"+4420\", \"030\" ] }\n")
                        .surroundings()
                        .allowedNumbers());
    }

    @Test
    void whomFlowsMayCallIsANumbersBeginning() throws IOException {
        assertEquals(
                List.of(
                        "s.yaml:3:25: item 1 of 'allowed' expects how numbers begin that flows"
                                + " may have called, such as \"+4420\" (SIP addresses are never"
                                + " called), found 'sip:200@pbx'"),
                problems(SMALLEST + "transfers: { allowed: [ sip:200@pbx ] }\n"));
    }

    @Test
    void aNumberNeedsNoQuotes() throws IOException {
        assertEquals(Map.of("100", "main-line"), settings(SMALLEST).numbers());
        assertEquals(
                Map.of("0800", "main-line"), settings(SMALLEST.replace("100", "0800")).numbers());
    }

    @Test
    void anAgentsPhoneIsTheAgentsIdUnlessItIsNamed() throws IOException {
        EngineSettings settings =
                settings(
                        SMALLEST
                                + "agents:\n"
                                + "  anna: { password: a }\n"
                                + "  ben: { name: Ben B., phone: 201, password: b, skills: { x: 1 } }\n");
        assertEquals("anna", settings.agents().getFirst().phone().orElseThrow().name());
        assertEquals("anna", settings.agents().getFirst().name());
        assertEquals("201", settings.agents().get(1).phone().orElseThrow().name());
        assertEquals(Map.of("x", 1), settings.agents().get(1).routing().skills());
        assertEquals(Set.of("x"), settings.surroundings().skills().orElseThrow());
        assertEquals(Set.of("support"), settings.surroundings().queues().orElseThrow());
        assertEquals(
                Map.of("anna", new Secret("a"), "201", new Secret("b")), settings.sip().phones());
    }

    @Test
    void flowsMayAskForEverySkillThatIsListed() throws IOException {
        assertEquals(
                Set.of("french", "german"),
                settings(SMALLEST + "skills: [german, french]\n")
                        .surroundings()
                        .skills()
                        .orElseThrow());
    }

    @Test
    void noPasswordIsEverPrinted() throws IOException {
        EngineSettings settings =
                settings(SMALLEST + "agents: { anna: { password: open-sesame } }\n");
        assertFalse(settings.toString().contains("open-sesame"), settings::toString);
        assertFalse(settings.sip().toString().contains("open-sesame"));
    }

    @Test
    void aWrongPasswordIsNotPrintedEither() throws IOException {
        assertEquals(
                List.of("s.yaml:3:29: 'password' expects text, found a list"),
                problems(SMALLEST + "agents: { anna: { password: [open-sesame] } }\n"));
    }

    static List<Arguments> mistakes() {
        return List.of(
                mistake(
                        "sip: { prot: 5060 }",
                        "s.yaml:3:8: unknown key 'prot', did you mean 'port'?"),
                mistake(
                        "sip: { port: 99999 }",
                        "s.yaml:3:14: 'port' expects a whole number from 1 to 65535, found '99999'"),
                mistake(
                        "sip: { port: \"5060\" }",
                        "s.yaml:3:14: 'port' expects a whole number from 1 to 65535, found the quoted"
                                + " text '5060'"),
                mistake(
                        "sip: { address: example.com }",
                        "s.yaml:3:17: expected an IP address, but found 'example.com'"),
                mistake(
                        "sip: { address: 0.0.0.0 }",
                        "s.yaml:3:17: expected one address of this machine, which callers are told to"
                                + " send their audio to, but found '0.0.0.0'"),
                mistake(
                        "http: { address: 10.0.0.1 }",
                        "s.yaml:3:18: expected a loopback address such as 127.0.0.1: the status page"
                                + " asks nobody who they are, so put a proxy that does in front of it"),
                mistake(
                        "sip: { media_ports: 3000-2000 }",
                        "s.yaml:3:21: expected a range of UDP ports such as 20000-23999, of which each"
                                + " call takes one, but found '3000-2000'"),
                mistake(
                        "sip: { media_ports: 80-90 }",
                        "s.yaml:3:21: expected a range of UDP ports such as 20000-23999, of which each"
                                + " call takes one, but found '80-90'"),
                mistake(
                        "sip: { media_ports: many }",
                        "s.yaml:3:21: 'media_ports' expects a range of UDP ports such as 20000-23999,"
                                + " of which each call takes one, found 'many'"),
                mistake(
                        "agents: { anna: { password: a }, ben: { phone: anna, password: b } }",
                        "s.yaml:3:48: phone 'anna' belongs to agent 'anna' already"),
                mistake(
                        "agents: { anna: { name: Anna } }",
                        "s.yaml:3:17: missing key 'password': that of the agent's phone; who has no"
                                + " phone of their own has 'sign_in: by_command' or a number"
                                + " 'external'"),
                mistake(
                        "agents: { anna: { password: a, skills: { english: 11 } } }",
                        "s.yaml:3:51: 'english' expects a whole number from 1 to 10, found '11'"),
                mistake(
                        "agents: { anna: { password: a, skills: { good english: 1 } } }",
                        "s.yaml:3:42: expected a name (letters, digits, '_', '.' and '-', at most 63),"
                                + " but found 'good english'"),
                mistake(
                        "agents: { an na: { password: a } }",
                        "s.yaml:3:11: expected a name (letters, digits, '_', '.' and '-', at most 63),"
                                + " but found 'an na'"),
                mistake(
                        "centre: ../up",
                        "s.yaml:3:9: 'centre' expects a name (letters, digits, '_', '.' and '-', at"
                                + " most 63), found '../up'"),
                mistake("data: \"a\\0b\"", "s.yaml:3:7: expected a path, but found 'a\\u0000b'"),
                mistake(
                        "agents: [anna]",
                        "s.yaml:3:10: item 1 of 'agents' expects a map, or the name of a CSV"
                                + " file (NAME.csv), found 'anna'"),
                mistake(
                        "numbers: { 200: x }",
                        "s.yaml:3:1: key 'numbers' is already given on line 1"));
    }

    private static Arguments mistake(String line, String... problems) {
        return Arguments.of(line, Arrays.asList(problems));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsRefusedWhereItStands(String line, List<String> expected) throws IOException {
        assertEquals(expected, problems(SMALLEST + line + "\n"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ring_time: soon | 2:33 | 1s to 5m | soon",
                "ring_time: 6m | 2:33 | 1s to 5m | 6m",
                "wrap_up: 25h | 2:31 | 0h to 24h | 25h",
                "retry_delay: 5 | 2:35 | 0h to 24h | 5"
            })
    void aTimeThatCannotBeIsRefused(String rule, String at, String range, String found)
            throws IOException {
        assertEquals(
                List.of(
                        "s.yaml:%s: '%s' expects a duration from %s such as 250ms or 5s, found '%s'"
                                .formatted(at, rule.split(":", 2)[0], range, found)),
                problems(SMALLEST.replace("support: {}", "support: { " + rule + " }")));
    }

    @Test
    void allMistakesAreToldAtOnce() throws IOException {
        assertEquals(
                List.of(
                        "s.yaml:1:1: missing key 'queues'",
                        "s.yaml:1:12: expected a number or user name that callers dial, but found"
                                + " '1 0'",
                        "s.yaml:2:14: 'port' expects a whole number from 0 to 65535, found 'x'"),
                problems("numbers: { 1 0: main }\nhttp: { port: x }\n").stream()
                        .map(p -> p.replace("2:15", "2:14"))
                        .toList());
    }

    @Test
    void anEmptyFileIsRefused() throws IOException {
        assertEquals(List.of("s.yaml:1:1: the file is empty"), problems(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"numbers: [", "{", "a: b: c"})
    void whatIsNotYamlIsRefused(String text) throws IOException {
        List<String> problems = problems(text);
        assertEquals(1, problems.size(), problems::toString);
        assertEquals("not readable as YAML 1.2", problems.getFirst().split(": ", -1)[1]);
    }

    @Test
    void aListIsNoSettings() throws IOException {
        assertEquals(
                List.of("s.yaml:1:1: the file expects a map, found a list"),
                problems("- a\n- b\n"));
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertEquals(
                List.of("none.yaml:1:1: there is no such file"),
                problems(folder.resolve("none.yaml"), Map.of()));
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        Path file = folder.resolve("s.yaml");
        Files.write(file, "centre: caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of("s.yaml:1:1: the file is not UTF-8 text"), problems(file, Map.of()));
    }

    // The environment.

    @Test
    void theEnvironmentOverridesOneValue() throws IOException {
        EngineSettings settings =
                settings(
                        SMALLEST + "sip: { port: 5060 }\ndata: here\n",
                        Map.of(
                                "STROWGER_SIP_PORT", "5070",
                                "STROWGER_SIP_MEDIA_PORTS", "30000-30099",
                                "STROWGER_HTTP_PORT", "0",
                                "STROWGER_CENTRE", "north",
                                "STROWGER_DATA", "/var/lib/strowger",
                                "STROWGER_UNHEARD_OF", "1"));
        assertEquals(5070, settings.sip().port());
        assertEquals(30_000, settings.sip().firstMediaPort());
        assertEquals(0, settings.http().port());
        assertEquals("north", settings.centre());
        assertEquals(Path.of("/var/lib/strowger"), settings.data());
    }

    @Test
    void theEnvironmentOverridesAWrongValueToo() throws IOException {
        assertEquals(
                5070,
                settings(SMALLEST + "sip: { port: no }\n", Map.of("STROWGER_SIP_PORT", "5070"))
                        .sip()
                        .port());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "99999 | '99999'",
                "many | 'many'",
                "`` | nothing",
                "\"5070\" | the quoted text '5070'"
            })
    void aWrongVariableIsCalledByItsName(String value, String found) throws IOException {
        List<String> problems = problems(file(SMALLEST), Map.of("STROWGER_SIP_PORT", value));
        assertEquals(1, problems.size());
        assertEquals(
                "'port' expects a whole number from 1 to 65535, found " + found,
                problems.getFirst().split(": ", 2)[1]);
        assertEquals("STROWGER_SIP_PORT", problems.getFirst().split(":", -1)[0]);
    }

    @Test
    void aVariableIsReadWholeOrRefused() throws IOException {
        List<String> problems = problems(file(SMALLEST), Map.of("STROWGER_DATA", "/var/lib/x #y"));
        assertEquals(1, problems.size());
        assertEquals("STROWGER_DATA", problems.getFirst().split(":", -1)[0]);
    }

    @Test
    void aVariableCannotBringFurtherKeys() throws IOException {
        List<String> problems =
                problems(file(SMALLEST), Map.of("STROWGER_SIP_REALM", "here\nadmin: true"));
        assertEquals(1, problems.size());
        assertEquals("STROWGER_SIP_REALM", problems.getFirst().split(":", -1)[0]);
    }
}
