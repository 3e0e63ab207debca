package org.strowger.telephony;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.strowger.telephony.TelephonyCommand.Bridge;
import org.strowger.telephony.TelephonyCommand.JoinConference;
import org.strowger.telephony.TelephonyCommand.LeaveConference;
import org.strowger.telephony.TelephonyCommand.Listen;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;
import org.strowger.telephony.TelephonyCommand.Mute;
import org.strowger.telephony.TelephonyCommand.PauseRecording;
import org.strowger.telephony.TelephonyCommand.Play;
import org.strowger.telephony.TelephonyCommand.Record;
import org.strowger.telephony.TelephonyCommand.StopListening;
import org.strowger.telephony.TelephonyCommand.StopPlaying;
import org.strowger.telephony.TelephonyCommand.StopRecording;
import org.strowger.telephony.TelephonyCommand.Unbridge;
import org.strowger.telephony.TelephonyEvent.DigitPressed;
import org.strowger.telephony.TelephonyEvent.LegEnded;
import org.strowger.telephony.TelephonyEvent.PlaybackEnded;
import org.strowger.telephony.TelephonyEvent.RecordingEnded;
import org.strowger.telephony.peers.Recording;
import org.strowger.telephony.peers.Tones;

/// Who hears whom on every [Telephony], and what is recorded of it.
///
/// Each telephone says one tone all the time, so that what another hears shows whom it hears.
public abstract class TalkContract extends TelephonyContract {
    private static final ConferenceId ROOM = new ConferenceId("room");
    private static final RecordingId TAPE = new RecordingId("tape");
    private static final Duration LONG = Duration.ofMinutes(5);

    @Test
    @OfSound
    void twoThatAreBridgedHearEachOtherUntilTheyArePartedAgain() throws Exception {
        Telephone anna = headset("anna", ANNA);
        Telephone ben = headset("ben", BEN);
        LegId annas = talksWith("anna");
        LegId bens = talksWith("ben");
        operator.send(id -> new Bridge(id, annas, bens));
        hears(anna, BEN);
        hears(ben, ANNA);
        operator.send(id -> new Unbridge(id, bens));
        hears(anna);
        hears(ben);
        operator.end(annas);
        operator.end(bens);
    }

    @Test
    @OfSound
    void inAConferenceOfThreeEachHearsTheTwoOthers() throws Exception {
        Telephone anna = headset("anna", ANNA);
        Telephone ben = headset("ben", BEN);
        Telephone carla = headset("carla", CARLA);
        LegId annas = talksWith("anna");
        LegId bens = talksWith("ben");
        LegId carlas = talksWith("carla");
        // Out of a bridge, as a talk grows into a conference.
        operator.send(id -> new Bridge(id, annas, bens));
        for (LegId leg : List.of(annas, bens, carlas)) {
            operator.send(id -> new JoinConference(id, leg, ROOM));
        }
        hears(anna, BEN, CARLA);
        hears(ben, ANNA, CARLA);
        hears(carla, ANNA, BEN);
        operator.send(id -> new LeaveConference(id, carlas));
        hears(carla);
        hears(anna, BEN);
        operator.end(bens);
        hears(anna);
        operator.end(annas);
        operator.end(carlas);
    }

    @Test
    @OfSound
    void aSupervisorListensWhispersAndBargesIn() throws Exception {
        Telephone customer = headset("anna", ANNA);
        Telephone agent = headset("ben", BEN);
        Telephone supervisor = headset("carla", CARLA);
        LegId customers = talksWith("anna");
        LegId agents = talksWith("ben");
        LegId supervisors = talksWith("carla");
        operator.send(id -> new Bridge(id, customers, agents));

        operator.send(id -> new Listen(id, supervisors, agents, Ear.MONITOR));
        hears(supervisor, ANNA, BEN);
        hears(agent, ANNA);
        hears(customer, BEN);

        operator.send(id -> new Listen(id, supervisors, agents, Ear.WHISPER));
        hears(agent, ANNA, CARLA);
        hears(supervisor, ANNA, BEN);
        hears(customer, BEN);

        operator.send(id -> new Listen(id, supervisors, agents, Ear.BARGE));
        hears(customer, BEN, CARLA);
        hears(agent, ANNA, CARLA);

        operator.send(id -> new StopListening(id, supervisors));
        hears(supervisor);
        hears(customer, BEN);
        hears(agent, ANNA);
        operator.end(supervisors);
        operator.end(customers);
        operator.end(agents);
    }

