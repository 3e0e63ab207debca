package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.strowger.engine.alert.AlertRule;
import org.strowger.engine.alert.Webhook;
import org.strowger.engine.call.AgentProfile;
import org.strowger.engine.call.CallbackRules;
import org.strowger.engine.call.DispositionRules;
import org.strowger.engine.call.FeatureCodes;
import org.strowger.engine.call.FeatureCodes.Feature;
import org.strowger.engine.call.OutsideBounds;
import org.strowger.engine.call.Pin;
import org.strowger.engine.call.QueueHandling;
import org.strowger.engine.call.RecordingRule;
import org.strowger.engine.call.ServiceLevel;
import org.strowger.engine.call.Supervisor;
import org.strowger.engine.call.Trunk;
import org.strowger.engine.call.Whisper;
import org.strowger.engine.cluster.JournalRetention;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.sip.SipSettings.Secret;

/// What a centre tells its calls, and who its people are, as somebody writes it.
class CentreReaderTest {
    private static final QueueId SUPPORT = new QueueId("support");
    private static final String OUTSIDE =
            """
            trunk: { address: "sip:{number}@192.0.2.10:5060", caller_id: "+442079460000" }
            transfers: { allowed: [ "+4420" ] }
            """;

    @TempDir Path folder;

    private EngineSettings settings(String text) throws IOException {
        return new Written(folder).settings(text);
    }

    private QueueHandling support(String rules) throws IOException {
        return settings(OUTSIDE + "queues: { support: { " + rules + " } }")
                .rules()
                .handling(SUPPORT);
    }

    private List<String> problems(String text) throws IOException {
        return new Written(folder)
                .problems(text).stream().map(p -> p.replace(folder + "/", "")).toList();
    }

    @Test
    void aQueueOfWhichNothingIsSaidIsHandledAsUsual() throws IOException {
        assertEquals(QueueHandling.standard(), support(""));
    }

    @Test
    void everyRuleOfAQueueIsRead() throws IOException {
        Files.createDirectories(folder.resolve("calendars"));
        Files.writeString(folder.resolve("calendars/office.yaml"), "calendar: office\n");
        Files.writeString(folder.resolve("script.md"), "Hello {caller.name}, {order_number}!");
        assertEquals(
                new QueueHandling(
                        Optional.of(
                                new CallbackRules(
                                        CallbackRules.Dial.CUSTOMER_FIRST,
                                        5,
                                        Duration.ofMinutes(1),
                                        Duration.ofHours(2),
                                        Optional.of("office"),
                                        false)),
                        new DispositionRules(true, List.of("solved", "not solved")),
                        RecordingRule.ALWAYS,
                        Optional.of(new Whisper.Text("Support call")),
                        Optional.of(folder.resolve("script.md")),
                        Optional.of("https://crm.example/?n={caller.number}"),
                        Duration.ofSeconds(3),
                        true,
                        new ServiceLevel(90, Duration.ofSeconds(10))),
                support(
                        """
                        wrap_up: 5s,
                        callback: { dial: customer_first, attempts: 5, retry: 1m, expires: 2h,
                                    hours: office, confirm: no },
                        dispositions: { required: yes, reasons: [ solved, not solved ] },
                        recording: always, whisper: Support call, script: script.md,
                        screen_pop: "https://crm.example/?n={caller.number}",
                        short_abandon: 3s, auto_answer: yes,
                        service_level: { percent: 90, within: 10s }
                        """));
    }

    @Test
    void aCallbackMayBeLeftAsItUsuallyIs() throws IOException {
        assertEquals(Optional.of(CallbackRules.standard()), support("callback: {}").callback());
    }

