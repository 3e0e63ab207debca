package org.strowger.telephony.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.strowger.telephony.ConferenceId;
import org.strowger.telephony.RecordingId;
import org.strowger.telephony.TelephonyCommand.Listen.Ear;

/// Conferences, listening and muting over real sockets: which tones reach which ear.
@Timeout(120)
final class WhoHearsWhomTest {
    private static final List<Ear> EARS = List.of(Ear.values());
    private static final List<Direction> DIRECTIONS = List.of(Direction.values());
    private static final ConferenceId ROOM = new ConferenceId("room");

    private TonePhones phones;
    private TonePhones.Phone anna;
    private TonePhones.Phone ben;
    private TonePhones.Phone carla;
    private TonePhones.Phone dave;

    @BeforeEach
    void plugIn() throws IOException {
        phones = new TonePhones();
        anna = phones.phone("anna", 400, Codec.PCMU);
        ben = phones.phone("ben", 550, Codec.PCMA);
        carla = phones.phone("carla", 700, Codec.PCMU);
        dave = phones.phone("dave", 950, Codec.PCMA);
    }

    @AfterEach
    void hangUp() {
        phones.close();
    }

    /// Whatever else the loop had to do in between: asked often enough to be asked in one go.
    @Test
    void musicThatIsAskedForAfterTheOtherHungUpIsHeard() throws IOException {
        for (int i = 0; i < 20; i++) {
            TonePhones.Phone other = phones.phone("other" + i, 550, Codec.PCMU);
            anna.stream.bridge(other.stream);
            other.stream.close();
            anna.stream.music(TonePhones.sound(carla.frequency, 50));
            anna.awaitCommands();
            phones.unplug("other" + i);
            phones.expectHeard("anna: carla");
        }
    }

    @Test
    void threeInAConferenceHearTheOthersAndNotThemselves() throws IOException {
        join(anna, ben, carla);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
        assertEquals(1, phones.gauge("strowger.rtp.conferences"));
        carla.stream.leave();
        phones.expectHeard("anna: ben", "ben: anna");
        ben.stream.close();
        phones.expectHeard();
        anna.stream.leave();
        anna.awaitCommands();
        assertEquals(0, phones.gauge("strowger.rtp.conferences"));
    }

    @Test
    void fiveInAConferenceHearEachOther() throws IOException {
        TonePhones.Phone emma = phones.phone("emma", 1_250, Codec.PCMU);
        join(anna, ben, carla, dave, emma);
        phones.expectHeard(
                "anna: ben carla dave emma",
                "ben: anna carla dave emma",
                "carla: anna ben dave emma",
                "dave: anna ben carla emma",
                "emma: anna ben carla dave");
    }

    @Test
    void conferencesDoNotHearEachOther() throws IOException {
        join(anna, ben);
        carla.stream.join(new ConferenceId("other"));
        dave.stream.join(new ConferenceId("other"));
        phones.expectHeard("anna: ben", "ben: anna", "carla: dave", "dave: carla");
        carla.stream.join(ROOM);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
    }

    @Test
    void aTalkOfTwoBecomesAConferenceAndATalkAgain() throws IOException {
        anna.stream.bridge(ben.stream);
        phones.expectHeard("anna: ben", "ben: anna");
        join(anna, ben, carla);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
        ben.stream.bridge(carla.stream);
        phones.expectHeard("ben: carla", "carla: ben");
    }

    @Test
    void aPlaybackToAMemberIsHeardByThatMemberInPlaceOfTheOthers() throws IOException {
        dave.silent = true;
        join(anna, ben, carla);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
        // Dave says nothing; his frequency is what the playback sounds like.
        anna.stream.play("prompt", List.of(TonePhones.sound(dave.frequency, 3_000)));
        phones.expectHeard("anna: dave", "ben: anna carla", "carla: anna ben");
        anna.stream.stopPlaying();
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
    }

    @Test
    void aConferenceEndsPlaybackAndMusic() throws IOException {
        anna.stream.music(TonePhones.sound(dave.frequency, 50));
        anna.stream.play("prompt", List.of(TonePhones.sound(dave.frequency, 3_000)));
        join(anna);
        assertEquals("prompt incomplete", TonePhones.Told.next(anna.told.words));
        anna.stream.music(TonePhones.sound(dave.frequency, 50));
        phones.expectHeard();
    }

    @Test
    void aMemberOnHoldNeitherSpeaksNorHears() throws IOException {
        join(anna, ben, carla);
        carla.connect(Direction.INACTIVE);
        phones.expectHeard("anna: ben", "ben: anna");
        carla.connect(Direction.SEND_ONLY);
        phones.expectHeard("anna: ben", "ben: anna", "carla: anna ben");
        carla.connect(Direction.SEND_RECEIVE);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
    }

