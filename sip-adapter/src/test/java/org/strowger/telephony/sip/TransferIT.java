package org.strowger.telephony.sip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.strowger.telephony.Endpoint;
import org.strowger.telephony.HangupCause;
import org.strowger.telephony.LegId;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.AnswerTransfer;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;
import org.strowger.telephony.peers.Baresip;
import org.strowger.telephony.peers.Sipp;
import org.strowger.telephony.sip.SipSettings.Secret;

/// Phones that ask by REFER for their call to be taken elsewhere.
class TransferIT {
    private static final Map<String, Secret> PHONES =
            Map.of("ann", new Secret("secret"), "bob", new Secret("other"));

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

    private HandPhone phone(String user, String number) throws IOException {
        return new HandPhone(pbx.port, "sip:" + user + "@127.0.0.1", number);
    }

    /// Has a phone's call answered.
    private LegId talks(HandPhone phone, String user, String password) throws Exception {
        phone.invites(phone.proof(phone.challenge(), user, password));
        return answers(phone);
    }

    private LegId answers(HandPhone phone) throws Exception {
        LegId leg = pbx.await(CallArrived.class).leg();
        pbx.send(new Answer(pbx.id(), leg));
        assertEquals(200, status(phone.answered()));
        assertEquals(leg, pbx.await(LegAnswered.class).leg());
        return leg;
    }

    private void ends(HandPhone phone) throws Exception {
        assertEquals(200, status(phone.asks("BYE", "")));
        pbx.await(LegEnded.class);
    }

    private static int status(String answer) {
        return Integer.parseInt(answer.substring(8, 11));
    }

    private static String to(String target) {
        return "Refer-To: " + target + "\n";
    }

    private static void isTold(String notify, String state, String status) {
        assertTrue(notify.startsWith("NOTIFY "), notify);
        assertTrue(notify.contains("Subscription-State: " + state), notify);
        assertTrue(notify.contains("message/sipfrag"), notify);
        assertTrue(notify.endsWith("SIP/2.0 " + status + "\r\n"), notify);
    }

    @ParameterizedTest
    @EnumSource(
            value = Sipp.Transport.class,
            names = {"UDP", "TCP"})
    void sippProvesItsCallAndHasItTakenToANumber(Sipp.Transport transport) throws Exception {
        Sipp.Plan plan =
                Sipp.scenario("phone-refers")
                        .service("100")
                        .over(transport)
                        .key("refer_to", "200")
                        .inject(List.of("ann;[authentication username=ann password=secret]"))
                        .calls(1);
        try (Sipp ann = plan.start(pbx.address())) {
            CallArrived call = pbx.await(CallArrived.class);
            assertEquals(Optional.of(new Endpoint("ann")), call.phone());
            pbx.send(new Answer(pbx.id(), call.leg()));
            pbx.await(LegAnswered.class);
            TransferRequested asked = pbx.await(TransferRequested.class);
            assertEquals(call.leg(), asked.leg());
            assertEquals(new Target.Number("200"), asked.target());
            pbx.await(DigitPressed.class); // it has answered that it heard of the attempt
            pbx.send(new AnswerTransfer(pbx.id(), call.leg(), true));
            pbx.await(LegEnded.class);
            assertEquals(new Sipp.Outcome(0, 1, 0, ""), ann.await(TestSwitch.SOON));
        }
    }

    @Test
    void aPhoneThatWasRungHasItsCallTakenToANumber() throws Exception {
        try (Baresip ann =
                Baresip.phone("ann").registersAt(pbx.address(), "secret").answersAlone().start()) {
            ann.awaitRegistered();
            LegId leg = pbx.ring("ann");
            pbx.await(LegAnswered.class);
            ann.awaitEstablished();
            ann.transfer(pbx.uri("200"));
            TransferRequested asked = pbx.await(TransferRequested.class);
            assertEquals(leg, asked.leg());
            assertEquals(new Target.Number("200"), asked.target());
            pbx.send(new AnswerTransfer(pbx.id(), leg, true));
            // It hangs up by itself when it is told that it was done.
            assertEquals(leg, pbx.await(LegEnded.class).leg());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "<sip:200@127.0.0.1>, 200",
        "<sip:200@127.0.0.1:5060;user=phone>, 200",
        "sip:*22@strowger, *22",
        "<tel:+44-20-7946-0000>, +442079460000",
        "<sip:anna@127.0.0.1>, anna",
    })
    void whatIsDialledIsTold(String target, String dialled) throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            assertEquals(202, status(ann.asks("REFER", to(target))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            assertEquals(new Target.Number(dialled), pbx.await(TransferRequested.class).target());
            pbx.send(new AnswerTransfer(pbx.id(), leg, false));
            isTold(ann.nextRequest(), "terminated", "603 Decline");
            ends(ann);
        }
    }

    @Test
    void aPhoneHearsThatItsTransferWasDoneBeforeItIsHungUp() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            assertEquals(202, status(ann.asks("REFER", to("<sip:200@127.0.0.1>"))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            pbx.await(TransferRequested.class);
            ann.losesNextRequest();
            pbx.send(new AnswerTransfer(pbx.id(), leg, true));
            pbx.send(new Hangup(pbx.id(), leg, HangupCause.NORMAL));
            isTold(ann.nextRequest(), "terminated", "200 OK");
            String last = ann.nextRequest();
            assertTrue(last.startsWith("BYE "), last);
            pbx.await(LegEnded.class);
        }
    }

