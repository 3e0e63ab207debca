package org.strowger.telephony.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two telephones without a switch between them: whatever fails with a switch must not fail here.
@Timeout(60)
class BaresipIT {
    private static final Duration LONG_ENOUGH = Duration.ofSeconds(8);

    @TempDir private Path folder;

    @Test
    void twoPhonesHearEachOther() {
        try (Baresip ann = Baresip.phone("ann").says(tone(440)).start();
                Baresip bob = Baresip.phone("bob").says(tone(700)).answersAlone().start()) {
            ann.dial(bob.uri());
            ann.awaitEstablished();
            bob.awaitEstablished();
            hears(ann, 700, 440);
            hears(bob, 440, 700);
            ann.hangUp();
            bob.awaitClosed();
        }
    }

    @Test
    void keysArriveInTheOrderInWhichTheyArePressed() {
        try (Baresip ann = Baresip.phone("ann").start();
                Baresip bob = Baresip.phone("bob").answersAlone().start()) {
            ann.dial(bob.uri());
            ann.awaitEstablished();
            bob.awaitEstablished();
            for (char key : "19*#0".toCharArray()) {
                ann.press(key);
                assertEquals(key, bob.awaitKey());
            }
        }
    }

    @Test
    void phoneThatDoesNotAnswerAloneRingsUntilItIsAccepted() {
        try (Baresip ann = Baresip.phone("ann").overTcp().alsoSpeaksPcma().start();
                Baresip bob = Baresip.phone("bob").overTcp().alsoSpeaksPcma().start()) {
            ann.dial(bob.uri() + ";transport=tcp");
            bob.awaitIncoming();
            ann.awaitRinging();
            bob.accept();
            ann.awaitEstablished();
            bob.awaitEstablished();
            bob.hangUp();
            ann.awaitClosed();
        }
    }

    @Test
    void refusedCallClosesWithItsReason() {
        try (Baresip ann = Baresip.phone("ann").start();
                Baresip bob = Baresip.phone("bob").start()) {
            ann.dial(bob.uri());
            bob.awaitIncoming();
            bob.hangUp();
            assertTrue(ann.awaitClosed().startsWith("486"), () -> ann.events().toString());
        }
    }

    @Test
    void recordingHoldsThePromptThatWasSaid() {
        Path prompt = folder.resolve("prompt.wav");
        short[] melody = new short[16_000];
        for (int note = 0; note < 8; note++) {
            System.arraycopy(Tones.samples(300 + 130 * note, 0.25), 0, melody, 2_000 * note, 2_000);
        }
        Wav.write(prompt, melody);
        try (Baresip ann = Baresip.phone("ann").start();
                Baresip bob = Baresip.phone("bob").says(prompt).answersAlone().start()) {
            ann.dial(bob.uri());
            ann.awaitHeard("the melody", LONG_ENOUGH, heard -> heard.contains(melody, 0.9));
            ann.hangUp();
            bob.awaitClosed();
            assertFalse(bob.recording().contains(melody, 0.3));
        }
    }

    private Path tone(int frequency) {
        return Tones.wav(folder.resolve(frequency + ".wav"), frequency, 1);
    }

    private static void hears(Baresip phone, int frequency, int ownFrequency) {
        Duration end = Duration.ofSeconds(2);
        Recording heard =
                phone.awaitHeard("two seconds", LONG_ENOUGH, r -> r.duration().compareTo(end) > 0);
        Duration start = Duration.ofMillis(500);
        double level = heard.toneLevel(frequency, start, end);
        assertTrue(level > -16 && level < -10, () -> frequency + " Hz at " + level + " dBFS");
        double echo = heard.toneLevel(ownFrequency, start, end);
        assertTrue(echo < -50, () -> ownFrequency + " Hz at " + echo + " dBFS");
    }
}