    @Test
    void aWhisperCanBeARecording() throws IOException {
        assertEquals(
                Optional.of(new Whisper.Recording("hello")),
                support("whisper: { recording: hello }").whisper());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "callback: { hours: offfice } | 3:41: no calendar is called 'offfice', did you mean 'office'?",
                "callback: { attempts: 0 } | 3:44: 'attempts' expects a whole number from 1 to 20, found '0'",
                "callback: { dial: agent } | 3:40: 'dial' expects agent_first or customer_first, found 'agent'",
                "dispositions: { required: yes } | 3:48: a disposition that is required needs 'reasons' to choose from",
                "dispositions: { required: yes, reasons: [ a ] } | 3:36: a required disposition is said during wrap-up, so it needs a 'wrap_up' above 0s",
                "dispositions: { reasons: [ a, a ] } | 3:52: the reason 'a' is there twice",
                "recording: sometimes | 3:33: 'recording' expects always or whole_call or on_demand or never, found 'sometimes'",
                "script: no.md | 3:30: there is no file no.md",
                "script: bad.md | bad.md:1:7: no call has a 'caller.nmae', did you mean 'caller.name'?; a brace itself is written '{{'",
                "screen_pop: javascript:alert(1) | 3:34: a screen pop expects https:// or http://, a host, and a path without '.' and '..'",
                "short_abandon: 6m | 3:37: 'short_abandon' expects a duration from 0h to 5m such as 250ms or 5s, found '6m'",
                "service_level: { percent: 101 } | 3:48: 'percent' expects a whole number from 1 to 100, found '101'"
            })
    void aRuleOfAQueueThatCannotBeIsRefusedWhereItStands(String rule, String problem)
            throws IOException {
        Files.createDirectories(folder.resolve("calendars"));
        Files.writeString(folder.resolve("calendars/office.yaml"), "calendar: office\n");
        Files.writeString(folder.resolve("bad.md"), "Hello {caller.nmae}!");
        String text = OUTSIDE + "queues: { support: { " + rule + " } }";
        Path file = folder.resolve("s.yaml");
        Files.writeString(file, text + "\nnumbers: { 100: main }\n");
        List<String> told =
                switch (SettingsFile.read(file, Map.of())) {
                    case SettingsFile.Result.Ok _ -> List.of();
                    case SettingsFile.Result.Refused(var all) ->
                            all.stream()
                                    .map(p -> p.toString().replace(folder + "/", ""))
                                    .map(p -> p.replace("s.yaml:", ""))
                                    .toList();
                };
        assertEquals(List.of(problem), told);
    }

    @Test
    void anAgentHasEverythingThatIsSaid() throws IOException {
        EngineSettings settings =
                settings(
                        OUTSIDE
                                + """
                                queues: { support: {} }
                                agents:
                                  anna: { name: Anna, team: north, number: "201", pin: "4711",
                                          phone: desk-4, password: x, sign_in: by_command,
                                          auto_answer: yes }
                                  ben: { external: "+442079460001" }
                                  carla: { sign_in: by_command, number: "203" }
                                """);
        AgentProfile anna = settings.agents().getFirst();
        assertEquals(Optional.of("north"), anna.team());
        assertEquals(Optional.of("201"), anna.number());
        assertEquals(Optional.of(new Pin("4711")), anna.pin());
        assertEquals(Optional.of(new Endpoint("desk-4")), anna.phone());
        assertEquals(AgentProfile.SignIn.BY_COMMAND, anna.signIn());
        assertTrue(anna.autoAnswer());
        AgentProfile ben = settings.agents().get(1);
        assertEquals(Optional.of("+442079460001"), ben.external());
        assertEquals(Optional.empty(), ben.phone());
        assertEquals(AgentProfile.SignIn.BY_COMMAND, ben.signIn());
        assertEquals(Optional.empty(), settings.agents().get(2).phone());
        assertEquals(Map.of("desk-4", new Secret("x")), settings.sip().phones());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "ann: { password: a, number: '201' }, ben: { password: b, number: '201' } | 2:76: number '201' belongs to agent 'ann' already",
                "ann: { password: a, number: 2 01 } | 2:39: 'number' expects the number of a colleague (1 to 16 digits), found '2 01'",
                "ann: { password: a, number: '100' } | 2:39: number '100' is dialled by callers: 'numbers' has the flow 'main' for it",
                "ann: { password: a, number: '201', pin: '471' } | 2:51: 'pin' expects 4 to 12 digits",
                "ann: { password: a, pin: '4711' } | 2:31: a pin is typed behind a number, so it needs a 'number' beside it",
                "ann: { phone: x, sign_in: by_command } | 2:25: the phone 'x' needs a 'password' beside it",
                "ann: { sign_in: by_phone } | 2:27: who has no phone cannot sign in by_phone: expected a 'password', or by_command",
                "ann: { external: '+442079' } | 2:18: an agent at a telephone outside needs a 'trunk', which says how numbers outside are reached"
            })
    void anAgentWhoCannotBeIsRefusedWhereTheMistakeStands(String agents, String problem)
            throws IOException {
        String text = "queues: { support: {} }\nagents: { " + agents + " }";
        assertTrue(problems(text).contains(problem), () -> read(text));
    }

    private String read(String text) {
        try {
            return problems(text).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void anAgentOutsideIsOneWhoMayBeCalled() throws IOException {
        assertEquals(
                List.of(
                        "4:28: '+49301234' may not be called: it begins like nothing in"
                                + " 'transfers.allowed'"),
                problems(
                        OUTSIDE
                                + "queues: { a: {} }\nagents: { ann: { external: \"+49301234\" } }"));
    }

    @Test
    void aPinIsInNoMessage() throws IOException {
        String text =
                "queues: { a: {} }\nagents: { ann: { password: a, number: '1', pin: '98x765' } }";
        assertTrue(problems(text).stream().noneMatch(problem -> problem.contains("98x765")));
    }

    @Test
    void aSupervisorSteersTeamsThatThereAre() throws IOException {
        String people =
                """
                queues: { support: {} }
                agents: { anna: { password: x, team: north, number: "201" } }
                supervisors:
                  carla: { name: Carla, teams: [ north ], number: "301", pin: "9999", password: y }
                  anna: { teams: all }
                """;
        EngineSettings settings = settings(people);
        assertEquals(
                new Supervisor(
                        "carla",
                        "Carla",
                        new Supervisor.Teams.Some(new TreeSet<>(List.of("north"))),
                        Optional.of(new Endpoint("carla")),
                        Optional.of("301"),
                        Optional.of(new Pin("9999"))),
                settings.rules().supervisors().getFirst());
        assertEquals(
                new Supervisor(
                        "anna",
                        "anna",
                        new Supervisor.Teams.All(),
                        Optional.of(new Endpoint("anna")),
                        Optional.of("201"),
                        Optional.empty()),
                settings.rules().supervisors().get(1));
        assertEquals(
                Map.of("anna", new Secret("x"), "carla", new Secret("y")), settings.sip().phones());
        assertEquals(
                List.of("4:34: no agent is in a team 'nort', did you mean 'north'?"),
                problems(people.replace("[ north ]", "[ nort ]")));
        assertEquals(
                List.of("5:11: 'anna' is an agent too, so 'phone' comes from 'agents'"),
                problems(people.replace("anna: { teams", "anna: { phone: z, teams")).stream()
                        .map(p -> p.replace("z, ", ""))
                        .toList());
    }

    @Test
    void sharedPhonesTheTrunkAndPausesAreRead() throws IOException {
        EngineSettings settings =
                settings(
                        OUTSIDE
                                + """
                                queues: { support: {} }
                                phones: { desk-1: { password: p } }
                                pauses: [ tea, team meeting ]
                                """);
        assertEquals(List.of(new Endpoint("desk-1")), settings.rules().phones());
        assertEquals(Map.of("desk-1", new Secret("p")), settings.sip().phones());
        assertEquals(List.of("tea", "team meeting"), settings.rules().pauses());
        assertEquals(
                Optional.of(
                        new Trunk(
                                "sip:{number}@192.0.2.10:5060",
                                Optional.of("+442079460000"),
                                600,
                                50)),
                settings.rules().trunk());
    }

    @Test
    void theCallsOfATrunkAreSharedOut() throws IOException {
        EngineSettings settings =
                settings(
                        """
                        queues: { support: {} }
                        trunk:
                          address: "sip:{number}@192.0.2.10:5060"
                          shares: { callbacks: 30, placed: 40 }
                          per_number: { hour: 2, day: 4 }
                        transfers: { allowed: [ "+4420" ] }
                        """);
        assertEquals(
                new OutsideBounds(30, 40, OutsideBounds.standard().transfers(), 2, 4),
                settings.rules().trunk().orElseThrow().bounds());
    }

    @Test
    void theAddressOfATrunkHasThePlaceOfTheNumber() throws IOException {
        assertEquals(
                List.of(
                        "1:19: 'address' expects a SIP address with {number} before the '@', such"
                                + " as sip:{number}@192.0.2.10:5060, found the quoted text"
                                + " 'sip:100@192.0.2.10'"),
                problems("trunk: { address: 'sip:100@192.0.2.10' }\nqueues: { a: {} }"));
    }

    @Test
    void featureCodesAreThoseThatAreSaidAndElseTheUsualOnes() throws IOException {
        EngineSettings settings =
                settings(
                        OUTSIDE
                                + "queues: { sales: {} }\n"
                                + "feature_codes: { pause: '*55', outbound: { '9': sales } }");
        FeatureCodes codes = settings.rules().featureCodes().orElseThrow();
        assertEquals(Optional.of("*55"), codes.code(Feature.PAUSE));
        assertEquals(Optional.of("*11"), codes.code(Feature.SIGN_IN));
        assertEquals(Map.of("9", new QueueId("sales")), codes.outbound());
        assertEquals(
                Optional.empty(),
                settings("queues: { a: {} }\nfeature_codes: none").rules().featureCodes());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ pause: '*11' } | 2:25: '*11' cannot be told from '*11' while it is dialled",
                "{ pause: '*1' } | 2:25: '*1' cannot be told from '*11' while it is dialled",
                "{ pause: '*x' } | 2:25: 'pause' expects 1 to 8 of 0-9, '*' and '#', found the quoted text '*x'",
                "{ sign_in: '20' } | 3:42: number '201' begins with the feature code '20'",
                "off | 2:16: 'feature_codes' expects a map of codes, or none, found 'off'",
                "{ outbound: { '9': sales } } | 2:18: calling outside needs a 'trunk', which says how numbers outside are reached"
            })
    void aPhoneCanTellEveryCodeFromTheOthersAndFromNumbers(String codes, String problem)
            throws IOException {
        String text =
                "queues: { sales: {} }\nfeature_codes: "
                        + codes
                        + "\nagents: { ann: { password: a,            number: '201' } }";
        assertTrue(problems(text).contains(problem), () -> read(text));
    }

    @Test
    void whatIsKeptAskedAndToldIsRead() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "A".repeat(43) + "=\n");
        Path secret = Files.writeString(folder.resolve("secret"), "0123456789abcdef\n");
        for (Path file : List.of(key, secret)) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        }
        AroundCalls services =
                settings(
                                """
                                queues: { support: { short_abandon: 2s } }
                                recordings: { folder: tapes, keep: 30d, key_file: key }
                                voicemail: { keep: 7d }
                                contacts: { keep: 10d, most: 5000 }
                                journal: { keep: 3d, most: 2GiB }
                                dips: { allowed: [ 10.0.0.5, crm.internal ], answer: 8KiB,
                                        breaker: { failures: 2, open: 1m } }
                                alerts:
                                  - { when: waiting, queue: support, over: 10, for: 10s }
                                  - { when: service_level, queue: support, under: 70.5 }
                                  - { when: error_rate, over: 5 }
                                webhooks:
                                  - { url: "https://hooks.example/x", events: [ alert, call ],
                                      secret_file: secret }
                                """)
                        .services();
        assertEquals(folder.resolve("tapes"), services.recordings().folder());
        assertEquals(Duration.ofDays(30), services.recordings().keep());
        assertTrue(services.recordings().key().isPresent());
        assertEquals(Duration.ofDays(7), services.voicemail().keep());
        assertEquals(5_000, services.contacts().most());
        assertEquals(
                new JournalRetention(Duration.ofDays(3), 2 * JournalRetention.GIB),
                services.journal());
        assertEquals(List.of("10.0.0.5", "crm.internal"), services.dips().allowed());
        assertEquals(8_192, services.dips().mostAnswer());
        assertEquals(Duration.ofMinutes(1), services.dips().breakerOpen());
        assertEquals(
                List.of(
                        new AlertRule.Waiting(SUPPORT, 10, Duration.ofSeconds(10)),
                        new AlertRule.ServiceLevel(
                                SUPPORT,
                                70.5,
                                Duration.ofMinutes(30),
                                10,
                                Duration.ofSeconds(20),
                                Duration.ofSeconds(2)),
                        new AlertRule.ErrorRate(5, Duration.ofMinutes(5))),
                services.alerts());
        Webhook webhook = services.webhooks().getFirst();
        assertEquals(
                new TreeSet<>(List.of(Webhook.Kind.ALERT, Webhook.Kind.CALL)), webhook.events());
        assertTrue(webhook.secret().isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "recordings: { keep: 0d } | 2:21: expected whole days from 1d to 3650d such as 90d, but found 0d",
                "recordings: { keep: 3h } | 2:21: 'keep' expects whole days from 1d to 3650d such as 90d, found '3h'",
                "recordings: { key_file: gone } | 2:25: there is no file gone",
                "recordings: { key_file: open } | 2:25: the file open is open to everybody (rw-r--r--): chmod 600 takes that away",
                "recordings: { key_file: short } | 2:25: short: a key of 3 bytes; expected a key of 32 bytes in base64, as 'head -c 32 /dev/urandom ! base64' makes it",
                "dips: { allowed: [ 'http://x' ] } | 2:20: 'allowed' expects an address (10.0.0.5), a range (192.168.1.0/24) or the name of a host (crm.internal), found 'http://x'",
                "journal: { most: 0GiB } | 2:18: expected a size from 1GiB to 1024GiB, but found 0GiB",
                "journal: { most: 2 } | 2:18: 'most' expects a size from 1GiB to 1024GiB, found '2'",
                "dips: { answer: 65KiB } | 2:17: expected a size from 1KiB to 64KiB, but found 65KiB",
                "alerts: [ { when: waiting, queue: suport, over: 1 } ] | 2:35: no queue is called 'suport', did you mean 'support'?",
                "alerts: [ { when: waiting, queue: support } ] | 2:11: missing key 'over'",
                "alerts: [ { when: often } ] | 2:19: 'when' expects waiting or longest_wait or service_level or ready_agents or error_rate, found 'often'",
                "webhooks: [ { url: 'ftp://a', events: [ call ] } ] | 2:20: a webhook's url must begin with https:// or http://",
                "webhooks: [ { url: 'https://a', events: [ calls ] } ] | 2:43: item 1 of 'events' expects alert or call or agent or callback or voicemail, found 'calls', did you mean 'call'?"
            })
    void whatCannotBeKeptAskedOrToldIsRefusedWhereItStands(String line, String problem)
            throws IOException {
        Files.writeString(folder.resolve("open"), "A".repeat(43) + "=\n");
        Path tooShort = Files.writeString(folder.resolve("short"), "QUFB\n");
        Files.setPosixFilePermissions(
                folder.resolve("open"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.setPosixFilePermissions(tooShort, PosixFilePermissions.fromString("rw-------"));
        assertEquals(
                List.of(problem.replace(" ! ", " | ")),
                problems("queues: { support: {} }\n" + line));
    }
}
