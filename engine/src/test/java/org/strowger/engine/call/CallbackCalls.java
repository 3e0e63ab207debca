package org.strowger.engine.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.strowger.engine.call.CallbackRules.Dial;
import org.strowger.engine.contact.OfferCard;
import org.strowger.engine.contact.Outcome;
import org.strowger.engine.routing.CallId;
import org.strowger.engine.routing.QueueId;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Party;
import org.strowger.telephony.TelephonyEvent;
import org.strowger.telephony.TelephonyEvent.CallArrived;

/// A centre that calls back: callers press 1 to wait, and 1 again to be called back; 2 asks for a
/// callback without waiting before.
abstract class CallbackCalls extends CallsTest {
    static final String NUMBER = "+442071838750";
    static final String TRUNKED = "sip:" + NUMBER + "@192.0.2.10:5060";
    static final LegId AGAIN = new LegId("again");
    static final Duration RETRY = Duration.ofMinutes(10);

    private static final String WITH_CALLBACKS =
            """
            flow: main-line
            schema: 1
            language: en-GB
            vars: { tier: { type: string, default: gold } }
            start: main
            nodes:
              main:
                menu:
                  prompt: goodbye
                  choices: { 1: support, 2: call-back, 3: other }
                  input: { first_digit: 100ms, attempts: 1 }
                  give_up: hangup
              support: { queue: { name: support, keys: { 1: call-back }, on_full: sorry, on_no_agents: sorry }, next: thanks }
              call-back: { callback: { queue: support, expires: 2h, on_refused: sorry }, next: thanks }
              other: { callback: { queue: sales, expires: 2h, on_refused: sorry }, next: support }
              thanks: { say: { prompt: goodbye, barge_in: false }, next: hangup }
              sorry: { say: { prompt: not-valid, barge_in: false }, next: hangup }
            """;

    @AfterEach
    void noLineIsBusy() throws Exception {
        assertEquals(0, linesBusy());
    }

    @BeforeEach
    void callsBack() throws Exception {
        Files.writeString(folder.resolve("main-line.yaml"), WITH_CALLBACKS);
        reload();
        callbacks(Dial.AGENT_FIRST);
        policy(Duration.ofSeconds(5), 10);
    }

    void callbacks(Dial dial) throws Exception {
        callbacks(
                new CallbackRules(
                        dial, 2, RETRY, Duration.ofHours(24), Optional.of("office"), true));
    }

    void callbacks(CallbackRules rules) throws Exception {
        apply(rules, List.of("+4420"), 50);
    }

    void apply(CallbackRules rules, List<String> allowed, int lines) throws Exception {
        QueueHandling standard = QueueHandling.standard();
        QueueHandling handling =
                new QueueHandling(
                        Optional.of(rules),
                        standard.dispositions(),
                        standard.recording(),
                        standard.whisper(),
                        standard.script(),
                        standard.screenPop(),
                        standard.shortAbandon(),
                        standard.autoAnswer(),
                        standard.serviceLevel());
        CentreRules centre = CentreRules.standard();
        sessions.apply(
                new CentreRules(
                        new TreeMap<>(Map.of(SUPPORT, handling)),
                        centre.supervisors(),
                        centre.phones(),
                        Optional.of(
                                new Trunk(
                                        "sip:{number}@192.0.2.10:5060",
                                        Optional.of("+442079460000"),
                                        600,
                                        lines)),
                        centre.pauses(),
                        centre.featureCodes(),
                        allowed),
                List.of(configured(ANNA), configured(BEN)));
        settled();
    }

    @Override
    TelephonyEvent arrives(LegId leg, String dialled) {
        return new CallArrived(clock.instant(), leg, new Party(NUMBER, "Zoe"), dialled);
    }

    /// A caller waits and asks to be called back: their place is kept.
    void promised(LegId leg) throws Exception {
        inLine(leg);
        routing();
        tell(key(leg, '1'));
        routing();
        assertEquals("no music to " + leg, tellings().getFirst());
    }

