package org.strowger.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.strowger.telephony.TelephonyCommand.Answer;
import org.strowger.telephony.TelephonyCommand.AnswerTransfer;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.Hangup;
import org.strowger.telephony.TelephonyCommand.JoinConference;
import org.strowger.telephony.TelephonyCommand.LeaveConference;
import org.strowger.telephony.TelephonyCommand.Listen;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyCommand.Mute;
import org.strowger.telephony.TelephonyCommand.PauseRecording;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.SendDigits;
import org.strowger.telephony.TelephonyCommand.StartMusic;
import org.strowger.telephony.TelephonyCommand.StopListening;
import org.strowger.telephony.TelephonyCommand.StopMusic;
import org.strowger.telephony.TelephonyCommand.StopPlaying;
import org.strowger.telephony.TelephonyCommand.StopRecording;
import org.strowger.telephony.TelephonyCommand.Unbridge;
import org.strowger.telephony.TelephonyEvent.CallArrived;
import org.strowger.telephony.TelephonyEvent.CommandFailed;
import org.strowger.telephony.TelephonyEvent.CommandFailed.Reason;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.EndpointLost;
import org.strowger.telephony.TelephonyEvent.LegAnswered;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.LegFailed;
import org.strowger.telephony.TelephonyEvent.LegHeld;
import org.strowger.telephony.TelephonyEvent.LegResumed;
import org.strowger.telephony.TelephonyEvent.LegRinging;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyEvent.TransferRequested;
import org.strowger.telephony.TelephonyEvent.TransferRequested.Target;

/// How calls come, go and are steered on every [Telephony].
public abstract class CallContract extends TelephonyContract {
    private static final LegId NOBODY = new LegId("nobody");

    @Test
    void aCallFromOutsideIsAnsweredAndHungUpOn() throws Exception {
        Telephone caller = outside();
        caller.dial("100");
        CallArrived call = operator.await(CallArrived.class);
        assertEquals("100", call.dialled());
        assertEquals("stranger", call.caller().number());
        assertEquals(Optional.empty(), call.phone());
        operator.send(id -> new Answer(id, call.leg()));
        assertEquals(call.leg(), operator.await(LegAnswered.class).leg());
        caller.awaitTalking();
        assertEquals(List.of(call.leg()), operator.legs());
        operator.hangUp(call.leg());
        assertEquals(HangupCause.NORMAL, operator.await(LegEnded.class).cause());
        caller.awaitOver();
    }

    @Test
    void aPhonesCallIsKnownAsItsOwn() throws Exception {
        Telephone anna = phone("anna");
        anna.dial("100");
        CallArrived call = operator.await(CallArrived.class);
        assertEquals(Optional.of(new Endpoint("anna")), call.phone());
        operator.send(id -> new Hangup(id, call.leg(), HangupCause.REJECTED));
        anna.awaitOver();
    }

    @Test
    void aCallerWhoHangsUpEndsTheLeg() throws Exception {
        Telephone caller = outside();
        caller.dial("100");
        LegId leg = operator.answer();
        caller.awaitTalking();
        caller.hangUp();
        LegEnded ended = operator.await(LegEnded.class);
        assertEquals(leg, ended.leg());
        assertEquals(HangupCause.NORMAL, ended.cause());
    }

    @Test
    void aCallerWhoGivesUpBeforeTheAnswerEndsTheLeg() throws Exception {
        Telephone caller = outside();
        caller.dial("100");
        LegId leg = operator.await(CallArrived.class).leg();
        caller.hangUp();
        assertEquals(HangupCause.CANCELLED, operator.await(LegEnded.class).cause());
        operator.send(id -> new Answer(id, leg));
        assertEquals(Reason.NO_SUCH_LEG, operator.await(CommandFailed.class).reason());
    }

    @Test
    void aCallThatIsRefusedIsNeverAnswered() throws Exception {
        Telephone caller = outside();
        caller.dial("999");
        LegId leg = operator.await(CallArrived.class).leg();
        operator.send(id -> new Hangup(id, leg, HangupCause.UNKNOWN_NUMBER));
        assertEquals(HangupCause.UNKNOWN_NUMBER, operator.await(LegEnded.class).cause());
        caller.awaitOver();
    }

    @Test
    void aLegIsAnsweredOnce() throws Exception {
        Telephone caller = outside();
        caller.dial("100");
        LegId leg = operator.answer();
        operator.send(id -> new Answer(id, leg));
        assertEquals(Reason.WRONG_STATE, operator.await(CommandFailed.class).reason());
        operator.end(leg);
    }

