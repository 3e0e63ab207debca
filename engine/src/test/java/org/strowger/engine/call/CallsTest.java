package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.strowger.engine.HandClock;
import org.strowger.engine.flow.Around;
import org.strowger.engine.flow.FlowLibrary;
import org.strowger.engine.flow.PromptLibrary;
import org.strowger.engine.flow.SilentSpeech;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingCommand;
import org.strowger.engine.routing.RoutingCommand.ApplyPolicy;
import org.strowger.engine.routing.RoutingEvent;
import org.strowger.engine.routing.RoutingPolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.engine.routing.RoutingSnapshot.Phase;
import org.strowger.engine.routing.RoutingSnapshot.SignedInAgent;
import org.strowger.telephony.CommandId;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyCommand;
import org.strowger.telephony.TelephonyCommand.Dial;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;

/// A centre in which calls are tried, event by event: a network that only writes down what it is
/// asked, and a real routing core whose answers the test holds back as it likes. After each test
/// nothing may be left: no call, leg, timer or talk.
abstract class CallsTest {
    static final AgentId ANNA = new AgentId("anna");
    static final AgentId BEN = new AgentId("ben");
    static final QueueId SUPPORT = new QueueId("support");
    static final QueueId SALES = new QueueId("sales");
    static final CallId CALL = new CallId("in");
    static final LegId IN = new LegId("in");
    static final Duration RING = Duration.ofSeconds(15);

    static final String FLOW =
            """
            flow: main-line
            schema: 1
            language: en-GB
            start: main
            nodes:
              main:
                menu:
                  prompt: goodbye
                  choices: { 1: support, 2: sales, 3: nowhere, 9: hurried }
                  input: { first_digit: 100ms, attempts: 1 }
                  give_up: hangup
              support: { queue: { name: support, max_wait: 10m, on_timeout: sales, on_full: sorry }, next: sorry }
              sales: { queue: { name: sales, announce_place: 5s, on_full: sorry } }
              nowhere: { queue: { name: removed, on_no_agents: sorry } }
              hurried: { queue: { name: sales, max_wait: 1s, on_timeout: sorry } }
              sorry: { say: { prompt: not-valid, barge_in: false }, next: hangup }
            """;

    @TempDir Path folder;
    final HandClock clock = new HandClock();
    final Vertx vertx = Vertx.vertx();
    final FakeTelephony network = new FakeTelephony();
    final FakeRouting routing = new FakeRouting(clock);
    final List<TelephonyCommand> commands = new ArrayList<>();
    FlowLibrary flows;
    FakeServices services;
    CallSessions sessions;

    @BeforeEach
    void openForCalls() throws Exception {
        Files.writeString(folder.resolve("main-line.yaml"), FLOW);
        flows =
                new FlowLibrary(
                        folder,
                        folder.resolve("calendars"),
                        Around.of(Set.of("support", "sales", "removed"), Set.of("english")),
                        new PromptLibrary(
                                folder.resolve("prompts"),
                                folder.resolve("spoken"),
                                new SilentSpeech()));
        reload();
        services =
                new FakeServices(
                        flows,
                        number ->
                                number.equals("100") ? Optional.of("main-line") : Optional.empty());
        sessions = new CallSessions(calls(), clock, services, new SimpleMeterRegistry());
        sessions.apply(CentreRules.standard(), List.of(configured(ANNA), configured(BEN)));
        sessions.connect(network, routing);
        policy(Duration.ofSeconds(5), 2);
        clock.pass(Duration.ofSeconds(1));
    }

    HandTimers timers = new HandTimers(clock);

    /// What calls are on. Timers of a process that is gone ring nobody.
    Loop calls() {
        timers = new HandTimers(clock);
        return timers.in(loop());
    }

    int linesBusy() throws Exception {
        Promise<Integer> busy = Promise.promise();
        sessions.desk().onLoop(() -> busy.complete(sessions.desk().outside().busy()));
        return got(busy.future());
    }

    /// Where calls are owned.
    Loop loop() {
        return Loop.of(vertx, vertx.getOrCreateContext());
    }

    void reload() {
        flows.reload();
        assertEquals(List.of(), flows.problems());
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        try {
            clock.pass(Duration.ofMinutes(1));
            routing();
            assertEquals(new CallSessions.Kept(0, 0, 0), got(sessions.kept()));
            assertEquals(List.of(), routing.snapshot().calls());
            assertEquals(Set.of(), services.begun.keySet());
            assertTrue(
                    routing.snapshot().agents().stream()
                            .flatMap(agent -> agent.contacts().stream())
                            .noneMatch(contact -> contact.phase() instanceof Phase.Talking),
                    () -> "an agent talks to nobody: " + routing.snapshot());
            expect();
        } finally {
            got(vertx.close());
        }
    }

    // The stages of a call.

    void inMenu(LegId leg) throws Exception {
        tell(arrives(leg, "100"));
        tell(answered(leg));
        expect("answer " + leg, "play goodbye to " + leg);
    }

    void inLine(LegId leg) throws Exception {
        inMenu(leg);
        tell(key(leg, '1'));
        expect("stop playing to " + leg, "music to " + leg);
    }

    LegId ringing() throws Exception {
        signIn(ANNA);
        inLine(IN);
        routing();
        return expectDial("anna", "dial anna as LEG for 17s");
    }

    LegId talking() throws Exception {
        LegId anna = ringing();
        tell(answered(anna));
        routing();
        expect("bridge in with " + anna);
        return anna;
    }

    /// The caller gives up, and with them a test that is over.
    void leave() throws Exception {
        tell(ended(IN));
        routing();
        expect();
    }