    @Test
    void aShutdownWaitsForNobodyWhoDoesNotHearWhatBecameOfATransfer() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            assertEquals(202, status(ann.asks("REFER", to("<sip:200@127.0.0.1>"))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            pbx.await(TransferRequested.class);
            ann.losesNextRequest();
            pbx.send(new AnswerTransfer(pbx.id(), leg, true));
            pbx.close();
            String last = ann.nextRequest();
            assertTrue(last.startsWith("BYE "), last);
            pbx = new TestSwitch(PHONES);
        }
    }

    @Test
    void oneOfTwoCallsIsTakenToTheOther() throws Exception {
        try (HandPhone first = phone("ann", "100");
                HandPhone second = phone("ann", "200")) {
            LegId customer = talks(first, "ann", "secret");
            LegId colleague = talks(second, "ann", "secret");
            String other = "<sip:200@127.0.0.1?Replaces=" + second.replaces() + ">";
            assertEquals(202, status(first.asks("REFER", to(other))));
            TransferRequested asked = pbx.await(TransferRequested.class);
            assertEquals(customer, asked.leg());
            assertEquals(new Target.OtherLeg(colleague), asked.target());
            pbx.send(new AnswerTransfer(pbx.id(), customer, true));
            isTold(first.nextRequest(), "active", "100 Trying");
            isTold(first.nextRequest(), "terminated", "200 OK");
            ends(first);
            ends(second);
        }
    }

    @Test
    void anotherPhonesCallOrNoneIsNoPlaceForACall() throws Exception {
        try (HandPhone ann = phone("ann", "100");
                HandPhone bob = phone("bob", "200")) {
            talks(ann, "ann", "secret");
            talks(bob, "bob", "other");
            for (String call : List.of(bob.replaces(), ann.replaces(), bob.replaces() + "x")) {
                String other = "<sip:200@127.0.0.1?Replaces=" + call + ">";
                assertEquals(603, status(ann.asks("REFER", to(other))), call);
            }
            ends(ann);
            ends(bob);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'', 400",
        "Refer-To: <sip:200@127.0.0.1?Replaces=abc>, 400",
        "Refer-To: <sip:200@127.0.0.1?Replaces=abc%3Bto-tag%3D%ZZ>, 400",
        "Refer-To: <sip:200@elsewhere.example>, 603",
        "Refer-To: <sip:127.0.0.1>, 603",
        "Refer-To: <sip:200@127.0.0.1;method=BYE>, 603",
        "Refer-To: <mailto:ann@127.0.0.1>, 603",
    })
    void placesWhereNoCallCanBeTakenAreRefused(String referTo, int status) throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            String header = referTo.isEmpty() ? "" : referTo + "\n";
            assertEquals(status, status(ann.asks("REFER", header)));
            pbx.send(new AnswerTransfer(pbx.id(), leg, true));
            assertEquals(CommandFailed.Reason.WRONG_STATE, pbx.await(CommandFailed.class).reason());
            ends(ann);
        }
    }

    @Test
    void oneTransferIsAskedForAtATime() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            assertEquals(202, status(ann.asks("REFER", to("<sip:200@127.0.0.1>"))));
            assertEquals(491, status(ann.asks("REFER", to("<sip:201@127.0.0.1>"))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            pbx.send(new AnswerTransfer(pbx.id(), leg, false));
            isTold(ann.nextRequest(), "terminated", "603 Decline");
            assertEquals(202, status(ann.asks("REFER", to("<sip:202@127.0.0.1>"))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            // Nobody is left to be told the outcome.
            ends(ann);
        }
    }

    @Test
    void whoIsHungUpOnBeforeAnybodyHasDecidedIsToldThatItWasNotDone() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            assertEquals(202, status(ann.asks("REFER", to("<sip:200@127.0.0.1>"))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            pbx.await(TransferRequested.class);
            pbx.hangUp(leg);
            isTold(ann.nextRequest(), "terminated", "603 Decline");
            assertTrue(ann.nextRequest().startsWith("BYE "));
            pbx.await(LegEnded.class);
        }
    }

    @Test
    void whoDoesNotWantToBeToldIsNot() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            String accepted = ann.asks("REFER", to("<sip:200@127.0.0.1>") + "Refer-Sub: false\n");
            assertEquals(202, status(accepted));
            assertTrue(accepted.contains("Refer-Sub: false"), accepted);
            pbx.await(TransferRequested.class);
            pbx.send(new AnswerTransfer(pbx.id(), leg, true));
            pbx.hangUp(leg);
            pbx.await(LegEnded.class);
            assertTrue(ann.nextRequest().startsWith("BYE "));
        }
    }

    @Test
    void aStrangerHasNothingTakenAnywhere() throws Exception {
        try (HandPhone stranger = phone("4711", "100")) {
            stranger.invites("");
            answers(stranger);
            assertEquals(403, status(stranger.asks("REFER", to("<sip:200@127.0.0.1>"))));
            ends(stranger);
        }
    }

    @Test
    void outsideACallNothingIsTakenAnywhere() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            assertEquals(403, status(ann.asks("REFER", to("<sip:200@127.0.0.1>"))));
        }
    }

    @Test
    @Tag("slow")
    void whatNobodyDecidesIsDeclined() throws Exception {
        try (HandPhone ann = phone("ann", "100")) {
            LegId leg = talks(ann, "ann", "secret");
            assertEquals(202, status(ann.asks("REFER", to("<sip:200@127.0.0.1>"))));
            isTold(ann.nextRequest(), "active", "100 Trying");
            ann.waits(Referral.LONGEST.plus(TestSwitch.SOON));
            isTold(ann.nextRequest(), "terminated", "603 Decline");
            pbx.send(new AnswerTransfer(pbx.id(), leg, true));
            assertEquals(CommandFailed.Reason.WRONG_STATE, pbx.await(CommandFailed.class).reason());
            ends(ann);
        }
    }
}