    @Test
    void keysAreToldBothWaysInTheirOrder() throws Exception {
        Telephone caller = outside();
        caller.dial("100");
        LegId leg = operator.answer();
        caller.awaitTalking();
        for (char key : "19*#0".toCharArray()) {
            caller.press(key);
            assertEquals(key, operator.await(DigitPressed.class).digit());
        }
        operator.send(id -> new SendDigits(id, leg, "4#"));
        assertEquals('4', caller.awaitKey());
        assertEquals('#', caller.awaitKey());
        operator.end(leg);
    }

    @Test
    void aPhoneRingsIsAnsweredAndHangsUp() throws Exception {
        Telephone anna = phone("anna");
        LegId leg = operator.ring("anna");
        assertEquals(leg, operator.await(LegRinging.class).leg());
        anna.awaitRung();
        anna.answer();
        assertEquals(leg, operator.await(LegAnswered.class).leg());
        anna.awaitTalking();
        anna.hangUp();
        LegEnded ended = operator.await(LegEnded.class);
        assertEquals(leg, ended.leg());
        assertEquals(HangupCause.NORMAL, ended.cause());
    }

    @Test
    void aPhoneThatDoesNotWantTheCallFailsTheLeg() throws Exception {
        Telephone anna = phone("anna");
        LegId leg = operator.ring("anna");
        anna.awaitRung();
        anna.hangUp();
        LegFailed failed = operator.await(LegFailed.class);
        assertEquals(leg, failed.leg());
        assertTrue(
                List.of(HangupCause.BUSY, HangupCause.REJECTED).contains(failed.cause()),
                failed::toString);
    }

    @Test
    void aPhoneRingsOnlySoLong() throws Exception {
        Telephone anna = phone("anna");
        LegId leg =
                operator.dial(
                        new Destination.Phone(new Endpoint("anna")), Duration.ofSeconds(1), false);
        anna.awaitRung();
        LegFailed failed = operator.await(LegFailed.class);
        assertEquals(leg, failed.leg());
        assertEquals(HangupCause.NO_ANSWER, failed.cause());
        anna.awaitOver();
    }

    @Test
    void aPhoneThatRingsIsGivenUp() throws Exception {
        Telephone anna = phone("anna");
        LegId leg = operator.ring("anna");
        anna.awaitRung();
        operator.hangUp(leg);
        assertEquals(leg, operator.await(LegFailed.class).leg());
        anna.awaitOver();
    }

    @Test
    void aPhoneThatIsNotThereCannotBeRung() throws Exception {
        LegId leg = operator.ring("carla");
        LegFailed failed = operator.await(LegFailed.class);
        assertEquals(leg, failed.leg());
        assertEquals(HangupCause.UNREACHABLE, failed.cause());
    }

    @Test
    void aPhoneThatLeavesIsLost() throws Exception {
        Telephone anna = phone("anna");
        unplug(anna);
        assertEquals(new Endpoint("anna"), operator.await(EndpointLost.class).endpoint());
    }

    @Test
    void theEndOfTheNetworkIsTheEndOfEveryCall() throws Exception {
        Telephone anna = headset("anna", ANNA);
        LegId leg = talksWith("anna");
        anna.awaitTalking();
        shutDown();
        LegEnded ended = operator.await(LegEnded.class);
        assertEquals(leg, ended.leg());
        assertEquals(HangupCause.SHUTDOWN, ended.cause());
        anna.awaitOver();
    }

    @Test
    void aPhoneThatHoldsAndResumesSaysSo() throws Exception {
        Telephone anna = headset("anna", ANNA);
        LegId leg = talksWith("anna");
        anna.awaitTalking();
        anna.hold();
        assertEquals(leg, operator.await(LegHeld.class).leg());
        anna.resume();
        assertEquals(leg, operator.await(LegResumed.class).leg());
        operator.end(leg);
    }