    void hangUpWhileRinging(LegId agent) throws Exception {
        tell(ended(IN));
        expect("hang up " + agent + ": CANCELLED");
        tell(failed(agent, HangupCause.CANCELLED));
        routing();
    }

    // The network and the routing core.

    void tell(TelephonyEvent event) throws Exception {
        sessions.on(event);
        settled();
    }

    void publish(List<RoutingEvent> events) throws Exception {
        sessions.on(events);
        settled();
    }

    /// Has the routing core do what it was asked, and what comes of that, to the end.
    void routing() throws Exception {
        for (List<RoutingEvent> e = routing.carryOut(); !e.isEmpty(); e = routing.carryOut()) {
            publish(e);
        }
    }

    /// Waits until the core is told again what it had no time for; that timer is a real one.
    void coreIsAsked() throws Exception {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!routing.isAsked()) {
            assertTrue(System.nanoTime() < patience, "the core is told nothing");
            Thread.onSpinWait();
        }
        settled();
        routing();
    }

    void passTime() throws Exception {
        publish(routing.carryOut(new RoutingCommand.PassTime(clock.instant())));
    }

    void signIn(AgentId agent) throws Exception {
        tell(new EndpointRegistered(clock.instant(), new Endpoint(agent.value())));
        routing();
    }

    void policy(Duration rest, int longest) throws Exception {
        policy(rest, longest, RING);
    }

    void policy(Duration rest, int longest, Duration ring) throws Exception {
        rules(
                rest + "/" + longest + "/" + ring,
                QueuePolicy.builder()
                        .ringTime(ring)
                        .wrapUp(Duration.ofSeconds(30))
                        .missed(new QueuePolicy.Missed(rest, Duration.ZERO, 0))
                        .maxLength(longest));
    }

    /// These rules for support and for sales.
    void rules(String version, QueuePolicy.Builder rules) throws Exception {
        TreeMap<QueueId, QueuePolicy> queues =
                new TreeMap<>(Map.of(SUPPORT, rules.build(), SALES, rules.build()));
        apply(RoutingPolicy.of(version, queues));
    }

    /// A call takes one unit of an agent, who may have more of them.
    void callsTakeOneUnit() throws Exception {
        rules(
                "units",
                QueuePolicy.builder()
                        .ringTime(RING)
                        .wrapUp(Duration.ofSeconds(30))
                        .work(new QueuePolicy.Work("voice", Optional.of(1))));
    }

    void apply(RoutingPolicy policy) throws Exception {
        publish(routing.carryOut(new ApplyPolicy(clock.instant(), policy)));
    }

    static AgentProfile configured(AgentId id) {
        return new AgentProfile(
                id,
                id.value(),
                new Endpoint(id.value()),
                RoutingProfile.of(new TreeMap<>(Map.of("english", 7))));
    }

    Phase phase(AgentId id) {
        return agent(id).contacts().getFirst().phase();
    }

    SignedInAgent agent(AgentId id) {
        return routing.snapshot().agents().stream()
                .filter(agent -> agent.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    CallView view() throws Exception {
        return got(sessions.calls()).stream()
                .filter(call -> call.id().equals(CALL))
                .findFirst()
                .orElseThrow();
    }

    /// Waits until the event loop has done what it was given; an answer that it gave itself comes
    /// one turn later.
    void settled() throws Exception {
        got(sessions.kept());
        got(sessions.kept());
    }

    static <T> T got(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    // What the network was asked.

    List<TelephonyCommand> commands() {
        List<TelephonyCommand> asked = network.commands();
        commands.addAll(asked);
        return asked;
    }

    List<String> tellings() {
        return commands().stream().map(FakeTelephony::told).toList();
    }

    /// Exactly these commands, since the last time.
    void expect(String... expected) {
        assertEquals(List.of(expected), tellings().stream().map(CallsTest::withoutPath).toList());
    }

    /// Recordings are named by their files.
    static String withoutPath(String told) {
        return told.replaceAll("/prompts/en(-GB)?/", "").replace(".wav", "");
    }

    /// One dialling, of which only the leg's name is not known.
    LegId expectDial(String phone, String expected) {
        List<TelephonyCommand> asked = commands();
        assertEquals(1, asked.size(), () -> "expected to dial " + phone + ", but: " + asked);
        LegId leg = ((Dial) asked.getFirst()).leg();
        assertEquals(expected.replace("LEG", leg.value()), FakeTelephony.told(asked.getFirst()));
        return leg;
    }

    String dialled() {
        return commands.stream()
                .filter(command -> command instanceof Dial)
                .map(command -> ((Dial) command).leg().value())
                .toList()
                .getLast();
    }

    CommandId lastPlay() {
        return commands.stream()
                .filter(command -> command instanceof Play)
                .map(TelephonyCommand::id)
                .toList()
                .getLast();
    }

    // What happens on the network.

    TelephonyEvent arrives(LegId leg, String dialled) {
        return new CallArrived(clock.instant(), leg, new Party("5551234", "Zoe"), dialled);
    }

    TelephonyEvent answered(LegId leg) {
        return new LegAnswered(clock.instant(), leg);
    }

    TelephonyEvent key(LegId leg, char key) {
        return new DigitPressed(clock.instant(), leg, key);
    }

    TelephonyEvent played(LegId leg, CommandId playback) {
        return new PlaybackEnded(clock.instant(), leg, playback, true);
    }

    TelephonyEvent ended(LegId leg) {
        return new LegEnded(clock.instant(), leg, HangupCause.NORMAL);
    }

    TelephonyEvent failed(LegId leg, HangupCause cause) {
        return new LegFailed(clock.instant(), leg, cause);
    }
}