    @Test
    @OfSound
    void whoListensGoesOnListeningWhenTheAgentsTalkChanges() throws Exception {
        headset("anna", ANNA);
        headset("ben", BEN);
        Telephone supervisor = headset("carla", CARLA);
        LegId customers = talksWith("anna");
        LegId agents = talksWith("ben");
        LegId supervisors = talksWith("carla");
        operator.send(id -> new Listen(id, supervisors, agents, Ear.MONITOR));
        hears(supervisor, BEN);
        operator.send(id -> new Bridge(id, customers, agents));
        hears(supervisor, ANNA, BEN);
        operator.end(agents);
        hears(supervisor);
        operator.end(customers);
        operator.end(supervisors);
    }

    @Test
    @OfSound
    void whoIsMutedIsNotHeardButStillPressesKeys() throws Exception {
        Telephone anna = headset("anna", ANNA);
        Telephone ben = headset("ben", BEN);
        LegId annas = talksWith("anna");
        LegId bens = talksWith("ben");
        operator.send(id -> new Bridge(id, annas, bens));
        hears(ben, ANNA);
        operator.send(id -> new Mute(id, annas, true));
        hears(ben);
        hears(anna, BEN);
        anna.press('7');
        assertEquals('7', operator.await(DigitPressed.class).digit());
        operator.send(id -> new Mute(id, annas, false));
        hears(ben, ANNA);
        operator.end(annas);
        operator.end(bens);
    }

    @Test
    @OfSound
    void whoIsMutedInAConferenceIsHeardByNobodyThere() throws Exception {
        Telephone anna = headset("anna", ANNA);
        Telephone ben = headset("ben", BEN);
        Telephone carla = headset("carla", CARLA);
        List<LegId> legs = List.of(talksWith("anna"), talksWith("ben"), talksWith("carla"));
        for (LegId leg : legs) {
            operator.send(id -> new JoinConference(id, leg, ROOM));
        }
        operator.send(id -> new Mute(id, legs.getFirst(), true));
        hears(ben, CARLA);
        hears(carla, BEN);
        hears(anna, BEN, CARLA);
        for (LegId leg : legs) {
            operator.end(leg);
        }
    }

    @Test
    @OfSound
    void aPlaybackIsHeardInPlaceOfAConferenceAndByOneAlone() throws Exception {
        Telephone anna = headset("anna", ANNA);
        Telephone ben = headset("ben", BEN);
        LegId annas = talksWith("anna");
        LegId bens = talksWith("ben");
        operator.send(id -> new JoinConference(id, annas, ROOM));
        operator.send(id -> new JoinConference(id, bens, ROOM));
        hears(anna, BEN);
        CommandId whisper =
                operator.send(id -> new Play(id, annas, List.of(Tones.sound(CALLER, 60))));
        hears(anna, CALLER);
        hears(ben, ANNA);
        operator.send(id -> new StopPlaying(id, annas));
        PlaybackEnded ended = operator.await(PlaybackEnded.class);
        assertEquals(whisper, ended.playback());
        assertFalse(ended.complete());
        hears(anna, BEN);
        operator.end(annas);
        operator.end(bens);
    }

    @Test
    @OfSound
    void bothSidesOfATalkAreRecordedAndTheSecretPartIsSilent() throws Exception {
        Telephone anna = headset("anna", ANNA);
        Telephone ben = headset("ben", BEN);
        LegId annas = talksWith("anna");
        LegId bens = talksWith("ben");
        operator.send(id -> new Bridge(id, annas, bens));
        hears(anna, BEN);
        hears(ben, ANNA);
        record(annas, LONG, Optional.empty());
        pass(anna, Duration.ofSeconds(1));
        operator.send(id -> new PauseRecording(id, annas, true));
        pass(anna, Duration.ofSeconds(1));
        operator.send(id -> new PauseRecording(id, annas, false));
        pass(anna, Duration.ofSeconds(1));
        operator.send(id -> new StopRecording(id, annas));

        RecordingEnded ended = operator.await(RecordingEnded.class);
        assertEquals(TAPE, ended.recording());
        assertTrue(ended.spoken());
        assertTrue(ended.length().compareTo(Duration.ofMillis(2500)) > 0, ended::toString);
        Recording left = recordings.left(TAPE);
        Recording right = recordings.right(TAPE);
        isAbout(left.duration(), ended.length());
        Duration length = left.duration();
        Duration part = Duration.ofMillis(400);
        Duration begins = Duration.ofMillis(200);
        assertTrue(holds(left.part(begins, begins.plus(part)), List.of(ANNA)), "at first, said");
        assertTrue(holds(right.part(begins, begins.plus(part)), List.of(BEN)), "at first, heard");
        Duration middle = length.dividedBy(2).minus(part.dividedBy(2));
        assertTrue(holds(left.part(middle, middle.plus(part)), List.of()), "paused, said");
        assertTrue(holds(right.part(middle, middle.plus(part)), List.of()), "paused, heard");
        Duration last = length.minus(part);
        assertTrue(holds(left.part(last, length), List.of(ANNA)), "at last, said");
        assertTrue(holds(right.part(last, length), List.of(BEN)), "at last, heard");

        operator.end(annas);
        operator.end(bens);
        assertEquals(List.of(), operator.rest());
    }