    /// ... and they have hung up.
    void waiting(LegId leg) throws Exception {
        promised(leg);
        tell(ended(leg));
        assertEquals(Callback.State.WAITING, callback().state());
    }

    Callback callback() throws Exception {
        return got(sessions.callbacks()).getFirst();
    }

    /// The callback is over.
    void isOver(Callback.State end) throws Exception {
        assertEquals(List.of(), got(sessions.callbacks()));
        assertEquals(end, services.noted.getLast().state());
        assertEquals(1, services.noted.stream().filter(c -> c.state().isOver()).count());
    }

    /// What remains of calls to customers who were not reached: why, by call.
    List<String> unreached() {
        return services.contacts.stream()
                .filter(contact -> contact.outcome() == Outcome.OUTBOUND_FAILED)
                .map(contact -> contact.call() + " " + contact.failure().orElseThrow())
                .toList();
    }

    /// What was shown last of a call that was offered.
    OfferCard card() {
        return services.told.stream()
                .filter(DeskEvent.Offered.class::isInstance)
                .map(event -> ((DeskEvent.Offered) event).card())
                .toList()
                .getLast();
    }

    /// An agent's phone rings for the place.
    LegId agentRings() throws Exception {
        signIn(ANNA);
        return expectDial("anna", "dial anna as LEG for 17s");
    }

    /// The agent has answered and the customer's telephone rings.
    record Ringing(LegId agent, LegId customer) {}

    Ringing customerRings() throws Exception {
        return answers(agentRings());
    }

    Ringing answers(LegId agent) throws Exception {
        tell(answered(agent));
        routing();
        LegId customer = new LegId(dialledIn(tellings()));
        return new Ringing(agent, customer);
    }

    /// The customer's leg, of the one dialling outside among the commands.
    String dialledIn(List<String> told) {
        List<String> diallings =
                told.stream().filter(t -> t.startsWith("dial " + TRUNKED)).toList();
        assertEquals(1, diallings.size(), told::toString);
        return diallings.getFirst().split(" ", -1)[3];
    }

    /// Time goes by, and the core and the callbacks with it.
    void pass(Duration time) throws Exception {
        clock.pass(time);
        passTime();
        routing();
    }

    /// Who is to wake by now wakes.
    void due() throws Exception {
        timers.ring();
        settled();
    }

    void wrappedUp() throws Exception {
        pass(Duration.ofSeconds(31));
    }

    DeskAnswer asks(DeskCommand command) throws Exception {
        var answer = sessions.carryOut(command);
        settled();
        routing();
        return got(answer);
    }

    void isRefused(DeskAnswer.Reason reason, DeskCommand command) throws Exception {
        assertEquals(reason, assertInstanceOf(DeskAnswer.Refused.class, asks(command)).reason());
    }

    void cancel(CallId call) throws Exception {
        assertEquals(
                new DeskAnswer.Done(),
                asks(new DeskCommand.CancelCallback(new Actor.Operator(), call)));
    }

    boolean hasPlace(QueueId queue, CallId call) {
        return routing.snapshot().calls().stream()
                .anyMatch(c -> c.id().equals(call) && c.queue().equals(queue));
    }

    /// The agent hears that nobody was reached, and is hung up.
    void farewell(LegId agent) throws Exception {
        expect("play callback-not-reached to " + agent);
        tell(played(agent, lastPlay()));
        expect("hang up %s: NORMAL".formatted(agent));
        tell(ended(agent));
        routing();
    }

    void everybodyHangsUp(LegId... legs) throws Exception {
        for (LegId leg : legs) {
            tell(ended(leg));
        }
        routing();
        commands();
    }

    void customerFails(LegId customer) throws Exception {
        tell(failed(customer, HangupCause.NO_ANSWER));
        routing();
    }

    static void assertAmong(String told, List<String> all) {
        List<String> names = all.stream().map(CallsTest::withoutPath).toList();
        assertTrue(names.contains(told), () -> told + " not in " + names);
    }
}
