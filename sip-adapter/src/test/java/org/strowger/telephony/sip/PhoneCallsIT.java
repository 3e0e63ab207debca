package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.strowger.telephony.Operator.SOON;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.strowger.telephony.Destination;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Sipp;
import org.strowger.telephony.sip.SipSettings.Secret;

/// Who may call in the name of a phone.
class PhoneCallsIT {
    private static final Map<String, Secret> PHONES =
            Map.of("ann", new Secret("secret"), "201", new Secret("other"));

    private TestSwitch pbx;

    @BeforeEach
    void start() throws Exception {
        pbx = new TestSwitch(PHONES);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        pbx.assertNothingLeft();
        pbx.close();
        assertEquals(List.of(), TestSwitch.threadsOf(pbx.port));
    }

    private HandPhone phone(String from) throws IOException {
        return new HandPhone(pbx.port, from, "100");
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(8, 11));
    }

    private CallArrived refusedByHand() throws InterruptedException {
        CallArrived call = pbx.await(CallArrived.class);
        pbx.hangUp(call.leg());
        pbx.await(LegEnded.class);
        return call;
    }

    @Test
    void aCallWithAPhonesPasswordIsThePhones() throws Exception {
        try (HandPhone ann = phone("sip:ann@127.0.0.1")) {
            ann.invites(ann.proof(ann.challenge(), "ann", "secret"));
            assertEquals(Optional.of(new Endpoint("ann")), refusedByHand().phone());
            assertEquals(480, status(ann.answered()));
        }
    }

    @Test
    void telephoneProvesItsCallByItself() throws Exception {
        try (Baresip ann = Baresip.phone("ann").registersAt(pbx.address(), "secret").start()) {
            ann.awaitRegistered();
            ann.dial(pbx.uri("100"));
            CallArrived call = pbx.await(CallArrived.class);
            assertEquals(Optional.of(new Endpoint("ann")), call.phone());
            assertEquals("ann", call.caller().number());
            pbx.send(new Answer(pbx.id(), call.leg()));
            pbx.await(LegAnswered.class);
            ann.awaitEstablished();
            // Within the call nothing is proved again.
            ann.hold();
            ann.resume();
            ann.hangUp();
            assertEquals(HangupCause.NORMAL, pbx.await(LegEnded.class).cause());
        }
    }

    @Test
    void aPhoneWithTheWrongPasswordDoesNotGetThrough() throws Exception {
        try (Baresip ann = Baresip.phone("ann").registersAt(pbx.address(), "guess").start()) {
            ann.awaitRegistrationRefused();
            ann.dial(pbx.uri("100"));
            assertTrue(ann.awaitClosed().startsWith("403"), () -> ann.events().toString());
        }
    }

    /// A wrong password, a phone that nobody knows and another phone's password are refused alike.
    @ParameterizedTest
    @CsvSource({"ann, guess", "nobody, secret", "201, other"})
    void withoutTheRightPasswordNobodyCallsInAPhonesName(String user, String password)
            throws Exception {
        try (HandPhone mallory = phone("sip:ann@127.0.0.1")) {
            String refused = mallory.callsAs(user, password);
            assertEquals("SIP/2.0 403 Forbidden", refused.lines().findFirst().orElseThrow());
        }
        theNextCallIs("4711");
    }

    @Test
    void whoProvesNothingDoesNotGetThrough() throws Exception {
        try (HandPhone mallory = phone("sip:201@127.0.0.1")) {
            assertEquals(401, status(mallory.calls()));
        }
        theNextCallIs("4711");
    }

    private void theNextCallIs(String number) throws Exception {
        try (HandPhone stranger = phone("sip:" + number + "@127.0.0.1")) {
            stranger.invites("");
            assertEquals(number, refusedByHand().caller().number());
            stranger.answered();
        }
    }

    /// The second only looks like a phone of ours: it is called the same elsewhere.
    @ParameterizedTest
    @ValueSource(strings = {"sip:4711@127.0.0.1", "sip:201@carrier.example", "tel:+4930123456"})
    void callersFromOutsideNeedNoPassword(String from) throws Exception {
        try (HandPhone caller = phone(from)) {
            caller.invites("");
            assertEquals(Optional.empty(), refusedByHand().phone());
            caller.answered();
        }
    }

    @Test
    void aNameByWhichPhonesCallUsIsOurs() throws Exception {
        try (HandPhone ann = phone("sip:ann@strowger")) {
            assertEquals(401, status(ann.calls()));
        }
    }

    @Test
    void proofThatWasHeardOnTheWireIsAskedForAgain() throws Exception {
        try (HandPhone ann = phone("sip:ann@127.0.0.1");
                HandPhone thief = phone("sip:ann@127.0.0.1")) {
            String nonce = ann.challenge();
            String proof = ann.proof(nonce, "ann", "secret");
            ann.invites(proof);
            refusedByHand();
            ann.answered();
            String answer = thief.calls(proof);
            assertEquals(401, status(answer));
            assertTrue(answer.contains("stale=true"), answer);
            assertNotEquals(nonce, HandPhone.nonce(answer));
        }
    }

    @Test
    void aProvedCallIsTakenBackLikeAnyOther() throws Exception {
        try (HandPhone ann = phone("sip:ann@127.0.0.1")) {
            ann.invites(ann.proof(ann.challenge(), "ann", "secret"));
            LegId leg = pbx.await(CallArrived.class).leg();
            assertEquals(200, status(ann.cancels()));
            assertEquals(487, status(ann.answered()));
            LegEnded ended = pbx.await(LegEnded.class);
            assertEquals(leg, ended.leg());
            assertEquals(HangupCause.CANCELLED, ended.cause());
        }
    }

    @Test
    void aPhoneThatIsAskedToAnswersByItself() throws Exception {
        try (Sipp agent =
                Sipp.scenario("agent-answers-alone")
                        .talks(Duration.ofMillis(200))
                        .calls(1)
                        .start()) {
            pbx.dial(new Destination.Address("sip:agent@" + agent.address()), SOON, true);
            pbx.await(LegAnswered.class);
            pbx.await(LegEnded.class);
            assertTrue(agent.await(SOON).isClean());
        }
    }
}