    /// To two packets of audio.
    private static void isAbout(Duration expected, Duration length) {
        Duration difference = expected.minus(length).abs();
        assertTrue(difference.compareTo(Duration.ofMillis(40)) <= 0, length::toString);
    }

    /// Waits until a telephone has heard so much more: the network's time, not the clock's.
    private static void pass(Telephone telephone, Duration time) {
        awaitHeard(telephone, telephone.heard().duration().plus(time));
    }

    private void record(LegId leg, Duration longest, Optional<Duration> silence) {
        operator.send(id -> new Record(id, leg, TAPE, longest, silence));
    }

    @Test
    @OfSound
    void aRecordingEndsWithItsLegAndIsToldOnce() throws Exception {
        Telephone anna = headset("anna", ANNA);
        LegId leg = talksWith("anna");
        record(leg, LONG, Optional.empty());
        pass(anna, Duration.ofSeconds(1));
        anna.hangUp();
        // One of them comes first, and either may.
        List<Class<?>> told =
                List.of(operator.next().getClass(), operator.next().getClass()).stream()
                        .sorted(Comparator.comparing(Class::getName))
                        .<Class<?>>map(kind -> kind)
                        .toList();
        assertEquals(List.of(LegEnded.class, RecordingEnded.class), told);
        assertEquals(List.of(), operator.rest());
        assertTrue(holds(recordings.left(TAPE), List.of(ANNA)));
    }

    @Test
    @OfSound
    void aRecordingOutlivesTheEndOfTheNetwork() throws Exception {
        Telephone anna = headset("anna", ANNA);
        LegId leg = talksWith("anna");
        record(leg, LONG, Optional.empty());
        pass(anna, Duration.ofSeconds(1));
        shutDown();
        anna.awaitOver();
        RecordingEnded ended = operator.await(RecordingEnded.class);
        assertEquals(TAPE, ended.recording());
        assertTrue(holds(recordings.left(TAPE), List.of(ANNA)));
    }

    @Test
    void aRecordingEndsByItselfAfterItsLongestTime() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        record(leg, Duration.ofMillis(600), Optional.empty());
        isAbout(Duration.ofMillis(600), operator.await(RecordingEnded.class).length());
        operator.end(leg);
        assertEquals(List.of(), operator.rest());
    }

    @Test
    void aRecordingEndsByItselfInSilence() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        operator.send(id -> new Mute(id, leg, true));
        record(leg, LONG, Optional.of(Duration.ofMillis(600)));
        RecordingEnded ended = operator.await(RecordingEnded.class);
        assertFalse(ended.spoken());
        operator.end(leg);
        assertEquals(List.of(), operator.rest());
    }

    @Test
    void oneRecordingOfALegEndsTheOther() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        RecordingId other = new RecordingId("other");
        record(leg, LONG, Optional.empty());
        operator.send(id -> new Record(id, leg, other, LONG, Optional.empty()));
        assertEquals(TAPE, operator.await(RecordingEnded.class).recording());
        operator.send(id -> new StopRecording(id, leg));
        assertEquals(other, operator.await(RecordingEnded.class).recording());
        operator.end(leg);
        assertEquals(List.of(), operator.rest());
    }

    @Test
    void whatCannotBeStoredIsToldAsNothing() throws Exception {
        headset("anna", ANNA);
        LegId leg = talksWith("anna");
        recordings.isFull();
        record(leg, LONG, Optional.empty());
        assertEquals(Duration.ZERO, operator.await(RecordingEnded.class).length());
        operator.end(leg);
        assertEquals(List.of(), operator.rest());
    }
}
