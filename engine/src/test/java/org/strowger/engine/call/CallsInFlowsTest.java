package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.strowger.engine.HandClock;
import org.strowger.engine.flow.Around;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.SilentSpeech;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.LeaveReason;
import org.strowger.engine.routing.Preferred;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.CallInLine;
import org.strowger.engine.routing.SkillNeed;
import org.strowger.flow.FlowEvent;
import org.strowger.flow.NodeId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;

/// What flows have calls do: each test has a flow of its own.
class CallsInFlowsTest {
    private static final LegId IN = new LegId("in");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final AgentId ANNA = new AgentId("anna");

    @TempDir Path folder;
    private final HandClock clock = new HandClock();
    private final Vertx vertx = Vertx.vertx();
    private final FakeTelephony network = new FakeTelephony();
    private final FakeRouting routing = new FakeRouting(clock);
    private final List<TelephonyCommand> commands = new ArrayList<>();
    private FlowLibrary flows;
    private FakeServices services;
    private CallSessions sessions;

    @BeforeEach
    void openForCalls() throws Exception {
        Files.createDirectories(folder.resolve("flows"));
        Files.createDirectories(folder.resolve("calendars"));
        flows =
                new FlowLibrary(
                        folder.resolve("flows"),
                        folder.resolve("calendars"),
                        Around.of(Set.of("support"), Set.of("english")),
                        new PromptLibrary(
                                folder.resolve("prompts"),
                                folder.resolve("spoken"),
                                new SilentSpeech()));
        services = new FakeServices(flows, _ -> Optional.of("main"));
        sessions =
                new CallSessions(
                        Loop.of(vertx, vertx.getOrCreateContext()),
                        clock,
                        services,
                        new SimpleMeterRegistry());
        sessions.apply(CentreRules.standard(), List.of(anna()));
        sessions.connect(network, routing);
        publish(
                routing.carryOut(
                        new ApplyPolicy(
                                clock.instant(),
                                RoutingPolicy.of(
                                        "one",
                                        new TreeMap<>(Map.of(SUPPORT, QueuePolicy.standard()))))));
        clock.pass(Duration.ofSeconds(1));
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try {
            tell(new LegEnded(clock.instant(), IN, HangupCause.NORMAL));
            routing();
            assertEquals(new CallSessions.Kept(0, 0, 0), got(sessions.kept()));
            assertEquals(List.of(), routing.snapshot().calls());
        } finally {
            got(vertx.close());
        }
    }

    private static AgentProfile anna() {
        return new AgentProfile(
                ANNA,
                "Anna",
                new Endpoint("anna"),
                RoutingProfile.of(new TreeMap<>(Map.of("english", 7))));
    }

    // Questions.

    @Test
    void digitsAreCollectedAndSaidBack() throws Exception {
        flow(
                """
                start: ask
                vars: { account: string }
                nodes:
                  ask: { collect: { into: account, prompt: goodbye, max: 4, give_up: hangup }, next: say }
                  say: { say: { say_as: digits, value: account }, next: hangup }
                """);
        calls("0800");
        expect("answer", "play goodbye");
        press("4071");
        expect(
                "stop playing",
                "play "
                        + Stream.of("four", "zero", "seven", "one")
                                .map(word -> spoken("en-GB", word))
                                .collect(Collectors.joining("+")));
        played();
        expect("hang up: NORMAL");
    }