    @Test
    void eachPlaybackEndsOnceAndOnlyTheLastIsHeardToItsEnd() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        CommandId first =
                operator.send(id -> new Play(id, leg, List.of(silence(Duration.ofMinutes(1)))));
        CommandId second =
                operator.send(id -> new Play(id, leg, List.of(silence(Duration.ofMillis(100)))));
        PlaybackEnded replaced = operator.await(PlaybackEnded.class);
        assertEquals(first, replaced.playback());
        assertFalse(replaced.complete());
        PlaybackEnded heard = operator.await(PlaybackEnded.class);
        assertEquals(second, heard.playback());
        assertTrue(heard.complete());
        operator.end(leg);
        assertEquals(List.of(), operator.rest());
    }

    private static Sound silence(Duration time) {
        byte[] samples = new byte[(int) (time.toMillis() * 8)];
        Arrays.fill(samples, (byte) 0xFF);
        return new Sound("silence", samples);
    }

    @Test
    void aPhoneAsksForItsCallToBeTakenElsewhereAndIsTold() throws Exception {
        Telephone anna = headset("anna", ANNA);
        LegId leg = talksWith("anna");
        anna.awaitTalking();
        anna.transfer("200");
        TransferRequested asked = operator.await(TransferRequested.class);
        assertEquals(leg, asked.leg());
        assertEquals(new Target.Number("200"), asked.target());
        operator.send(id -> new AnswerTransfer(id, leg, true));
        operator.hangUp(leg);
        assertEquals(leg, operator.await(LegEnded.class).leg());
        anna.awaitOver();
    }

    @Test
    void aTransferThatNobodyAskedForCannotBeAnswered() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        operator.send(id -> new AnswerTransfer(id, leg, true));
        assertEquals(Reason.WRONG_STATE, operator.await(CommandFailed.class).reason());
        operator.end(leg);
    }

    /// Every command for a leg, about one that there is not.
    static Stream<Function<CommandId, TelephonyCommand>> commands() {
        RecordingId recording = new RecordingId("none");
        List<Function<CommandId, TelephonyCommand>> all = new ArrayList<>();
        all.add(id -> new Answer(id, NOBODY));
        all.add(id -> new Play(id, NOBODY, List.of()));
        all.add(id -> new StopPlaying(id, NOBODY));
        all.add(id -> new StartMusic(id, NOBODY, silence(Duration.ofSeconds(1))));
        all.add(id -> new StopMusic(id, NOBODY));
        all.add(id -> new SendDigits(id, NOBODY, "1"));
        all.add(id -> new Bridge(id, NOBODY, new LegId("nobody-else")));
        all.add(id -> new Unbridge(id, NOBODY));
        all.add(id -> new JoinConference(id, NOBODY, new ConferenceId("three")));
        all.add(id -> new LeaveConference(id, NOBODY));
        all.add(id -> new Listen(id, NOBODY, new LegId("nobody-else"), Ear.MONITOR));
        all.add(id -> new StopListening(id, NOBODY));
        all.add(id -> new Mute(id, NOBODY, true));
        all.add(
                id ->
                        new TelephonyCommand.Record(
                                id, NOBODY, recording, Duration.ofSeconds(1), Optional.empty()));
        all.add(id -> new PauseRecording(id, NOBODY, true));
        all.add(id -> new StopRecording(id, NOBODY));
        all.add(id -> new AnswerTransfer(id, NOBODY, true));
        all.add(id -> new Hangup(id, NOBODY, HangupCause.NORMAL));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aCommandForALegThatIsNotThereFailsOnce(Function<CommandId, TelephonyCommand> command)
            throws Exception {
        CommandId id = operator.send(command);
        CommandFailed failed = operator.await(CommandFailed.class);
        assertEquals(id, failed.command());
        assertEquals(NOBODY, failed.leg());
        assertEquals(Reason.NO_SUCH_LEG, failed.reason());
        assertEquals(List.of(), operator.rest());
    }

    @Test
    void aLegIsNoPartnerOfItself() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        operator.send(id -> new Bridge(id, leg, leg));
        assertEquals(Reason.WRONG_STATE, operator.await(CommandFailed.class).reason());
        operator.send(id -> new Listen(id, leg, leg, Ear.BARGE));
        assertEquals(Reason.WRONG_STATE, operator.await(CommandFailed.class).reason());
        operator.end(leg);
    }

    @Test
    void whoIsNotYetAnsweredHearsNothingYet() throws Exception {
        Telephone caller = outside();
        caller.dial("100");
        LegId leg = operator.await(CallArrived.class).leg();
        operator.send(id -> new JoinConference(id, leg, new ConferenceId("three")));
        assertEquals(Reason.WRONG_STATE, operator.await(CommandFailed.class).reason());
        operator.hangUp(leg);
        caller.awaitOver();
    }
}