    @Test
    void theMutedIsHeardByNobodyButItsKeysAreTold() throws IOException {
        join(anna, ben, carla);
        anna.stream.mute(true);
        phones.expectHeard("anna: ben carla", "ben: carla", "carla: ben");
        anna.stream.bridge(ben.stream);
        phones.expectHeard("anna: ben");
        anna.press('7');
        assertEquals("digit 7", TonePhones.Told.next(anna.told.words));
        anna.stream.mute(false);
        phones.expectHeard("anna: ben", "ben: anna");
        anna.press('8');
        assertEquals("digit 8", TonePhones.Told.next(anna.told.words));
        phones.pass(20);
        assertEquals("8", ben.keysHeard.toString());
    }

    @Test
    void whoMonitorsHearsBothSidesAndIsHeardByNobody() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.MONITOR);
        phones.expectHeard("anna: ben", "ben: anna", "carla: anna ben");
    }

    @Test
    void whoWhispersIsHeardByTheTargetAlone() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.WHISPER);
        phones.expectHeard("anna: ben carla", "ben: anna", "carla: anna ben");
    }

    @Test
    void whoBargesIsHeardByTheTargetAndWhomItTalksWith() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.BARGE);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
        join(anna, ben, dave);
        phones.expectHeard(
                "anna: ben carla dave",
                "ben: anna carla dave",
                "carla: anna ben dave",
                "dave: anna ben carla");
    }

    @Test
    void theEarCanBeChangedInTheMiddleOfATalk() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.BARGE);
        phones.expectHeard("anna: ben carla", "ben: anna carla", "carla: anna ben");
        carla.stream.listen(anna.stream, Ear.MONITOR);
        phones.expectHeard("anna: ben", "ben: anna", "carla: anna ben");
        carla.stream.listen(anna.stream, Ear.WHISPER);
        phones.expectHeard("anna: ben carla", "ben: anna", "carla: anna ben");
        carla.stream.stopListening();
        phones.expectHeard("anna: ben", "ben: anna");
    }

    @Test
    void listeningFollowsTheTargetFromTalkToTalk() throws IOException {
        carla.stream.listen(anna.stream, Ear.WHISPER);
        phones.expectHeard("anna: carla", "carla: anna");
        anna.stream.bridge(ben.stream);
        phones.expectHeard("anna: ben carla", "ben: anna", "carla: anna ben");
        anna.stream.unbridge();
        phones.expectHeard("anna: carla", "carla: anna");
        anna.stream.bridge(dave.stream);
        phones.expectHeard("anna: carla dave", "dave: anna", "carla: anna dave");
        join(anna, ben, dave);
        phones.expectHeard(
                "anna: ben carla dave", "ben: anna dave", "dave: anna ben", "carla: anna ben dave");
    }

    @Test
    void listeningSurvivesTheTargetsHold() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.WHISPER);
        anna.connect(Direction.INACTIVE);
        phones.expectHeard();
        anna.connect(Direction.SEND_RECEIVE);
        phones.expectHeard("anna: ben carla", "ben: anna", "carla: anna ben");
    }

    @Test
    void whoListensHearsWhatIsPlayedToTheTarget() throws IOException {
        dave.silent = true;
        carla.stream.listen(anna.stream, Ear.MONITOR);
        anna.stream.music(TonePhones.sound(dave.frequency, 50));
        phones.expectHeard("anna: dave", "carla: anna dave");
    }

    @Test
    void severalListenAtOnceAndHearEachOtherAsTheTargetDoes() throws IOException {
        TonePhones.Phone emma = phones.phone("emma", 1_250, Codec.PCMU);
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.MONITOR);
        dave.stream.listen(anna.stream, Ear.WHISPER);
        emma.stream.listen(ben.stream, Ear.BARGE);
        phones.expectHeard(
                "anna: ben dave emma",
                "ben: anna emma",
                "carla: anna ben dave emma",
                "dave: anna ben emma",
                "emma: anna ben");
    }

    @Test
    void theEndOfAPartyEndsListening() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.BARGE);
        dave.stream.listen(carla.stream, Ear.MONITOR);
        phones.expectHeard(
                "anna: ben carla", "ben: anna carla", "carla: anna ben", "dave: anna ben carla");
        carla.stream.close();
        phones.expectHeard("anna: ben", "ben: anna");
        dave.stream.listen(anna.stream, Ear.BARGE);
        anna.stream.close();
        phones.expectHeard();
        assertTrue(dave.stream.listen(anna.stream, Ear.BARGE));
        phones.expectHeard();
    }

    @Test
    void whoListenToEachOtherHearEachOther() throws IOException {
        anna.stream.listen(ben.stream, Ear.MONITOR);
        ben.stream.listen(anna.stream, Ear.MONITOR);
        phones.expectHeard("anna: ben", "ben: anna");
    }

    @Test
    void aTalkOfTwoIsRelayedPacketForPacketAgainWhenNobodyWhispersAnyMore() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.WHISPER);
        phones.expectHeard("anna: ben carla", "ben: anna", "carla: anna ben");
        carla.stream.stopListening();
        phones.expectHeard("anna: ben", "ben: anna");
        ben.silent = true;
        phones.pass(20);
        anna.heard.reset();
        // Who is mixed for gets a packet in every tick; who is relayed to gets what the peer sends.
        phones.pass(20);
        assertEquals(0, anna.heard.recording().samples().length);
    }

    @Test
    void keysOfAPeerAreHeardOnceWhileSomebodyWhispersAndAfter() throws IOException {
        anna.stream.bridge(ben.stream);
        carla.stream.listen(anna.stream, Ear.WHISPER);
        phones.expectHeard("anna: ben carla", "ben: anna", "carla: anna ben");
        ben.press('4');
        phones.pass(20);
        ben.press('2');
        phones.pass(20);
        assertEquals("42", anna.keysHeard.toString());
        carla.stream.stopListening();
        phones.expectHeard("anna: ben", "ben: anna");
        ben.press('9');
        phones.pass(20);
        assertEquals("429", anna.keysHeard.toString());
        assertEquals("", carla.keysHeard.toString());
    }

    @Test
    void nobodyListensToItselfOrAcrossLoops() throws IOException {
        var refused =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> anna.stream.listen(anna.stream, Ear.MONITOR));
        assertEquals("expected another stream of the same loop", refused.getMessage());
    }

    @Test
    void whateverIsAskedInWhateverOrderNothingBreaksAndNothingStays() throws IOException {
        var random = new Random(20_261_122);
        var store = new MemoryStore();
        var open = new ArrayList<TonePhones.Phone>(List.of(anna, ben, carla, dave));
        int asked = 0;
        int taken = 0;
        for (int i = 0; i < 3_000; i++) {
            TonePhones.Phone one = open.get(random.nextInt(open.size()));
            TonePhones.Phone other = open.get(random.nextInt(open.size()));
            switch (random.nextInt(16)) {
                case 0, 1 -> one.stream.join(new ConferenceId("room-" + random.nextInt(3)));
                case 2 -> one.stream.leave();
                case 3, 4 -> listen(one, other, EARS.get(random.nextInt(3)));
                case 5 -> one.stream.stopListening();
                case 6 -> one.stream.mute(random.nextBoolean());
                case 7, 8 -> bridge(one, other);
                case 9 -> one.stream.unbridge();
                case 10 -> one.connect(DIRECTIONS.get(random.nextInt(4)));
                case 11 -> one.stream.play(i, List.of(TonePhones.sound(300, random.nextInt(9))));
                case 12 -> one.stream.music(TonePhones.sound(300, 10));
                case 13 -> {
                    var id = new RecordingId("random-" + asked++);
                    // A loop that has too much to do already says no.
                    if (one.stream.record(id, store, Duration.ofSeconds(1), Optional.empty())) {
                        taken++;
                    }
                }
                case 14 -> one.stream.pauseRecording(random.nextBoolean());
                case 15 -> {
                    one.press('5');
                    if (i % 10 == 0) {
                        one.stream.close();
                        open.remove(one);
                        open.add(phones.phone("phone-" + i, 300 + i, Codec.PCMU));
                    }
                }
                default -> throw new AssertionError();
            }
            if (i % 20 == 0) {
                phones.pass(1);
            }
        }
        phones.close();
        assertEquals(
                taken,
                store.closed().size() + (int) phones.count("strowger.rtp.recordings.refused"));
        assertEquals(0, store.open());
    }

    private static void listen(TonePhones.Phone one, TonePhones.Phone other, Ear ear) {
        if (one != other) {
            one.stream.listen(other.stream, ear);
        }
    }

    private static void bridge(TonePhones.Phone one, TonePhones.Phone other) {
        if (one != other) {
            one.stream.bridge(other.stream);
        }
    }

    private static void join(TonePhones.Phone... members) {
        for (TonePhones.Phone member : members) {
            member.stream.join(ROOM);
        }
    }
}