    @Test
    void whyACallIsHungUpOnIsLogged() throws Exception {
        flow(
                """
                start: a
                limits: { max_steps: 2 }
                nodes:
                  a: { set: { priority: "1" }, next: b }
                  b: { set: { priority: "2" }, next: c }
                  c: { set: { priority: "3" }, next: hangup }
                """);
        Logger sessionsOwn = (Logger) LoggerFactory.getLogger(FlowGuide.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        sessionsOwn.addAppender(log);
        try {
            calls("0800");
            expect("answer", "hang up: NORMAL");
        } finally {
            sessionsOwn.detachAppender(log);
        }
        assertEquals(
                List.of(
                        "in: main.c failed: the call came through more than 2 nodes",
                        "in: hangs up, TOO_FAR"),
                log.list.stream().map(ILoggingEvent::getFormattedMessage).toList());
    }

    @Test
    void secretDigitsAreInNoLogAtAnyLevel() throws Exception {
        flow(
                """
                start: ask
                vars: { pin: { type: string, secret: true } }
                nodes:
                  ask: { collect: { into: pin, secret: true, prompt: goodbye, max: 6, give_up: hangup }, next: hangup }
                """);
        Logger everything = (Logger) LoggerFactory.getLogger("org.strowger");
        Level before = everything.getLevel();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        everything.addAppender(log);
        everything.setLevel(Level.TRACE);
        try {
            calls("0800");
            press("739164");
            assertTrue(tellings().contains("hang up: NORMAL"));
        } finally {
            everything.setLevel(before);
            everything.detachAppender(log);
        }
        assertFalse(log.list.isEmpty());
        for (ILoggingEvent event : log.list) {
            assertFalse(
                    event.getFormattedMessage().matches(".*(\\b[739164]\\b|739164).*"),
                    event::getFormattedMessage);
        }
    }

    @Test
    void theLanguageThatTheCallerChoosesIsTheOneTheyHear() throws Exception {
        flow(
                """
                languages: [en-GB, de-DE]
                start: choose
                nodes:
                  choose: { menu: { prompt: goodbye, choices: { 1: english, 2: german }, give_up: hangup } }
                  english: { set: { language: "'en-GB'" }, next: welcome }
                  german: { set: { language: "'de-DE'" }, next: welcome }
                  welcome: { say: { text: { en-GB: Welcome, de-DE: Willkommen } }, next: hangup }
                """);
        calls("0800");
        press("2");
        expect("answer", "play goodbye", "stop playing", "play " + spoken("de-DE", "Willkommen"));
    }

    @Test
    void aSubFlowTakesParametersAndItsResultCounts() throws Exception {
        Files.writeString(
                folder.resolve("flows/rate.yaml"),
                """
                flow: rate
                schema: 1
                language: en-GB
                start: which
                takes: { tier: string }
                returns: int
                nodes:
                  which: { switch: [ { if: "tier == 'gold'", go: gold }, { go: other } ] }
                  gold: { return: "30" }
                  other: { return: "1" }
                """);
        flow(
                """
                start: rate
                vars: { rank: { type: int, default: 0 } }
                nodes:
                  rate: { call: { flow: rate, with: { tier: "'gold'" }, into: rank }, next: line }
                  line: { queue: { name: support, priority: "rank + 5" } }
                """);
        calls("0800");
        routing();
        assertEquals(35, inLine().priority());
    }

    // Hours.

    @Test
    void hoursGoByTheCalendarAndByTheHandThatClosesIt() throws Exception {
        Files.writeString(
                folder.resolve("calendars/office.yaml"),
                """
                calendar: office
                schema: 1
                zone: UTC
                hours: { mon-sun: ["00:00-24:00"] }
                """);
        flow(
                """
                start: hours
                nodes:
                  hours: { hours: { calendar: office, open: in, closed: shut, emergency: storm } }
                  in: { say: goodbye, next: hangup }
                  shut: { say: not-valid, next: hangup }
                  storm: { say: did-not-hear, next: hangup }
                """);
        calls("0800");
        expect("answer", "play goodbye");
        tell(new LegEnded(clock.instant(), IN, HangupCause.NORMAL));
        services.closed.add("office");
        calls("0800");
        expect("answer", "play did-not-hear");
    }

    // The line.

    @Test
    void priorityAndPreferredAgentComeFromExpressions() throws Exception {
        flow(
                """
                start: line
                vars: { last_agent: { type: string, default: anna } }
                nodes:
                  line:
                    queue:
                      name: support
                      priority: "caller.number == '5551234' ? 9 : 1"
                      skills: { english: 5 }
                      prefer: last_agent
                      prefer_for: 20s
                """);
        calls("0800");
        routing();
        assertEquals(9, inLine().priority());
        assertEquals(SkillNeed.atLeast("english", 5), inLine().need());
        assertEquals(
                Optional.of(new Preferred(ANNA, Duration.ofSeconds(20))), inLine().preferred());
    }

    @Test
    void nobodyWaitsForAnAgentWhomNobodyKnows() throws Exception {
        flow(
                """
                start: line
                nodes:
                  line: { queue: { name: support, prefer: "'somebody' + ' ' + caller.name" } }
                """);
        calls("0800");
        routing();
        assertEquals(Optional.empty(), inLine().preferred());
    }

    @Test
    void callersAreToldTheirPlaceAndTheirWait() throws Exception {
        flow(
                """
                start: line
                nodes:
                  line: { queue: { name: support, announce_place: 10s, announce_wait: 10s } }
                """);
        routing.expectedWait(Duration.ofSeconds(200));
        calls("0800");
        routing();
        expect("answer", "music");
        clock.pass(Duration.ofSeconds(11));
        press("0");
        expect("play you-are-number+number-1+in-line+wait-is-about+number-4+minute-other");
    }

    @Test
    void aWaitThatNobodyKnowsIsNotTold() throws Exception {
        flow(
                """
                start: line
                nodes:
                  line: { queue: { name: support, announce_wait: 10s } }
                """);
        calls("0800");
        routing();
        expect("answer", "music");
        clock.pass(Duration.ofSeconds(11));
        press("0");
        expect();
    }

    @Test
    void wordsOfComfortComeWhenTheyAreDue() throws Exception {
        flow(
                """
                start: line
                nodes:
                  line: { queue: { name: support, comfort: [ { after: 30s, say: goodbye } ] } }
                """);
        calls("0800");
        routing();
        expect("answer", "music");
        clock.pass(Duration.ofSeconds(31));
        press("0");
        expect("play goodbye");
    }

    @Test
    void aKeyLeavesTheLineAfterItsWords() throws Exception {
        flow(
                """
                start: line
                nodes:
                  line: { queue: { name: support, keys: { 1: { go: other, say: goodbye } } } }
                  other: { say: not-valid, next: hangup }
                """);
        calls("0800");
        routing();
        press("1");
        expect("answer", "music", "play goodbye");
        assertEquals(1, routing.snapshot().calls().size());
        played();
        expect("stop music", "play not-valid");
        List<RoutingEvent> left = routing.carryOut();
        assertEquals(
                List.of(LeaveReason.CHOSE_TO_LEAVE),
                left.stream()
                        .filter(e -> e instanceof RoutingEvent.CallLeftQueue)
                        .map(e -> ((RoutingEvent.CallLeftQueue) e).reason())
                        .toList());
        publish(left);
    }

    @Test
    void expressionsKnowHowQueuesStand() throws Exception {
        flow(
                """
                start: busy
                nodes:
                  busy: { switch: [ { if: "waiting('support') == 1 && ready('support') == 0", go: full }, { go: line } ] }
                  full: { say: not-valid, next: hangup }
                  line: { queue: { name: support } }
                """);
        publish(
                routing.carryOut(
                        new RoutingCommand.EnqueueCall(
                                clock.instant(),
                                new CallId("other"),
                                SUPPORT,
                                0,
                                SkillNeed.none())));
        calls("0800");
        expect("answer", "play not-valid");
        publish(
                routing.carryOut(
                        new RoutingCommand.LeaveQueue(
                                clock.instant(), new CallId("other"), LeaveReason.NODE_LOST)));
    }

    @Test
    void aQuestionAboutQueuesThatIsNotAnsweredHoldsNobodyUp() throws Exception {
        flow(
                """
                start: busy
                defaults: { on_error: sorry }
                nodes:
                  busy: { switch: [ { if: "waiting('support') > 3", go: hangup }, { go: hangup } ] }
                  sorry: { say: { prompt: not-valid, barge_in: false }, next: hangup }
                """);
        routing.silent();
        calls("0800");
        expect("answer");
        clock.pass(Duration.ofSeconds(2));
        press("0");
        expect("play not-valid");
    }

    // After the caller.

    @Test
    @Timeout(20)
    void whatAFlowDoesAfterTheCallerHungUpIsDoneInSilence() throws Exception {
        flow(
                """
                start: words
                on_hangup: tidy
                vars: { busy: { type: bool, default: false } }
                nodes:
                  words: { say: goodbye, next: hangup }
                  tidy: { set: { busy: "waiting('support') > 0" }, milestone: tidied, next: end }
                  end: { hangup: true }
                """);
        calls("0800");
        expect("answer", "play goodbye");
        tell(new LegEnded(clock.instant(), IN, HangupCause.NORMAL));
        while (got(sessions.kept()).calls() > 0) {
            Thread.onSpinWait();
        }
        expect();
        assertTrue(
                services.counted.contains(
                        new FlowEvent.NodeEntered(
                                "main", new NodeId("tidy"), Optional.of("tidied"))));
    }

    // Figures.

    @Test
    void everyNodeIsCountedWithTheWayOutOfIt() throws Exception {
        flow(
                """
                start: words
                nodes:
                  words: { say: { prompt: goodbye, barge_in: false }, milestone: greeted, next: menu }
                  menu: { menu: { prompt: not-valid, choices: { 1: hangup }, give_up: hangup } }
                """);
        calls("0800");
        clock.pass(Duration.ofSeconds(3));
        played();
        tell(new LegEnded(clock.instant(), IN, HangupCause.NORMAL));
        assertEquals(
                List.of(
                        new FlowEvent.NodeEntered(
                                "main", new NodeId("words"), Optional.of("greeted")),
                        new FlowEvent.NodeLeft(
                                "main", new NodeId("words"), "next", Duration.ofSeconds(3)),
                        new FlowEvent.NodeEntered("main", new NodeId("menu"), Optional.empty()),
                        new FlowEvent.NodeLeft(
                                "main", new NodeId("menu"), "caller_hung_up", Duration.ZERO)),
                List.copyOf(services.counted));
    }

    @Test
    void aCallKeepsTheFlowThatItBeganWith() throws Exception {
        String text =
                """
                start: menu
                nodes:
                  menu: { menu: { prompt: goodbye, choices: { 1: words }, give_up: hangup } }
                  words: { say: not-valid, next: hangup }
                """;
        flow(text);
        calls("0800");
        flow(text.replace("say: not-valid", "say: did-not-hear"));
        press("1");
        expect("answer", "play goodbye", "stop playing", "play not-valid");
        tell(new LegEnded(clock.instant(), IN, HangupCause.NORMAL));
        calls("0800");
        press("1");
        expect("answer", "play goodbye", "stop playing", "play did-not-hear");
    }

    // The centre.

    private void flow(String text) throws IOException {
        Files.writeString(
                folder.resolve("flows/main.yaml"),
                "flow: main\nschema: 1\nlanguage: en-GB\n" + text);
        flows.reload();
        assertEquals(List.of(), flows.problems());
    }

    private void calls(String number) throws Exception {
        tell(new CallArrived(clock.instant(), IN, new Party("5551234", "Zoe"), number));
        tell(new LegAnswered(clock.instant(), IN));
    }

    private void press(String keys) throws Exception {
        for (int i = 0; i < keys.length(); i++) {
            tell(new DigitPressed(clock.instant(), IN, keys.charAt(i)));
        }
    }

    private void played() throws Exception {
        commands.addAll(network.commands());
        Play last =
                commands.stream()
                        .filter(command -> command instanceof Play)
                        .map(command -> (Play) command)
                        .toList()
                        .getLast();
        tell(new PlaybackEnded(clock.instant(), IN, last.id(), true));
    }

    /// What speech is called: by the hash of what is said.
    private static String spoken(String language, String text) {
        try {
            byte[] content = (language + '\n' + text).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private CallInLine inLine() {
        return routing.snapshot().calls().getFirst();
    }

    private void tell(TelephonyEvent event) throws Exception {
        sessions.on(event);
        settled();
    }

    private void publish(List<RoutingEvent> events) throws Exception {
        sessions.on(events);
        settled();
    }

    private void routing() throws Exception {
        for (List<RoutingEvent> e = routing.carryOut(); !e.isEmpty(); e = routing.carryOut()) {
            publish(e);
        }
    }

    /// An answer that the event loop gives itself comes one turn later.
    private void settled() throws Exception {
        got(sessions.kept());
        got(sessions.kept());
    }

    private static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private List<String> tellings() {
        List<TelephonyCommand> asked = network.commands();
        commands.addAll(asked);
        return asked.stream().map(CallsInFlowsTest::told).toList();
    }

    /// Exactly these commands, since the last time.
    private void expect(String... expected) {
        assertEquals(List.of(expected), tellings());
    }

    private static String told(TelephonyCommand command) {
        return FakeTelephony.told(command)
                .replace(" to in", "")
                .replace(" in", "")
                .replace("no music", "stop music")
                .replaceAll("/prompts/en-GB/", "")
                .replace(".wav", "");
    }
}
