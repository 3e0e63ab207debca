package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.Sound;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.EndpointRegistered;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.LegResumed;
import org.strowger.telephony.TelephonyEvent.LegRinging;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Sipp;
import org.strowger.telephony.sip.SipSettings.Secret;

/// The SIP network against telephones that are not ours.
class SipTelephonyIT {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Map<String, Secret> ANN = Map.of("ann", new Secret("secret"));

    private TestSwitch pbx;

    @BeforeEach
    void start() throws Exception {
        pbx = new TestSwitch(ANN);
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        pbx.assertNothingLeft();
        pbx.close();
        assertEquals(List.of(), TestSwitch.threadsOf(pbx.port));
    }

    private LegId answerCall() throws InterruptedException {
        CallArrived call = pbx.await(CallArrived.class);
        pbx.send(new Answer(pbx.id(), call.leg()));
        pbx.await(LegAnswered.class);
        return call.leg();
    }

    @ParameterizedTest
    @EnumSource(
            value = Sipp.Transport.class,
            names = {"UDP", "TCP"})
    void callerIsAnsweredPressesAKeyByInfoAndIsHungUpOn(Sipp.Transport transport) throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller")
                        .service("100")
                        .over(transport)
                        .calls(1)
                        .start(pbx.address())) {
            CallArrived call = pbx.await(CallArrived.class);
            assertEquals("100", call.dialled());
            pbx.send(new Answer(pbx.id(), call.leg()));
            pbx.await(LegAnswered.class);
            assertEquals('1', pbx.await(DigitPressed.class).digit());
            pbx.hangUp(call.leg());
            assertEquals(HangupCause.NORMAL, pbx.await(LegEnded.class).cause());
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void keyByTelephoneEventIsHeardOnce() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-rfc4733").service("100").calls(1).start(pbx.address())) {
            LegId leg = answerCall();
            assertEquals('1', pbx.await(DigitPressed.class).digit());
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void keyThatOvertakesTheAckIsHeardAfterTheAnswer() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-key-before-ack")
                        .service("100")
                        .calls(1)
                        .start(pbx.address())) {
            LegId leg = answerCall();
            assertEquals('1', pbx.await(DigitPressed.class).digit());
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void callerWhoHangsUpEndsTheLeg() throws Exception {
        callAndHangUp();
    }

    private void callAndHangUp() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-bye-at-menu").service("100").calls(1).start(pbx.address())) {
            answerCall();
            assertEquals(HangupCause.NORMAL, pbx.await(LegEnded.class).cause());
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void callerWhoCancelsBeforeTheAnswerEndsTheLeg() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-cancel").service("100").calls(1).start(pbx.address())) {
            LegId leg = pbx.await(CallArrived.class).leg();
            assertEquals(HangupCause.CANCELLED, pbx.await(LegEnded.class).cause());
            pbx.send(new Answer(pbx.id(), leg));
            assertEquals(CommandFailed.Reason.NO_SUCH_LEG, pbx.await(CommandFailed.class).reason());
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void callerWithoutACommonCodecIsRefusedWith488() throws Exception {
        assertTrue(
                Sipp.scenario("caller-no-codec")
                        .service("100")
                        .calls(1)
                        .run(pbx.address(), SOON)
                        .isClean());
    }

    @Test
    void unknownNumberIsRefusedWith404() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-unknown-number")
                        .service("999")
                        .calls(1)
                        .start(pbx.address())) {
            LegId leg = pbx.await(CallArrived.class).leg();
            pbx.send(new Hangup(pbx.id(), leg, HangupCause.UNKNOWN_NUMBER));
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void optionsIsAnswered() throws Exception {
        assertTrue(Sipp.scenario("options").calls(1).run(pbx.address(), SOON).isClean());
    }

    @Test
    void dialledPhoneRingsAnswersAndHangsUp() throws Exception {
        try (Sipp agent = Sipp.scenario("agent").talks(Duration.ofMillis(200)).calls(1).start()) {
            LegId leg = pbx.dial("sip:agent@" + agent.address());
            assertEquals(leg, pbx.await(LegRinging.class).leg());
            assertEquals(leg, pbx.await(LegAnswered.class).leg());
            assertEquals(HangupCause.NORMAL, pbx.await(LegEnded.class).cause());
            assertTrue(agent.await(SOON).isClean());
        }
    }

    @Test
    void busyPhoneFailsTheLeg() throws Exception {
        try (Sipp agent = Sipp.scenario("agent-busy").calls(1).start()) {
            pbx.dial("sip:agent@" + agent.address());
            assertEquals(HangupCause.BUSY, pbx.await(LegFailed.class).cause());
            assertTrue(agent.await(SOON).isClean());
        }
    }

    @Test
    void ringingPhoneIsCancelled() throws Exception {
        try (Sipp agent = Sipp.scenario("agent-no-answer").calls(1).start()) {
            LegId leg = pbx.dial("sip:agent@" + agent.address());
            pbx.await(LegRinging.class);
            pbx.hangUp(leg);
            assertEquals(leg, pbx.await(LegFailed.class).leg());
            assertTrue(agent.await(SOON).isClean());
        }
    }

    @Test
    void nobodyThereFailsTheLegWithoutAWaitForTheRing() throws Exception {
        LegId leg = pbx.dial("tel:123");
        LegFailed failed = pbx.await(LegFailed.class);
        assertEquals(leg, failed.leg());
        assertEquals(HangupCause.UNREACHABLE, failed.cause());
    }

    @Test
    void twoLegsAreBridgedAndBothEnd() throws Exception {
        try (Sipp agent = Sipp.scenario("agent").talks(Duration.ofMillis(300)).calls(1).start();
                Sipp caller =
                        Sipp.scenario("caller-silent")
                                .service("100")
                                .calls(1)
                                .start(pbx.address())) {
            LegId leg = answerCall();
            LegId other = pbx.dial("sip:agent@" + agent.address());
            pbx.await(LegAnswered.class);
            pbx.send(new Bridge(pbx.id(), leg, other));
            assertEquals(other, pbx.await(LegEnded.class).leg());
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void answerThatCrossesTheCancelIsAcknowledgedAndEnded() throws Exception {
        try (Sipp agent = Sipp.scenario("agent-crosses-cancel").calls(1).start()) {
            LegId leg = pbx.dial("sip:agent@" + agent.address());
            pbx.await(LegRinging.class);
            pbx.hangUp(leg);
            assertEquals(leg, pbx.await(LegFailed.class).leg());
            assertTrue(agent.await(SOON).isClean());
        }
    }

    @Test
    void callerWhoOffersNothingIsOfferedSomething() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-late-offer").service("100").calls(1).start(pbx.address())) {
            LegId leg = answerCall();
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void callerWhoDoesNotAnswerAnOfferIsHungUpOn() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-no-answer-in-ack")
                        .service("100")
                        .calls(1)
                        .start(pbx.address())) {
            pbx.send(new Answer(pbx.id(), pbx.await(CallArrived.class).leg()));
            assertEquals(HangupCause.NO_COMMON_CODEC, pbx.await(LegEnded.class).cause());
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void callerHoldsAndResumes() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-holds").service("100").calls(1).start(pbx.address())) {
            LegId leg = answerCall();
            assertEquals(leg, pbx.await(LegHeld.class).leg());
            assertEquals(leg, pbx.await(LegResumed.class).leg());
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @Test
    void offerInACallThatCannotBeTakenLeavesTheCallAsItWas() throws Exception {
        try (Sipp caller =
                Sipp.scenario("caller-reinvites-badly")
                        .service("100")
                        .talks(Duration.ofMillis(100))
                        .calls(1)
                        .start(pbx.address())) {
            LegId leg = answerCall();
            Play play = new Play(pbx.id(), leg, List.of(new Sound("second", new byte[8000])));
            pbx.send(play);
            assertTrue(pbx.await(PlaybackEnded.class).complete());
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(caller.await(SOON).isClean());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "420, 'Require: 100rel', application/sdp",
        "415, 'Subject: a picture', image/png",
        "400, 'Subject: not a description', application/sdp",
    })
    void inviteThatCannotBeTakenIsRefusedAtTheDoor(int status, String header, String type)
            throws Exception {
        String invite = Raw.request("INVITE", pbx.port, "sip:100@127.0.0.1", header, type, "v=1");
        assertEquals(status, Raw.status(invite, pbx.port));
    }

    @Test
    void otherMethodsAndSchemesAreRefused() throws Exception {
        assertEquals(
                405,
                Raw.status(
                        Raw.request(
                                "MESSAGE", pbx.port, "sip:100@127.0.0.1", "", "text/plain", "hi"),
                        pbx.port));
        assertEquals(
                416,
                Raw.status(
                        Raw.request(
                                "INVITE", pbx.port, "tel:+4912345", "", "application/sdp", "v=0"),
                        pbx.port));
        assertEquals(
                481,
                Raw.status(
                        Raw.request("BYE", pbx.port, "sip:100@127.0.0.1", "", "text/plain", "")
                                .replace(
                                        "To: <sip:100@127.0.0.1>", "To: <sip:100@127.0.0.1>;tag=x"),
                        pbx.port));
    }

    @Test
    void offerInACallThatIsNoMoreIsNotANewCall() throws Exception {
        String invite =
                Raw.request("INVITE", pbx.port, "sip:100@127.0.0.1", "", "application/sdp", "v=0");
        assertEquals(
                481,
                Raw.status(
                        invite.replace("To: <sip:100@127.0.0.1>", "To: <sip:100@127.0.0.1>;tag=x"),
                        pbx.port));
    }

    /// Log4j 1 and 2 both looked such names up (CVE-2021-44228); there is none of either here.
    @Test
    void namesToLookUpInHeadersAreData() throws Exception {
        try (ServerSocket trap = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String name = "${jndi:ldap://127.0.0.1:" + trap.getLocalPort() + "/a}";
            String header = "Subject: " + name + "\r\nUser-Agent: " + name + "\r\nX-Any: " + name;
            String options =
                    Raw.request(
                            "OPTIONS", pbx.port, "sip:100@127.0.0.1", header, "text/plain", name);
            assertEquals(200, Raw.status(options, pbx.port));
            trap.setSoTimeout(500);
            assertThrows(SocketTimeoutException.class, trap::accept);
        }
    }

    @Test
    void garbageIsSurvived() throws Exception {
        Random random = new Random(1);
        try (DatagramSocket socket = new DatagramSocket()) {
            InetSocketAddress to =
                    new InetSocketAddress(InetAddress.getLoopbackAddress(), pbx.port);
            for (int i = 0; i < 500; i++) {
                byte[] bytes = new byte[random.nextInt(1400)];
                random.nextBytes(bytes);
                socket.send(new DatagramPacket(bytes, bytes.length, to));
                byte[] halfSip =
                        ("INVITE sip:x SIP/2.0\r\nVia: " + i).getBytes(StandardCharsets.US_ASCII);
                socket.send(new DatagramPacket(halfSip, halfSip.length, to));
            }
        }
        callAndHangUp();
    }

    @Test
    void wrongPasswordIsRefused() throws Exception {
        try (Baresip ann = Baresip.phone("ann").registersAt(pbx.address(), "guess").start()) {
            ann.awaitRegistrationRefused();
        }
    }

    @Test
    void registrationsOutliveARestart(@TempDir Path folder) throws Exception {
        Path bindings = folder.resolve("registrations");
        try (Baresip ann = Baresip.phone("ann").registersAt(pbx.address(), "secret").start()) {
            ann.awaitRegistered();
            pbx.await(EndpointRegistered.class);
            pbx.close();
            pbx = new TestSwitch(ANN, Optional.of(bindings));
            try (Baresip again =
                    Baresip.phone("ann").registersAt(pbx.address(), "secret").start()) {
                again.awaitRegistered();
                pbx.close();
            }
        }
        pbx = new TestSwitch(ANN, Optional.of(bindings));
        assertEquals(new Endpoint("ann"), pbx.await(EndpointRegistered.class).endpoint());
    }
}
