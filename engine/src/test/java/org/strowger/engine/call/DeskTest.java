package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeEach;
import org.strowger.engine.call.AgentProfile.SignIn;
import org.strowger.engine.routing.AgentId;
import org.strowger.engine.routing.QueueId;
import org.strowger.engine.routing.QueuePolicy;
import org.strowger.engine.routing.RoutingProfile;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;

/// A centre with people in it. Anna of the north has a phone of her own, Ben of the south sits down
/// at shared phones, Carla supervises the north and has a phone too.
abstract class DeskTest extends CallsTest {
    static final Endpoint ANNAS = new Endpoint("anna");
    static final Endpoint CARLAS = new Endpoint("carla");
    static final Endpoint DESK_1 = new Endpoint("desk-1");
    static final Endpoint DESK_2 = new Endpoint("desk-2");
    static final LegId PHONE = new LegId("phone");
    static final Actor BY_ANNA = new Actor.OfAgent(ANNA);
    static final Actor BY_BEN = new Actor.OfAgent(BEN);
    static final Actor BY_CARLA = new Actor.OfSupervisor("carla");
    static final Actor BY_OPERATOR = new Actor.Operator();
    static final DispositionRules MAY = new DispositionRules(false, List.of("solved", "sold"));
    static final DispositionRules MUST = new DispositionRules(true, List.of("solved", "sold"));
    static final Trunk TRUNK =
            new Trunk("sip:{number}@192.0.2.10:5060", Optional.of("+442079460000"), 100, 10);

    private static final RoutingProfile SKILLED =
            RoutingProfile.of(new TreeMap<>(Map.of("english", 7)));

    @BeforeEach
    void peopleCome() throws Exception {
        people(DispositionRules.none());
    }

    static AgentProfile anna() {
        return new AgentProfile(
                ANNA,
                "Anna",
                Optional.of(ANNAS),
                Optional.empty(),
                Optional.of("201"),
                Optional.of(new Pin("4711")),
                Optional.of("north"),
                SignIn.BY_PHONE,
                false,
                SKILLED);
    }

    static AgentProfile ben(Optional<String> external) {
        return new AgentProfile(
                BEN,
                "Ben",
                Optional.empty(),
                external,
                Optional.of("202"),
                Optional.of(new Pin("1234")),
                Optional.of("south"),
                SignIn.BY_COMMAND,
                false,
                SKILLED);
    }

    static Supervisor carla() {
        return new Supervisor(
                "carla",
                "Carla",
                new Supervisor.Teams.Some(new TreeSet<>(List.of("north"))),
                Optional.of(CARLAS),
                Optional.of("301"),
                Optional.of(new Pin("9999")));
    }

    static QueueHandling handling(DispositionRules dispositions, boolean autoAnswer) {
        QueueHandling standard = QueueHandling.standard();
        return new QueueHandling(
                standard.callback(),
                dispositions,
                standard.recording(),
                standard.whisper(),
                standard.script(),
                standard.screenPop(),
                standard.shortAbandon(),
                autoAnswer,
                standard.serviceLevel());
    }

    void people(DispositionRules dispositions) throws Exception {
        people(
                handling(dispositions, false),
                List.of("break", "lunch"),
                anna(),
                ben(Optional.empty()));
    }

    void people(QueueHandling handling, List<String> pauses, AgentProfile... agents)
            throws Exception {
        TreeMap<QueueId, QueueHandling> queues = new TreeMap<>(Map.of(SUPPORT, handling));
        FeatureCodes standard = FeatureCodes.standard();
        sessions.apply(
                new CentreRules(
                        queues,
                        List.of(carla()),
                        List.of(DESK_1, DESK_2),
                        Optional.of(TRUNK),
                        pauses,
                        Optional.of(
                                new FeatureCodes(
                                        standard.codes(), new TreeMap<>(Map.of("9", SALES)))),
                        List.of("+4420")),
                List.of(agents));
        settled();
        routing();
    }

    void wrapUp(Duration time) throws Exception {
        rules(
                "wrap-up " + time,
                QueuePolicy.builder()
                        .ringTime(RING)
                        .wrapUp(time)
                        .missed(new QueuePolicy.Missed(Duration.ofSeconds(5), Duration.ZERO, 0)));
    }

    // What people ask.

    DeskAnswer asks(DeskCommand command) throws Exception {
        var answer = sessions.carryOut(command);
        settled();
        routing();
        return got(answer);
    }

    void does(DeskCommand command) throws Exception {
        assertEquals(new DeskAnswer.Done(), asks(command));
    }

    void isRefused(DeskAnswer.Reason reason, DeskCommand command) throws Exception {
        assertEquals(reason, assertInstanceOf(DeskAnswer.Refused.class, asks(command)).reason());
    }

    void registers(Endpoint phone) throws Exception {
        tell(new EndpointRegistered(clock.instant(), phone));
        routing();
    }

    void isLost(Endpoint phone) throws Exception {
        tell(new EndpointLost(clock.instant(), phone));
        routing();
    }

    void signsInAt(AgentId agent, Endpoint phone) throws Exception {
        registers(phone);
        does(new DeskCommand.SignIn(new Actor.OfAgent(agent), agent, Optional.of(phone)));
    }

    /// The caller goes, and the agent's leg with them.
    void talkEnds(LegId agent) throws Exception {
        tell(ended(IN));
        tell(ended(agent));
        routing();
        commands();
    }

    // What a phone does.

    void dials(Endpoint phone, String number) throws Exception {
        tell(
                new CallArrived(
                        clock.instant(),
                        PHONE,
                        new Party(phone.name(), ""),
                        number,
                        Optional.of(phone)));
    }

    /// Dials a feature code, and is answered.
    void dialsCode(Endpoint phone, String number) throws Exception {
        dials(phone, number);
        expect("answer phone");
        tell(answered(PHONE));
        settled();
        routing();
        settled();
    }

    void types(String keys) throws Exception {
        for (int i = 0; i < keys.length(); i++) {
            tell(key(PHONE, keys.charAt(i)));
        }
        settled();
        routing();
        settled();
    }

    /// The call has its last words, and hangs up behind them.
    void hearsLast(String words) throws Exception {
        List<String> told = tellings();
        assertEquals("play " + words + " to phone", withoutPath(told.getLast()));
        tell(played(PHONE, lastPlay()));
        expect("hang up phone: NORMAL");
        tell(ended(PHONE));
        routing();
    }

    // What is seen.

    AgentView seen(AgentId agent) throws Exception {
        return got(sessions.agents(BY_OPERATOR)).stream()
                .filter(view -> view.id().equals(agent))
                .findFirst()
                .orElseThrow();
    }

    <E extends DeskEvent> E told(Class<E> kind) {
        List<E> all = services.told.stream().filter(kind::isInstance).map(kind::cast).toList();
        assertTrue(!all.isEmpty(), () -> "none of " + kind + " in " + services.told);
        return all.getLast();
    }

    long count(Class<? extends DeskEvent> kind) {
        return services.told.stream().filter(kind::isInstance).count();
    }

    /// Waits for what the core is asked when a timer runs out, which is a real one.
    void awaitRouting(BooleanSupplier until) throws Exception {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!until.getAsBoolean()) {
            assertTrue(System.nanoTime() < patience, "nothing came of it");
            Thread.onSpinWait();
            settled();
            routing();
        }
    }
}
