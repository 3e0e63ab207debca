package org.strowger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Destination;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.RecordingStore;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.peers.Ports;
import org.strowger.telephony.sip.SipSettings;
import org.strowger.telephony.sip.SipSettings.Registration;
import org.strowger.telephony.sip.SipSettings.Secret;
import org.strowger.telephony.sip.SipTelephony;

/// A running engine whose settings file is written anew; phones and callers are a SIP network of
/// their own.
class LiveSettingsTest {
    private static final AgentId ANNA = new AgentId("anna");
    private static final AgentId BEN = new AgentId("ben");
    private static final QueueId SUPPORT = new QueueId("support");
    private static final QueueId SALES = new QueueId("sales");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String FLOW =
            """
            flow: %s
            schema: 1
            language: en-GB
            start: line
            nodes:
              line: { queue: { name: support } }
            """;

    private static final Path BUILT_IN = Path.of("src/main/resources/prompts/en-GB");

    @TempDir Path folder;
    private final int sipPort = Ports.free();
    private final int media = Ports.freeRun(40);
    private Engine engine;
    private @Nullable SipTelephony phones;
    private final LinkedBlockingQueue<TelephonyEvent> heard = new LinkedBlockingQueue<>();

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(folder.resolve("flows"));
        for (String flow : List.of("main-line", "second")) {
            Files.writeString(
                    folder.resolve("flows").resolve(flow + ".yaml"), FLOW.formatted(flow));
        }
        Path prompts = Files.createDirectories(folder.resolve("prompts/en-GB"));
        Files.copy(BUILT_IN.resolve("signed-in.wav"), prompts.resolve("beep.wav"));
        write(usual());
        var settings =
                switch (SettingsFile.read(file(), Map.of())) {
                    case SettingsFile.Result.Ok(var ok) -> ok;
                    case SettingsFile.Result.Refused(var problems) ->
                            throw new IllegalStateException(problems.toString());
                };
        engine = Engine.start(settings, (_, _, _) -> new byte[800]);
        engine.watch(file(), Map.of());
    }

    @AfterEach
    void stop() {
        if (phones != null) {
            phones.close();
        }
        engine.close();
    }

    private Path file() {
        return folder.resolve("strowger.yaml");
    }

    /// As an editor does it: nobody sees half of it.
    private void write(String text) throws IOException {
        Path written = Files.writeString(folder.resolve("new"), text);
        Files.move(written, file(), StandardCopyOption.ATOMIC_MOVE);
    }

    private String usual() {
        return """
        sip: { port: %d, media_ports: %d-%d, max_legs: 20 }
        http: { port: 0 }
        numbers: { "100": main-line }
        queues:
          support: { ring_time: 20s }
        agents:
          anna: { password: anna-secret, skills: { english: 10 } }
          ben: { password: ben-secret }
        """
                .formatted(sipPort, media, media + 39);
    }

    private String usual(String old, String by) {
        assertTrue(usual().contains(old), old);
        return usual().replace(old, by);
    }

    private static void await(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!isSo.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, what);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private RoutingSnapshot routing() {
        try {
            return engine.routing()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Set<AgentId> signedIn() {
        return routing().agents().stream().map(SignedInAgent::id).collect(Collectors.toSet());
    }

    private RoutingProfile profile(AgentId agent) {
        return routing().agents().stream()
                .filter(signedIn -> signedIn.id().equals(agent))
                .findFirst()
                .orElseThrow()
                .profile();
    }

    private Duration ringTime(QueueId queue) {
        return Optional.ofNullable(routing().policy().queues().get(queue))
                .map(QueuePolicy::ringTime)
                .orElse(Duration.ZERO);
    }

    private void phonesOf(String... users) throws IOException {
        String registrar = "127.0.0.1:" + sipPort;
        int first = Ports.freeRun(20);
        phones =
                SipTelephony.bind(
                        new SipSettings(
                                InetAddress.getLoopbackAddress(),
                                Ports.free(),
                                first,
                                first + 19,
                                "phones",
                                Map.of(),
                                Optional.empty(),
                                Stream.of(users)
                                        .map(
                                                user ->
                                                        new Registration(
                                                                registrar,
                                                                user,
                                                                new Secret(user + "-secret"),
                                                                Duration.ofMinutes(10)))
                                        .toList(),
                                10),
                        heard::add,
                        RecordingStore.NONE,
                        InstantSource.system(),
                        new SimpleMeterRegistry());
        phones.start();
    }

    private void dial(String leg, String number) {
        Objects.requireNonNull(phones)
                .send(
                        new TelephonyCommand.Dial(
                                new CommandId(leg),
                                new LegId(leg),
                                new Destination.Address(
                                        "sip:%s@127.0.0.1:%d".formatted(number, sipPort)),
                                new Party("441134960000", "A caller"),
                                Duration.ofSeconds(20)));
    }

    private TelephonyEvent next(Class<? extends TelephonyEvent> kind) throws Exception {
        while (true) {
            TelephonyEvent event = heard.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertTrue(event != null, "no " + kind);
            if (kind.isInstance(event)) {
                return event;
            }
        }
    }

    private String status() throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(URI.create(engine.url() + "status")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }

    @Test
    void aChangedQueueIsInForceForTheNextOffer() throws Exception {
        write(usual("ring_time: 20s", "ring_time: 7s"));
        await("the new ring time", () -> ringTime(SUPPORT).equals(Duration.ofSeconds(7)));
    }

    @Test
    void aQueueThatIsAddedTakesCalls() throws Exception {
        write(usual("queues:\n", "queues:\n  sales: { ring_time: 9s }\n"));
        await("the new queue", () -> ringTime(SALES).equals(Duration.ofSeconds(9)));
        await(
                "flows may name it",
                () ->
                        Set.of("sales", "support")
                                .equals(engine.settings().surroundings().queues().orElseThrow()));
    }

    @Test
    void anAgentGetsAnotherProfileWithoutSigningInAgain() throws Exception {
        phonesOf("anna", "ben");
        await("both signed in", () -> signedIn().equals(Set.of(ANNA, BEN)));
        write(usual("english: 10", "english: 3, french: 2"));
        await(
                "the new skills",
                () -> profile(ANNA).skills().equals(Map.of("english", 3, "french", 2)));
        assertEquals(Set.of(ANNA, BEN), signedIn());
    }

    @Test
    void anAgentWhoIsRemovedIsSignedOutAndTheOtherStays() throws Exception {
        phonesOf("anna", "ben");
        await("both signed in", () -> signedIn().equals(Set.of(ANNA, BEN)));
        write(usual("  ben: { password: ben-secret }\n", ""));
        await("ben has gone", () -> signedIn().equals(Set.of(ANNA)));
    }

    @Test
    void aPhoneThatIsAddedCanRegister() throws Exception {
        write(usual() + "  dora: { password: dora-secret }\n");
        await("dora is an agent", () -> engine.settings().agents().size() == 3);
        phonesOf("dora");
        await("dora has signed in", () -> signedIn().equals(Set.of(new AgentId("dora"))));
    }

    @Test
    void aPhoneWithAnotherPasswordIsNoLongerRegistered() throws Exception {
        phonesOf("anna", "ben");
        await("both signed in", () -> signedIn().equals(Set.of(ANNA, BEN)));
        write(usual("anna-secret", "another"));
        await("anna has gone", () -> signedIn().equals(Set.of(BEN)));
    }

    @Test
    void aNewNumberIsAnsweredAndAWaitingCallerNoticesNothing() throws Exception {
        phonesOf();
        dial("first", "100");
        next(LegAnswered.class);
        await("the caller waits", () -> routing().calls().size() == 1);
        CallId waiting = routing().calls().getFirst().id();
        dial("too-early", "200");
        LegFailed refused = (LegFailed) next(LegFailed.class);
        assertEquals(HangupCause.UNKNOWN_NUMBER, refused.cause());

        write(usual("\"100\": main-line", "\"100\": main-line, \"200\": second"));
        await("the number is known", () -> engine.settings().numbers().containsKey("200"));
        dial("second", "200");
        next(LegAnswered.class);
        await("both wait", () -> routing().calls().size() == 2);
        assertTrue(routing().calls().stream().anyMatch(call -> call.id().equals(waiting)));
    }

    @Test
    void settingsWithAMistakeChangeNothingAndAreAProblem() throws Exception {
        write(usual("ring_time: 20s", "ring_time: soon"));
        await("the problem is shown", () -> statusSays("'ring_time' expects a duration"));
        assertEquals(Duration.ofSeconds(20), ringTime(SUPPORT));
        write(usual("ring_time: 20s", "ring_time: 8s"));
        await("the mended file is in force", () -> ringTime(SUPPORT).equals(Duration.ofSeconds(8)));
        await("no problem is left", () -> !statusSays("ring_time"));
    }

    private boolean statusSays(String text) {
        try {
            return status().contains(text);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aNumberWithoutAFlowIsRefusedAndWhatElseChangedWithIt() throws Exception {
        write(
                usual("\"100\": main-line", "\"100\": main-line, \"300\": third")
                        .replace("ring_time: 20s", "ring_time: 7s"));
        await("the problem is shown", () -> statusSays("numbers.300 names the flow 'third'"));
        assertEquals(Duration.ofSeconds(20), ringTime(SUPPORT));
        Files.writeString(folder.resolve("flows/third.yaml"), FLOW.formatted("third"));
        await("it is taken when the flow is there", () -> ringTime(SUPPORT).toSeconds() == 7);
    }

    @Test
    void whatNeedsARestartStaysAndTheRestIsTaken() throws Exception {
        write(usual("max_legs: 20", "max_legs: 30").replace("ring_time: 20s", "ring_time: 7s"));
        await("the new ring time", () -> ringTime(SUPPORT).equals(Duration.ofSeconds(7)));
        assertEquals(20, engine.settings().sip().maxLegs());
    }

    @Test
    void aTableBesideTheSettingsIsWatchedToo() throws Exception {
        Files.writeString(folder.resolve("queues.csv"), "id,ring_time\nsupport,6s\n");
        write(usual("queues:\n  support: { ring_time: 20s }", "queues: queues.csv"));
        await("the table's ring time", () -> ringTime(SUPPORT).toSeconds() == 6);
        Files.writeString(folder.resolve("queues.csv"), "id,ring_time\nsupport,5s\n");
        await("the new one", () -> ringTime(SUPPORT).toSeconds() == 5);
    }
}
